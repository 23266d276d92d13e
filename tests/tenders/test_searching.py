"""Searching the published assignments: each filter, all of them together, and what nobody meant to send."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.urls import reverse

from tenders.filters import TenderFilter, in_words
from tenders.models import Tender
from tenders.queries.listing import listed, open_now
from tests.factories import (
    BEFORE_RAALTE_CLOSES,
    RAALTE_CLOSES,
    a_posting,
    published_raalte,
    published_westland,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
LIST = reverse("tenders")


@pytest.fixture(autouse=True)
def _open(clock_at):
    clock_at(BEFORE_RAALTE_CLOSES)


@pytest.fixture
def four():
    """Two open, two closed; each differs from the others in every field that is searched."""
    published_westland(hours_min=24, hours_max=32)  # Zuid-Holland
    published_westland(
        number="12075", title="Adviseur ICT", discipline="ict", education_level="WO", region="Utrecht",
        client="Gemeente Zeist", hours_min=36, hours_max=36,
    )  # fmt: skip
    published_raalte()  # Overijssel, MBO, 28 hours
    published_raalte(
        number="27751", title="Aanvullende jurist", discipline="law", region="overijssel", education_level="HBO",
        hours_min=8, hours_max=None,
    )  # fmt: skip


def found(client, query):
    answer = client.get(LIST, QueryDict(query) if isinstance(query, str) else query)
    assert answer.status_code == 200
    return [tender.number for tender in answer.context["page"]]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", {"27750", "27751", "12074", "12075"}),
        ("region=Overijssel", {"27750", "27751"}),
        ("region=Overijssel&region=Utrecht", {"27750", "27751", "12075"}),
        ("education=MBO", {"27750", "12074"}),
        ("education=hbo&education=WO", {"27751", "12075"}),
        ("discipline=ict", {"12075"}),
        ("discipline=customer_contact", {"27750", "12074"}),
        ("client=Gemeente+Zeist", {"12075"}),
        ("hours_from=29", {"12074", "12075"}),
        ("hours_to=27", {"12074", "27751"}),
        ("hours_from=28&hours_to=28", {"27750", "12074"}),
        ("hours_from=36&hours_to=8", {"12075"}),  # the second contradicts the first and is left out
        ("region=Overijssel&education=HBO&q=jurist&discipline=law", {"27751"}),
        ("region=Overijssel&discipline=ict", set()),
        ("region=Mordor", set()),
        ("discipline=magic", set()),
        ("region=", {"27750", "27751", "12074", "12075"}),
    ],
)
def test_filters_of_one_kind_widen_and_of_two_kinds_narrow(client, four, query, numbers):
    assert set(found(client, query)) == numbers


@pytest.mark.parametrize(
    ("sort", "numbers"),
    [
        ("closing", ["27750", "27751", "12074", "12075"]),
        ("title", ["27751", "27750", "12075", "12074"]),
        ("newest", ["27750", "27751", "12074", "12075"]),
        ("number; DROP TABLE", ["27750", "27751", "12074", "12075"]),
    ],
)
def test_the_list_can_be_ordered_with_the_open_ones_first(client, four, sort, numbers):
    assert found(client, {"sort": sort}) == numbers


def test_the_newest_are_those_published_last(client):
    published_raalte()
    published_raalte(number="27751", now=BEFORE_RAALTE_CLOSES.replace(day=17))
    assert found(client, "sort=newest") == ["27751", "27750"]


def test_the_page_counts_shows_the_filters_in_use_and_leads_out_of_each(client, four):
    text = unescape(client.get(LIST, QueryDict("region=Overijssel&discipline=law&sort=title")).content.decode())
    assert "1 opdracht gevonden. 1 daarvan staat open." in " ".join(text.split())
    without = {
        "Regio: Overijssel": "discipline=law&sort=title",
        "Vakgebied: juridische zaken en inkoop": "region=Overijssel&sort=title",
    }
    for words, query in without.items():
        assert f'href="{LIST}?{query}"><span class="visually-hidden">Verwijder het filter </span>{words}' in text
    assert re.findall(r'value="([^"]+)"[^>]* checked', text) == ["law", "Overijssel"]
    assert '<input type="hidden" name="sort" value="title">' in text


def test_nothing_found_is_said_with_a_way_out(client, four):
    text = client.get(LIST, {"region": "Mordor"}).content.decode()
    assert "Niets gevonden" in text
    assert "Regio: Mordor" in text
    assert "Er staat geen opdracht open" not in text


def test_a_mistake_is_said_at_its_field_and_nothing_typed_is_lost(client, four):
    text = unescape(client.get(LIST, {"hours_from": "veel", "q": "jurist"}).content.decode())
    assert 'href="#id_hours_from"' in text
    assert 'value="veel"' in text
    assert 'value="jurist"' in text
    assert '<details class="filters" open>' in text


@pytest.mark.parametrize(
    "query",
    [
        "hours_from=-1", "hours_from=1e9", "hours_from=99999999999999999999999", "hours_to=%F0%9F%98%80",
        "page=-1", "page=" + "9" * 5000, "q=" + "a" * 3000, "q=%25_%5C%27%22--", "q=%ED%A0%80", "q=%FF",
        "region=%27%20OR%201%3D1", "region=" + "x" * 5000, "sort=&sort=title", "&&==&q",
        "client__name=x", "state=draft", urlencode([("region", str(n)) for n in range(900)]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["tenders"])
def test_no_query_is_an_error_of_the_program(client, four, name, query):
    address = reverse(name)
    answer = client.get(f"{address}?{query}")
    assert answer.status_code in (200, 400)
    assert "27750" not in answer.content.decode() or answer.status_code == 200


def test_a_draft_is_in_no_search_and_its_words_are_no_choice(client):
    a_posting(region="Geheimland", education_level="Geheimniveau", client="Gemeente Geheim")
    published_westland()
    assert "Geheim" not in client.get(LIST).content.decode()
    assert found(client, {"region": "Geheimland"}) == []


def test_a_kept_query_finds_the_same_and_reads_as_words(four):
    search = TenderFilter(QueryDict("q=jurist&region=Overijssel&page=3&nonsense=1"), listed(BEFORE_RAALTE_CLOSES))
    assert search.chosen.query == "q=jurist&region=Overijssel"
    assert in_words(search.chosen.query) == "“jurist”, Regio: Overijssel"
    again = TenderFilter(QueryDict(search.chosen.query), listed(BEFORE_RAALTE_CLOSES))
    assert [tender.number for tender in again.qs] == ["27751"]


def test_open_is_open_until_the_deadline_itself(four):
    assert {tender.number for tender in open_now(BEFORE_RAALTE_CLOSES)} == {"27750", "27751"}
    assert list(open_now(RAALTE_CLOSES)) == []


def test_a_published_assignment_keeps_its_number(client, as_user, officer):
    """One lasting address: also after closing, and renumbering is refused."""
    tender = published_raalte(by=officer)
    edit = reverse("tender_edit", args=["27750", "opdracht"])
    answer = as_user(officer).post(edit, {"number": "99999", "stamp": "x"})
    assert answer.status_code == 409
    assert Tender.objects.get(pk=tender.pk).number == "27750"
