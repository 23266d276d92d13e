"""What an administrator does with accounts and roles leaves its events: a role at a supplier opens its sealed bids."""

from collections.abc import Iterable
from datetime import datetime

from audit.services import record

from .models import Membership, User


def tell_given(memberships: Iterable[Membership], *, by: User, now: datetime) -> None:
    """In the transaction that makes them."""
    _tell("role.given", memberships, by=by, now=now)


def tell_taken(memberships: Iterable[Membership], *, by: User, now: datetime) -> None:
    """In the transaction that removes them, or changes what they were."""
    _tell("role.taken", memberships, by=by, now=now)


def tell_changed(user: User, *, by: User, now: datetime) -> None:
    record("account.changed", by=by, about=("user", str(user.pk)), now=now)


def _tell(act: str, memberships: Iterable[Membership], *, by: User, now: datetime) -> None:
    for each in memberships:
        about = ("organisation", str(each.organisation_id))
        record(act, by=by, about=about, now=now, user=each.user_id, role=each.role)
