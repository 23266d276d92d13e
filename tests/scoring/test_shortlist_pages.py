"""The client's pages: the shortlist and its candidates. Whatever else was offered does not exist there."""

import re

import pytest

from audit.models import Event
from scoring.models import Shortlist
from scoring.queries.shortlist import table
from scoring.services.shortlist import Drawing, record_draw, release
from tests.conftest import person
from tests.scoring.factories import (
    BIRDS,
    RELEASED,
    Offered,
    a_cv,
    bid_of,
    candidate_of,
    excluded,
    offered,
    released_raalte,
    scored_raalte,
    tied,
    weighted_run,
    with_places,
)

pytestmark = pytest.mark.django_db

QUERIES_OF_THE_LIST = 25

# Ten places, two bids below them and one that failed a knock-out.
TEN = offered(10)
BELOW = (
    Offered("Zwaluw", TEN[9].scores, rate="59,71"),
    Offered("Zeearend", (0, 0, 0), rate="59,73"),
    *excluded("Zilverreiger"),
)
LEAKS = ("Zwaluw", "Zeearend", "Zilverreiger", "59,71", "59.71", "5971", "59,73", "59,37")


@pytest.fixture
def tender(officer, assessor, reviewer):
    return released_raalte((*TEN, *BELOW))


@pytest.fixture
def small(officer, assessor, reviewer):
    return released_raalte((*offered(2), *excluded("Zilverreiger")))


def addresses(tender, marker: str) -> list[str]:
    own = f"/shortlist/{tender.number}/{bid_of(tender, marker).number}/"
    return [own, f"{own}cv/1.png"]


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


# What is there -------------------------------------------------------------------------------------------------------
def test_the_ten_stand_side_by_side(tender, reviewer, as_user):
    response = as_user(reviewer).get(f"/shortlist/{tender.number}/")
    assert [row.offer.candidate.name for row in response.context["table"].rows] == [candidate_of(b) for b in BIRDS[:10]]
    text = words(response)
    assert "10 kandidaten voldoen aan alle knock-outcriteria" in text
    assert re.search(
        r"1\. Kandidaat Appelvink Appelvink Detachering 10 60 30 100 € 40,00 lager uurtarief 28 per direct", text
    )
    assert response.content.count(b'<tbody class="tied">') == 5


def test_the_last_place_tells_nothing_of_what_comes_after_it(tender):
    """Not even what separates it from the next, nor whether there is one."""
    shortlist = Shortlist.objects.get()
    assert shortlist.entries.last().decided_by == "hourly_rate"
    last = table(shortlist, language="nl").rows[-1]
    assert (str(last.decided), last.explanation) == ("–", "plaats 10: 40 punten; de laatste plaats")


def test_a_lot_is_told_among_the_shortlisted_and_not_at_the_cut(reviewer):
    tender = scored_raalte(tied("Putter", "Merelaar", "Zwaluw"), **with_places(2))
    run = weighted_run(tender)
    lots = [bid_of(tender, marker).number for marker in ("Merelaar", "Putter", "Zwaluw")]
    record_draw(run, Drawing(lots, RELEASED, "Nora Notaris", "Briefjes"), by=tender.created_by, now=RELEASED)
    release(run, by=tender.created_by, now=RELEASED)
    rows = table(Shortlist.objects.get(), language="nl").rows
    assert [row.explanation for row in rows] == [
        "plaats 1: 0 punten; bij gelijke punten en een gelijk uurtarief van € 50,00 beslist de loting",
        "plaats 2: 0 punten; de laatste plaats",
    ]


def test_what_decided_is_told_among_the_shortlisted(reviewer):
    released_raalte((*offered(3), *tied("Zwaluw", "Zeearend"), *excluded("Zilverreiger")))
    rows = table(Shortlist.objects.get(), language="nl").rows
    assert [row.explanation for row in rows[:3]] == [
        "plaats 1: 100 punten; bij gelijke punten beslist het lagere uurtarief: € 40,00 tegen € 40,25",
        "plaats 2: 100 punten; 10 punten meer dan plaats 3",
        "plaats 3: 90 punten; 90 punten meer dan plaats 4",
    ]
    assert {row.explanation for row in rows[3:]} == {
        "gedeelde plaats 4: 0 punten; gelijk met Kandidaat Zeearend",
        "gedeelde plaats 4: 0 punten; gelijk met Kandidaat Zwaluw",
    }


def test_a_candidate_is_shown_with_every_verdict_and_its_reason(tender, reviewer, as_user):
    text = words(as_user(reviewer).get(addresses(tender, BIRDS[2])[0]))
    assert "Plaats 3 · 27750 · Medewerker klantportaal - telefonie Kandidaat Cettizanger" in text
    assert text.count("Blijkt uit het cv van Cettizanger.") == 3 + 3
    assert text.count("gecontroleerd door het programma") == 2
    assert text.count("De leverancier: Gecontroleerd, Cettizanger.") == 5
    assert "0 van 10 punten" in text
    assert "60 van 60 punten" in text
    assert "Ik help graag mensen aan de telefoon." in text
    assert "CV Cettizanger 1 Werkte aan de telefoon." in text
    assert "Vorige: 2. Kandidaat Boomklever" in text
    assert "Volgende: 4. Kandidaat Draaihals" in text


