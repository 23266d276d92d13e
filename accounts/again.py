"""Logging in again right before an act that can't be undone: when that was, by the program's own clock.

allauth asks for the password and counts by the host's clock; the moment that counts here is kept in the session.
"""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from allauth.account.signals import authentication_step_completed
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse

from audit import clock
from audit.services import record

from .models import User

KEY = "logged_in_again_at"
COUNTS = timedelta(minutes=10)


@receiver(authentication_step_completed, dispatch_uid="logged_in_again")
def remember(*, request: HttpRequest, user: User, reauthenticated: bool = False, **_step: Any) -> None:
    """The first login of a session is none: it may be somebody else who sits there by now."""
    if not reauthenticated:
        return
    now = clock.now()
    request.session[KEY] = now.isoformat()
    with transaction.atomic():
        record("account.logged_in_again", by=user, about=("user", str(user.pk)), now=now)


def logged_in_again_at(request: HttpRequest) -> datetime | None:
    written = request.session.get(KEY)
    return datetime.fromisoformat(written) if written else None


def is_recent(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and timedelta() <= now - moment <= COUNTS


def page_to_log_in_again(back_to: str) -> str:
    """It leads back to this address."""
    return f"{reverse('account_reauthenticate')}?{urlencode({'next': back_to})}"
