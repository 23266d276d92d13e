"""Careers as JSON, and their months once more, slow and obvious: day by day."""

import calendar
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

Document = dict[str, Any]
ONE = timedelta(days=1)
ALL_WEEK = 168
RULES = [
    {"rule": "counts_fully"},
    {"rule": "pro_rata", "full_week": "36"},
    {"rule": "full_from", "hours": "24", "full_week": "36"},
    {"rule": "full_from", "hours": "28.8", "full_week": "28.8"},
    {"rule": "none_below", "hours": "24"},
]


# Careers -------------------------------------------------------------------------------------------------------------
def _days(first: date, last: date) -> st.SearchStrategy[date]:
    """Any day, but often one where a month, a year, a leap day or summer time begins or ends."""
    edges = [date(year, *day) for year in range(first.year, last.year) for day in ((1, 1), (2, 28), (3, 1), (12, 31))]
    edges += [date(2024, 2, 29), date(2025, 3, 30), date(2025, 10, 26)]
    return st.dates(first, last) | st.sampled_from(edges)


DAYS = _days(date(2021, 6, 1), date(2026, 6, 30))
CLOSINGS = _days(date(2024, 1, 1), date(2026, 3, 31))
LENGTHS = st.sampled_from([4, 7, 7, 10, 10, 10])
OPEN = st.sampled_from([True] + 5 * [False])
HOURS = st.sampled_from(["8", "16", "18", "20.5", "24", "28.8", "36", "40", None])
TAGS = st.sampled_from([[], ["kcc"], ["kcc", "municipality"], ["phone", "municipality"], ["kcc", "phone"]])
GROUPS = st.sampled_from([[], [], [["kcc"]], [["kcc", "phone"], ["municipality"]]])
WINDOWS = st.none() | st.integers(1, 36)


@st.composite
def periods(draw: st.DrawFn, ref: str = "Z") -> Document:
    start, end = sorted((draw(DAYS).isoformat(), draw(DAYS).isoformat()))
    return {
        "ref": ref,
        "from": start[: draw(LENGTHS)],
        "to": None if draw(OPEN) else end[: draw(LENGTHS)],
        "hours": draw(HOURS),
        "tags": draw(TAGS),
    }


JOBS = st.integers(0, 4).flatmap(lambda number: st.tuples(*(periods(ref) for ref in "ABCD"[:number])))


@st.composite
def careers(draw: st.DrawFn) -> Document:
    window = draw(WINDOWS)
    return {
        "closing": draw(CLOSINGS).isoformat(),
        "window": window,
        "needed": draw(st.integers(0, window or 60)),
        "tags": draw(GROUPS),
        "part_time": draw(st.sampled_from(RULES)),
        "periods": list(draw(JOBS)),
    }


# Day by day ----------------------------------------------------------------------------------------------------------
CALENDAR = [date(2020, 12, 31) + timedelta(days=at) for at in range(2100)]
# Each day as text, with the one before and the one after.
TEXTS = [(day, *(other.isoformat() for other in (day - ONE, day, day + ONE))) for day in CALENDAR]


def months(asked: Document, *, certain: bool) -> Fraction:
    """The sum over the days of the window of what each counts for, over the length of its month."""
    jobs = [job for job in asked["periods"] if all(set(group) & set(job["tags"]) for group in asked["tags"])]
    found: Counter[tuple[int, int, Fraction]] = Counter()
    start, closing = window(asked)
    for day, *texts in TEXTS[(start - CALENDAR[0]).days : (closing - CALENDAR[0]).days]:
        if running := [job for job in jobs if runs(job, *texts, certain=certain)]:
            found[day.year, day.month, sum(hours(job, certain=certain) for job in running)] += 1
    return sum(
        (
            share(week, asked["part_time"]) * Fraction(number, calendar.monthrange(year, month)[1])
            for (year, month, week), number in found.items()
        ),
        Fraction(0),
    )


def window(asked: Document) -> tuple[date, date]:
    closing = date.fromisoformat(asked["closing"])
    if asked["window"] is None:
        return CALENDAR[0], closing
    year, month = divmod(12 * closing.year + closing.month - 1 - asked["window"], 12)
    return date(year, month + 1, min(closing.day, calendar.monthrange(year, month + 1)[1])), closing


def runs(job: Document, before: str, day: str, after: str, *, certain: bool) -> bool:
    """Of "from 2021-03" the 17th may be the first day; for certain it runs once the next day lies in April."""
    start, end = job["from"], job["to"]
    if certain:
        return after[: len(start)] > start and (end is None or before[: len(end)] < end)
    return day[: len(start)] >= start and (end is None or day[: len(end)] <= end)


def hours(job: Document, *, certain: bool) -> Fraction:
    return Fraction(job["hours"] or (0 if certain else ALL_WEEK))


def share(week: Fraction, rule: Document) -> Fraction:
    if rule["rule"] == "counts_fully":
        return Fraction(1)
    if rule["rule"] == "none_below":
        return Fraction(1 if week >= Fraction(rule["hours"]) else 0)
    full = Fraction(rule["full_week"])
    if rule["rule"] == "full_from" and week >= Fraction(rule["hours"]):
        return Fraction(1)
    return min(week, full) / full
