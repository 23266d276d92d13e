"""One attempt at a job: take it in hand, do it within its time, say how it ended.

A job is in the hands of one worker until `leased_until`; the worker moves that on while it lives (`keep_in_hand`).
Whatever it writes on the job it writes only while the job is still in its hands: one statement asks and writes.
"""

import logging
import traceback
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet

from audit import clock

from .kinds import KINDS, OUT_OF_TIME, WENT_WRONG, Failed, Kind, LostJob
from .limits import OutOfTime, within
from .models import Job

logger = logging.getLogger(__name__)

State = Job.State
MOST_ATTEMPTS = 3
PAUSES = [timedelta(seconds=10), timedelta(minutes=1)]  # after the first and the second attempt that went wrong


class QueueAgain(Protocol):
    def __call__(self, job: Job, *, now: datetime, after: datetime | None = None) -> None: ...


def lease() -> timedelta:
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)


def run(pk: int, *, worker: str, queue_again: QueueAgain) -> None:
    """Does nothing where the job is done, in somebody's hands or gone: the queue may hold it twice."""
    hand = take(pk, worker=worker, now=clock.now())
    if hand is None:
        return
    try:
        _end(hand, _attempt(hand), queue_again=queue_again)
    except LostJob:
        logger.info("Job %s is in other hands", hand.job)


def _end(hand: "Hand", error: "_Error | None", *, queue_again: QueueAgain) -> None:
    now = clock.now()
    if error is None:
        hand.change(state=State.DONE, finished_at=now, leased_until=None, done_parts=F("all_parts"))
    elif error.final:
        hand.change(state=State.FAILED, finished_at=now, leased_until=None, error=error.code)
    else:
        let_go(hand.job, error.code, now=now, queue_again=queue_again, after=_pause(hand.job))


def take(pk: int, *, worker: str, now: datetime) -> "Hand | None":
    """Of two workers one gets it."""
    job = Job.objects.filter(pk=pk).first()
    kind = KINDS.get(job.kind) if job else None
    if job is None or kind is None:
        return None
    taken = Job.objects.filter(pk=pk, state=State.WAITING).update(
        state=State.RUNNING,
        attempts=F("attempts") + 1,
        worker=worker,
        leased_until=now + lease(),
        ends_at=now + timedelta(seconds=kind.seconds) + lease(),
        done_parts=0,
        all_parts=0,
    )
    return Hand(Job.objects.get(pk=pk), kind) if taken else None


def keep_in_hand(worker: str, *, now: datetime) -> int:
    """The worker lives: move the lease on of what it has in hand, but not of what should have ended long ago."""
    mine = Job.objects.filter(worker=worker, state=State.RUNNING, ends_at__gt=now)
    return mine.update(leased_until=now + lease())


def let_go(job: Job, code: str, *, now: datetime, queue_again: QueueAgain, after: timedelta = timedelta(0)) -> bool:
    """Back into the queue, or failed after the last attempt. False where it is in other hands by now."""
    with transaction.atomic():
        if job.attempts >= MOST_ATTEMPTS:
            return bool(_held(job).update(state=State.FAILED, finished_at=now, leased_until=None, error=code))
        if not _held(job).update(state=State.WAITING, leased_until=None, done_parts=0):
            return False
        queue_again(job, now=now, after=now + after if after else None)
        return True


@dataclass(frozen=True)
class Hand:
    """A job in the hands of one worker."""

    job: Job
    kind: Kind

    def progress(self, done: int, all_parts: int) -> None:
        self.change(done_parts=min(done, all_parts), all_parts=all_parts)

    def change(self, **values: object) -> None:
        """Raises LostJob."""
        if not _held(self.job).update(**values):
            raise LostJob(str(self.job.pk))


@dataclass(frozen=True)
class _Error:
    """`final`: another attempt would not help."""

    code: str
    final: bool = False


def _attempt(hand: Hand) -> _Error | None:
    """What went wrong, if anything. Raises LostJob."""
    try:
        with within(hand.kind.seconds):
            hand.kind.run(hand.job.arguments, hand.progress)
    except LostJob:
        raise
    except Failed as failed:
        return _Error(failed.code, final=True)
    except OutOfTime:
        logger.warning("Job %s took more than %s seconds", hand.job, hand.kind.seconds)
        return _Error(OUT_OF_TIME)
    except Exception as error:
        logger.error("Job %s went wrong: %s", hand.job, _where(error))  # noqa: TRY400 – no word of what it was about
        return _Error(WENT_WRONG)
    return None


def _where(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno}"


def _pause(job: Job) -> timedelta:
    return PAUSES[min(job.attempts, len(PAUSES)) - 1]


def _held(job: Job) -> QuerySet[Job]:
    """The job as this worker took it; nothing once the reaper or another worker had it."""
    return Job.objects.filter(pk=job.pk, state=State.RUNNING, worker=job.worker, attempts=job.attempts)
