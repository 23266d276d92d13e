"""Every link on the page of a bid leads somewhere, whatever became of the bid and of its assignment."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from audit import clock
from candidates.services import withdraw
from candidates.services.erasing import erase_bid
from tenders.models import Tender
from tests.candidates.factories import IN_TIME, bidder_of
from tests.scoring.factories import (
    KNOWN,
    Offered,
    bid_of,
    judged,
    make_results_known,
    offered,
    opened_by_officer,
    released,
    scored,
    submitted,
    submitted_raalte,
    supplier_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
BIDS = offered(2)
STAYED, GONE = BIDS[0].marker, "Kwartel"


@pytest.fixture
def tender(officer, assessor, reviewer, clock_at):
    """Two bids take part, one was withdrawn; the results are known."""
    tender = submitted_raalte(BIDS)
    gone = submitted(tender, Offered(GONE))
    with clock.at(IN_TIME + timedelta(minutes=1)):
        withdraw(gone, by=bidder_of(supplier_of(GONE)))
    tender = released(scored(judged(opened_by_officer(tender), BIDS)))
    make_results_known(tender)
    clock_at(KNOWN + timedelta(hours=1))
    return tender


def broken_links(tender: Tender, marker: str, as_user) -> dict[str, int]:
    browser = as_user(bidder_of(supplier_of(marker)))
    page = browser.get(reverse("bid", args=[bid_of(tender, marker).number])).content.decode()
    main = page[page.index("<main") : page.index("</main")]
    statuses = {path: browser.get(path).status_code for path in set(re.findall(r'href="(/[^"#]+)', main))}
    assert len(statuses) > 2
    return {path: status for path, status in statuses.items() if status != 200}


@pytest.mark.parametrize("state", ["opened", "concluded", "closed_without_award", "cancelled"])
@pytest.mark.parametrize("marker", [STAYED, GONE])
def test_they_all_lead_somewhere(tender, as_user, state, marker):
    Tender.objects.filter(pk=tender.pk).update(state=state)
    assert broken_links(tender, marker, as_user) == {}


@pytest.mark.parametrize("marker", [STAYED, GONE])
def test_also_once_the_bid_is_erased(tender, officer, as_user, marker):
    Tender.objects.filter(pk=tender.pk).update(state="concluded")
    erase_bid(bid_of(tender, marker), by=officer, now=KNOWN)
    assert broken_links(tender, marker, as_user) == {}
