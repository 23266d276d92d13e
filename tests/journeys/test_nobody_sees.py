"""Two suppliers write words that stand nowhere else. Who may not read them, finds them nowhere."""

from datetime import timedelta

import pytest

from accounts.models import User
from tests.candidates.factories import IN_TIME, a_draft, bidder_of
from tests.conftest import FULL, PASSWORD
from tests.factories import RAALTE_CLOSES, posting
from tests.journeys.crawler import crawl, every_address
from tests.laid_out import equal_pages_once
from tests.scoring.factories import (
    RELEASED,
    Offered,
    a_cv,
    bid_of,
    candidate_of,
    excluded,
    offered,
    opened_raalte,
    released_raalte,
    submitted_raalte,
    supplier_of,
)

ONE, OTHER = "Appelvink", "Boomklever"
RATE = "58,43"
SEALED_STILL = RAALTE_CLOSES + timedelta(hours=1)
WITH_TWO_PLACES = [
    stage | {"params": stage["params"] | ({"places": 2} if stage["kind"] == "weighted" else {})}
    for stage in posting("raalte-27750")["stages"]
]


@pytest.fixture
def everyone(officer, assessor, reviewer, auditor, outsider, supplier):
    """Who is no supplier of a planted bid, by the name of the part that they play."""
    found = {
        "officer": officer,
        "reviewer": reviewer,
        "visitor": None,
        "assessor": assessor,
        "auditor": auditor,
        "outsider": outsider,
        "supplier without a bid": supplier,
    }
    return found if FULL else dict(list(found.items())[:2])  # `tests/access` asks everybody, without a browser


@pytest.fixture(autouse=True)
def _equal_pages_are_laid_out_once():
    with equal_pages_once():
        yield


def a_visitor(visitors, name, user):
    visitor = visitors(name)
    return visitor if user is None else visitor.log_in(user)


def seen_by(visitors, name, user):
    return crawl(a_visitor(visitors, name, user), every_address())


def supplier_with_password(marker) -> User:
    user = bidder_of(supplier_of(marker))
    user.set_password(PASSWORD)
    user.save()
    return user


def test_before_the_opening_nobody_but_the_supplier_reads_a_bid(visitors, clock_at, everyone, officer):
    tender = submitted_raalte((Offered(ONE, rate=RATE),), by=officer)
    drafted(tender, OTHER)
    everyone |= {marker: supplier_with_password(marker) for marker in (ONE, OTHER)}
    people = {name: a_visitor(visitors, name, user) for name, user in everyone.items()}
    for moment in (IN_TIME, SEALED_STILL) if FULL else (SEALED_STILL,):
        clock_at(moment)
        seen = {name: crawl(visitor, every_address()) for name, visitor in people.items()}
        for own, rival in ((ONE, OTHER), (OTHER, ONE)):
            found = seen.pop(own)
            assert f"/inschrijvingen/{bid_of(tender, own).number}/" in found.with_word(own)
            assert found.with_word(rival) == []
        assert {name: found.any_of([ONE, OTHER, RATE]) for name, found in seen.items()} == {name: {} for name in seen}
        # They did get around.
        assert seen["officer"].statuses["/beheer/27750/"] == 200
        assert {found.statuses["/opdrachten/27750/"] for found in seen.values()} == {200}


def drafted(tender, marker):
    """Everything is written and nothing submitted."""
    written = {"candidate": candidate_of(marker), "hourly_rate": RATE, "motivation": f"Ik ben {marker}."}
    a_draft(tender, supplier_of(marker), cv=a_cv(marker), **written)


def test_between_opening_and_release_the_office_reads_and_nobody_else(visitors, clock_at, everyone, officer):
    tender = opened_raalte((Offered(ONE, rate=RATE), Offered(OTHER, rate=RATE)), by=officer)
    clock_at(RAALTE_CLOSES + timedelta(hours=1))
    seen = {name: seen_by(visitors, name, user) for name, user in everyone.items()}
    assert {name for name, found in seen.items() if found.any_of([ONE, OTHER])} == {"officer", "assessor"} & set(
        everyone
    )
    assert {name: found.with_word(RATE) for name, found in seen.items()} == {key: [] for key in everyone}
    for own, rival in ((ONE, OTHER), (OTHER, ONE)):
        found = seen_by(visitors, own, supplier_with_password(own))
        assert f"/inschrijvingen/{bid_of(tender, own).number}/" in found.with_word(own)
        assert found.with_word(rival) == []


def test_the_client_gets_the_shortlist_and_a_rival_gets_nothing(visitors, clock_at, everyone, officer):
    """Two places, so that four bids are enough: the third and the excluded one are not the client's."""
    bids = (*offered(3), *excluded("Zandloper"))
    tender = released_raalte(bids, by=officer, stages=WITH_TWO_PLACES)
    clock_at(RELEASED + timedelta(hours=1))
    markers = [bid.marker for bid in bids]
    shortlisted, hidden = markers[:2], markers[2:]

    seen = {name: seen_by(visitors, name, user) for name, user in everyone.items()}
    may_see = {"officer": markers, "assessor": markers, "reviewer": shortlisted}
    assert {name: sorted(found.any_of(markers)) for name, found in seen.items()} == {
        name: sorted(may_see.get(name, [])) for name in everyone
    }
    client = seen["reviewer"]
    (pdf,) = [url for url in client.with_word(shortlisted[1]) if url.endswith("/pdf/")]
    assert (client.statuses[pdf], client.with_word(shortlisted[0]).count(pdf)) == (200, 1)
    numbers = [bid_of(tender, marker).number for marker in hidden]
    asked = {url: status for url, status in client.statuses.items() if any(number in url for number in numbers)}
    assert {url: status for url, status in asked.items() if status not in (404, 405)} == {}
    assert f"/shortlist/27750/{numbers[0]}/" in asked

    for own in markers[1:] if FULL else markers[2:3]:
        found = seen_by(visitors, own, supplier_with_password(own))
        assert list(found.any_of(markers)) == [own]
