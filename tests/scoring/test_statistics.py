"""A supplier's own figures: over what is known, of its own bids alone."""

from datetime import timedelta

import pytest
from django.urls import reverse

from audit import clock
from candidates.services import withdraw
from scoring.queries.statistics import figures_of
from tests.candidates.factories import IN_TIME, bidder_of
from tests.factories import a_person
from tests.scoring.factories import (
    KNOWN,
    Offered,
    excluded,
    judged,
    known_raalte,
    make_results_known,
    offered,
    opened_by_officer,
    released,
    released_raalte,
    scored,
    submitted,
    submitted_raalte,
    supplier_of,
    with_places,
)

pytestmark = pytest.mark.django_db
OWN = "Appelvink"
QUERIES = 6


@pytest.fixture
def three(officer, assessor, reviewer, clock_at):
    """First of two on a shortlist; second and not on it, with fewer points; out on a knock-out."""
    known_raalte((*offered(2), *excluded("Wulp")), number="27751", **with_places(1))
    known_raalte((Offered("Boomklever"), Offered(OWN, (0, 60, 0), "41,00")), number="27752", **with_places(1))
    known_raalte((*offered(2)[1:], *excluded(OWN)), number="27753")
    clock_at(KNOWN + timedelta(hours=1))


def page_of(as_user, marker: str = OWN):
    supplier = supplier_of(marker)
    return as_user(bidder_of(supplier)).get(reverse("statistics", args=[supplier.pk]))


def test_it_counts_what_became_of_ones_own_bids(three):
    figures = figures_of(supplier_of(OWN))
    assert (figures.submitted, figures.shortlisted, figures.not_shortlisted, figures.knocked_out) == (3, 1, 1, 1)
    assert (figures.average_points, figures.average_most, figures.placed) == (8000, 10000, 2)
    places = {line.bid.tender.number: (line.told["place"], line.told["placed"]) for line in figures.lines}
    assert places == {"27751": (1, 2), "27752": (2, 2), "27753": (None, 1)}


def test_it_shows_nothing_of_anybody_else(three, as_user):
    text = page_of(as_user).content.decode()
    assert "80 van 100" in text
    assert "Boomklever" not in text
    assert "Wulp" not in text


def test_what_is_not_known_yet_does_not_count(officer, assessor, reviewer, as_user, clock_at):
    released_raalte(offered(2))
    clock_at(KNOWN)
    assert figures_of(supplier_of(OWN)).submitted == 0
    assert "Nog geen cijfers" in page_of(as_user).content.decode()


def test_a_withdrawn_bid_counts_once_the_results_are_known(officer, assessor, reviewer):
    tender = submitted_raalte(offered(2)[1:])
    gone = submitted(tender, Offered(OWN))
    with clock.at(IN_TIME + timedelta(minutes=1)):
        withdraw(gone, by=bidder_of(supplier_of(OWN)))
    on_its_way = released(scored(judged(opened_by_officer(tender), offered(2)[1:])))
    assert figures_of(supplier_of(OWN)).withdrawn == 0
    make_results_known(on_its_way)
    figures = figures_of(supplier_of(OWN))
    assert (figures.withdrawn, figures.submitted) == (1, 0)


def test_it_is_for_who_bids_for_the_supplier(three, officer, reviewer, as_user):
    address = reverse("statistics", args=[supplier_of(OWN).pk])
    manager = a_person("Marga Manager", supplier_of(OWN), "manager")
    for user in (officer, reviewer, manager, bidder_of(supplier_of("Boomklever"))):
        assert as_user(user).get(address).status_code == 404
    assert as_user(None).get(address).url.startswith(reverse("account_login"))
    assert address in as_user(bidder_of(supplier_of(OWN))).get(reverse("company")).content.decode()
    assert address not in as_user(manager).get(reverse("company")).content.decode()


def test_it_asks_the_same_number_of_questions_for_one_and_three(three, as_user, django_assert_num_queries):
    for marker in ("Wulp", OWN):
        browser = as_user(bidder_of(supplier_of(marker)))
        with django_assert_num_queries(QUERIES):
            browser.get(reverse("statistics", args=[supplier_of(marker).pk]))
