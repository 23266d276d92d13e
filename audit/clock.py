"""The only clock of the program.

A deadline is a moment on one clock: the database's `clock_timestamp()`, so that several web processes agree. SQLite has
no clock of its own; there it is the host's. Take one `now` per decision, at the edge, and pass it on.

The demo and the tests move the clock with `at(moment)`, for the whole process; anywhere else that is refused.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from threading import Lock
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

_lock = Lock()
_moments: list[datetime] = []


class ClockCannotMove(RuntimeError):
    """`at` was called where settings.CLOCK_MAY_MOVE is off."""


def now() -> datetime:
    """The moment, in UTC, to the microsecond."""
    held = _moments[-1:]  # a copy: another thread may let go in between
    if held:
        return held[0]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            moment: datetime = cursor.fetchone()[0]
            return moment.astimezone(UTC)
    return datetime.now(UTC)  # noqa: TID251


def today() -> date:
    """The calendar day in the Netherlands."""
    return now().astimezone(AMSTERDAM).date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Hold the clock still at `moment` (with its zone) for every thread, until the block ends."""
    if not settings.CLOCK_MAY_MOVE:
        raise ClockCannotMove("The clock moves only in the demo and in tests.")
    if moment.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    moment = moment.astimezone(UTC)
    with _lock:
        _moments.append(moment)
    try:
        yield
    finally:
        with _lock:
            _moments.remove(moment)
