"""An address that takes only what a form sends says so to who asks for it, and leads back."""

import pytest
from django.urls import reverse

from accounts.middleware import page_before
from tests.factories import published_raalte
from tests.scoring.factories import KNOWN, RELEASED, offered, released_raalte

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "before"),
    [
        ("/beheer/27750/sluiting/intrekken/", "/beheer/27750/sluiting/"),
        ("/beheer/27750/uitslag/controleren/", "/beheer/27750/uitslag/"),
        ("/taal/", "/"),
        ("/", "/"),
        ("//evil.example/x/", "/"),
        ("/nergens/niets/nog minder/", "/"),
    ],
)
def test_the_page_before_is_the_nearest_one_above(path, before):
    assert page_before(path) == before


def test_who_asks_for_it_reads_why_and_finds_the_way_back(officer, as_user, clock_at):
    published_raalte(by=officer)
    clock_at(RELEASED)
    path = reverse("vault_begin", args=["27750"])
    for browser in (as_user(officer), as_user(None)):
        answer = browser.get(path)
        page = answer.content.decode()
        assert (answer.status_code, answer["Allow"]) == (405, "POST")
        assert "Alleen via het formulier" in page
        assert f'href="{page_before(path)}"' in page


@pytest.mark.parametrize("name", ["results_check", "results_make_known"])
def test_after_another_language_the_form_of_the_results_comes_again(
    officer, assessor, reviewer, as_user, clock_at, name
):
    released_raalte(offered(1))
    clock_at(KNOWN)
    browser, path = as_user(officer), reverse(name, args=["27750"])
    answer = browser.post(reverse("set_language"), {"language": "en", "next": path}, follow=True)
    assert answer.redirect_chain[-1] == (reverse("results", args=["27750"]), 302)
    assert "Make the results known" in answer.content.decode()


@pytest.mark.parametrize("name", ["progress_message_check", "progress_message_send"])
def test_after_a_new_login_the_form_of_a_message_comes_again(officer, assessor, reviewer, as_user, clock_at, name):
    released_raalte(offered(1))
    clock_at(RELEASED)
    answer = as_user(officer).get(reverse(name, args=["27750"]))
    assert (answer.status_code, answer.url) == (302, reverse("progress_message", args=["27750"]))
