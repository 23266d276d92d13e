from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from audit import clock
from audit.services import record

from .forms import AddressField
from .models import User


class AccountAdapter(DefaultAccountAdapter):
    """Every login leaves its event. Its sentences say "u" in Dutch, as all others do; those of allauth don't."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "cannot_remove_primary_email": _("You can't remove your main e-mail address."),
        "email_password_mismatch": _("This e-mail address and this password don't belong together."),
        "enter_current_password": _("Enter your present password."),
        "incorrect_password": _("This is not your password."),
        "invalid_password_reset": _("This link doesn't work any more. Ask for a new one."),
        "max_email_addresses": _("You can't have more e-mail addresses than %d."),
        "rate_limited": _("That was too often in a short time. Try again later."),
        "select_only_one": _("Select one of them."),
        "too_many_login_attempts": _("That went wrong too often. Try again in a few minutes."),
        "unverified_primary_email": _("Confirm this address before you make it your main e-mail address."),
    }

    def clean_email(self, email: str) -> str:
        """Of who signs up or adds an address: allauth's own fields take more characters than the database keeps."""
        return super().clean_email(AddressField().clean(email))

    def login(self, request: HttpRequest, user: User) -> None:
        with transaction.atomic():
            super().login(request, user)
            record("account.login", by=user, about=("user", str(user.pk)), now=clock.now())
