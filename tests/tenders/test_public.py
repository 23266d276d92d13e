"""What everyone reads: the list and the page of an assignment, before and after it closes."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tenders.models import Tender
from tests.factories import (
    BEFORE_RAALTE_CLOSES,
    RAALTE_CLOSES,
    a_posting,
    a_tender,
    posting,
    published_raalte,
    published_westland,
)

pytestmark = pytest.mark.django_db
LIST = reverse("tenders")
PAGE = reverse("tender", args=["27750"])


@pytest.fixture(autouse=True)
def _open(clock_at):
    clock_at(BEFORE_RAALTE_CLOSES)


def numbers(response):
    return [tender.number for tender in response.context["page"]]


def test_open_assignments_come_first_the_next_to_close_on_top_and_drafts_never(client):
    later = {"closes_at": RAALTE_CLOSES + timedelta(days=1)}
    published_westland()
    published_westland(number="12075", closes_at=posting("westland-12074")["closes_at"] + timedelta(days=1))
    published_raalte(number="27751", **later)
    published_raalte()
    a_tender(number="10001", title="Geheim concept")
    answer = client.get(LIST)
    assert numbers(answer) == ["27750", "27751", "12075", "12074"]
    assert [tender.is_open for tender in answer.context["page"]] == [True, True, False, False]
    assert "Geheim concept" not in answer.content.decode()


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("klantportaal", ["27750"]),
        ("KCC", ["12074"]),
        ("1207", ["12074"]),
        ("gemeente medewerker", ["27750", "12074"]),
        ("westland kcc", ["12074"]),
        ("zuid-holland", ["12074"]),
        ("niets", []),
        ("%", []),
    ],
)
def test_the_list_is_searched_word_by_word(client, wanted, found):
    published_westland()
    published_raalte()
    assert numbers(client.get(LIST, {"q": wanted})) == found


def test_the_list_goes_on_on_a_next_page_with_the_same_search(client):
    for number in range(23):
        a_posting(number=f"3{number:04}")
    Tender.objects.update(state="published")
    first = client.get(LIST, {"q": "klantportaal"})
    assert len(numbers(first)) == 20
    assert 'href="?q=klantportaal&amp;page=2"' in first.content.decode()
    assert numbers(client.get(LIST, {"q": "klantportaal", "page": "2"})) == ["30020", "30021", "30022"]
    assert len(numbers(client.get(LIST, {"page": "rommel"}))) == 20


def test_an_empty_list_says_what_will_be_here(client):
    assert "Er staat geen opdracht open" in client.get(LIST).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_three_questions_however_long_it_is(client, django_assert_num_queries, rows):
    for number in range(rows):
        published_raalte(number=f"3000{number}")
    with django_assert_num_queries(3):
        assert len(numbers(client.get(LIST))) == rows


def test_the_page_asks_once_who_somebody_is_here(as_user, supplier):
    """However many links depend on it."""
    published_raalte()
    browser = as_user(supplier)
    with CaptureQueriesContext(connection) as asked:
        browser.get(PAGE)
    assert sum('FROM "tenders_assignment"' in query["sql"] for query in asked) == 1


def test_the_page_shows_every_word_of_the_posting(client):
    published_raalte()
    text = unescape(client.get(PAGE).content.decode())
    data = posting("raalte-27750")
    texts = [
        data[name]
        for name in (
            "title", "client", "start_text", "education_level", "region", "execution_condition", "organisation_text",
            "assignment_text", "knock_outs_heading", "criteria_heading", "award_text", "cao", "fee_text",
            "cv_instruction", "work_days", "progress_note", "questions_note", "contact",
        )
    ]  # fmt: skip
    texts += [row["text"] for name in ("knock_outs", "criteria", "stages", "documents") for row in data[name]]
    texts += [row["name"] for row in data["stages"] + data["documents"]] + data["competences"]
    lines = [line for each in texts for line in each.split("\n\n") if line]
    assert [line for line in lines if line not in text] == []
    assert re.findall(r'<li value="(\d+)"><span lang="nl">', text) == ["1", "2", "3", "4", "5"]
    assert "maandag 2 maart 2026, 09:00 uur (CET)" in text
    assert (
        '<a href="https://talentenregiohuurtin.nl/wp-content/uploads/2024/10/SROI-bijlage-DAS-v2.pdf" '
        'rel="noopener noreferrer nofollow">'
    ) in text


def test_the_page_shows_levels_with_their_points_and_the_answers(client, clock_at):
    published_westland()
    text = client.get(reverse("tender", args=["12074"])).content.decode()
    data = posting("westland-12074")
    for level in data["criteria"][4]["levels"]:
        assert f"{level['label']}. {level['text']}" in text
    assert data["questions"][0]["question"] in text
    assert data["questions"][0]["answer"] in text


def test_the_page_carries_the_hash_of_the_published_rules(client):
    tender = published_raalte()
    assert tender.rules_versions.get().sha256 in client.get(PAGE).content.decode()


def test_the_page_is_open_until_the_deadline_and_says_when_it_closed(client, clock_at):
    published_raalte()
    said = "Deze opdracht is gesloten op maandag 2 maart 2026, 09:00 uur (CET). Inschrijven kan niet meer."
    clock_at(RAALTE_CLOSES - timedelta(microseconds=1))
    assert said not in client.get(PAGE).content.decode()
    clock_at(RAALTE_CLOSES)
    assert said in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("who", "sees"),
    [(None, "Log in om in te schrijven"), ("supplier", "Start uw inschrijving"), ("reviewer", ""), ("officer", "")],
)
def test_who_can_bid_sees_how(as_user, request, who, sees):
    user = request.getfixturevalue(who) if who else None
    published_raalte()
    text = as_user(user).get(PAGE).content.decode()
    ways = ["Log in om in te schrijven", "Start uw inschrijving"]
    assert [way for way in ways if way in text] == ([sees] if sees else [])


def test_nobody_can_start_after_the_deadline(as_user, supplier, clock_at):
    published_raalte()
    clock_at(RAALTE_CLOSES)
    assert "Start uw inschrijving" not in as_user(supplier).get(PAGE).content.decode()


def test_a_withdrawn_assignment_says_so(client):
    tender = published_raalte()
    Tender.objects.filter(pk=tender.pk).update(state="cancelled")
    assert "Deze opdracht is ingetrokken. Inschrijven kan niet meer." in client.get(PAGE).content.decode()


def test_in_english_the_page_is_english_around_the_posting(client):
    published_raalte()
    text = client.get(PAGE, headers={"accept-language": "en"}).content.decode()
    assert "Monday 2 March 2026, 09:00 (CET)" in text
    assert "Log in to start a bid" in text
    assert "Onder een dynamisch" not in text


def test_the_preview_is_the_page_without_its_buttons(as_user, officer):
    a_posting(by=officer)
    text = as_user(officer).get(reverse("tender_preview", args=["27750"])).content.decode()
    assert "Zo zien leveranciers het" in text
    assert posting("raalte-27750")["organisation_text"].split("\n\n")[1] in text
    assert "Start uw inschrijving" not in text
    assert "Log in om" not in text
