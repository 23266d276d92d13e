"""Who may act for a supplier, before they do: a company that signed up, a colleague who was invited."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Organisation, User


class SignUp(models.Model):
    """What a person said of their company, until their e-mail address is confirmed. The company isn't there yet, so
    that nobody takes its number by typing it."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="sign_up")
    name = models.CharField(_("name of the company"), max_length=200)
    kvk_number = models.CharField(_("Chamber of Commerce number"), max_length=8)
    legal_form = models.CharField(_("legal form"), max_length=12, choices=Organisation.LegalForm.choices)
    signed_up_at = models.DateTimeField()

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        constraints = [models.CheckConstraint(condition=~Q(kvk_number=""), name="a_sign_up_has_its_kvk_number")]

    def __str__(self) -> str:
        return self.name


class Invitation(models.Model):
    """A role at a supplier for who reads the mail at this address: once, until `expires_at`."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        WITHDRAWN = "withdrawn", _("withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=10, choices=Membership.Role.choices)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["email", "role", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=["bidder", "manager"]), name="an_invitation_is_to_a_suppliers_role"
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_at__isnull=True)
                | Q(state__in=["accepted", "withdrawn"], ended_at__isnull=False),
                name="an_invitation_that_ended_has_its_moment",
            ),
            models.UniqueConstraint(
                fields=["organisation", "email", "role"],
                condition=Q(state="open"),
                name="one_open_invitation_per_address_and_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.email}, {self.get_role_display()}"

    def is_usable(self, now: datetime) -> bool:
        return self.state == self.State.OPEN and now < self.expires_at
