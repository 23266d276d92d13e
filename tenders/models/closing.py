"""A closing that moves to later by two officers, or after an outage."""

import json
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .amendments import Amendment
from .tender import Tender


class ClosingRequest(models.Model):
    """What one officer asks another one to agree to: the later closing, why, and the outage if there was one.

    `content` is canonical JSON with the keys `dates`, `reason` and `outage` (null: none); `sha256` is its hash, by
    which the other one agrees to exactly what was asked.
    """

    tender = models.OneToOneField(Tender, on_delete=models.CASCADE, related_name="closing_request")
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked at"))

    class Meta:
        verbose_name = _("request to move a closing")
        verbose_name_plural = _("requests to move a closing")

    def __str__(self) -> str:
        return self.tender.number

    @property
    def asked(self) -> dict[str, Any]:
        asked: dict[str, Any] = json.loads(self.content)
        return asked


class Outage(models.Model):
    """Why an assignment that had closed took bids again. Never changed: a trigger refuses it.

    `closed_at` is the closing that fell in the outage; the new one stands in the rules version of the amendment.
    """

    amendment = models.OneToOneField(Amendment, on_delete=models.CASCADE, related_name="outage")
    began_at = models.DateTimeField(_("down from"))
    ended_at = models.DateTimeField(_("down until"))
    closed_at = models.DateTimeField(_("closing that fell in it"))
    what = models.TextField(_("what was down"))
    evidence = models.TextField(_("what shows it"))
    contact = models.TextField(_("who knows more"))
    sha256 = models.CharField(max_length=64)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("outage")
        verbose_name_plural = _("outages")
        ordering = ["closed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(began_at__lt=F("closed_at")) & Q(closed_at__lte=F("ended_at")),
                name="an_outage_overlaps_the_closing",
            ),
            models.CheckConstraint(
                condition=~Q(what="") & ~Q(evidence="") & ~Q(contact=""), name="an_outage_says_what_shows_it"
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("reported_by")),
                name="nobody_agrees_to_an_outage_of_their_own",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amendment.tender.number}: {self.closed_at:%Y-%m-%d %H:%M}"
