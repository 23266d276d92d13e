"""Until the points are final nobody at the broker's sees a rate, on any page or in any event; then the officer does."""

import re

import pytest
from django.urls import reverse

from audit.models import Event
from scoring.queries.progress import runs_of
from scoring.services.runs import close_run
from tests.scoring.factories import ASSESSED, BIRDS, SCORED, Offered, bid_of, judged_raalte

pytestmark = pytest.mark.django_db
# As a person or a program would write them.
RATES = {"Appelvink": "51,37", "Boomklever": "48,19"}
WRITTEN = [spelling for rate in RATES.values() for spelling in (rate, rate.replace(",", "."), rate.replace(",", ""))]


@pytest.fixture
def judged(officer, assessor, clock_at):
    bids = [Offered(marker, rate=rate) for marker, rate in RATES.items()]
    tender = judged_raalte(bids, by=officer, assessors=(assessor,))
    clock_at(ASSESSED)
    return tender


def pages_of(tender) -> list[str]:
    names = ("tender", "tender_manage", "tender_people", "opening", "progress", "ranking", "draw", "bench")
    numbers = [bid_of(tender, bird).number for bird in BIRDS[:2]]
    return [
        reverse("home"),
        reverse("events"),
        *(reverse(name, args=[tender.number]) for name in names),
        *(reverse("bench_bid", args=[tender.number, number]) for number in numbers),
    ]


def rates_in(text: str) -> set[str]:
    """Not the four digits inside a hash, which fall together once in a while."""
    return {
        spelling for spelling in WRITTEN if re.search(rf"(?<![0-9A-Za-z]){re.escape(spelling)}(?![0-9A-Za-z])", text)
    }


def test_no_page_shows_a_rate_before_the_points_are_final(judged, officer, assessor, auditor, as_user):
    seen = {}
    for user in (officer, assessor, auditor):
        for address in pages_of(judged):
            response = as_user(user).get(address)
            assert response.status_code in (200, 404, 409)
            seen[user.name, address] = rates_in(response.content.decode())
    assert {place: rates for place, rates in seen.items() if rates} == {}


def test_no_event_holds_a_rate(judged, officer):
    for run in runs_of(judged)[:2]:
        close_run(run, by=officer, now=SCORED)
    assert {event.act for event in Event.objects.all() if rates_in(event.data)} == set()


def test_the_order_of_the_bids_tells_nothing_of_their_rates(judged, officer, assessor, as_user):
    """Bids stand by their random numbers wherever they are listed before the points are final."""
    numbers = sorted(bid_of(judged, bird).number for bird in BIRDS[:2])
    bench = as_user(assessor).get(reverse("bench", args=[judged.number]))
    opening = as_user(officer).get(reverse("opening", args=[judged.number]))
    assert [item.bid_number for item in bench.context["items"]] == numbers
    assert [receipt.bid for receipt in opening.context["record"].receipts] == numbers


def test_after_that_the_officer_sees_them_and_the_assessor_never(judged, officer, assessor, auditor, as_user, clock_at):
    for run in runs_of(judged)[:2]:
        close_run(run, by=officer, now=SCORED)
    clock_at(SCORED)
    page = as_user(officer).get(reverse("ranking", args=[judged.number])).content.decode()
    assert rates_in(page) == set(RATES.values())
    for user in (assessor, auditor):
        for address in pages_of(judged):
            assert rates_in(as_user(user).get(address).content.decode()) == set()
