"""How old a document may be, read from the posting's own words, and whether one is: "niet ouder dan 3 maanden"."""

import re
from calendar import monthrange
from datetime import date

NUMBERS = {"een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "negen": 9, "twaalf": 12}
RULE = re.compile(
    r"\b(?:max\.?|maximaal|hoogstens|ten hoogste|(?:niet|geen) (?:langer|ouder) dan|(?:niet meer|jonger|minder) dan)"
    rf"\s+(?P<number>\d{{1,2}}|{'|'.join(NUMBERS)})\s+(?P<unit>maand(?:en)?|jaar)\b",
    re.IGNORECASE,
)
DAY = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})|(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
MONTHS_IN = {"maand": 1, "maanden": 1, "jaar": 12}


def months_allowed(text: str) -> int | None:
    """ "een geldig (max. 3 maanden) uittreksel" → 3; None where the text sets no age."""
    found = RULE.search(text)
    if found is None:
        return None
    number = found["number"].lower()
    return (NUMBERS.get(number) or int(number)) * MONTHS_IN[found["unit"].lower()]


def oldest(months: int, *, closes_on: date) -> date:
    """The first day of issue that is not too old on the day of the closing. On 31 May a month ago is 30 April."""
    year, month = divmod(closes_on.year * 12 + closes_on.month - 1 - months, 12)
    return date(year, month + 1, min(closes_on.day, monthrange(year, month + 1)[1]))


def day_of(text: str) -> date | None:
    """ "31-1-2026" or "2026-01-31"; None for what is no day."""
    found = DAY.fullmatch(text)
    if found is None:
        return None
    day, month, year = found.group(1, 2, 3) if found[1] else found.group(6, 5, 4)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