def test_a_page_of_the_cv_is_an_image(reviewer, as_user):
    tender = released_raalte((Offered("Putter", cv=a_cv("Putter", pages=2)),))
    browser = as_user(reviewer)
    own = f"/shortlist/27750/{bid_of(tender, 'Putter').number}/cv"
    response = browser.get(f"{own}/2.png")
    assert (response.status_code, response["Content-Type"], response["Cache-Control"]) == (
        200,
        "image/png",
        "private, no-store",
    )
    assert response.content.startswith(b"\x89PNG")
    assert [browser.get(f"{own}/{page}.png").status_code for page in (0, 3)] == [404, 404]


def test_a_shortlist_without_anyone_says_so(reviewer, as_user):
    released_raalte(excluded("Putter"))
    assert "Geen inschrijving voldoet aan alle knock-outcriteria." in words(as_user(reviewer).get("/shortlist/27750/"))


# What is not there ---------------------------------------------------------------------------------------------------
def test_nothing_of_another_bid_is_on_any_page(tender, reviewer, as_user):
    browser = as_user(reviewer)
    numbers = [bid_of(tender, bid.marker).number for bid in BELOW]
    pages = [f"/shortlist/{tender.number}/", *(addresses(tender, bird)[0] for bird in BIRDS[:10])]
    for address in pages:
        response = browser.get(address)
        assert response.status_code == 200
        html = response.content.decode()
        assert [leak for leak in (*LEAKS, *numbers) if leak in html] == []
        assert re.findall(r"\b1[1-9]e? (?:inschrijving|van|plaats)", html) == []


def test_place_eleven_does_not_exist(tender, reviewer, officer, as_user):
    """Not even for the officer, who sees it on the ranking."""
    for user in (reviewer, officer):
        browser = as_user(user)
        for bid in BELOW:
            assert [browser.get(address).status_code for address in addresses(tender, bid.marker)] == [404, 404]


# Who may -------------------------------------------------------------------------------------------------------------
def test_the_reviewer_and_the_officer_read_it_and_nobody_else(small, as_user, reviewer, officer, request):
    every = [f"/shortlist/{small.number}/", *addresses(small, BIRDS[0])]
    for user in (reviewer, officer):
        assert [as_user(user).get(address).status_code for address in every] == [200, 200, 200]
    strangers = ["assessor", "auditor", "supplier", "rival", "outsider", "superuser"]
    for name in strangers:
        browser = as_user(request.getfixturevalue(name))
        assert [browser.get(address).status_code for address in every] == [404, 404, 404], name
    assert [as_user(None).get(address).status_code for address in every] == [302, 302, 302]


def test_a_reviewer_of_another_client_gets_404(small, other_municipality, as_user):
    stranger = person("Wim Westland", other_municipality, "reviewer")
    for address in ("/shortlist/27750/", *addresses(small, BIRDS[0]), "/shortlist/27750/pdf/"):
        assert as_user(stranger).get(address).status_code == 404


def test_a_colleague_who_is_not_on_this_tender_gets_404(small, municipality, as_user):
    colleague = person("Coba Collega", municipality, "reviewer")
    assert as_user(colleague).get("/shortlist/27750/").status_code == 404


def test_before_the_release_the_reviewer_waits_and_others_find_nothing(reviewer, officer, supplier, as_user):
    tender = scored_raalte()
    every = ["/shortlist/27750/", *addresses(tender, BIRDS[0]), "/shortlist/27750/pdf/"]
    assert {as_user(reviewer).get(address).status_code for address in every} == {409}
    assert {as_user(supplier).get(address).status_code for address in every} == {404}
    text = words(as_user(reviewer).get(every[1]))
    assert "Appelvink" not in text


# What it leaves and costs --------------------------------------------------------------------------------------------
def test_each_view_of_the_list_leaves_one_event_that_names_whose(small, reviewer, as_user):
    as_user(reviewer).get("/shortlist/27750/")
    event = Event.objects.get(act="shortlist.viewed")
    assert (event.actor_id, event.tender) == (reviewer.pk, "27750")
    assert event.details == {
        "bids": sorted(bid_of(small, bird).number for bird in BIRDS[:2]),
        "snapshot": weighted_run(small).snapshots.get().sha256,
    }


def test_each_view_of_a_candidate_leaves_one_event(small, reviewer, as_user):
    as_user(reviewer).get(addresses(small, BIRDS[0])[0])
    events = Event.objects.filter(actor_id=reviewer.pk).values_list("act", "object_type", "object_id")
    assert list(events) == [("cv.viewed", "bid", bid_of(small, BIRDS[0]).number)]


@pytest.mark.parametrize("places", [1, 3, 10])
def test_the_list_takes_a_fixed_number_of_queries(places, reviewer, as_user, clock_at, django_assert_num_queries):
    released_raalte(offered(places))
    clock_at(RELEASED)  # a clock that stands still asks nothing of PostgreSQL
    browser = as_user(reviewer)
    browser.get("/shortlist/27750/")
    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        assert len(browser.get("/shortlist/27750/").context["table"].rows) == places
