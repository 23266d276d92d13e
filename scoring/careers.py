"""The jobs that a supplier states, counted for each criterion that asks for months of experience.

It is the supplier's statement; what it is worth, the assessor says. Jobs whose dates can't be read count for nothing
and are named.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from audit.clock import AMSTERDAM
from candidates.content import Job, same_name
from scoring import explain_windows
from scoring.engine.days import Day, Written
from scoring.engine.errors import Unusable
from scoring.engine.part_time import part_time
from scoring.engine.windows import Asked, Period, count
from scoring.engine.windows_contract import written
from scoring.window_picture import Shown, shown
from tenders.experience import Experience, hundredths
from tenders.fields import HOURS
from tenders.models import AwardCriterion, KnockOut, Tender

Criterion = KnockOut | AwardCriterion


@dataclass(frozen=True)
class Window:
    """What the jobs come to for one criterion. `brief` is "27 van de 24 maanden"."""

    criterion: Criterion
    kind: str  # as `content.Passage` has it
    brief: str
    met: bool
    shown: Shown

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.criterion.number}"


class WrongJob(ValueError):
    """A job that can't be counted: the field that is wrong, and the engine's word for it."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(code)
        self.field, self.code = field, code


def counting(tender: Tender) -> list[tuple[str, Criterion]]:
    """The criteria that count experience, by number. Two queries."""
    found: list[tuple[str, Criterion]] = [
        *(("knock_out", each) for each in tender.knock_outs.filter(experience_needed__isnull=False)),
        *(("criterion", each) for each in tender.criteria.filter(experience_needed__isnull=False)),
    ]
    return sorted(found, key=lambda each: each[1].number)


def windows_of(
    criteria: Iterable[tuple[str, Criterion]], jobs: Sequence[Job], *, closes_at: datetime, language: str
) -> list[Window]:
    closing = _day(closes_at)
    periods = [period for place, job in enumerate(jobs, start=1) if (period := _readable(job, place))]
    names = {str(place): name_of(job) for place, job in enumerate(jobs, start=1)}
    return [_window(kind, each, periods, names, closing, language) for kind, each in criteria]


def period_of(job: Job, ref: str) -> Period:
    """Raises WrongJob."""
    start = _date("begins", job.begins)
    end = None if job.still else _date("ends", job.ends)
    try:
        return Period(ref, start, end, _hours(job.hours_per_week), _tags(job))
    except Unusable as error:
        fields = {"reversed_period": "ends", "impossible_hours": "hours_per_week"}
        raise WrongJob(fields[error.code], error.code) from error


def name_of(job: Job) -> str:
    return ", ".join(filter(None, [job.role, job.employer])) or f"{job.begins} – {job.ends}"


def asked_by(experience: Experience, closing: Day) -> Asked:
    rule = experience["part_time"]
    hours = {name: hundredths(value) or 0 for name, value in rule.items() if name != "rule"}
    wanted = [[f"{kind}:{same_name(each)}" for each in experience[kind]] for kind in ("work", "at")]
    return Asked(
        closing=closing,
        months=experience["window"],
        needed=experience["needed"],
        groups=tuple(frozenset(group) for group in wanted if group),
        part_time=part_time(rule["rule"], hours),
    )


def _window(
    kind: str, criterion: Criterion, periods: Sequence[Period], names: dict[str, str], closing: Day, language: str
) -> Window:
    counted = count(asked_by(criterion.experience or {}, closing), periods)
    return Window(
        criterion=criterion,
        kind=kind,
        brief=explain_windows.brief(counted, language),
        met=counted.met,
        shown=shown(counted, periods, names, language, key=f"window-{kind}-{criterion.number}"),
    )


def _readable(job: Job, place: int) -> Period | None:
    try:
        return period_of(job, str(place))
    except WrongJob:
        return None


def _date(field: str, text: str) -> Written:
    try:
        return written(field, text)
    except Unusable as error:
        raise WrongJob(field, error.code if text else "missing") from error


def _hours(text: str) -> int | None:
    """None where nobody wrote them down."""
    if not text:
        return None
    found = HOURS.fullmatch(text)
    if not found:
        raise WrongJob("hours_per_week", "unreadable_hours")
    return int(found["whole"]) * 100 + int((found["hundredths"] or "").ljust(2, "0"))


def _tags(job: Job) -> frozenset[str]:
    """What was ticked as asked work, and the kind of organisation. They are kept apart: one word may name both."""
    work = {f"work:{same_name(tag)}" for tag in job.tags}
    return frozenset(work | ({f"at:{same_name(job.organisation)}"} if job.organisation else set()))


def _day(closes_at: datetime) -> Day:
    local = closes_at.astimezone(AMSTERDAM)
    return Day(local.year, local.month, local.day)
