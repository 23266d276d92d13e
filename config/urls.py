"""Every address of the site. Each name has its row in `accounts/access.py`; a test holds that."""

from allauth.account import urls as account_urls
from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

handler400 = "config.errors.bad_request"

urlpatterns = [
    path("", include("scoring.urls")),
    path("", include("candidates.urls")),
    path("", include("suppliers.urls")),
    path("", include("tenders.urls")),
    path("", include("accounts.urls")),
    path("taal/", set_language, name="set_language"),
    path("account/", include(account_urls)),
    path("admin/", admin.site.urls),
]
