from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"


class SiteAdminConfig(AdminConfig):
    default_site = "accounts.admin_site.SiteAdmin"
