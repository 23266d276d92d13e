"""From what was read out of a posting to what a draft holds: under the names of `Tender`'s fields and of its rows.

The kind of a stage or a knock-out stands in no posting; it is told from its words, and the officer looks at it before
anything is saved. What was not read stays empty, or as a new draft has it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from .models import KnockOut, RequiredDocument, Tender
from .posting.experience import experience_in
from .stages import KINDS

Draft = Mapping[str, Any]  # as tenders.posting.read answers
Content = dict[str, Any]


def content_of(draft: Draft) -> Content:
    """All fields and rows of the sections, but for the client, whom the posting knows by name alone."""
    parts = (_brief, _words, _judged, _stages, _rate, _cv, _planning)
    content = {name: value for part in parts for name, value in part(draft).items()}
    return content | _told_elsewhere(draft.get("other") or "")


def _brief(draft: Draft) -> Content:
    extension = draft.get("extension") or {}
    hours = draft.get("hours_per_week") or {}
    positions = draft.get("positions") or {}
    return {
        "number": draft.get("number") or "",
        "title": draft.get("title") or "",
        "das": draft.get("das"),
        "start_text": draft.get("start") or "",
        "start_on": None,
        "duration_months": draft.get("duration_months"),
        "extension_count": extension.get("count"),
        "extension_months": extension.get("months"),
        "hours_min": hours.get("min"),
        "hours_max": hours.get("max"),
        "positions_min": positions.get("min") or _default("positions_min"),
        "positions_max": positions.get("max") or positions.get("min") or _default("positions_max"),
        "education_level": draft.get("education_level") or "",
        "region": draft.get("region") or "",
        "work_days": draft.get("work_days") or "",
        "hybrid": draft.get("hybrid"),
        "function_scale": draft.get("function_scale") or "",
        "cao": draft.get("cao") or "",
    }


def _words(draft: Draft) -> Content:
    return {
        "organisation_text": draft.get("organisation_text") or "",
        "assignment_text": draft.get("assignment_text") or "",
        "execution_condition": draft.get("execution_condition") or "",
        "contact": draft.get("contact") or "",
        "questions": [
            {"question": row["question"] or "", "answer": row["answer"] or ""} for row in draft.get("questions") or []
        ],
    }


def _judged(draft: Draft) -> Content:
    return {
        "knock_outs_heading": "",
        "knock_outs": [_knock_out(row, draft) for row in draft.get("knock_outs") or []],
        "criteria_heading": "",
        "points_total": _hundredths(draft.get("points_total")) or _default("points_total"),
        "criteria": [_criterion(row) for row in draft.get("criteria") or []],
        "competences": list(draft.get("competences") or []),
    }


def _rate(draft: Draft) -> Content:
    fee = draft.get("fee") or {}
    per_hour = _hundredths(fee.get("per_hour"))
    kind = Tender.Fee.PER_HOUR if per_hour else Tender.Fee.NONE if fee.get("none") else ""
    return {
        "rate_ceiling_cents": _hundredths(draft.get("rate_ceiling")),
        "rate_vat": _basis(draft, "vat"),
        "rate_travel": _basis(draft, "travel"),
        "rate_fee": _basis(draft, "fee"),
        "fee_kind": str(kind),
        "fee_cents": per_hour,
        "fee_text": "",
        "max_hours_per_year": draft.get("max_hours_per_year"),
    }


def _cv(draft: Draft) -> Content:
    cv = draft.get("cv") or {}
    return {
        "cv_max_pages": cv.get("max_pages"),
        "cv_language": cv.get("language") or "",
        "cv_min_references": cv.get("min_references"),
        "documents": [_document(kind) for kind in draft.get("documents") or []],
    }


def _planning(draft: Draft) -> Content:
    return {
        "questions_until": _moment(draft.get("questions_until")),
        "answers_on": _day(draft.get("answers_on")),
        "closes_at": _moment(draft.get("closes_at")),
        "invitations_by": _day(draft.get("invitations_by")),
        "interviews_on": _day(draft.get("interviews_on")),
        "interviews_part_of_day": draft.get("interviews_part_of_day") or "",
    }


def _default(name: str) -> Any:
    return Tender._meta.get_field(name).get_default()


def _hundredths(number: Any) -> int | None:
    """ "55.55" → 5555, 12.5 → 1250."""
    return None if number is None else int(Decimal(str(number)) * 100)


def _basis(draft: Draft, part: str) -> str:
    if part in (draft.get("rate_includes") or []):
        return str(Tender.Basis.INCLUDED)
    return str(Tender.Basis.EXCLUDED) if part in (draft.get("rate_excludes") or []) else ""


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


# What the reader has no key for --------------------------------------------------------------------------------------
# field: the words by which a paragraph of the other information is known as its text; the first that fits
TOLD_ELSEWHERE: Mapping[str, tuple[str, ...]] = {
    "award_text": (r"^de opdracht wordt gegund\b", r"\bopschortende termijn\b"),
    "cv_instruction": (r"^(geef|vermeld|beschrijf|laat|maak|licht)\b.*\bcv\b",),
    "progress_note": (r"\bkandidaten (ontvangen|krijgen|horen)\b.*\bbericht\b",),
    "max_hours_note": (r"\bgedeclareerde?\b",),
    "questions_note": (r"\bvragen\b.*\b(indienen|stellen|inzien|gesteld)\b",),
}


LOGIN_FIRST = re.compile(r"\bin\s?(te\s)?loggen\b|\bingelogd\b", re.IGNORECASE)


def _told_elsewhere(other: str) -> Content:
    """Each paragraph lands in one field; what fits none stays other information."""
    found: dict[str, list[str]] = {name: [] for name in (*TOLD_ELSEWHERE, "other_information")}
    for paragraph in filter(None, other.split("\n\n")):
        found[_field_that_tells(paragraph)].append(paragraph)
    told: Content = {name: "\n\n".join(paragraphs) for name, paragraphs in found.items()}
    return told | {"questions_public": not LOGIN_FIRST.search(told["questions_note"])}


def _field_that_tells(paragraph: str) -> str:
    for name, patterns in TOLD_ELSEWHERE.items():
        if any(re.search(pattern, paragraph, re.IGNORECASE) for pattern in patterns):
            return name
    return "other_information"


# Criteria ------------------------------------------------------------------------------------------------------------
def _criterion(row: Mapping[str, Any]) -> Content:
    levels = [
        {"label": level["label"] or "", "text": level["text"] or "", "points": _hundredths(level["points"])}
        for level in row.get("levels") or []
    ]
    number, text = row["number"], row["text"] or ""
    points = _hundredths(row["points"])
    return {"number": number, "text": text, "points": points, "levels": levels, **_experience(text)}


def _experience(text: str) -> Content:
    """As its words seem to count; the officer looks at it with the rest."""
    found = experience_in(text)
    return {"experience": found} if found else {}


def _words_in(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


A_CEILING = _words_in(r"\b(uur)?tarief\b.*(€|euro|\beur\b)", r"(€|euro|\beur\b).*\b(uur)?tarief\b")
A_STATEMENT = _words_in(
    r"^(de )?(inschrijver|leverancier|opdrachtnemer|aanbieder)\b",
    r"\b(verklaart|verklaren|akkoord|bereid|uitvoeringsvoorwaarden?)\b",
)
SENT_ALONG = _words_in(
    r"\b(bij|met) (de|uw|het) (inschrijving|aanbieding|offerte|cv)\b", r"\b(bij|mee)ge(voegd|stuurd)"
)
DOCUMENT_WORDS: Mapping[str, re.Pattern[str]] = {
    RequiredDocument.Kind.VOG: _words_in(r"\bvog\b", r"verklaring omtrent (het )?gedrag"),
    RequiredDocument.Kind.NDA: _words_in(r"geheimhoudings"),
    RequiredDocument.Kind.UEA: _words_in(r"\buea\b", r"europees aanbestedingsdocument"),
}
A_MOTIVATION = _words_in(r"motivatie\b", r"motivatiebrief", r"motivering")


def _knock_out(row: Mapping[str, Any], draft: Draft) -> Content:
    text = row["text"] or ""
    document = _document_in(text)
    kind = _knock_out_kind(text, document, draft)
    return {"number": row["number"], "text": text, "kind": kind, "document": document, **_experience(text)}


def _knock_out_kind(text: str, document: str, draft: Draft) -> str:
    if document:
        return str(KnockOut.Kind.DOCUMENT)
    if draft.get("rate_ceiling") and A_CEILING.search(text):
        return str(KnockOut.Kind.RATE_CEILING)
    return str(KnockOut.Kind.STATEMENT if A_STATEMENT.search(text) else KnockOut.Kind.JUDGED)


def _document_in(text: str) -> str:
    """The document that comes with the bid; one that is asked for later can't be checked by the program now."""
    if A_MOTIVATION.search(text):
        return str(RequiredDocument.Kind.MOTIVATION)
    if SENT_ALONG.search(text):
        return next((str(kind) for kind, words in DOCUMENT_WORDS.items() if words.search(text)), "")
    return ""


