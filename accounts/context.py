"""What every page needs: the navigation, the moment, whether this is the demo."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit import clock

from .demo import ACCOUNTS
from .rules import general_roles

NAVIGATION = [
    # role that sees it, url name, label
    ("user", "home", _("Overview")),
    ("anyone", "tenders", _("Assignments")),
    ("office", "profiles", _("Function profiles")),
    ("bidder", "bids", _("My bids")),
    ("bidder", "people", _("Candidates")),
    ("member", "company", _("My organisation")),
    ("auditor", "events", _("Event log")),
]


def site(request: HttpRequest) -> dict[str, Any]:
    roles = general_roles(request.user) if hasattr(request, "user") else frozenset({"anyone"})
    return {
        "nav": [_entry(request, name, label) for role, name, label in NAVIGATION if role in roles],
        "now": clock.now(),
        "demo": settings.DEMO,
        "demo_accounts": [(account.email, account.part) for account in ACCOUNTS] if settings.DEMO else [],
        "demo_password": settings.DEMO_PASSWORD if settings.DEMO else "",
    }


def _entry(request: HttpRequest, name: str, label: object) -> dict[str, Any]:
    url = reverse(name)
    return {"url": url, "label": label, "current": request.path == url}
