"""What the libraries for accounts say: in Dutch, and with "u" as everywhere else."""

import re

import pytest
from allauth.account.adapter import get_adapter
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from accounts.models import User

NOT_HERE = re.compile("phone|username")  # accounts have neither
INFORMAL = re.compile(r"\b(?:je|jij|jou|jouw)\b", re.IGNORECASE)


def test_every_refusal_of_an_account_is_polite_dutch():
    for name, text in get_adapter().error_messages.items():
        if not NOT_HERE.search(name):
            assert not INFORMAL.search(str(text)), name
            with translation.override("en"):
                english = str(text)
            assert str(text) != english, name


@pytest.mark.parametrize(
    ("password", "language", "said"),
    [
        ("kort", "nl", "Dit wachtwoord is te kort: gebruik ten minste 12 tekens."),
        ("kort", "en", "This password is too short: use at least 12 characters."),
        ("fleur zomer 1", "nl", "Dit wachtwoord lijkt te veel op uw naam of e-mailadres."),
        ("fleur@zonnebloem.test", "nl", "Dit wachtwoord lijkt te veel op uw naam of e-mailadres."),
    ],
)
def test_a_refused_password_is_told_why_in_the_language_of_the_page(password, language, said):
    user = User(email="fleur@zonnebloem.test", name="Fleur Zomer")
    with translation.override(language), pytest.raises(ValidationError) as refused:
        validate_password(password, user)
    assert refused.value.messages == [said]


@pytest.mark.django_db
def test_a_wrong_password_is_told_politely(client, supplier):
    answer = client.post(reverse("account_login"), {"login": supplier.email, "password": "niet dit wachtwoord"})
    assert "Dit e-mailadres en dit wachtwoord horen niet bij elkaar." in answer.content.decode()
