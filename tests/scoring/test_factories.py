"""What the tests of scoring build on is what it says."""

import pytest

from scoring.models import ShortlistEntry
from scoring.queries.ranking import table
from tests.scoring.factories import (
    BIRDS,
    candidate_of,
    excluded,
    offered,
    released_raalte,
    scored_raalte,
    tied,
    weighted_run,
)

pytestmark = pytest.mark.django_db


def test_offered_bids_end_on_the_places_in_which_they_are_listed():
    tender = scored_raalte((*offered(5)[::-1], *excluded("Zwaluw", fails=(1, 3))))
    ranking = table(weighted_run(tender))
    names = [row.offer.candidate.name for group in ranking.above for row in group.rows]
    assert names == [candidate_of(bird) for bird in BIRDS[:5]]
    assert [(out.offer.candidate.name, out.knock_outs) for out in ranking.excluded] == [("Kandidaat Zwaluw", (1, 3))]


def test_tied_bids_stay_tied():
    tender = scored_raalte((*offered(9), *tied("Zwaluw", "Zeearend")))
    assert {row.offer.candidate.name for row in table(weighted_run(tender)).across} == {
        "Kandidaat Zwaluw",
        "Kandidaat Zeearend",
    }


def test_a_released_tender_has_its_shortlist():
    released_raalte()
    assert list(ShortlistEntry.objects.values_list("place", "points", "hourly_rate_cents", "decided_by")) == [
        (1, 10000, 4000, "hourly_rate"),
        (2, 10000, 4025, "points"),
        (3, 9000, 4050, ""),
    ]
