"""The admin of this site: it asks the access table, and has no login page of its own."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from .rules import require_general

View = Callable[..., HttpResponse]


class SiteAdmin(admin.AdminSite):
    site_title = "Weegschaal"
    site_header = "Weegschaal"
    index_title = _("Administration")

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        inner = super().admin_view(view, cacheable)

        def ask_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            require_general(request.user, "admin.enter")
            return inner(request, *args, **kwargs)

        return update_wrapper(ask_first, view)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """One way in for everyone: with its limits on attempts, its event, and what will be added to it."""
        require_general(request.user, "admin.enter")
        return redirect("admin:index")
