"""Between writing and publishing: findings that an officer overruled, and publication asked of a second officer."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .tender import Tender


class FindingOverruled(models.Model):
    """A warning of the check (`tenders/posting/lint.py`) that may stand, and why. Never changed: a trigger refuses it.

    `fingerprint` is of the finding and of the words it is about, so that other words ask again. `field` and `values`
    are the finding's own.
    """

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="overruled_findings")
    code = models.CharField(_("code"), max_length=40)
    field = models.CharField(_("field"), max_length=100)
    values = models.JSONField(_("values"), default=dict)
    fingerprint = models.CharField(max_length=64)
    reason = models.TextField(_("reason"))
    overruled_at = models.DateTimeField(_("overruled at"))
    overruled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("overruled remark")
        verbose_name_plural = _("overruled remarks")
        ordering = ["overruled_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "fingerprint"], name="a_finding_is_overruled_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="an_overruled_finding_has_its_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.tender.number}: {self.code}"


class PublicationRequest(models.Model):
    """An officer asks another one to publish these very rules. The last request counts; the log has them all."""

    tender = models.OneToOneField(Tender, on_delete=models.CASCADE, related_name="publication_request")
    sha256 = models.CharField(max_length=64)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("request to publish")
        verbose_name_plural = _("requests to publish")

    def __str__(self) -> str:
        return f"{self.tender.number}: {self.sha256[:12]}"
