from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("accounts.again")  # it listens to logins; its models can be read from here on


class SiteAdminConfig(AdminConfig):
    default_site = "accounts.admin_site.SiteAdmin"
