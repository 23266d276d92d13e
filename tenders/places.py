"""Where the officer puts right what a check of the draft found: the section, and the input on its page."""

from collections.abc import Mapping
from typing import Any

from .models import Tender
from .posting.findings import Finding

Rows = Mapping[str, list[Any]]
Place = tuple[str, str]  # key of the section, id of the input without its "id_"

FIELDS: Mapping[str, Place] = {
    **{
        name: ("opdracht", name)
        for name in (
            "title", "number", "client", "duration_months", "education_level", "region", "function_scale", "cao",
            "work_days", "hybrid",
        )
    },
    "start": ("opdracht", "start_text"),
    "positions": ("opdracht", "positions_min"),
    "hours_per_week": ("opdracht", "hours_min"),
    **{name: ("teksten", name) for name in ("organisation_text", "assignment_text", "execution_condition")},
    "criteria": ("criteria", "criteria-0-points"),
    "competences": ("competenties", "competences"),
    "standstill": ("procedure", "standstill_days"),
    "rate_ceiling": ("tarief", "rate_ceiling_cents"),
    "questions_until": ("planning", "questions_until_0"),
    "closes_at": ("planning", "closes_at_0"),
    **{name: ("planning", name) for name in ("answers_on", "invitations_by", "interviews_on")},
    "contact": ("overig", "contact"),
    "other": ("overig", "other_information"),
}  # fmt: skip
ABOUT_POINTS = frozenset({"level_above_criterion", "highest_level_too_low", "points_missing"})
OF_A_STAGE = {"invites": ("comparison", "invites"), "shortlist_size": ("weighted", "places")}


def place_of(finding: Finding, tender: Tender, rows: Rows) -> Place:
    if finding.field in FIELDS:
        return FIELDS[finding.field]
    if finding.field in OF_A_STAGE:
        kind, parameter = OF_A_STAGE[finding.field]
        return "procedure", f"stages-{_index(rows['stages'], 'kind', kind)}-{parameter}"
    name, *rest = finding.field.split(".")
    return IN_ROWS[name](finding, rest, tender, rows)


def _knock_out(finding: Finding, rest: list[str], tender: Tender, rows: Rows) -> Place:
    return "knock-outs", f"knock_outs-{_index(rows['knock_outs'], 'number', rest[0])}-text"


def _criterion(finding: Finding, rest: list[str], tender: Tender, rows: Rows) -> Place:
    place = _index(rows["criteria"], "number", rest[0])
    what = "points" if finding.code in ABOUT_POINTS else "text"
    if len(rest) == 1:
        return "criteria", f"criteria-{place}-{what}"
    label = finding.field.partition(".levels.")[2]  # a label may hold a dot
    return "criteria", f"criteria-{place}-levels-{_index(rows['criteria'][place]['levels'], 'label', label)}-{what}"


def _stage(finding: Finding, rest: list[str], tender: Tender, rows: Rows) -> Place:
    """The award's own text is read as the end of the last step."""
    place = int(rest[0]) - 1
    words, stage = str(finding.values.get("text", "")), rows["stages"][place]
    if words and words in tender.award_text and words not in f"{stage['name']}\n{stage['text']}":
        return "procedure", "award_text"
    in_name = bool(words) and words in stage["name"] and words not in stage["text"]
    return "procedure", f"stages-{place}-{'name' if in_name else 'text'}"


def _question(finding: Finding, rest: list[str], tender: Tender, rows: Rows) -> Place:
    what = "question" if finding.code == "amounts_differ" else "answer"
    return "overig", f"questions-{int(rest[0]) - 1}-{what}"


IN_ROWS = {"knock_outs": _knock_out, "criteria": _criterion, "stages": _stage, "questions": _question}


def _index(rows: list[Any], key: str, value: str) -> int:
    """Of the first row that has this value, or of the first at all."""
    return next((place for place, row in enumerate(rows) if str(row[key]) == value), 0)
