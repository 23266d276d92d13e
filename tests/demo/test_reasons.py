"""Every warning that the demo's postings can meet has its reason, whatever week they are moved to."""

from datetime import datetime

import pytest

from audit.clock import AMSTERDAM
from scoring.demo.cycle import REASONS
from tenders.publishing import findings
from tests.factories import a_posting

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["raalte-27750", "westland-12074"])
def test_every_warning_of_the_demo_has_a_reason(name):
    on_a_holiday = datetime(2026, 4, 6, 12, tzinfo=AMSTERDAM)
    tender = a_posting(name, closes_at=on_a_holiday, questions_until=None, answers_on=None, invitations_by=None)
    warned = {each.code for each in findings(tender, on_a_holiday) if each.can_be_overruled}
    assert "on_holiday" in warned
    assert warned <= set(REASONS)
