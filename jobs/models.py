"""What is done in the background: a row for each job, and one for each act that comes round."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

STALLED_AFTER = timedelta(minutes=1)


class JobQuerySet(models.QuerySet["Job"]):
    def lost(self, now: datetime) -> "JobQuerySet":
        """In hand with a worker that no longer says so."""
        return self.filter(state=Job.State.RUNNING, leased_until__lte=now)


class Job(models.Model):
    """One piece of work, known by its kind and key: asked twice, it is done once.

    The queue is the library's (`task` is its row there). What the library lacks stands here: whose hands the job is in
    and until when (`leased_until`), how often it was tried, how far it is. `arguments` are keys of rows, never content.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    kind = models.CharField(_("kind"), max_length=40)
    key = models.CharField(_("key"), max_length=120)
    arguments = models.JSONField(_("arguments"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    task = models.UUIDField(_("row in the queue"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    worker = models.CharField(_("worker"), max_length=64, blank=True)
    leased_until = models.DateTimeField(_("in hand until"), null=True, blank=True)
    # However often its worker says that it lives: after this moment it has lost the job.
    ends_at = models.DateTimeField(_("ends at the latest"), null=True, blank=True)
    done_parts = models.PositiveIntegerField(_("parts done"), default=0)
    all_parts = models.PositiveIntegerField(_("parts in all"), default=0)
    error = models.CharField(_("error"), max_length=40, blank=True)
    made_at = models.DateTimeField(_("made at"))
    queued_at = models.DateTimeField(_("queued at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="one_job_per_kind_and_key"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running", "done", "failed"]), name="job_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state="running", leased_until__isnull=False, ends_at__isnull=False)
                | (~Q(state="running") & Q(leased_until__isnull=True)),
                name="a_running_job_is_in_somebodys_hands",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["done", "failed"], finished_at__isnull=False)
                | (~Q(state__in=["done", "failed"]) & Q(finished_at__isnull=True)),
                name="a_finished_job_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(state="failed") & ~Q(error="") | ~Q(state="failed") & Q(error=""),
                name="a_failed_job_says_why",
            ),
            models.CheckConstraint(condition=Q(done_parts__lte=F("all_parts")), name="no_more_parts_than_all"),
        ]
        indexes = [
            models.Index(fields=["leased_until"], condition=Q(state="running"), name="job_in_hand"),
            models.Index(fields=["queued_at"], condition=Q(state="waiting"), name="job_that_waits"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED)

    def is_stalled(self, now: datetime) -> bool:
        """Nobody took it for a minute: the worker is not there, or has much to do."""
        return self.state == self.State.WAITING and now - self.queued_at >= STALLED_AFTER


class Round(models.Model):
    """When an act that comes round (`jobs.schedule`) is next done; who does it moves `due_at` on first."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    due_at = models.DateTimeField(_("due at"))
    done_at = models.DateTimeField(_("last done at"), null=True, blank=True)
    error = models.CharField(_("error"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
