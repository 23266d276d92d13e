"""What the value after each label says. A rule answers with None where it can't tell, and the line stays unread."""

import re
from collections.abc import Callable
from typing import Any, Final

from . import moments, money
from .labels import Pair
from .wording import NUMBER, RANGE, TIMES, number, yes_or_no

Value = Any
HOURS: Final = re.compile(rf"({NUMBER}|\d{{1,2}}[.,]\d)(?:{RANGE}({NUMBER}|\d{{1,2}}[.,]\d))?", re.IGNORECASE)
BOTH_ENDS: Final = re.compile(
    rf"(?:min(?:imaal|\.)?|tussen(?: de)?|van) ?({NUMBER})\D{{1,30}}?({NUMBER})", re.IGNORECASE
)
AT_MOST: Final = re.compile(
    rf"(?:max(?:imaal|imum|\.)?|ten hoogste|hoogstens|tot)(?: en met)? ({NUMBER})", re.IGNORECASE
)
AT_LEAST: Final = re.compile(rf"(?:min(?:imaal|imum|\.)?|ten minste|tenminste|vanaf) ({NUMBER})", re.IGNORECASE)
_UNIT: Final = r"(maand(?:en|\(en\))?|mnd\.?|mnden|maand|ma?\b|jaar|jaren|jr\.?|weken|week)"
MONTHS: Final = re.compile(rf"({NUMBER}) ?{_UNIT}", re.IGNORECASE)
EXTENSION: Final = re.compile(
    rf"(?:(\d{{1,2}}|{NUMBER}) ?(?:x|×|\*|maal|keer)|({'|'.join(TIMES)})) ?(?:een optie (?:van|op) |met |van |"
    rf"optie (?:van|op) |telkens |steeds |(?:een )?periode van )?"
    rf"(?:maximaal |max\.? )?({NUMBER}) ?{_UNIT}",
    re.IGNORECASE,
)
STUCK: Final = re.compile(r"(?<![\w.,])\d{1,2}[x×*](?=\d)", re.IGNORECASE)  # "2x6 maanden"
NONE: Final = re.compile(r"(?:geen|nee|neen|niet|n\.?v\.?t\.?|-|0)\b", re.IGNORECASE)
REQUEST_NUMBER: Final = re.compile(r"[A-Za-z0-9][\w./-]{0,40}")
BODY: Final = (
    r"(?:gemeente|provincie|waterschap|hoogheemraadschap|omgevingsdienst|veiligheidsregio|werkorganisatie|regio|"
    r"gemeenschappelijke regeling|uitvoeringsorganisatie|GGD)"
)


def readable(pair: Pair) -> bool:
    return RULES[pair.name](pair.value) is not None


def value_of(pair: Pair) -> Value:
    return RULES[pair.name](pair.value)


def text(value: str) -> str | None:
    plain = value.strip(" \t")
    return plain if 0 < len(plain) <= 200 and plain not in {"-", "–", "—", "…", "?"} else None


def short(value: str) -> str | None:
    plain = text(value)
    return plain if plain and len(plain) <= 120 and plain[-1] not in ".;:!?" else None


def name(value: str) -> str | None:
    plain = text(value)
    return None if plain is None or len(plain) > 80 or plain.endswith((":", "?", "!", ";")) else plain.rstrip(".")


def request_number(value: str) -> str | None:
    found = REQUEST_NUMBER.match(value.strip())
    return found[0].rstrip(".-/") if found and re.search(r"\d", found[0]) else None


def months(value: str) -> int | None:
    if re.match(r"(?:een )?half ?jaar", value.strip(), re.IGNORECASE):
        return 6
    if re.match(r"anderhalf ?jaar", value.strip(), re.IGNORECASE):
        return 18
    found = MONTHS.search(value)
    return found and _in_months(found[1], found[2])


def extension(value: str) -> dict[str, int] | None:
    if NONE.match(value.strip()):
        return {"count": 0, "months": 0}
    found = EXTENSION.search(STUCK.sub(r"\g<0> ", value))
    if found:
        count = number(found[1]) if found[1] else TIMES[found[2].lower()]
        length = _in_months(found[3], found[4])
        return None if count is None or length is None else {"count": count, "months": length}
    once = months(value)
    return None if once is None else {"count": 1, "months": once}


def _in_months(count: str, unit: str) -> int | None:
    amount = number(count)
    if amount is None or unit.lower().startswith("w"):
        return None
    return amount * 12 if unit.lower().startswith("j") else amount


def hours(value: str) -> dict[str, float | None] | None:
    if re.search(r"\d ?(?:dag|fte)", value, re.IGNORECASE) and "uur" not in value.lower():
        return None
    if both := BOTH_ENDS.match(value.strip()):
        return _ends(number(both[1]), number(both[2]))
    if most := AT_MOST.match(value.strip()):
        return _ends(None, number(most[1]))
    if least := AT_LEAST.match(value.strip()):
        return _ends(number(least[1]), None)
    found = HOURS.search(value)
    return found and _ends(_decimal(found[1]), _decimal(found[2] or found[1]))


def _ends(least: float | None, most: float | None) -> dict[str, float | None] | None:
    return None if (least or most or 0) > 168 or (least is most is None) else {"min": least, "max": most}


def _decimal(text: str) -> float | None:
    return float(text.replace(",", ".")) if re.fullmatch(r"\d{1,2}[.,]\d", text) else number(text)


def day(value: str) -> str | None:
    return moments.first(value)


def clock(value: str) -> tuple[int, int] | None:
    return moments.time_in(value)


def rate(value: str) -> str | None:
    found = money.amounts(value)
    if not found and (bare := re.match(r"(\d{2,3})(?:[.,](\d{2}))?(?:,-)?(?= |$)", value.strip())):
        return f"{bare[1]}.{bare[2] or '00'}"
    return found[0].value if found else None


def count(value: str) -> int | None:
    found = re.match(
        rf"(?:maximaal |max\.? |de beste |top[ -]?)?({NUMBER})(?!{RANGE}{NUMBER})", value.strip(), re.IGNORECASE
    )
    return found and number(found[1])


def hours_a_year(value: str) -> int | None:
    found = re.search(r"(?<!\d)(\d{1,2}\.\d{3}|\d{2,4})(?!\d)", value)
    return found and int(found[1].replace(".", ""))


RULES: Final[dict[str, Callable[[str], Value]]] = {
    "number": request_number,
    "title": short,
    "client": name,
    "start": text,
    "duration": months,
    "extension": extension,
    "hours": hours,
    "das": yes_or_no,
    "education_level": short,
    "region": short,
    "closing_day": day,
    "closing_time": clock,
    "rate": rate,
    "hybrid": yes_or_no,
    "questions_until": day,
    "answers_on": day,
    "invitations_by": day,
    "interviews_on": day,
    "invites": count,
    "shortlist_size": count,
    "max_hours": hours_a_year,
    "points_total": count,
}
