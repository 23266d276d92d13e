"""Moments as people write them in Dutch and English CVs, as precise as they were written: 2021, 2021-03, 2021-03-15."""

import re

_NAMES = (
    "januari january jan", "februari february feb febr", "maart march mrt mar", "april apr", "mei may", "juni june jun",
    "juli july jul", "augustus august aug", "september sept sep", "oktober october okt oct", "november nov",
    "december dec",
)  # fmt: skip
MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}

MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
YEAR = r"(?:19[4-9]\d|20[0-6]\d)"
SHORT_YEAR = r"['’‘`]\d\d"
_NUMBER = r"(?:0?[1-9]|1[0-2])"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_ORDINAL = r"(?:e|ste|de|st|nd|rd|th)?"

# The longest first: "01-03-2021" before the "03-2021" and the "2021" in it.
DATE = "(?:" + "|".join(
    [
        rf"{_DAY}[-/.]{_DAY}[-/.]{YEAR}",
        rf"{YEAR}-{_NUMBER}-{_DAY}(?!\d)",
        rf"{_DAY}{_ORDINAL}\s+{MONTH}\s+(?:{YEAR}|{SHORT_YEAR})",
        rf"{MONTH}\s+{_DAY}{_ORDINAL},\s*{YEAR}",
        rf"{MONTH}\s*[-/,]?\s*(?:{YEAR}|{SHORT_YEAR})",
        rf"{MONTH}\s+\d\d(?![\d:.])",
        rf"{_NUMBER}\s?[-/.]\s?{YEAR}",
        rf"{YEAR}[-/.]{_NUMBER}(?!\d)(?![-/.]\d)",
        rf"{_NUMBER}/\d\d(?![\d/])",
        rf"{_NUMBER}-{SHORT_YEAR}",
        YEAR,
    ]
) + ")"  # fmt: skip

_ALL_NUMBERS = re.compile(r"\d+")
_MONTH_NAME = re.compile(MONTH, re.IGNORECASE)
NEXT_CENTURY = 70  # '69 is 2069, '70 is 1970


def iso(text: str) -> str | None:
    """The moment that a match of DATE names, or None where there is no such day."""
    numbers = [(int(number), len(number)) for number in _ALL_NUMBERS.findall(text)]
    years = [full_year(*number) for number in numbers if number[1] == 4] or [full_year(*numbers[-1])]
    rest = [value for value, digits in numbers if digits != 4]
    if len(rest) == len(numbers):
        rest = rest[:-1]
    named = _MONTH_NAME.search(text)
    if named:
        return _written(years[0], MONTHS[named[0].lower().rstrip(".")], *rest)
    if len(rest) == 2 and numbers[0][1] != 4:
        day, month = rest if rest[1] <= 12 else (rest[1], rest[0])
        return _written(years[0], month, day)
    return _written(years[0], *rest)


def full_year(value: int, digits: int) -> int:
    if digits == 4:
        return value
    return value + (1900 if value >= NEXT_CENTURY else 2000)


def _written(year: int, month: int | None = None, day: int | None = None) -> str | None:
    if month is None:
        return f"{year}"
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year}-{month:02}"
    return f"{year}-{month:02}-{day:02}" if 1 <= day <= _days(year, month) else None


def _days(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31
