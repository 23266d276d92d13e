"""A career and what is asked of it as JSON, and what was counted as JSON. `docs/windows.md` is the description."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from .days import Day, Written, preceding
from .errors import Unusable
from .part_time import PartTime, part_time
from .shape import integer_at, list_at, map_at, name_at, object_at, text_at
from .windows import COUNTS_FULLY, MOST_MONTHS, Asked, Counted, Period, Reading, Stretch, count

DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
HOURS = re.compile(r"([0-9]{1,3})(?:\.([0-9]{1,2}))?")


def answer(document: Any) -> dict[str, Any]:
    """Raises Unusable."""
    return result(count(*read(document)))


def read(document: Any) -> tuple[Asked, tuple[Period, ...]]:
    members = object_at(
        "input",
        document,
        needs=("closing", "needed", "periods"),
        takes=("window", "tags", "part_time"),
    )
    window = members.get("window")
    asked = Asked(
        closing=_day("closing", members["closing"]),
        months=None if window is None else integer_at("window", window, least=1, most=MOST_MONTHS),
        needed=integer_at("needed", members["needed"], least=0, most=MOST_MONTHS),
        groups=tuple(_tags(f"tags[{at}]", group) for at, group in enumerate(list_at("tags", members.get("tags", [])))),
        part_time=_part_time(members),
    )
    periods = list_at("periods", members["periods"])
    return asked, tuple(_period(f"periods[{at}]", each) for at, each in enumerate(periods))


def _period(where: str, value: Any) -> Period:
    members = object_at(where, value, needs=("ref", "from", "to"), takes=("hours", "tags"))
    end, hours = members["to"], members.get("hours")
    return Period(
        ref=name_at(f"{where}.ref", members["ref"]),
        start=written(f"{where}.from", members["from"]),
        end=None if end is None else written(f"{where}.to", end),
        hours=None if hours is None else _hours(f"{where}.hours", hours),
        tags=_tags(f"{where}.tags", members.get("tags", [])),
    )


def _tags(where: str, value: Any) -> frozenset[str]:
    return frozenset(name_at(f"{where}[{at}]", tag) for at, tag in enumerate(list_at(where, value)))


def _part_time(members: Mapping[str, Any]) -> PartTime:
    if "part_time" not in members:
        return COUNTS_FULLY
    rule = map_at("part_time", members["part_time"])
    if "rule" not in rule:
        raise Unusable("missing_key", where="part_time", key="rule")
    hours = {name: _hours(f"part_time.{name}", value) for name, value in rule.items() if name != "rule"}
    return part_time(text_at("part_time.rule", rule["rule"]), hours)


def written(where: str, value: Any) -> Written:
    """ "2021", "2021-03" or "2021-03-14"."""
    text = text_at(where, value)
    parts = DATE.fullmatch(text)
    if not parts:
        raise Unusable("unreadable_date", where=where, date=text)
    return Written(*(None if part is None else int(part) for part in parts.groups()))  # type: ignore[arg-type]


def _day(where: str, value: Any) -> Day:
    date = written(where, value)
    if date.day is None:
        raise Unusable("unreadable_day", where=where, date=str(date))
    return date.first


def _hours(where: str, value: Any) -> int:
    text = text_at(where, value)
    parts = HOURS.fullmatch(text)
    if not parts:
        raise Unusable("unreadable_hours", where=where, hours=text)
    return 100 * int(parts[1]) + int((parts[2] or "").ljust(2, "0"))


# What was counted ----------------------------------------------------------------------------------------------------
def result(counted: Counted) -> dict[str, Any]:
    return {
        "window": {"from": _shown(counted.asked.start), "to": str(preceding(counted.asked.closing))},
        "months_at_most": in_hundredths(counted.most.months),
        "months_at_least": in_hundredths(counted.least.months),
        "met": counted.met,
        "met_for_certain": counted.met_for_certain,
        "at_most": _reading(counted.most),
        "at_least": _reading(counted.least),
        "outside": [
            {"ref": each.ref, "why": each.why, "from": str(each.start), "to": _shown(each.end and preceding(each.end))}
            for each in counted.outside
        ],
        "unsure": list(counted.unsure),
    }


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "months": str(reading.months),
        "whole_months": reading.whole_months,
        "stretches": [_stretch(stretch) for stretch in reading.stretches],
    }


def _stretch(stretch: Stretch) -> dict[str, Any]:
    return {
        "from": str(stretch.start),
        "to": str(preceding(stretch.end)),
        "share": str(stretch.share),
        "months": str(stretch.months),
        "periods": list(stretch.refs),
    }


def _shown(day: Day | None) -> str | None:
    return None if day is None else str(day)


def hundredths(months: Fraction) -> int:
    """Rounded down: what is shown never says more than was counted, so 23.998 never stands as 24."""
    return int(100 * months)


def in_hundredths(months: Fraction) -> str:
    whole, part = divmod(hundredths(months), 100)
    return f"{whole}.{part:02}"
