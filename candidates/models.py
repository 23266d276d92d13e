"""What is offered. Until the opening a bid is one sealed envelope; typed rows exist only after it.

`Bid.draft`, `BidVersion.envelope` and `OfferedRate.sealed` are ciphertext under the bid's own key. They are read in
`candidates/vault.py` and nowhere else (a test holds that), and the managers leave them out of every ordinary query.
"""

import json
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from documents.models import StoredFile
from tenders.models import AwardCriterion, KnockOut, RulesVersion, Tender


class SealedManager(models.Manager[models.Model]):
    """Leaves the sealed content where it is, also where rows are reached from another model."""

    sealed: tuple[str, ...]

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().defer(*self.sealed)


class BidManager(SealedManager):
    sealed = ("draft",)


class BidVersionManager(SealedManager):
    sealed = ("envelope",)


class Bid(models.Model):
    """An offer (inschrijving) of one supplier on one tender, known by its random number.

    `key_id` names its key in the key store (documents/keystore.py): without that, nothing of it can be read. The key is
    destroyed at `erased_at`.
    `reopened_at`: since then its supplier writes on a replacement, in `draft`; what was submitted stands until that is
    submitted too.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("not submitted yet")
        SUBMITTED = "submitted", _("submitted")
        WITHDRAWN = "withdrawn", _("withdrawn")

    number = models.CharField(max_length=13, unique=True, editable=False)
    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="bids")
    supplier = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="bids")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    key_id = models.CharField(max_length=32, unique=True, editable=False)
    draft = models.BinaryField(blank=True, default=b"")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)
    reopened_at = models.DateTimeField(null=True, blank=True)

    objects = BidManager()

    class Meta:
        verbose_name = _("bid")
        verbose_name_plural = _("bids")
        ordering = ["number"]
        default_manager_name = "objects"
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted", "withdrawn"]), name="bid_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(reopened_at__isnull=True) | Q(state="submitted"), name="only_a_submitted_bid_is_reopened"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_editable(self) -> bool:
        """It has a draft: the first one, or a replacement of what was submitted."""
        return self.state == self.State.DRAFT or self.reopened_at is not None


class BidVersion(models.Model):
    """What was submitted at one moment, unchangeable (a trigger refuses it). The last one counts.

    `envelope` is canonical JSON, sealed; `sha256` is the hash of that JSON and stands on the receipt, with `head_count`
    and `head_hash` of the event log at that moment. `token` is the form's: the same token gives the same receipt again.
    """

    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="versions")
    sequence = models.PositiveSmallIntegerField()
    envelope = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    rules_version = models.ForeignKey(RulesVersion, on_delete=models.PROTECT, related_name="+")
    token = models.UUIDField()
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    head_count = models.PositiveBigIntegerField()
    head_hash = models.CharField(max_length=64)

    objects = BidVersionManager()

    class Meta:
        verbose_name = _("bid version")
        verbose_name_plural = _("bid versions")
        ordering = ["sequence"]
        default_manager_name = "objects"
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["bid", "sequence"], name="one_bid_version_per_number"),
            models.CheckConstraint(condition=Q(sequence__gte=1), name="bid_versions_count_from_one"),
            models.UniqueConstraint(fields=["bid", "token"], name="one_bid_version_per_token"),
        ]

    def __str__(self) -> str:
        return f"{self.bid} v{self.sequence}"


class Withdrawal(models.Model):
    """A submitted bid was taken back before the closing: it is not opened. Unchangeable, as a version is."""

    bid = models.OneToOneField(Bid, on_delete=models.CASCADE, related_name="withdrawal")
    withdrawn_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    head_count = models.PositiveBigIntegerField()
    head_hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")

    def __str__(self) -> str:
        return str(self.bid)


READ_CV = "read_cv"  # the kind of job that makes a CvReading, by the key of the file


class CvReadingManager(SealedManager):
    sealed = ("sealed",)


class CvReading(models.Model):
    """What the program read in a CV, sealed under its bid's key (`candidates.cv.kept`).

    A CV without this row is still to be read, or can't be: its job (READ_CV) says which.
    """

    file = models.OneToOneField(StoredFile, on_delete=models.CASCADE, related_name="cv_reading")
    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="cv_readings")
    sealed = models.BinaryField()
    read_at = models.DateTimeField()

    objects = CvReadingManager()

    class Meta:
        verbose_name = _("reading of a CV")
        verbose_name_plural = _("readings of CVs")
        default_manager_name = "objects"
        base_manager_name = "objects"

    def __str__(self) -> str:
        return str(self.file_id)


class Opening(models.Model):
    """The opening of a tender's vault: once, by a person, with the list of receipts as it was found.

    `merkle_root` is the root over that list, in hexadecimal (`proofs.root_over`).
    """

    tender = models.OneToOneField(Tender, on_delete=models.PROTECT, related_name="opening")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    record = models.TextField(help_text=_("Canonical JSON: each receipt with its number, time and hash."))
    sha256 = models.CharField(max_length=64)
    merkle_root = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("opening")
        verbose_name_plural = _("openings")
        constraints = [models.CheckConstraint(condition=~Q(merkle_root=""), name="an_opening_has_its_root")]

    def __str__(self) -> str:
        return f"{self.tender.number}: {self.opened_at:%Y-%m-%d %H:%M}"

    @property
    def content(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads(self.record)
        return content


class OpeningConsent(models.Model):
    """The first of two officers began the opening: the second one opens before `until`. Never changed: a trigger
    refuses it; begun again, it is another row."""

    TOGETHER = timedelta(minutes=10)

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="opening_consents")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    logged_in_at = models.DateTimeField()

    class Meta:
        verbose_name = _("consent to an opening")
        verbose_name_plural = _("consents to an opening")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(logged_in_at__lte=F("at")), name="who_consents_logged_in_before")
        ]

    def __str__(self) -> str:
        return f"{self.tender.number}: {self.at:%Y-%m-%d %H:%M}"

    @property
    def until(self) -> datetime:
        """At this moment itself it is over."""
        return self.at + self.TOGETHER

    def stands(self, now: datetime) -> bool:
        return self.at <= now < self.until


class RateOpening(models.Model):
    """The second lock: made when the points are final. Without this row `candidates.vault.rates` refuses everyone."""

    tender = models.OneToOneField(Tender, on_delete=models.PROTECT, related_name="rate_opening")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("opening of the rates")
        verbose_name_plural = _("openings of the rates")

    def __str__(self) -> str:
        return f"{self.tender.number}: {self.opened_at:%Y-%m-%d %H:%M}"


class Candidate(models.Model):
    """The person who is offered."""

    supplier = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="candidates")
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"), blank=True)

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")

    def __str__(self) -> str:
        return self.name


# What a supplier keeps of people -------------------------------------------------------------------------------------
class SupplierKey(models.Model):
    """Under which key of the key store (`documents.keystore`) a supplier's saved candidates are sealed."""

    supplier = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="people_key")
    key_id = models.CharField(max_length=32, unique=True)

    class Meta:
        verbose_name = _("key of a supplier")
        verbose_name_plural = _("keys of suppliers")

    def __str__(self) -> str:
        return self.key_id


