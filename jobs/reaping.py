"""What the queue's own library doesn't do: take up again what a worker left behind when it died."""

from datetime import datetime

from .kinds import BROKEN_OFF
from .models import Job
from .queue import close_task, put_in_queue, waiting_tasks
from .running import lease, let_go


def reap(now: datetime) -> int:
    """How many jobs were in hands that let go of them, or waited without being in the queue."""
    return _from_dead_hands(now) + _forgotten(now)


def _from_dead_hands(now: datetime) -> int:
    lost = [job for job in Job.objects.lost(now) if let_go(job, BROKEN_OFF, now=now, queue_again=put_in_queue)]
    for job in lost:
        close_task(job, now=now)
    return len(lost)


def _forgotten(now: datetime) -> int:
    """Its worker died between taking the row from the queue and the job in hand. Twice in the queue does no harm."""
    waiting = Job.objects.filter(state=Job.State.WAITING, queued_at__lte=now - lease())
    forgotten = list(waiting.exclude(task__in=waiting_tasks().values("pk")))
    for job in forgotten:
        close_task(job, now=now)
        put_in_queue(job, now=now)
    return len(forgotten)
