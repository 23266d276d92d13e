"""A draft as lines for people: the name of each field, its value, and the lines of the posting that hold it."""

from collections.abc import Iterator
from typing import Any, Final

from .draft import Draft

LANGUAGES: Final = ("nl", "en")
NAMES: Final[dict[str, tuple[str, str]]] = {
    "title": ("titel", "title"),
    "number": ("aanvraagnummer", "number"),
    "client": ("opdrachtgever", "client"),
    "organisation_text": ("organisatie", "organisation"),
    "assignment_text": ("opdracht", "assignment"),
    "execution_condition": ("uitvoeringsvoorwaarde", "execution condition"),
    "start": ("start", "start"),
    "duration_months": ("duur in maanden", "duration in months"),
    "extension": ("verlenging", "extension"),
    "hours_per_week": ("uren per week", "hours per week"),
    "das": ("DAS-opdracht", "under a DAS"),
    "education_level": ("opleidingsniveau", "education level"),
    "region": ("regio", "region"),
    "closes_at": ("sluiting", "closes"),
    "rate_ceiling": ("maximumtarief", "highest rate"),
    "rate_includes": ("tarief inclusief", "rate includes"),
    "rate_excludes": ("tarief exclusief", "rate excludes"),
    "knock_outs": ("knock-outs", "knock-outs"),
    "criteria": ("gunningscriteria", "award criteria"),
    "points_total": ("totaal aantal punten", "total points"),
    "competences": ("competenties", "competences"),
    "stages": ("stappen", "steps"),
    "questions_until": ("vragen tot", "questions until"),
    "answers_on": ("antwoorden op", "answers on"),
    "invitations_by": ("uitnodiging uiterlijk", "invitations by"),
    "interviews_on": ("gesprekken op", "interviews on"),
    "interviews_part_of_day": ("dagdeel van de gesprekken", "part of the day"),
    "cv": ("cv", "CV"),
    "interviewers_min": ("gespreksvoerders, ten minste", "interviewers, at least"),
    "shortlist_size": ("plaatsen op de shortlist", "places on the shortlist"),
    "invites": ("uit te nodigen kandidaten", "candidates to invite"),
    "standstill": ("opschortende termijn", "standstill"),
    "fee": ("fee", "fee"),
    "positions": ("aantal professionals", "professionals needed"),
    "function_scale": ("functieschaal", "function scale"),
    "cao": ("cao", "collective agreement"),
    "work_days": ("werkdagen", "work days"),
    "hybrid": ("hybride werken", "hybrid work"),
    "max_hours_per_year": ("uren per jaar, ten hoogste", "hours a year, at most"),
    "documents": ("documenten", "documents"),
    "contact": ("contact", "contact"),
    "other": ("overige informatie", "other information"),
    "questions": ("vragen", "questions"),
}
WORDS: Final = {
    "lines": ("regel", "line"),
    "unread": ("niet geplaatst", "landed nowhere"),
    True: ("ja", "yes"),
    False: ("nee", "no"),
    "none": ("geen", "none"),
    "per_hour": ("per uur", "per hour"),
    "points": ("punten", "points"),
}
LONGEST: Final = 100


def listing(draft: Draft, language: str) -> list[str]:
    """What the posting says; fields about which it is silent are left out."""
    column = LANGUAGES.index(language)
    width = max(len(names[column]) for names in NAMES.values())
    said = [field for field in NAMES if draft[field] not in (None, [])]
    lines = [row for field in said for row in _rows(field, draft, column, width)]
    unread = ", ".join(_range(pair) for pair in draft["unread"])
    return lines + ([f"{WORDS['unread'][column]}: {WORDS['lines'][column]} {unread}"] if unread else [])


def _rows(field: str, draft: Draft, column: int, width: int) -> Iterator[str]:
    first, *more = _values(draft[field], column) or [""]
    where = ", ".join(_range(pair) for pair in _pairs(draft["lines"][field]))
    yield f"{NAMES[field][column]:{width}}  {first}  [{WORDS['lines'][column]} {where}]"
    yield from (f"{'':{width}}  {value}" for value in more)


def _values(value: Any, column: int) -> list[str]:
    if isinstance(value, list):
        return [each for item in value for each in _values(item, column)]
    if isinstance(value, dict):
        return _members(value, column)
    if isinstance(value, bool):
        return [WORDS[value][column]]
    text = " ".join(str(value).split())
    return [text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"]


def _members(value: dict[str, Any], column: int) -> list[str]:
    """Criteria, knock-outs, steps and questions by their texts; small groups of values on one line."""
    text = next((value[key] for key in ("text", "name", "question") if isinstance(value.get(key), str)), None)
    if value.get("name"):
        text = value["name"]
    if text is None:
        if value.get("none"):
            return [WORDS["none"][column]]
        return [", ".join(f"{_word(key, column)} {'–' if each is None else each}" for key, each in value.items())]
    mark = value.get("number", value.get("label"))
    points = "" if value.get("points") is None else f" ({value['points']} {WORDS['points'][column]})"
    own = _values(f"{'' if mark is None else f'{mark}. '}{text}", column)[0] + points
    return [own, *(f"  {row}" for level in value.get("levels", []) for row in _members(level, column))]


def _word(key: str, column: int) -> str:
    return WORDS[key][column] if key in WORDS else MEMBERS.get(key, (key, key))[column]


MEMBERS: Final = {
    "min": ("van", "from"),
    "max": ("tot", "to"),
    "count": ("aantal", "count"),
    "months": ("maanden", "months"),
    "max_pages": ("pagina's", "pages"),
    "language": ("taal", "language"),
    "min_references": ("referenties", "references"),
}


def _pairs(lines: list[Any]) -> list[Any]:
    return lines if isinstance(lines[0], list) else [lines]


def _range(pair: list[int]) -> str:
    return f"{pair[0]}" if pair[0] == pair[1] else f"{pair[0]}–{pair[1]}"
