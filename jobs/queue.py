"""The library's queue (django-tasks on the database), as this app uses it.

A row there holds the number of a job and nothing else; what the job is about stands in the job's own row.
"""

from datetime import datetime

from django.db.models import QuerySet
from django_tasks import TaskContext, TaskResultStatus, task
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from .models import Job
from .running import run


@task(takes_context=True)
def work_off(context: TaskContext, job: int) -> None:
    """Never raises: the library would keep the error with its words, and those may be a bid's."""
    run(job, worker=context.task_result.worker_ids[-1], queue_again=put_in_queue)


def put_in_queue(job: Job, *, now: datetime, after: datetime | None = None) -> None:
    """In the transaction of what asks for it. `after`: not before that moment."""
    queued = work_off.using(run_after=after).enqueue(job.pk)
    Job.objects.filter(pk=job.pk).update(task=queued.id, queued_at=after or now)


def waiting_tasks() -> "QuerySet[DBTaskResult]":
    return DBTaskResult.objects.filter(status=TaskResultStatus.READY)


def close_task(job: Job, *, now: datetime) -> None:
    """The row of a worker that died would stay as running for ever."""
    left = DBTaskResult.objects.filter(pk=job.task, status=TaskResultStatus.RUNNING)
    left.update(status=TaskResultStatus.FAILED, finished_at=now)


def work_off_next(worker: str) -> bool:
    """Take the next job from the queue and do it; False when there was none."""
    hand = _OneTask(worker)
    hand.run()
    return hand.took_one


class _OneTask(Worker):
    """The library's worker, until it did one task or found none."""

    def __init__(self, worker_id: str) -> None:
        super().__init__(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=1,
            worker_id=worker_id,
        )
        self.took_one = False

    def run_task(self, db_task_result: DBTaskResult) -> None:
        self.took_one = True
        super().run_task(db_task_result)
