"""Days, and months as exact fractions. Python's own dates know what day it is today; the engine must not.

A stretch of time is half-open: `start` belongs to it, `end` is the day after its last. `docs/windows.md` says why
months are counted as they are.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from .errors import Unusable

LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
FIRST_YEAR, LAST_YEAR = 1900, 2199


class Day(NamedTuple):
    year: int
    month: int
    day: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}-{self.day:02}"


@dataclass(frozen=True)
class Written:
    """A date as someone wrote it: a day, a month or a year."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not self._exists():
            raise Unusable("no_such_date", date=str(self), first=FIRST_YEAR, last=LAST_YEAR)

    def _exists(self) -> bool:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            return False
        if self.month is None:
            return self.day is None
        return 1 <= self.month <= 12 and (self.day is None or 1 <= self.day <= month_length(self.year, self.month))

    @property
    def first(self) -> Day:
        return Day(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> Day:
        month = self.month or 12
        return Day(self.year, month, self.day or month_length(self.year, month))

    def __str__(self) -> str:
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)


def month_length(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if leap and month == 2 else LENGTHS[month - 1]


def following(day: Day) -> Day:
    if day.day < month_length(day.year, day.month):
        return day._replace(day=day.day + 1)
    return months_later(day._replace(day=1), 1)


def preceding(day: Day) -> Day:
    if day.day > 1:
        return day._replace(day=day.day - 1)
    year, month, _ = months_later(day, -1)
    return Day(year, month, month_length(year, month))


def months_later(day: Day, months: int) -> Day:
    """The same day of the month, or the last one where that month is too short; `months` may be below zero."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return Day(year, month + 1, min(day.day, month_length(year, month + 1)))


def months_between(start: Day, end: Day) -> Fraction:
    """Each day is one part of its own calendar month: 1/31 in January, 1/29 in the February of a leap year."""
    return _on_the_axis(end) - _on_the_axis(start)


def _on_the_axis(day: Day) -> Fraction:
    return 12 * day.year + day.month + Fraction(day.day - 1, month_length(day.year, day.month))


def whole_months(start: Day, end: Day) -> int:
    """How many months fit in between, from date to date: 24 from 15 February 2022 to 15 February 2024."""
    months = 12 * (end.year - start.year) + end.month - start.month
    return months if months_later(start, months) <= end else months - 1
