"""The officer's forecast: what it says of a posting, what it takes as assumptions, and what it refuses."""

import re
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from scoring.engine.forecast import exact
from scoring.forecast_picture import LEFT, RIGHT, picture
from tests.engine.forecasts import question
from tests.factories import BEFORE_RAALTE_CLOSES, a_posting, a_tender, posting, published_raalte
from tests.tenders.pages import form_on

pytestmark = pytest.mark.django_db
QUERIES = 12


@pytest.fixture
def browser(as_user, officer, clock_at):
    clock_at(BEFORE_RAALTE_CLOSES)
    return as_user(officer)


def forecast(browser, /, number="27750", **asked):
    return browser.get(
        reverse("forecast", args=[number]), {name.replace("_", "-"): value for name, value in asked.items()}
    )


def percents(response):
    return [(row["bids"], row["points"], row["other"], row["tied_mean"]) for row in response.context["rows"]]


# What it says --------------------------------------------------------------------------------------------------------
def test_of_raalte_it_says_how_often_the_rate_will_decide(browser, officer):
    a_posting(by=officer)
    response = forecast(browser)
    assert response.context["lead"] == "In 64 van de 100 gevallen beslist het tarief wie op de shortlist komt."
    assert percents(response) == [
        (5, "100,0 %", "0,0 %", ""),
        (10, "100,0 %", "0,0 %", ""),
        (20, "35,8 %", "64,2 %", "3,9"),
        (40, "19,4 %", "80,6 %", "6,2"),
    ]
    assert [row["bids"] for row in response.context["rows"] if row["expected"]] == [20]
    changes = [each["change"] for each in response.context["changes"]]
    assert any(change.startswith("Geef criterium 8 (30 punten) een tussentrede van 15 punten.") for change in changes)


def test_it_takes_the_assumptions_from_the_address_and_leaves_them_in_the_form(browser, officer):
    a_posting(by=officer)
    response = forecast(browser, bids="25", c_6="80", c_7="40")
    expected = next(row for row in response.context["rows"] if row["expected"])
    assert [row["bids"] for row in response.context["rows"]] == [5, 10, 20, 25, 40]
    assert expected["bids"] == 25
    assert form_on(response) == {"bids": "25", "c-6": "80", "c-7": "40", "c-8": "50"}
    assert percents(forecast(browser, c_6="80", c_7="40"))[2][2] == "74,8 %"


def test_a_criterion_with_levels_asks_for_each_of_them(browser, officer):
    a_posting("westland-12074", by=officer)
    response = forecast(browser, number="12074")
    fields = form_on(response)
    assert [fields[f"c-7-{at}"] for at in range(6)] == ["17", "17", "17", "17", "16", "16"]
    changes = " ".join(each["change"] for each in response.context["changes"])
    assert "naar criterium 4 (25 wordt 26)" in changes
    all_top = forecast(browser, number="12074", **{f"c_7_{at}": "0" if at else "100" for at in range(6)})
    assert percents(all_top)[2] != percents(response)[2]


def test_english_is_complete(browser, officer):
    a_posting(by=officer)
    browser.cookies["django_language"] = "en"
    response = forecast(browser)
    assert response.context["lead"] == "In 64 cases in 100 the hourly rate decides who gets on the shortlist."
    assert "That leaves a tie in 54 cases in 100." in response.content.decode()


def test_where_the_rate_is_no_tie_breaker_a_lot_decides(browser, officer):
    tender = a_posting(by=officer)
    stage = tender.stages.get(kind="weighted")
    stage.params = {"places": 12, "tie_breakers": []}
    stage.save()
    response = forecast(browser)
    assert "beslist een loting wie op de shortlist komt" in response.context["lead"]
    assert "een shortlist van 12 plaatsen." in response.content.decode()
    asked = exact(question(60, 30, 10, bids=20, places=12))
    assert percents(response)[2][2] == f"{100 * asked.tie_at_cut:.1f} %".replace(".", ",")


def test_after_publication_it_is_there_too(browser, officer):
    published_raalte(by=officer)
    assert forecast(browser).status_code == 200
    overview = browser.get(reverse("tender_manage", args=["27750"])).content.decode()
    assert reverse("forecast", args=["27750"]) in overview


