"""The opening of a tender's vault and of its rates: who, when, and the record."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tenders.models import Tender


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
