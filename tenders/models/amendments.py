"""Changes of an assignment after its publication: in draft one bundle of new values, published a rules version more."""

import json
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents.models import StoredFile

from .publication import RulesVersion
from .questions import AskedQuestion
from .tender import Tender


class AmendmentDraft(models.Model):
    """What an officer wants to change, as JSON: only the fields and rows that differ, under the names of the rules."""

    tender = models.OneToOneField(Tender, on_delete=models.CASCADE, related_name="amendment_draft")
    content = models.TextField(_("changes"), default="{}")
    question = models.ForeignKey(AskedQuestion, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(_("started at"))

    class Meta:
        verbose_name = _("draft of an amendment")
        verbose_name_plural = _("drafts of amendments")

    def __str__(self) -> str:
        return self.tender.number

    @property
    def changes(self) -> dict[str, Any]:
        changes: dict[str, Any] = json.loads(self.content)
        return changes


class DraftedAttachment(models.Model):
    """A file that the amendment adds, or puts in the place of the one of that name."""

    draft = models.ForeignKey(AmendmentDraft, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(_("name"), max_length=200)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("attachment of an amendment")
        verbose_name_plural = _("attachments of amendments")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["draft", "name"], name="one_drafted_attachment_per_name")]

    def __str__(self) -> str:
        return self.name


class Amendment(models.Model):
    """A published change (rectificatie): the rules version that it made, and why. Never changed: a trigger refuses it.

    What differs follows from the two versions, which never change either. `asks_again`: it touches what bids answer to,
    so that a bid made before it counts only once its supplier has confirmed it.
    """

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="amendments")
    number = models.PositiveSmallIntegerField(_("number"))
    rules_version = models.OneToOneField(RulesVersion, on_delete=models.CASCADE, related_name="amendment")
    reason = models.TextField(_("reason"))
    asks_again = models.BooleanField(_("bids must be confirmed"))
    # A question goes with its whole assignment, never from under the amendment that follows from it.
    question = models.ForeignKey(AskedQuestion, on_delete=models.RESTRICT, null=True, related_name="amendments")

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "number"], name="one_amendment_per_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="amendments_count_from_one"),
            models.CheckConstraint(condition=~Q(reason=""), name="an_amendment_has_its_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.tender.number}: {self.number}"
