"""What a supplier is told of a decision on its bid."""

import json
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.models import Bid

from .runs import StageRun


class Letter(models.Model):
    """One decision on one bid, as its supplier reads it. Frozen when it is sent: a trigger refuses every change.

    `run` is the decision that it tells of. `content` is canonical JSON, whose keys are in `scoring/letters.py`; it
    names no person, so that erasing one breaks nothing. `sha256` is its hash.
    """

    class Kind(models.TextChoices):
        KNOCKED_OUT = "knocked_out", _("does not meet the knock-out criteria")
        NOT_SHORTLISTED = "not_shortlisted", _("does not go to the client")
        SHORTLISTED = "shortlisted", _("goes to the client")

    run = models.ForeignKey(StageRun, on_delete=models.PROTECT, related_name="letters")
    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    language = models.CharField(_("language"), max_length=2)
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    sent_at = models.DateTimeField(_("sent at"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "bid"], name="one_letter_per_decision_and_bid"),
            models.CheckConstraint(
                condition=Q(kind__in=["knocked_out", "not_shortlisted", "shortlisted"]),
                name="kind_of_a_letter_is_known",
            ),
            models.CheckConstraint(condition=Q(language__in=["nl", "en"]), name="language_of_a_letter_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.bid}: {self.kind}"

    @property
    def told(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.content)
        return told
