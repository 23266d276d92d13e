"""Levels of a criterion: they reach its points, and everyone fits exactly one of them (domain 5.2)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

from tenders.posting.findings import ERROR, WARNING, Case, Finding

from .phrases import NUMBER, OTHER_WINDOW, WINDOW, number
from .points import decimal, plain

YEAR, MONTH, THING = "year", "month", "thing"
MOST_COMPARED = 200  # levels of one criterion: a text that has more is a text about something else
ENDLESS = 10**6


@dataclass(frozen=True)
class Interval:
    """From `low` to `high` in months, or in things counted; an open end does not hold its own number."""

    label: str
    unit: str
    low: int
    high: int
    low_open: bool = False
    high_open: bool = False

    @property
    def is_at_least(self) -> bool:
        return self.high == ENDLESS

    @property
    def step(self) -> int:
        """The next whole number in the unit in which the level counts."""
        return 12 if self.unit == YEAR else 1


def levels_reach_the_maximum(case: Case) -> Iterator[Finding]:
    """A criterion that promises points that none of its levels gives, or a level above it (domain 5.5)."""
    for row in case.rows("criteria"):
        levels = [level for level in row.get("levels") or [] if level.get("points") is not None]
        if not levels or row.get("points") is None:
            continue
        most, values = decimal(row["points"]), {"number": row["number"], "most": plain(decimal(row["points"]))}
        field = f"criteria.{row['number']}.levels"
        for level in levels:
            if decimal(level["points"]) > most:
                told = {"label": level["label"], "points": plain(decimal(level["points"]))}
                yield Finding("level_above_criterion", ERROR, f"{field}.{level['label']}", values | told)
        highest = max(levels, key=lambda level: decimal(level["points"]))
        if decimal(highest["points"]) < most:
            told = {"highest": plain(decimal(highest["points"]))}
            yield Finding("highest_level_too_low", ERROR, f"{field}.{highest['label']}", values | told)


def levels_do_not_overlap(case: Case) -> Iterator[Finding]:
    """With "2-3 jaar" and "3-5 jaar" nobody knows where three years belongs. "Minimaal 3" beside "minimaal 5" is no
    overlap: there the higher one counts."""
    for row in case.rows("criteria"):
        for one, other in combinations(intervals(row)[:MOST_COMPARED], 2):
            shared = _shared(one, other)
            if shared is not None:
                values = {"number": row["number"], "one": one.label, "other": other.label, **_told(one.unit, shared)}
                yield Finding("levels_overlap", WARNING, f"criteria.{row['number']}.levels.{other.label}", values)


def levels_leave_no_gap(case: Case) -> Iterator[Finding]:
    """A real posting had "more than 5", "at most 3" and "at most 2" years: who has four fits nowhere (domain 5.2)."""
    for row in case.rows("criteria"):
        known = intervals(row)
        if not known or not _covers_all_that_is_said(row, known):
            continue
        ordered = sorted(known, key=lambda each: (each.low, each.low_open))
        end = ordered[0]
        for _previous, following in pairwise(ordered):
            if _is_beyond(end, following):
                yield _gap(row, end, end.high, following.low)
            if (following.high, not following.high_open) > (end.high, not end.high_open):
                end = following
        if end.unit != THING and not end.is_at_least:
            yield _gap(row, end, end.high, None)


def _gap(row: Mapping[str, Any], end: Interval, low: int, high: int | None) -> Finding:
    values = {"number": row["number"], "low": low // end.step, "unit": end.unit}
    code = "levels_gap" if high is not None else "levels_end"
    field = f"criteria.{row['number']}.levels.{end.label}"
    return Finding(code, WARNING, field, values if high is None else values | {"high": high // end.step})


def _told(unit: str, amount: int) -> dict[str, Any]:
    return {"amount": amount // (12 if unit == YEAR else 1), "unit": unit}


def _shared(one: Interval, other: Interval) -> int | None:
    """A number that fits both."""
    if one.unit != other.unit or (one.is_at_least and other.is_at_least):
        return None
    low, high = max(one.low, other.low), min(one.high, other.high)
    low_open = any(each.low_open and each.low == low for each in (one, other))
    high_open = any(each.high_open and each.high == high for each in (one, other))
    if low > high or (low == high and (low_open or high_open)):
        return None
    # Above "meer dan 2" the first whole number that both hold.
    return low + (one.step if low_open and low + one.step < high else 0)


def _is_beyond(end: Interval, following: Interval) -> bool:
    """Does the following one begin after a number that neither holds? Whole numbers may follow each other: 1-2, 3-4."""
    if following.low > end.high:
        follows = not end.high_open and not following.low_open and following.low <= end.high + end.step
        return not follows
    return following.low == end.high and following.low_open and end.high_open


# Reading a level -----------------------------------------------------------------------------------------------------
NONE = re.compile(r"^\W*(?:geen|niet|nooit|0 punten)\b", re.IGNORECASE)
REST = re.compile(r"\b(?:overige?|anders|alle andere|in andere gevallen)\b", re.IGNORECASE)
ALL = re.compile(r"\b(?:alle|allemaal)\b", re.IGNORECASE)
_N = rf"(?P<a>{NUMBER})(?:\s*(?:jaar|jaren|maanden|maand)\b)?"
_M = rf"(?P<b>{NUMBER})"
BETWEEN = re.compile(
    rf"(?:\btussen(?: de)?\s+)?\b{_N}\s*(?P<to>-|–|à|tot en met|t/m|tot|(?:maar|en) (?:minder|korter) dan"
    rf"|(?:(?:maar|en) )?(?:maximaal|hoogstens|ten hoogste)|en)\s*{_M}",
    re.IGNORECASE,
)
ABOVE = re.compile(rf"(?:\b(?:meer|langer) dan|>(?!=))\s*{_N}", re.IGNORECASE)
FROM = re.compile(
    rf"(?:\b(?:minimaal|minstens|ten minste|tenminste|vanaf)|≥|>=)\s*{_N}"
    rf"|\b{_N.replace('<a>', '<c>')}\s*(?:\+|of (?:meer|langer)\b)",
    re.IGNORECASE,
)
BELOW = re.compile(rf"(?:\b(?:minder|korter) dan|<(?!=)|^\W*tot(?! en met))\s*{_M}", re.IGNORECASE)
UP_TO = re.compile(rf"(?:\b(?:maximaal|hoogstens|ten hoogste|tot en met|t/m)|≤|<=)\s*{_M}", re.IGNORECASE)
HALF_OPEN = ("tot", "maar minder dan", "maar korter dan", "en minder dan", "en korter dan")


def intervals(row: Mapping[str, Any]) -> list[Interval]:
    """Of the levels that count something; empty unless all of those count in one unit."""
    found = [each for level in row.get("levels") or [] if (each := interval(level)) is not None]
    return found if len(found) > 1 and len({each.unit == THING for each in found}) == 1 else []


def interval(level: Mapping[str, Any]) -> Interval | None:
    text = OTHER_WINDOW.sub(" ", WINDOW.sub(" ", str(level.get("text") or "")))
    if NONE.search(text) or REST.search(text):
        return None
    unit = YEAR if re.search(r"jaar|jaren", text) else MONTH if re.search(r"\bmaand", text) else THING
    factor, label = (12 if unit == YEAR else 1), str(level.get("label"))

    def size(written: str) -> int:
        return int(number(written) * factor)

    if between := BETWEEN.search(text):
        low_open = re.search(r"(?:(?:meer|langer) dan|>)\s*$", text[: between.start("a")], re.IGNORECASE) is not None
        high_open = between["to"].lower() in HALF_OPEN
        return Interval(label, unit, size(between["a"]), size(between["b"]), low_open, high_open)
    if above := ABOVE.search(text):
        return Interval(label, unit, size(above["a"]), ENDLESS, low_open=True)
    if least := FROM.search(text):
        return Interval(label, unit, size(least["a"] or least["c"]), ENDLESS)
    if below := BELOW.search(text):
        return Interval(label, unit, 0, size(below["b"]), high_open=True)
    if up_to := UP_TO.search(text):
        return Interval(label, unit, 0, size(up_to["b"]))
    return _bare(text, label, unit, size)


def _bare(text: str, label: str, unit: str, size: Any) -> Interval | None:
    """ "3 jaar" is at least three years; "3 onderdelen" is three of them."""
    found = re.search(rf"(?<![\w.,])(?:\d{{1,3}}|{NUMBER}\s)", text)
    if found is None:
        return None
    amount = size(found[0].strip())
    return Interval(label, unit, amount, amount if unit == THING else ENDLESS)


def _covers_all_that_is_said(row: Mapping[str, Any], known: list[Interval]) -> bool:
    """A level in words ("goed", "alle overige") may hold whatever seems to be a gap."""
    understood = {each.label for each in known}
    others = [level for level in row.get("levels") or [] if str(level.get("label")) not in understood]
    return all(_is_an_end(str(level.get("text") or "")) for level in others)


def _is_an_end(text: str) -> bool:
    return bool((NONE.search(text) or ALL.search(text)) and not REST.search(text))
