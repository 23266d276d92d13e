"""Runs of stages, verdicts, snapshots, draws, the shortlist."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.models import Bid
from tenders.models import AwardCriterion, KnockOut, Level, RulesVersion, Stage

Person = settings.AUTH_USER_MODEL


class StageRun(models.Model):
    """One go at a stage: the parent of its assessments, snapshots and shortlist."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")
        RELEASED = "released", _("released")

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="runs")
    round = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("stage run")
        verbose_name_plural = _("stage runs")
        ordering = ["stage__position", "round"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "round"], name="one_run_per_stage_and_round"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "open", "closed", "released"]), name="run_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["closed", "released"]) | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="a_closed_run_says_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage} ({self.round})"


class Assessment(models.Model):
    """One assessor's work on one bid in one run. Its verdicts count once it is handed in."""

    run = models.ForeignKey(StageRun, on_delete=models.PROTECT, related_name="assessments")
    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="assessments")
    assessor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        constraints = [
            models.UniqueConstraint(fields=["run", "bid", "assessor"], name="one_assessment_per_run_bid_and_assessor"),
            models.UniqueConstraint(fields=["run", "bid"], name="one_assessor_per_bid_in_a_run"),
        ]

    def __str__(self) -> str:
        return f"{self.bid} / {self.run}"


class Verdict(models.Model):
    """Met or not met on a knock-out, or a score on an award criterion; with the reason and its place in the CV."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="verdicts")
    knock_out = models.ForeignKey(KnockOut, null=True, on_delete=models.PROTECT, related_name="+")
    criterion = models.ForeignKey(AwardCriterion, null=True, on_delete=models.PROTECT, related_name="+")
    met = models.BooleanField(null=True)
    points = models.PositiveIntegerField(null=True)
    level = models.ForeignKey(Level, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("reason"), blank=True)
    cv_page = models.PositiveSmallIntegerField(_("page of the CV"), null=True)

    class Meta:
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")
        constraints = [
            models.UniqueConstraint(fields=["assessment", "knock_out"], name="one_verdict_per_assessor_per_knock_out"),
            models.UniqueConstraint(fields=["assessment", "criterion"], name="one_verdict_per_assessor_per_criterion"),
            models.CheckConstraint(
                condition=Q(knock_out__isnull=False, criterion__isnull=True, points__isnull=True, level__isnull=True)
                | Q(knock_out__isnull=True, criterion__isnull=False, met__isnull=True),
                name="a_verdict_is_on_a_knock_out_or_on_a_criterion",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment}: {self.knock_out_id or self.criterion_id}"


class Draw(models.Model):
    """Lots that were drawn for an open tie: `lots` is the list of bid numbers, first drawn first."""

    run = models.ForeignKey(StageRun, on_delete=models.PROTECT, related_name="draws")
    lots = models.JSONField()
    drawn_at = models.DateTimeField(_("drawn at"))
    drawn_by = models.CharField(_("drawn by"), max_length=200)
    method = models.TextField(_("how it was drawn"))
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("draw")
        verbose_name_plural = _("draws")
        ordering = ["entered_at"]

    def __str__(self) -> str:
        return f"{self.run}: {self.drawn_at:%Y-%m-%d %H:%M}"


class Snapshot(models.Model):
    """A ranking as it was computed: its input, its result and what made it; random numbers and hashes, no names.

    `content` is canonical JSON `{"engine", "input", "result", "rules_sha256"}` in the format of `manage.py rank`.
    """

    run = models.ForeignKey(StageRun, on_delete=models.PROTECT, related_name="snapshots")
    sequence = models.PositiveSmallIntegerField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    rules_version = models.ForeignKey(RulesVersion, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        ordering = ["sequence"]
        constraints = [models.UniqueConstraint(fields=["run", "sequence"], name="one_snapshot_per_number")]

    def __str__(self) -> str:
        return f"{self.run} #{self.sequence}"


class Shortlist(models.Model):
    """What was released to the client: the only road from a reviewer to a bid."""

    run = models.OneToOneField(StageRun, on_delete=models.PROTECT, related_name="shortlist")
    snapshot = models.OneToOneField(Snapshot, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField()
    released_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("shortlist")
        verbose_name_plural = _("shortlists")

    def __str__(self) -> str:
        return str(self.run)


class ShortlistEntry(models.Model):
    """One bid on the shortlist, with what it got there with. Points in hundredths, rate in cents."""

    shortlist = models.ForeignKey(Shortlist, on_delete=models.CASCADE, related_name="entries")
    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField(_("place"))
    position = models.PositiveSmallIntegerField()
    points = models.PositiveIntegerField(_("points"))
    hourly_rate_cents = models.PositiveIntegerField(_("hourly rate"), null=True)
    decided_by = models.CharField(_("decided by"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("place on the shortlist")
        verbose_name_plural = _("places on the shortlist")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["shortlist", "bid"], name="a_bid_stands_once_on_a_shortlist"),
            models.UniqueConstraint(fields=["shortlist", "position"], name="one_bid_per_position_on_a_shortlist"),
        ]

    def __str__(self) -> str:
        return f"{self.place}. {self.bid}"
