"""A bid: its draft, what was submitted at each moment, and that it was withdrawn."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from tenders.models import RulesVersion, Tender

from .sealing import SealedManager


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
