"""A stored draft as the plain dict in which a posting is read and checked (`tenders/posting`)."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from audit.clock import AMSTERDAM

from .models import Tender
from .rows import ROWS

Rows = Mapping[str, list[Any]]


def draft_of(tender: Tender, rows: Rows | None = None) -> dict[str, Any]:
    """With `rows` in place of the stored ones. What a draft leaves open is null."""
    rows = rows if rows is not None else {name: each.read(tender) for name, each in ROWS.items()}
    return (
        _brief(tender)
        | _texts(tender)
        | _judged(tender, rows)
        | _steps(tender, rows)
        | _rate(tender)
        | _planning(tender)
    )


def _brief(tender: Tender) -> dict[str, Any]:
    extension = {"count": tender.extension_count, "months": tender.extension_months}
    hours = {"min": tender.hours_min, "max": tender.hours_max}
    return {
        "title": tender.title or None,
        "number": tender.number or None,
        "client": tender.client.name,
        "start": tender.start_text or _written(tender.start_on),
        "duration_months": tender.duration_months,
        "extension": extension if tender.extension_count is not None else None,
        "hours_per_week": hours if tender.hours_min or tender.hours_max else None,
        "positions": {"min": tender.positions_min, "max": tender.positions_max},
        "das": tender.das,
        "education_level": tender.education_level or None,
        "region": tender.region or None,
        "function_scale": tender.function_scale or None,
        "cao": tender.cao or None,
        "work_days": tender.work_days or None,
        "hybrid": tender.hybrid,
    }


def _texts(tender: Tender) -> dict[str, Any]:
    return {
        "organisation_text": tender.organisation_text or None,
        "assignment_text": tender.assignment_text or None,
        "execution_condition": tender.execution_condition or None,
        "contact": tender.contact or None,
        "other": tender.other_information or None,
    }


def _judged(tender: Tender, rows: Rows) -> dict[str, Any]:
    return {
        "knock_outs": [{"number": row["number"], "text": row["text"]} for row in rows["knock_outs"]],
        "criteria": [
            _in_points(row, "number", "text")
            | {"levels": [_in_points(level, "label", "text") for level in row["levels"]]}
            for row in rows["criteria"]
        ],
        "points_total": _points(tender.points_total),
        "competences": list(rows["competences"]),
        "cv": {
            "max_pages": tender.cv_max_pages,
            "language": tender.cv_language or None,
            "min_references": tender.cv_min_references,
        },
        "documents": [row["kind"] for row in rows["documents"]],
        "questions": [dict(row) for row in rows["questions"]],
    }


def _in_points(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names} | {"points": _points(row["points"])}


def _points(hundredths: int) -> int | str:
    """A whole number, as on a posting; what isn't one is told in full."""
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02d}" if rest else whole


def _steps(tender: Tender, rows: Rows) -> dict[str, Any]:
    return {
        "stages": _stages(tender, rows["stages"]),
        "shortlist_size": _parameter(rows, "weighted", "places"),
        "invites": _parameter(rows, "comparison", "invites"),
        "interviewers_min": _parameter(rows, "interview", "interviewers_min"),
        "standstill": tender.standstill,
    }


def _stages(tender: Tender, stages: list[Any]) -> list[dict[str, Any]]:
    """A posting tells of the award and of the standstill's length under its last step."""
    told = [{"name": row["name"], "text": row["text"]} for row in stages]
    if told:
        told[-1]["text"] = "\n\n".join(filter(None, [told[-1]["text"], tender.award_text, _standstill(tender)]))
    return told


def _standstill(tender: Tender) -> str:
    days = tender.standstill_days
    return f"De opschortende termijn duurt {days} dagen." if tender.standstill and days else ""


def _parameter(rows: Rows, kind: str, name: str) -> Any:
    return next((row["params"].get(name) for row in rows["stages"] if row["kind"] == kind), None)


def _rate(tender: Tender) -> dict[str, Any]:
    parts = {"travel": tender.rate_travel, "fee": tender.rate_fee, "vat": tender.rate_vat}
    fees = {Tender.Fee.NONE: {"none": True}, Tender.Fee.PER_HOUR: {"per_hour": _money(tender.fee_cents)}}
    return {
        "rate_ceiling": _money(tender.rate_ceiling_cents),
        "rate_includes": [name for name, basis in parts.items() if basis == Tender.Basis.INCLUDED],
        "rate_excludes": [name for name, basis in parts.items() if basis == Tender.Basis.EXCLUDED],
        "fee": fees.get(tender.fee_kind),
        "max_hours_per_year": tender.max_hours_per_year,
    }


def _money(cents: int | None) -> str | None:
    return None if cents is None else f"{Decimal(cents) / 100:.2f}"


def _planning(tender: Tender) -> dict[str, Any]:
    return {
        "questions_until": _written(tender.questions_until),
        "answers_on": _written(tender.answers_on),
        "closes_at": _written(tender.closes_at),
        "invitations_by": _written(tender.invitations_by),
        "interviews_on": _written(tender.interviews_on),
        "interviews_part_of_day": tender.interviews_part_of_day or None,
    }


def _written(value: date | datetime | None) -> str | None:
    """Moments on the Dutch clock, with its offset."""
    if isinstance(value, datetime):
        return value.astimezone(AMSTERDAM).isoformat()
    return None if value is None else value.isoformat()
