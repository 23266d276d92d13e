from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.http import HttpRequest

from audit import clock
from audit.services import record

from .forms import AddressField
from .models import User


class AccountAdapter(DefaultAccountAdapter):
    """Every login leaves its event."""

    def clean_email(self, email: str) -> str:
        """Of who signs up or adds an address: allauth's own fields take more characters than the database keeps."""
        return super().clean_email(AddressField().clean(email))

    def login(self, request: HttpRequest, user: User) -> None:
        with transaction.atomic():
            super().login(request, user)
            record("account.login", by=user, about=("user", str(user.pk)), now=clock.now())
