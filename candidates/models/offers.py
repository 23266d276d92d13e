"""An opened bid as typed rows."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents.models import StoredFile
from tenders.models import AwardCriterion, KnockOut

from .bids import Bid, BidVersion
from .people import Candidate


class Offer(models.Model):
    """An opened bid as typed rows. The rate stands apart (`OfferedRate`): it opens later than the rest."""

    bid = models.OneToOneField(Bid, on_delete=models.CASCADE, related_name="offer")
    version = models.OneToOneField(BidVersion, on_delete=models.PROTECT, related_name="+")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="offers")
    hours_per_week = models.PositiveSmallIntegerField(_("hours per week"))
    available_from = models.CharField(_("available from"), max_length=100)
    motivation = models.TextField(_("motivation"), blank=True)
    cv = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    cv_sha256 = models.CharField(
        max_length=64, blank=True, help_text=_("Of the CV as it came: what is kept is sealed.")
    )
    cv_pages = models.PositiveSmallIntegerField(_("pages of the CV"))
    cv_has_text = models.BooleanField(_("the CV has a text layer"))

    class Meta:
        verbose_name = _("opened bid")
        verbose_name_plural = _("opened bids")

    def __str__(self) -> str:
        return self.bid.number


class OfferedRate(models.Model):
    """The hourly rate, read in `candidates/vault.py` alone: sealed until the points are final, then in cents."""

    offer = models.OneToOneField(Offer, on_delete=models.CASCADE, related_name="sealed_rate")
    sealed = models.BinaryField(null=True, blank=True)
    cents = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("offered rate")
        verbose_name_plural = _("offered rates")
        constraints = [
            models.CheckConstraint(condition=Q(cents__gt=0), name="an_offered_rate_is_above_zero"),
            models.CheckConstraint(
                condition=Q(cents__isnull=True, sealed__isnull=False) | Q(cents__isnull=False, sealed__isnull=True),
                name="an_offered_rate_is_sealed_or_open",
            ),
        ]

    def __str__(self) -> str:
        return str(self.offer)


class Statement(models.Model):
    """What the supplier stated on one knock-out."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="statements")
    knock_out = models.ForeignKey(KnockOut, on_delete=models.PROTECT, related_name="+")
    holds = models.BooleanField(_("meets it"))
    remark = models.TextField(_("remark"), blank=True)

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["knock_out__number"]
        constraints = [models.UniqueConstraint(fields=["offer", "knock_out"], name="one_statement_per_knock_out")]

    def __str__(self) -> str:
        return f"{self.offer}: {self.knock_out_id}"


class OfferedDocument(models.Model):
    """A required document that came with the bid, as a file."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("offered document")
        verbose_name_plural = _("offered documents")

    def __str__(self) -> str:
        return self.name


class OfferedJob(models.Model):
    """A job of the candidate as the supplier stated it, right or wrong (`content.Job`)."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="jobs")
    position = models.PositiveSmallIntegerField(_("position"))
    begins = models.TextField(_("from"), blank=True)
    ends = models.TextField(_("up to and including"), blank=True)
    still = models.BooleanField(_("goes on still"), default=False)
    employer = models.TextField(_("employer"), blank=True)
    organisation = models.TextField(_("kind of organisation"), blank=True)
    role = models.TextField(_("role"), blank=True)
    hours_per_week = models.TextField(_("hours per week"), blank=True)
    tags = models.JSONField(_("work as"), default=list, blank=True)
    cv_page = models.PositiveSmallIntegerField(_("page of the CV"), null=True, blank=True)

    class Meta:
        verbose_name = _("stated job")
        verbose_name_plural = _("stated jobs")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["offer", "position"], name="one_stated_job_per_position")]

    def __str__(self) -> str:
        return f"{self.offer}: {self.position}"


class OfferedPassage(models.Model):
    """Where the supplier says that the CV shows what a criterion asks (`content.Passage`).

    `box` is left, top, right, bottom in points from the top left of the page. `cv_sha256` is that of the CV in which it
    was marked: of another file than the one that came with the bid there is nothing to point at.
    """

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="passages")
    position = models.PositiveSmallIntegerField(_("position"))
    knock_out = models.ForeignKey(KnockOut, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    criterion = models.ForeignKey(AwardCriterion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    page = models.PositiveSmallIntegerField(_("page of the CV"))
    text = models.TextField(_("text"))
    box = models.JSONField(_("place on the page"))
    level = models.CharField(_("claimed level"), max_length=20, blank=True)
    cv_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("marked passage")
        verbose_name_plural = _("marked passages")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["offer", "position"], name="one_marked_passage_per_position"),
            models.CheckConstraint(
                condition=Q(knock_out__isnull=False, criterion=None) | Q(knock_out=None, criterion__isnull=False),
                name="a_passage_is_of_one_criterion",
            ),
            models.CheckConstraint(condition=Q(page__gte=1), name="pages_of_passages_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.offer}: {self.position}"


class ProgramCheck(models.Model):
    """What the program itself found at the opening on a knock-out that it can check: the ceiling, a document."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="program_checks")
    knock_out = models.ForeignKey(KnockOut, on_delete=models.PROTECT, related_name="+")
    met = models.BooleanField()

    class Meta:
        verbose_name = _("check by the program")
        verbose_name_plural = _("checks by the program")
        ordering = ["knock_out__number"]
        constraints = [models.UniqueConstraint(fields=["offer", "knock_out"], name="one_program_check_per_knock_out")]

    def __str__(self) -> str:
        return f"{self.offer}: {self.knock_out_id}"
