from allauth.account.models import EmailAddress
from django.db import transaction
from django.http import HttpRequest

from accounts.adapter import AccountAdapter
from accounts.models import User
from audit import clock

from .services.sign_up import settle


class SupplierAdapter(AccountAdapter):
    """A supplier's first person signs up; everybody else is invited. The company comes with the confirmed address."""

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        with transaction.atomic():
            confirmed = super().confirm_email(request, email_address)
            if confirmed:
                settle(email_address.user, now=clock.now())
        return confirmed

    def login(self, request: HttpRequest, user: User) -> None:
        """Nobody logs in with an address that isn't confirmed; an administrator may have confirmed it."""
        with transaction.atomic():
            settle(user, now=clock.now())
            super().login(request, user)
