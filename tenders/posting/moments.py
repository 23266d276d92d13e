"""Dates and times as postings write them, in Dutch time. A date without a year, or that no calendar has, is none."""

import re
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")
MONTHS: Final = {
    "januari": 1, "februari": 2, "maart": 3, "april": 4, "mei": 5, "juni": 6, "juli": 7, "augustus": 8,
    "september": 9, "oktober": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "febr": 2, "mrt": 3, "apr": 4,
    "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "okt": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_WEEKDAY = r"(?:(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|ma|di|wo|do|vr|za|zo)\.?,? )?"
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
# "5 en 6 maart 2026" names two days: neither is *the* date.
_ALONE = r"(?<![\d.,/-])(?<!\d en )(?<!\d of )(?<!\d - )(?<!\d t/m )(?<!\d tot )(?<!\d & )"
DATE: Final = re.compile(
    rf"\b{_WEEKDAY}{_ALONE}(?:"
    rf"(?P<day>\d{{1,2}})(?:e|ste|de)? ?[ -](?P<month>{_MONTH})\.?(?: |-)'?(?P<year>\d{{4}})"
    r"|(?P<iso_year>\d{4})-(?P<iso_month>\d{2})-(?P<iso_day>\d{2})"
    r"|(?P<n_day>\d{1,2})(?P<mark>[-/.])(?P<n_month>\d{1,2})(?P=mark)(?P<n_year>\d{4}|\d{2})"
    r")(?!\d)",
    re.IGNORECASE,
)
_CLOCK = (
    r"(?P<hour>\d{1,2})(?: ?[:.uh] ?(?P<minute>\d{2})(?::\d{2})?)(?!\d)(?: ?uur|u)?|(?P<bare>\d{1,2}) ?(?:uur|u|h)\b"
)
TIME: Final = re.compile(rf"(?<![\d.,:-])(?:{_CLOCK})", re.IGNORECASE)
# What may stand between a date and its time.
_BETWEEN: Final = re.compile(
    r"(?:[T,;:(|\s–-]|\b(?:om|tot|voor|vóór|uiterlijk|te|uur|tijd|eindtijd|tijdstip|sluitingstijd|en)\b){0,8}",
    re.IGNORECASE,
)


class Moment(NamedTuple):
    """`value` is a date, or a moment with its offset where a time stands beside the date."""

    value: str
    start: int
    end: int


def moments(text: str) -> list[Moment]:
    return [found for found in map(_moment, DATE.finditer(text)) if found]


def first(text: str) -> str | None:
    return next((found.value for found in moments(text)), None)


def time_in(text: str) -> tuple[int, int] | None:
    found = TIME.search(text)
    return found and _hour_and_minute(found)


def at(day: str, clock: tuple[int, int] | None) -> str:
    """The date at that time; a date that has its time already keeps it."""
    if clock is None or "T" in day:
        return day
    hour, minute = clock
    moment = datetime.fromisoformat(day).replace(tzinfo=AMSTERDAM)
    if hour == 24:
        return (moment + timedelta(days=1)).isoformat() if moment.year < 9999 else day
    return moment.replace(hour=hour, minute=minute).isoformat()


def _moment(found: re.Match[str]) -> Moment | None:
    day = _date(found)
    if day is None:
        return None
    between = _BETWEEN.match(found.string, found.end())
    clock = TIME.match(found.string, between.end()) if between else None
    when = clock and _hour_and_minute(clock)
    return Moment(at(day, when), found.start(), clock.end() if clock and when else found.end())


def _date(found: re.Match[str]) -> str | None:
    year = found["year"] or found["iso_year"] or found["n_year"]
    month = MONTHS[found["month"].lower()] if found["month"] else int(found["iso_month"] or found["n_month"])
    day = int(found["day"] or found["iso_day"] or found["n_day"])
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day).isoformat()
    except ValueError:
        return None


def _hour_and_minute(found: re.Match[str]) -> tuple[int, int] | None:
    hour, minute = int(found["hour"] or found["bare"]), int(found["minute"] or 0)
    return (hour, minute) if hour * 60 + minute <= 24 * 60 and minute < 60 else None
