"""What a person wants to hear of. Theirs alone: who follows an assignment could tell who is going to bid on it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .tender import Tender


class Follow(models.Model):
    """This person gets a mail when answers to questions or changes of the assignment are published."""

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="follows")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    followed_at = models.DateTimeField(_("followed at"))

    class Meta:
        verbose_name = _("followed assignment")
        verbose_name_plural = _("followed assignments")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["tender", "user"], name="one_follow_per_person_per_tender")]

    def __str__(self) -> str:
        return f"{self.user}: {self.tender}"