# The documents' names are part of the posting, so they are in its language.
DOCUMENT_NAMES: Mapping[str, str] = {
    RequiredDocument.Kind.MOTIVATION: "Motivatie",
    RequiredDocument.Kind.VOG: "Verklaring Omtrent het Gedrag (VOG)",
    RequiredDocument.Kind.NDA: "Geheimhoudingsverklaring",
    RequiredDocument.Kind.UEA: "Uniform Europees Aanbestedingsdocument (UEA)",
}


def _document(kind: str) -> Content:
    with_bid = kind == RequiredDocument.Kind.MOTIVATION
    when = RequiredDocument.When.WITH_BID if with_bid else RequiredDocument.When.ON_REQUEST
    name = DOCUMENT_NAMES.get(kind, kind)
    known = kind if kind in RequiredDocument.Kind.values else RequiredDocument.Kind.OTHER
    return {"kind": str(known), "name": name, "when": str(when), "text": ""}


# Stages --------------------------------------------------------------------------------------------------------------
# The first kind whose words stand in the name; else the first whose words stand in the text.
STAGE_WORDS: Sequence[tuple[str, re.Pattern[str]]] = (
    ("exam", _words_in(r"\bproe(f|ven)\b", r"examen", r"\btest\b")),
    ("comparison", _words_in(r"uitnodig", r"keuze van de kandidaten", r"vergelijking")),
    ("interview", _words_in(r"gesprek", r"interview")),
    ("knock_out", _words_in(r"minimumeis", r"minimale eis", r"knock-?\s?out", r"vereist", r"toelating")),
    ("weighted", _words_in(r"voorgelegd", r"gunningscriteri", r"selectiecriteri", r"wensen", r"punten", r"weging")),
)
IN_ORDER = ("knock_out", "weighted", "comparison", "interview")


