"""A company that signed up, and what its form is sent."""

from typing import Any

from accounts.models import Membership, Organisation, User
from tests.conftest import PASSWORD

SIGN_UP = {
    "company": "Vlaanderen Interim B.V.",
    "kvk_number": "12345678",
    "legal_form": "bv",
    "name": "Vera Vlaanderen",
    "email": "vera@weegschaal.test",
    "password1": PASSWORD,
}


def a_form(**changes: Any) -> dict[str, Any]:
    return SIGN_UP | changes


def managing(user: User, company: Organisation) -> User:
    Membership.objects.create(user=user, organisation=company, role="manager")
    return user
