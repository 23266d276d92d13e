from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation; nobody signs up on their own yet."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
