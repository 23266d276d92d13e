"""The folders of candidates of the demo's suppliers: whom they offer is kept there, with the career of the CV."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from accounts.models import Organisation, User
from audit import clock
from candidates.content import Job
from candidates.people import Person
from candidates.services.people import save_person

from .content import bids
from .cvs import months_before

TENDERS = ("raalte", "westland")


def fill_folders(firms: Mapping[str, tuple[Organisation, User]], *, now: datetime) -> None:
    """`firms`: the company and its bidder by the key of the supplier."""
    today = now.astimezone(clock.AMSTERDAM).date()
    for bid in (each for tender in TENDERS for each in bids(tender)):
        company, bidder = firms[bid["supplier"]]
        save_person(company, _person(bid["candidate"], bid["cv"], today), by=bidder, now=now)


def _person(name: str, cv: Mapping[str, Any], today: date) -> Person:
    return Person(
        name=name, email=cv["email"], place=cv["place"], career=tuple(_job(each, today) for each in cv["jobs"])
    )


def _job(job: Mapping[str, Any], today: date) -> Job:
    still = job["to_months"] is None
    return Job(
        begins=_month(today, job["from_months"]),
        ends="" if still else _month(today, job["to_months"]),
        still=still,
        employer=job["employer"],
        role=job["role"],
        hours_per_week=str(job["hours"]) if job.get("hours") else "",
    )


def _month(today: date, months: int) -> str:
    year, month = months_before(today, months)
    return f"{year}-{month:02d}"
