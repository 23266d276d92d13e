"""The only writer of events."""

from datetime import datetime
from typing import Any, Protocol

from django.db import connection, transaction

from audit import chain
from audit.acts import ACTS, UndeclaredAct
from audit.models import Event, Head


class HasKey(Protocol):
    """A user, also the anonymous one, whose key is None."""

    pk: Any


def record(
    act: str, /, *, by: HasKey | int | None, about: tuple[str, str], tender: str = "", now: datetime, **data: Any
) -> Event:
    """Leave one event, in the transaction of the act itself: both are written, or neither.

    `about` is the object's kind and public number; `tender` the assignment's number, for whoever filters on it; `data`
    is anything that JSON can hold. Call it last: the chain's head stays locked until the transaction ends.
    Raises UndeclaredAct, TransactionManagementError outside a transaction, TypeError or ValueError for `now` or `data`.
    """
    if act not in ACTS:
        raise UndeclaredAct(f"{act} is not declared in audit/acts.py.")
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An event is written inside the transaction of its act.")
    if now.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    content = {
        "at": now,
        "act": act,
        "actor_id": by if by is None or isinstance(by, int) else by.pk,
        "object_type": str(about[0]),
        "object_id": str(about[1]),
        "tender": str(tender),
        "data": chain.canonical(data),
    }
    return _append(content)


def head() -> chain.Position:
    """How many events there are and the hash of the last; inside a transaction that left one, its own comes last."""
    row = Head.objects.first()
    return row.position if row else chain.START


def _append(content: dict[str, Any]) -> Event:
    row = _locked_head()
    sequence = row.count + 1
    digest = chain.link(row.hash, sequence=sequence, **content)
    event = Event(sequence=sequence, previous_hash=row.hash, hash=digest, **content)
    event.save(force_insert=True)
    row.count, row.hash = sequence, digest
    row.save(update_fields=["count", "hash"])
    return event


def _locked_head() -> Head:
    """PostgreSQL locks the row; on SQLite an IMMEDIATE transaction holds the only write lock already."""
    locked = Head.objects.select_for_update()
    row = locked.first()
    if row is None:
        Head.objects.bulk_create([Head()], ignore_conflicts=True)  # two first writers at once: the second one waits
        row = locked.get()
    return row
