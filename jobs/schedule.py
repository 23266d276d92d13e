"""What is done every so often, by whichever worker comes first.

    @comes_round("send_mail", every=timedelta(minutes=1))
    def send_mail(now: datetime) -> None: ...

A worker claims an act by moving `due_at` on, in a statement of its own: of two workers one gets it. When that one dies
half-way, the act is due again after the claim: it is safe to repeat.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from audit import clock

from .limits import OutOfTime, within
from .models import Round

logger = logging.getLogger(__name__)

CLAIM = timedelta(minutes=10)
SECONDS = 300  # one act at most: well before its claim is over

Run = Callable[[datetime], object]
Following = Callable[[datetime], datetime]


@dataclass(frozen=True)
class Act:
    name: str
    run: Run
    following: Following  # the first moment after this one at which it is done


ACTS: dict[str, Act] = {}


def comes_round(name: str, *, every: timedelta | None = None, daily_at: time | None = None) -> Callable[[Run], Run]:
    """Registers a function of the present moment: every so often, or each day at that time in the Netherlands."""
    following = each_day(daily_at) if daily_at else after_each(every or timedelta(hours=1))

    def register(run: Run) -> Run:
        ACTS[name] = Act(name, run, following)
        return run

    return register


def run_due(now: datetime) -> int:
    """Does what is due, one after the other; an act that goes wrong keeps no other. How many were done."""
    return sum(_do(act, now) for act in _due(now))


def after_each(every: timedelta) -> Following:
    return lambda moment: moment + every


def each_day(at: time) -> Following:
    def following(moment: datetime) -> datetime:
        local = moment.astimezone(clock.AMSTERDAM)
        today = datetime.combine(local.date(), at, tzinfo=clock.AMSTERDAM)
        if today > moment:
            return today
        return datetime.combine(local.date() + timedelta(days=1), at, tzinfo=clock.AMSTERDAM)

    return following


def _due(now: datetime) -> list[Act]:
    known = set(Round.objects.values_list("name", flat=True))
    new = [Round(name=act.name, due_at=act.following(now)) for act in ACTS.values() if act.name not in known]
    Round.objects.bulk_create(new, ignore_conflicts=True)  # another worker may be as early
    due = Round.objects.filter(name__in=ACTS, due_at__lte=now).order_by("due_at", "name")
    return [ACTS[name] for name in due.values_list("name", flat=True)]


def _do(act: Act, now: datetime) -> bool:
    if not Round.objects.filter(name=act.name, due_at__lte=now).update(due_at=now + CLAIM):
        return False
    error = _attempt(act, now)
    if error:
        Round.objects.filter(name=act.name).update(error=error)  # due again when the claim is over
        return False
    Round.objects.filter(name=act.name).update(due_at=act.following(now), done_at=now, error="")
    return True


def _attempt(act: Act, now: datetime) -> str:
    """What went wrong: its type alone, no words of what it was about."""
    try:
        with within(SECONDS):
            act.run(now)
    except (Exception, OutOfTime) as error:
        logger.error("%s went wrong: %s", act.name, type(error).__name__)  # noqa: TRY400
        return type(error).__name__[:80]
    return ""
