"""Write messages with an act, and send them after it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import connection, transaction

from accounts.models import User

from .letters import Letter, with_way_out
from .models import Message
from .sending import send_due

State = Message.State


def post(
    letter: Letter,
    *,
    to: Iterable[User],
    key: str,
    about: tuple[str, str],
    now: datetime,
    language: str = settings.LANGUAGE_CODE,
    hold: bool = False,
    unsubscribe: Callable[[User], str] | None = None,
) -> None:
    """Write the letter to each of these people, in the transaction of the act; sent when that is committed.

    `key` names the act: the same key mails an address once, however often it is posted. `hold` keeps the messages until
    `release`. `unsubscribe` gives the address at which a person ends such mail ("": there is none for them). Raises
    TransactionManagementError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A message is written inside the transaction of its act.")
    ways_out = [(user, unsubscribe(user) if unsubscribe else "") for user in to if user.is_active]
    messages = [
        Message(
            key=key,
            user=user,
            email=user.email,
            language=language,
            subject=letter.subject,
            body=with_way_out(letter, way_out, language=language).body,
            unsubscribe=way_out,
            about_type=about[0],
            about_number=about[1],
            state=State.HELD if hold else State.QUEUED,
            due_at=None if hold else now,
            created_at=now,
        )
        for user, way_out in ways_out
    ]
    _write(messages)
    if not hold:
        _send_after_commit(key)


@dataclass(frozen=True)
class Addressed:
    """A letter of its own to one address. `user` is None for who needs no account: who is invited, who is offered."""

    letter: Letter
    email: str
    key: str
    about: tuple[str, str]
    user: User | None = None


def post_each(letters: Sequence[Addressed], *, now: datetime, language: str = settings.LANGUAGE_CODE) -> None:
    """Write letters that differ, in one insert. Raises TransactionManagementError outside a transaction."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A message is written inside the transaction of its act.")
    messages = [
        Message(
            key=each.key,
            user=each.user,
            email=each.email,
            language=language,
            subject=each.letter.subject,
            body=each.letter.body,
            about_type=each.about[0],
            about_number=each.about[1],
            state=State.QUEUED,
            due_at=now,
            created_at=now,
        )
        for each in letters
    ]
    _write(messages)
    transaction.on_commit(partial(send_due, seconds=settings.MAIL_SECONDS), robust=True)


def _write(messages: list[Message]) -> None:
    # Not ignore_conflicts: on SQLite that would also ignore what the other constraints say.
    Message.objects.bulk_create(messages, update_conflicts=True, unique_fields=["key", "email"], update_fields=["key"])


@transaction.atomic
def release(key: str, *, now: datetime) -> int:
    """Let the held messages of an act go; how many there were."""
    released = Message.objects.filter(key=key, state=State.HELD).update(state=State.QUEUED, due_at=now)
    if released:
        _send_after_commit(key)
    return released


def forget_letters(about_type: str, about_number: str) -> None:
    """Those about an object whose person is erased: they hold an address and a link."""
    Message.objects.filter(about_type=about_type, about_number=about_number).delete()


def _send_after_commit(key: str) -> None:
    """Robust: what goes wrong with the mail is logged and never undoes or hides the act."""
    transaction.on_commit(partial(send_due, key=key, seconds=settings.MAIL_SECONDS), robust=True)
