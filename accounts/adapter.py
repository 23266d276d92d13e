from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.http import HttpRequest

from audit import clock
from audit.services import record

from .models import User


class AccountAdapter(DefaultAccountAdapter):
    """Every login leaves its event."""

    def login(self, request: HttpRequest, user: User) -> None:
        with transaction.atomic():
            super().login(request, user)
            record("account.login", by=user, about=("user", str(user.pk)), now=clock.now())
