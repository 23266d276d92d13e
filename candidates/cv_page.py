"""What the program read in a CV, for the page of its supplier and for the assessor's bench."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from accounts.rules import Visitor
from audit import clock
from documents.unreadable import SENTENCES as UNREADABLE
from documents.unreadable import Unreadable
from jobs.kinds import sentence
from jobs.models import Job
from jobs.services import find
from tenders.models import Tender

from . import cv, vault
from .cv import told
from .models import READ_CV, Bid


class State(StrEnum):
    NONE = "none"  # there is no CV
    WAITING = "waiting"
    READING = "reading"
    READ = "read"
    FAILED = "failed"
    UNREAD = "unread"  # nobody asked for it: the CV is older than this program


@dataclass(frozen=True)
class Shown:
    """`points` are there once it was read; `why` once that failed."""

    state: State
    points: tuple[told.Point, ...] = ()
    job: Job | None = None
    stalled: bool = False
    why: str = ""

    @property
    def is_over(self) -> bool:
        return self.state not in (State.WAITING, State.READING)

    @property
    def stamp(self) -> str:
        """Changes with whatever of it is shown while it goes on."""
        done = f"{self.job.done_parts}-{self.job.all_parts}" if self.job else ""
        return f"{self.state}-{done}-{int(self.stalled)}"

    @property
    def to_look_at(self) -> list[told.Point]:
        return [point for point in self.points if point.weight == told.LOOK]

    @property
    def others(self) -> list[told.Point]:
        return [point for point in self.points if point.weight != told.LOOK]

    @property
    def hidden(self) -> list[told.Point]:
        return [point for point in self.points if point.code == "hidden" and point.weight == told.LOOK]

    @property
    def beside_hidden(self) -> list[told.Point]:
        """For a page that shows the hidden text apart."""
        return [point for point in self.points if point not in self.hidden]


def cv_context(bid: Bid, by: Visitor) -> dict[str, Any]:
    """For `candidates/parts/cv_facts.html`. Raises vault.Sealed."""
    replace_url = reverse("bid_edit", args=[bid.number]) + "#id_cv"
    return {"bid": bid, "cv_shown": shown(bid, by=by, to=told.SUPPLIER), "replace_url": replace_url}


def for_assessor(bid: Bid, *, by: Visitor) -> Shown:
    """After the opening. Raises vault.Sealed."""
    return shown(bid, by=by, to=told.ASSESSOR)


def shown(bid: Bid, *, by: Visitor, to: str) -> Shown:
    file, facts = vault.read_cv(bid, by=by)
    if file is None:
        return Shown(State.NONE)
    if facts:
        language = (get_language() or "nl")[:2]
        return Shown(State.READ, tuple(told.points(facts, asked_of(bid.tender), to=to, language=language)))
    job = find(READ_CV, key=file)
    if job is None or job.state == Job.State.DONE:
        return Shown(State.UNREAD)
    if job.state == Job.State.FAILED:
        return Shown(State.FAILED, job=job, why=_why(job.error))
    state = State.READING if job.state == Job.State.RUNNING else State.WAITING
    return Shown(state, job=job, stalled=job.is_stalled(clock.now()))


def asked_of(tender: Tender) -> cv.Asked:
    """Of a CV, in numbers."""
    return cv.Asked(tender.cv_max_pages, tender.cv_language or None, tender.cv_min_references)


def _why(code: str) -> str:
    return Unreadable(code).message if code in UNREADABLE else sentence(code)
