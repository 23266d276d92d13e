"""Requests that no browser of a person would make: each has an answer, and none of them is an error page."""

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

TYPED = b"csrfmiddlewaretoken=x&login=%FF"


@pytest.fixture
def visitor_who_is_checked():
    visitor = Client(enforce_csrf_checks=True, raise_request_exception=False)
    visitor.get(reverse("account_login"))
    return visitor


@pytest.mark.parametrize("charset", ["utf-7", "utf-16", "utf-8-sig"])
def test_a_form_in_letters_that_nobody_uses_is_not_understood(visitor_who_is_checked, charset):
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    answer = visitor_who_is_checked.post(reverse("account_login"), TYPED, content_type=kind)
    assert answer.status_code == 400
    assert "<h1>Verzoek niet begrepen</h1>" in answer.content.decode()


def test_more_fields_than_any_form_has_are_not_understood(visitor_who_is_checked):
    fields = "&".join(f"f{i}=1" for i in range(5000)).encode()
    kind = "application/x-www-form-urlencoded"
    assert visitor_who_is_checked.post(reverse("account_login"), fields, content_type=kind).status_code == 400


@pytest.mark.parametrize(
    "address", ["/opdrachten/?q=%00", "/opdrachten/27750%00/", "/shortlist/27750/W%00/", "/logboek/?tender=%00"]
)
def test_nothing_has_a_null_character_in_its_address(client, address):
    assert client.get(address).status_code == 404


def test_the_public_pages_answer_who_asks_for_their_head_alone(client):
    assert client.head(reverse("tenders")).status_code == 200
