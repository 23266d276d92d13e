"""Clearing the demo and the questions that its suppliers asked: an amendment never loses what it follows from."""

import pytest
from django.db.models import RestrictedError

from accounts.demo import DOMAIN
from accounts.models import Membership, User
from scoring.demo.clearing import clear
from tenders.models import Amendment, AskedQuestion, Tender
from tenders.sections import SECTIONS
from tenders.services.amending import changes_stamp, publish_amendment, save_amended, start_from
from tenders.services.drafting import stamp
from tenders.services.questions import ask
from tests.factories import BEFORE_RAALTE_CLOSES as NOW
from tests.factories import an_organisation, published_raalte

pytestmark = pytest.mark.django_db
CONTACT = SECTIONS["overig"]


@pytest.fixture(autouse=True)
def _open(clock_at):
    clock_at(NOW)


def demo_user(name: str, organisation, role: str) -> User:
    user = User.objects.create_user(f"{name}@{DOMAIN}", name=f"Demi {name.title()}")
    Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


def amended_after_a_question(tender: Tender) -> AskedQuestion:
    supplier = an_organisation("Demodetachering", "supplier")
    asked = ask(tender, text="Wie belt er?", supplier=supplier, by=demo_user("supplier1", supplier, "bidder"), now=NOW)
    by = tender.created_by
    start_from(asked, by=by)
    before = CONTACT.read(tender)
    draft = save_amended(tender, CONTACT, before | {"contact": "Bel ons."}, seen=stamp(before), by=by)
    publish_amendment(tender, reason="Gevraagd.", seen=changes_stamp(draft.changes), to=[], by=by)
    return asked


def test_the_demos_own_assignment_goes_with_its_questions_and_amendments():
    home = an_organisation("Demobemiddelaar", "broker")
    amended_after_a_question(published_raalte(by=demo_user("officer", home, "officer")))
    clear(NOW)
    assert not Tender.objects.exists()
    assert not AskedQuestion.objects.exists()
    assert not Amendment.objects.exists()
    assert not User.objects.filter(email__endswith=f"@{DOMAIN}").exists()


def test_nothing_is_removed_where_somebody_elses_amendment_follows_from_a_question(officer):
    asked = amended_after_a_question(published_raalte(by=officer))
    with pytest.raises(RestrictedError):
        clear(NOW)
    assert Amendment.objects.get().question == asked
    assert User.objects.filter(email__endswith=f"@{DOMAIN}").exists()
