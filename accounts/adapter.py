from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.http import HttpRequest

from audit import clock
from audit.services import record

from .models import User


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation; nobody signs up on their own yet. Every login leaves its event."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        with transaction.atomic():
            super().login(request, user)
            record("account.login", by=user, about=("user", str(user.pk)), now=clock.now())
