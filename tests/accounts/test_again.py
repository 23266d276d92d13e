"""Logging in again: the moment by the program's clock, in this session alone, with its event."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from accounts.again import is_recent, page_to_log_in_again
from audit import clock
from audit.models import Event
from tests.conftest import PASSWORD

NOW = datetime(2026, 3, 2, 8, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ago", "recent"),
    [
        (timedelta(), True),
        (timedelta(minutes=10), True),
        (timedelta(minutes=10, microseconds=1), False),
        (-timedelta(microseconds=1), False),
    ],
)
def test_ten_minutes_and_no_longer(ago, recent):
    assert is_recent(NOW - ago, NOW) is recent


def test_never_is_not_recent():
    assert not is_recent(None, NOW)


@pytest.mark.django_db
def test_the_password_is_asked_and_the_way_leads_back(client, officer, clock_at):
    clock_at(NOW)
    client.post(reverse("account_login"), {"login": officer.email, "password": PASSWORD})
    assert "logged_in_again_at" not in client.session
    asked = page_to_log_in_again("/beheer/27750/openen/")
    page = client.get(asked).content.decode()
    assert "Log opnieuw in" in page
    assert "/beheer/27750/openen/" in page
    wrong = client.post(asked, {"password": "fout"})
    assert (wrong.status_code, "logged_in_again_at" in client.session) == (200, False)
    right = client.post(asked, {"password": PASSWORD, "next": "/beheer/27750/openen/"})
    assert right.url == "/beheer/27750/openen/"
    assert client.session["logged_in_again_at"] == clock.now().isoformat()
    event = Event.objects.get(act="account.logged_in_again")
    assert (event.actor_id, event.at) == (officer.pk, NOW)


@pytest.mark.django_db
def test_another_session_of_the_same_person_knows_nothing_of_it(as_user, officer, clock_at):
    clock_at(NOW)
    first, second = as_user(officer), as_user(officer)
    first.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert "logged_in_again_at" in first.session
    assert "logged_in_again_at" not in second.session
