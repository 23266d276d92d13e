"""Commands in a state that nobody meant: one sentence, never a traceback."""

import pytest
from django.core.management import CommandError, call_command

from tests.factories import published_raalte


@pytest.mark.django_db
def test_the_demo_beside_a_real_assignment_of_its_number_is_refused_in_one_sentence(settings):
    settings.DEMO = settings.CLOCK_MAY_MOVE = True
    published_raalte()
    with pytest.raises(CommandError, match=r"^The demo can't be shown: .* has no ranking\.$") as refusal:
        call_command("load_demo")
    assert refusal.value.returncode == 2
