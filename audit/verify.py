"""Check the whole chain, row by row, and name the first row that broke it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection

from audit import chain, triggers
from audit.models import Event
from audit.services import head

CONTENT = ("sequence", "at", "act", "actor_id", "object_type", "object_id", "tender", "data")
FIELDS = ("previous_hash", "hash", *CONTENT)
CHUNK = 5000

PROBLEMS = {
    "missing": "event {sequence} is not there",
    "changed": "event {sequence} is not what was written",
    "unlinked": "event {sequence} does not follow from the event before it",
    "unreadable": "event {sequence} holds a moment that can't be read",
    "cut off": "event {sequence} and what came after it, up to the head of the chain, is not there",
    "beyond the head": "event {sequence} comes after the head of the chain",
    "not the head": "event {sequence} is not the event that the head of the chain names",
}


@dataclass(frozen=True)
class Broken:
    """The first row that is wrong: its number, and a key of PROBLEMS."""

    sequence: int
    problem: str

    def __str__(self) -> str:
        return PROBLEMS[self.problem].format(sequence=self.sequence)


@dataclass(frozen=True)
class Report:
    count: int  # of events that were found whole
    hash: str  # of the last of these
    broken: Broken | None
    unguarded: tuple[str, ...]  # names of the triggers that should refuse a change and are not there

    @property
    def whole(self) -> bool:
        return self.broken is None and not self.unguarded

    def as_json(self) -> dict[str, Any]:
        return {"whole": self.whole, **asdict(self)}


def verify() -> Report:
    """Read every event once. Others may go on writing: what is added meanwhile is checked as far as it is seen."""
    before = head()
    rows = Event.objects.order_by("sequence").values_list(*FIELDS)
    last, broken = follow(rows.iterator(chunk_size=CHUNK), expecting=before)
    if broken and broken.problem == "unreadable":  # somewhere in a chunk: row by row tells which
        last, broken = follow(rows.iterator(chunk_size=1), expecting=before)
    if broken is None:
        broken = _beyond(last, head())
    missing = triggers.missing(connection, Event._meta.db_table)
    return Report(last.count, last.hash, broken, tuple(refusal.name for refusal in missing))


def holds(position: chain.Position) -> bool:
    """Is the event that a receipt names still there, with the hash that the receipt gives?"""
    if position.count == 0:
        return position == chain.START
    return Event.objects.filter(sequence=position.count, hash=position.hash).exists()


def follow(rows: Iterable[tuple[Any, ...]], *, expecting: chain.Position) -> tuple[chain.Position, Broken | None]:
    """Walk rows of FIELDS in order of their number: the last whole place, and what breaks the chain after it."""
    last = chain.START
    try:
        for row in rows:
            problem = _problem(row, last, expecting)
            if problem:
                return last, Broken(last.count + 1, problem)
            last = chain.Position(row[2], row[1])
    except (ValueError, TypeError, AttributeError):
        return last, Broken(last.count + 1, "unreadable")
    if last.count < expecting.count:
        return last, Broken(last.count + 1, "cut off")
    return last, None


def _problem(row: tuple[Any, ...], last: chain.Position, expecting: chain.Position) -> str | None:
    previous_hash, digest, *values = row
    sequence = values[0]
    if sequence != last.count + 1:
        return "missing"
    if previous_hash != last.hash:
        return "unlinked"
    if digest != chain.link(previous_hash, **dict(zip(CONTENT, values, strict=True))):
        return "changed"
    if sequence == expecting.count and digest != expecting.hash:
        return "not the head"
    return None


def _beyond(last: chain.Position, now_at: chain.Position) -> Broken | None:
    return Broken(now_at.count + 1, "beyond the head") if last.count > now_at.count else None
