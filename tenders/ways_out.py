"""The address in a mail at which its reader ends such mail: signed, lasting, without logging in."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.core.signing import BadSignature, Signer
from django.http import Http404
from django.urls import reverse

from accounts.models import User
from outbox.letters import address

from .models import SavedSearch, Tender

SALT = "tenders.ways_out"


@dataclass(frozen=True)
class WayOut:
    """What the mail was about: an assignment that this person follows, or their searches and how these were mailed."""

    user: int
    tender: int | None = None
    searches: tuple[int, ...] = ()
    mail: str = ""

    @property
    def token(self) -> str:
        return Signer(salt=SALT).sign_object(asdict(self), compress=True)

    @property
    def address(self) -> str:
        return address(reverse("unsubscribe", args=[self.token]))


def of_follow(tender: Tender, user: User) -> WayOut:
    return WayOut(user=user.pk, tender=tender.pk)


def of_searches(searches: Sequence[SavedSearch]) -> WayOut:
    """Of one person, mailed in one way; at least one."""
    first = searches[0]
    return WayOut(user=first.user_id, searches=tuple(search.pk for search in searches), mail=first.mail)


def read(token: str) -> WayOut:
    """Raises Http404 for what wasn't signed here."""
    try:
        content: dict[str, Any] = Signer(salt=SALT).unsign_object(token)
        return WayOut(**content | {"searches": tuple(content["searches"])})
    except (BadSignature, ValueError, TypeError, KeyError) as error:
        raise Http404 from error
