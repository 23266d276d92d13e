"""What the suppliers of the demo state beside their bids: the jobs of the CV, and where it shows what is asked."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from candidates.content import Job, OfferedFile, Passage
from candidates.passages import found_again
from candidates.reading import lines_by_page

from .cvs import months_before

KINDS = {"knock_outs": "knock_out", "criteria": "criterion"}


class NotInCv(LookupError):
    """The fixture points at words that don't stand in the CV."""


def career_of(person: Mapping[str, Any], *, closes_on: date) -> tuple[Job, ...]:
    """`work` of a job names for which of the asked work the supplier says that it counts."""
    return tuple(_job(each, closes_on) for each in person["jobs"])


def evidence_of(offered: Mapping[str, Any], cv: OfferedFile) -> tuple[Passage, ...]:
    """The passages at which the fixture points with its verdicts. Raises NotInCv."""
    pointed = list(_pointed_at(offered, cv))
    if not pointed:
        return ()
    pages = lines_by_page(cv)
    return tuple(_passage(each, pages, cv) for each in pointed)


def _pointed_at(offered: Mapping[str, Any], cv: OfferedFile) -> Iterator[Passage]:
    for rows, kind in KINDS.items():
        for number, verdict in offered.get("verdicts", {}).get(rows, {}).items():
            if "passage" in verdict:
                yield Passage(kind, number, verdict["page"], verdict["passage"], (0, 0, 0, 0), cv=cv.sha256)


def _passage(pointed: Passage, pages: list[Any], cv: OfferedFile) -> Passage:
    found = found_again(pointed, pages, cv=cv.sha256)
    if found is None:
        raise NotInCv(f"{cv.name}, {pointed.page}: {pointed.text}")
    return found


def _job(job: Mapping[str, Any], closes_on: date) -> Job:
    municipal = job["employer"].lower().startswith("gemeente")
    return Job(
        begins=_month(job["from_months"], closes_on),
        ends="" if job["to_months"] is None else _month(job["to_months"], closes_on),
        still=job["to_months"] is None,
        employer=job["employer"],
        organisation="gemeente" if municipal else "",
        role=job["role"],
        hours_per_week=str(job["hours"]),
        tags=tuple(job.get("work", ())),
    )


def _month(months: int, closes_on: date) -> str:
    year, month = months_before(closes_on, months)
    return f"{year}-{month:02}"
