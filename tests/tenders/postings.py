"""What the reader answers on the two postings, told from the fixtures that hold them word for word."""

from typing import Any

from tests.factories import posting

POSTINGS = ["raalte-27750", "westland-12074"]
PER_HOUR = {"per_hour": lambda cents: {"per_hour": _money(cents)}, "none": lambda cents: {"none": True}}


def read_of(name: str, **changes: Any) -> dict[str, Any]:
    """The draft of tenders.posting, without lines: only what stands in the posting."""
    data = posting(name)
    stages = [{"name": row["name"], "text": row["text"]} for row in data["stages"]]
    stages[-1]["text"] += "\n\n" + data["award_text"]
    params = {name: value for row in data["stages"] for name, value in row["params"].items()}
    basis = {part: data[f"rate_{part}"] for part in ("vat", "travel", "fee")}
    return {
        "title": data["title"],
        "number": data["number"],
        "client": data["client"].replace("Gemeente", "gemeente"),
        "organisation_text": data["organisation_text"],
        "assignment_text": data["assignment_text"],
        "execution_condition": data["execution_condition"] or None,
        "start": data["start_text"],
        "duration_months": data["duration_months"],
        "extension": {"count": data["extension_count"], "months": data["extension_months"]},
        "hours_per_week": {"min": data["hours_min"], "max": data["hours_max"]},
        "das": data["das"],
        "education_level": data["education_level"],
        "region": data["region"],
        "closes_at": data["closes_at"].isoformat(),
        "rate_ceiling": _money(data["rate_ceiling_cents"]),
        "rate_includes": [part for part, value in basis.items() if value == "included"],
        "rate_excludes": [part for part, value in basis.items() if value == "excluded"],
        "knock_outs": [{"number": row["number"], "text": row["text"]} for row in data["knock_outs"]],
        "criteria": data["criteria"],
        "points_total": None,
        "competences": data["competences"],
        "stages": stages,
        "questions_until": data["questions_until"].isoformat(),
        "answers_on": data["answers_on"].isoformat(),
        "invitations_by": data["invitations_by"].isoformat(),
        "interviews_on": data["interviews_on"].isoformat(),
        "interviews_part_of_day": data["interviews_part_of_day"] or None,
        "cv": {
            "max_pages": data["cv_max_pages"],
            "language": data["cv_language"],
            "min_references": data["cv_min_references"],
        },
        "interviewers_min": params["interviewers_min"],
        "shortlist_size": params["places"],
        "invites": params["invites"],
        "standstill": data["standstill"],
        "fee": PER_HOUR[data["fee_kind"]](data["fee_cents"]),
        "positions": {"min": data["positions_min"], "max": data["positions_max"]},
        "function_scale": data["function_scale"],
        "cao": data["cao"] or None,
        "work_days": data["work_days"],
        "hybrid": data["hybrid"],
        "max_hours_per_year": data["max_hours_per_year"],
        "documents": [row["kind"] for row in data["documents"]],
        "contact": data["contact"],
        "other": data["other_information"],
        "questions": data["questions"],
        "source": "",
        "lines": {},
        "unread": [],
    } | changes


def _money(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"