def test_the_draft_and_its_criteria_lead_there(browser, officer):
    a_posting(by=officer)
    for page in (reverse("tender_manage", args=["27750"]), reverse("tender_edit", args=["27750", "criteria"])):
        assert reverse("forecast", args=["27750"]) in browser.get(page).content.decode()


# What it refuses -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("asked", "field", "sentence"),
    [
        ({"bids": ""}, "bids", "Dit veld is verplicht."),
        ({"bids": "veel"}, "bids", "Voer een geheel getal in."),
        ({"bids": "-1"}, "bids", None),
        ({"bids": "501"}, "bids", None),
        ({"c_4": "101"}, "c-4", None),
        ({"c_4": "0,5"}, "c-4", "Voer een geheel getal in."),
        ({"c_7_0": "50"}, "c-7-0", "De treden van criterium 7 zijn samen 133%. Samen moeten ze 100% zijn."),
    ],
)
def test_what_cannot_be_assumed_is_said_at_its_field_and_nothing_is_lost(browser, officer, asked, field, sentence):
    a_posting("westland-12074", by=officer)
    response = forecast(browser, number="12074", **asked)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert sentence is None or response.context["form"].errors[field] == [sentence]
    [(name, typed)] = asked.items()
    assert form_on(response)[name.replace("_", "-")] == typed
    assert "rows" not in response.context
    assert f"#id_{field}" in response.content.decode()


def test_a_draft_without_criteria_says_what_is_missing(browser, officer):
    a_tender(number="10001", by=officer)
    response = forecast(browser, number="10001")
    assert response.status_code == 200
    assert "form" not in response.context
    assert reverse("tender_edit", args=["10001", "criteria"]) in response.content.decode()


def test_a_draft_that_contradicts_itself_says_where(browser, officer):
    wrong = posting("westland-12074")["criteria"]
    wrong[-1]["levels"][0]["points"] = 30
    a_posting("westland-12074", by=officer, criteria=wrong)
    response = forecast(browser, number="12074")
    assert response.status_code == 200
    assert "Gunningscriterium 7 heeft een trede" in response.content.decode()


# The picture ---------------------------------------------------------------------------------------------------------
def test_the_picture_shows_what_the_table_says(browser, officer):
    a_posting(by=officer)
    response = forecast(browser)
    drawn = re.search(r"<svg xmlns.*?role=\"img\".*?</svg>", response.content.decode(), re.DOTALL)[0]
    svg = ElementTree.fromstring(drawn)  # noqa: S314 — our own page
    assert svg[0].tag.endswith("title")
    assert {name for each in svg.iter() for name in each.attrib} & {"style", "class"} == set()
    numbers = [each.text for each in svg.iter() if (each.text or "").strip().isdigit()]
    assert numbers == ["100", "100", "36", "64", "19", "81"]


def test_a_bar_is_a_hundred_cases_long_and_leaves_out_numbers_without_room():
    bars = picture([(20, 0.0, False), (21, 1.0, True), (22, 0.05, False)]).bars
    assert [(bar.points.width, bar.other.width) for bar in bars] == [(260, 0), (0, 260), (247, 13)]
    assert [bar.other.text_x for bar in bars] == [None, (LEFT + RIGHT) // 2, None]
    assert [bar.points.times + bar.other.times for bar in bars] == [100, 100, 100]


# Queries -------------------------------------------------------------------------------------------------------------
def test_one_criterion_and_three_take_the_same_queries(browser, officer, django_assert_num_queries):
    levels = [{"label": label, "text": "", "points": points} for label, points in (("a", 40), ("b", 0))]
    criteria = [{"number": at, "text": "Ervaring", "points": 40, "levels": levels} for at in (6, 7, 8)]
    a_posting(by=officer, number="1", criteria=criteria[:1])
    a_posting(by=officer, number="3", criteria=criteria)
    for number in ("1", "3"):
        with django_assert_num_queries(QUERIES):
            assert forecast(browser, number=number).status_code == 200
