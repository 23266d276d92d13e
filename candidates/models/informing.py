"""What the person who is offered is told, and objects to."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .offers import Offer


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
