"""The results and what is told of them, by who wants a letter to say what isn't so, or to know more than it says."""

import pytest

from scoring.models import Letter
from tests.factories import posting
from tests.scoring.factories import known_raalte, offered

pytestmark = pytest.mark.django_db


def test_a_letter_names_every_stage_that_follows_also_two_of_one_kind(officer, assessor, reviewer):
    stages = posting("raalte-27750")["stages"]
    known_raalte(offered(1), stages=[*stages, stages[-1] | {"name": "Tweede gesprek"}])
    assert Letter.objects.get().told["closing"][0] == (
        "De procedure gaat verder met: Uitnodiging voor een selectiegesprek; Selectiegesprek; Tweede gesprek."
    )