class SavedCandidate(models.Model):
    """A person in a supplier's folder of candidates. `sealed` is read and written in `candidates/people.py` alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    supplier = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="saved_candidates")
    sealed = models.BinaryField()
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("saved candidate")
        verbose_name_plural = _("saved candidates")

    def __str__(self) -> str:
        return str(self.pk)


# What is opened ------------------------------------------------------------------------------------------------------
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


class Notice(models.Model):
    """What the person offered in an opened bid is told of it, by a link for which no account is needed.

    Without an address nobody was told; the supplier is asked for it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    offer = models.OneToOneField(Offer, on_delete=models.CASCADE, related_name="notice")
    told_at = models.DateTimeField(null=True, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)

    class Meta:
        verbose_name = _("notice to a person")
        verbose_name_plural = _("notices to persons")
        constraints = [
            models.CheckConstraint(
                condition=Q(email="", told_at__isnull=True) | (~Q(email="") & Q(told_at__isnull=False)),
                name="a_notice_is_told_at_an_address",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class PersonObjection(models.Model):
    """The person offered objects to the use of their data in this bid (AVG article 21). Once, and not taken back."""

    notice = models.OneToOneField(Notice, on_delete=models.CASCADE, related_name="objection")
    reason = models.TextField(_("reason"))
    objected_at = models.DateTimeField()

    class Meta:
        verbose_name = _("objection of a person")
        verbose_name_plural = _("objections of persons")
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="an_objection_of_a_person_has_its_reason")]

    def __str__(self) -> str:
        return str(self.notice)


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
