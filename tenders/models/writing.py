"""What is kept while a draft is being written."""

import uuid

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from .tender import Tender


class SectionSave(models.Model):
    """Who saved a section of a draft last, and when."""

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="+")
    section = models.CharField(max_length=20)
    saved_at = models.DateTimeField(_("saved at"))
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("saved section")
        verbose_name_plural = _("saved sections")
        constraints = [models.UniqueConstraint(fields=["tender", "section"], name="one_last_save_per_section")]

    def __str__(self) -> str:
        return f"{self.tender}: {self.section}"


class Intake(models.Model):
    """The text of a posting between reading it and making a draft of it; its maker's alone, and swept after a while.

    `sha256` is of the source as it came in: the file's bytes, or the pasted text in UTF-8.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    text = models.TextField(_("text"))
    name = models.CharField(_("name of the file"), max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, validators=[RegexValidator(r"^[0-9a-f]{64}$")])
    made = models.ForeignKey(Tender, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("read at"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("posting that was read in")
        verbose_name_plural = _("postings that were read in")

    def __str__(self) -> str:
        return self.name or str(self.id)