def _stages(draft: Draft) -> Content:
    rows, kinds = draft.get("stages") or [], []
    for row in rows:
        kinds.append(_stage_kind(row, kinds))
    return {
        "stages": [_stage(row, kind, draft) for row, kind in zip(rows, kinds, strict=True)],
        "standstill": draft.get("standstill"),
        "standstill_days": None,
    }


def _stage_kind(row: Mapping[str, Any], before: Sequence[str]) -> str:
    for words in (row["name"] or "", row["text"] or ""):
        for kind, pattern in STAGE_WORDS:
            if pattern.search(words):
                return kind
    return next((kind for kind in IN_ORDER if kind not in before), IN_ORDER[-1])


def _stage(row: Mapping[str, Any], kind: str, draft: Draft) -> Content:
    text = row["text"] or ""
    read = PARAMETERS.get(kind, _nothing)(text, draft)
    return {"kind": kind, "name": row["name"] or "", "text": text, "params": KINDS[kind].defaults() | read}


def _nothing(text: str, draft: Draft) -> Content:
    return {}


def _weighted(text: str, draft: Draft) -> Content:
    return {"places": draft["shortlist_size"]} if draft.get("shortlist_size") else {}


def _comparison(text: str, draft: Draft) -> Content:
    return {"criteria": _compared_on(text), "invites": draft.get("invites")}


def _interview(text: str, draft: Draft) -> Content:
    return {"interviewers_min": draft["interviewers_min"]} if draft.get("interviewers_min") else {}


A_PERCENTAGE = re.compile(r"\b(\d{1,3})\s?%")


def _exam(text: str, draft: Draft) -> Content:
    found = A_PERCENTAGE.search(text)
    return {"pass_percent": min(100, int(found[1]))} if found else {}


PARAMETERS: Mapping[str, Callable[[str, Draft], Content]] = {
    "weighted": _weighted,
    "comparison": _comparison,
    "interview": _interview,
    "exam": _exam,
}

THE_CRITERIA_FOLLOW = _words_in(r"\bvolgende\b.*\bcriteria\b.*[.:]\s*$", r"\bcriteria\b.*\bvolgende\b.*[.:]\s*$")
NO_CRITERION = _words_in(r"^(de|alle|het) (kandida|opdrachtgever|overige|beste|organisatie)", r"^kandidaten\b")
MARK = re.compile(r"^\s*(?:\d{1,2}[.)]|[a-z][.)]|[-–•*])\s+", re.IGNORECASE)


def _compared_on(text: str) -> list[str]:
    """The lines after "… op de volgende criteria." up to the next sentence about candidates."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    start = next((place for place, line in enumerate(lines) if THE_CRITERIA_FOLLOW.search(line)), len(lines))
    found = []
    for line in lines[start + 1 :]:
        if NO_CRITERION.search(line):
            break
        found.append(MARK.sub("", line).rstrip(".;"))
    return found
