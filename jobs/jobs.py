"""What this app itself does every so often."""

from datetime import datetime, time, timedelta

from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from .models import Job
from .schedule import comes_round

KEPT = timedelta(days=30)


@comes_round("forget_finished_jobs", daily_at=time(3))
def forget_finished_jobs(now: datetime) -> None:
    """The rows of what was done a month ago, here and in the library's queue. What failed stays to be looked at."""
    Job.objects.filter(state=Job.State.DONE, finished_at__lt=now - KEPT).delete()
    ended = DBTaskResult.objects.exclude(status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING])
    ended.filter(finished_at__lt=now - KEPT).delete()
