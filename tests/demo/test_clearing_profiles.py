"""Clearing the demo takes its organisations' function profiles along; the library and those of others stay."""

import pytest

from accounts.demo import DOMAIN
from accounts.models import Membership, User
from scoring.demo.clearing import clear
from tenders.models import FunctionProfile
from tenders.services.profiles import pick_competences
from tests.factories import BEFORE_RAALTE_CLOSES as NOW
from tests.factories import a_tender, an_organisation
from tests.tenders.profiles import a_profile


@pytest.mark.django_db
def test_own_profiles_of_the_demo_go_and_others_stay(officer, broker):
    home = an_organisation("Demobemiddelaar", "broker")
    user = User.objects.create_user(f"officer@{DOMAIN}", name="Demi Demo")
    Membership.objects.create(user=user, organisation=home, role="officer")
    own, others, library = a_profile(home), a_profile(broker), a_profile(None)
    tender = a_tender(by=user, number="10009", run_by=home)
    pick_competences(tender, list(own.competences.all()), by=user, now=NOW)

    clear(NOW)

    assert set(FunctionProfile.objects.all()) == {others, library}
