"""What suppliers are told of their bids after the closing: messages on the way, and the moment of the results."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenders.models import Tender

from .bids import Bid


class Results(models.Model):
    """The moment at which the results of an assignment were made known. Without this row no supplier learns an outcome.

    Never changed: a trigger refuses it.
    """

    tender = models.OneToOneField(Tender, on_delete=models.PROTECT, related_name="results")
    known_at = models.DateTimeField(_("known since"))
    made_known_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("moment of the results")
        verbose_name_plural = _("moments of the results")

    def __str__(self) -> str:
        return f"{self.tender.number}: {self.known_at:%Y-%m-%d %H:%M}"


class ProgressMessage(models.Model):
    """What an officer wrote to suppliers about the progress; `bids` are those whose suppliers it went to.

    Never changed: a trigger refuses it.
    """

    class Audience(models.TextChoices):
        EVERYONE = "everyone", _("everybody who bid")
        SHORTLISTED = "shortlisted", _("whose bid went to the client")

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="progress_messages")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("text"))
    audience = models.CharField(_("to"), max_length=12, choices=Audience.choices)
    bids = models.ManyToManyField(Bid, related_name="progress_messages")
    sent_at = models.DateTimeField(_("sent at"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("message about the progress")
        verbose_name_plural = _("messages about the progress")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "number"], name="one_progress_message_per_number"),
            models.CheckConstraint(condition=~Q(text=""), name="a_progress_message_has_its_text"),
            models.CheckConstraint(
                condition=Q(audience__in=["everyone", "shortlisted"]), name="audience_of_a_message_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tender.number}: {self.number}"
