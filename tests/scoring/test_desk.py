"""What waits for a person, what an auditor sees, and opening from the page."""

from datetime import timedelta

import pytest
from django.urls import reverse

from audit.models import Event
from audit.testing import lifted
from candidates.models import BidVersion, Opening
from scoring.models import StageRun
from tests.candidates.factories import IN_TIME, JUST_AFTER
from tests.factories import a_person, an_organisation, published_raalte
from tests.scoring.factories import RELEASED, Offered, bid_of, offered, released_raalte, submitted_raalte

pytestmark = pytest.mark.django_db
QUERIES_OF_HOME, QUERIES_OF_EVENTS = 5, 8


# The desk ------------------------------------------------------------------------------------------------------------
def test_home_takes_the_same_queries_for_one_assignment_and_three(
    officer, as_user, clock_at, django_assert_num_queries
):
    clock_at(IN_TIME)
    client = as_user(officer)
    for numbers in (["1"], ["2", "3"]):
        for number in numbers:
            published_raalte(by=officer, number=number)
        with django_assert_num_queries(QUERIES_OF_HOME):
            response = client.get(reverse("home"))
    assert [len(pile.items) for pile in response.context["piles"]] == [3]


def test_home_says_what_waits_for_whom(officer, assessor, reviewer, as_user, clock_at):
    tender = submitted_raalte(offered(2), by=officer, assessors=(assessor,), reviewers=(reviewer,))
    clock_at(JUST_AFTER)
    waits = {}
    for user in (officer, assessor, reviewer):
        [pile] = as_user(user).get(reverse("home")).context["piles"]
        waits[user] = [(item.url, item.needs_you) for item in pile.items]
    nothing = (reverse("tender", args=[tender.number]), False)
    assert waits == {
        officer: [(reverse("vault_open", args=[tender.number]), True)],
        assessor: [nothing],
        reviewer: [nothing],
    }


# The log -------------------------------------------------------------------------------------------------------------
def test_an_auditor_sees_the_events_of_their_own_organisation_alone(officer, auditor, as_user, clock_at):
    own = published_raalte(by=officer, number="1")
    west = an_organisation("Bemiddelaar West", "broker")
    published_raalte(by=a_person("Wanda West", west, "officer"), number="2", run_by="Bemiddelaar West")
    clock_at(IN_TIME)
    client = as_user(auditor)
    for asked in ({}, {"tender": "2"}):
        response = client.get(reverse("events"), asked)
        assert {row["event"].tender for row in response.context["rows"]} == ({own.number} if not asked else set())
        assert {tender["number"] for tender in response.context["tenders"]} == {own.number}


def test_an_event_is_shown_without_what_it_holds(officer, auditor, as_user, clock_at):
    tender = released_raalte(offered(2), by=officer)
    clock_at(RELEASED)
    handed_in = Event.objects.filter(act="verdicts.handed_in").first()
    assert handed_in.details["points"]
    page = as_user(auditor).get(reverse("events"), {"tender": tender.number}).content.decode()
    assert handed_in.object_id in page
    assert "&quot;points&quot;" not in page
    assert '"points"' not in page


def test_the_log_takes_the_same_queries_for_one_assignment_and_three(
    officer, auditor, as_user, clock_at, django_assert_num_queries
):
    clock_at(IN_TIME)
    client = as_user(auditor)
    for numbers in (["1"], ["2", "3"]):
        for number in numbers:
            published_raalte(by=officer, number=number)
        with django_assert_num_queries(QUERIES_OF_EVENTS):
            assert client.get(reverse("events")).status_code == 200


# The opening ---------------------------------------------------------------------------------------------------------
def test_before_the_opening_the_officer_sees_a_number_and_nothing_else(officer, as_user, clock_at):
    tender = submitted_raalte(offered(3), by=officer)
    clock_at(JUST_AFTER)
    response = as_user(officer).get(reverse("vault_open", args=[tender.number]))
    assert response.context["bids"] == 3
    text = response.content.decode()
    hidden = [word for bid in offered(3) for word in (bid.marker, bid_of(tender, bid.marker).number)]
    assert [word for word in hidden if word in text] == []


def test_opening_makes_the_runs_in_the_same_act(officer, as_user, clock_at):
    tender = submitted_raalte(offered(2), by=officer)
    clock_at(JUST_AFTER)
    client = as_user(officer)
    address = reverse("vault_open", args=[tender.number])
    answers = [client.post(address).status_code for _click in range(2)]
    assert answers == [302, 409]
    runs = StageRun.objects.values_list("stage__kind", "state", "opened_at")
    assert list(runs) == [
        ("knock_out", "open", JUST_AFTER),
        ("weighted", "open", JUST_AFTER),
        ("comparison", "waiting", None),
        ("interview", "waiting", None),
    ]


def test_nothing_opens_at_the_last_moment_before_the_deadline(officer, as_user, clock_at):
    tender = submitted_raalte(offered(1), by=officer)
    clock_at(tender.closes_at - timedelta(microseconds=1))
    client = as_user(officer)
    assert client.post(reverse("vault_open", args=[tender.number])).status_code == 409
    clock_at(tender.closes_at)
    assert client.post(reverse("vault_open", args=[tender.number])).status_code == 302


def test_a_bid_that_was_tampered_with_opens_nothing_and_is_named(officer, as_user, clock_at):
    tender = submitted_raalte((Offered("Appelvink"), Offered("Boomklever")), by=officer)
    broken = bid_of(tender, "Boomklever")
    with lifted("candidates_bidversion"):
        BidVersion.objects.filter(bid=broken).update(envelope=b"{}")
    clock_at(JUST_AFTER)
    response = as_user(officer).post(reverse("vault_open", args=[tender.number]))
    assert response.status_code == 409
    assert broken.number in response.content.decode()
    assert not Opening.objects.exists()
    assert not StageRun.objects.exists()
    event = Event.objects.order_by("-sequence").first()
    assert (event.act, event.object_id, event.actor_id) == ("vault.damaged", broken.number, officer.pk)
