"""Clearing the demo takes the folders of candidates along, with their keys, and the mails to who has no account."""

import pytest

from accounts.demo import DOMAIN
from accounts.models import Membership, User
from candidates.models import Notice, SavedCandidate, SupplierKey
from candidates.people import Person, saved
from candidates.services.people import save_person
from documents import keystore
from outbox.models import Message
from scoring.demo.clearing import clear
from suppliers.models import Invitation
from suppliers.services.colleagues import invite
from tests.candidates.factories import JUST_AFTER, a_submitted_bid, opened
from tests.factories import an_organisation, published_raalte

pytestmark = pytest.mark.django_db


def test_folders_keys_and_letters_of_the_demo_go_and_others_stay(
    officer, noord, supplier, clock_at, django_capture_on_commit_callbacks
):
    home = an_organisation("Demoleverancier", "supplier")
    user = User.objects.create_user(f"supplier1@{DOMAIN}", name="Demi Demo")
    for role in ("bidder", "manager"):
        Membership.objects.create(user=user, organisation=home, role=role)
    save_person(home, Person(name="Ilse"), by=user, now=JUST_AFTER)
    save_person(noord, Person(name="Jan"), by=supplier, now=JUST_AFTER)
    invite(home, "kim@weegschaal.test", "bidder", by=user, now=JUST_AFTER)
    key_id = SupplierKey.objects.get(supplier=home).key_id
    demo_officer = User.objects.create_user(f"officer@{DOMAIN}", name="Olle Demo")
    Membership.objects.create(
        user=demo_officer, organisation=an_organisation("Bemiddelaar Oost", "broker"), role="officer"
    )
    tender = published_raalte(by=demo_officer)
    a_submitted_bid(tender, home, candidate_email="ilse@post.example")
    clock_at(JUST_AFTER)
    opened(tender)
    assert Message.objects.filter(user=None).count() == 2

    with django_capture_on_commit_callbacks(execute=True):
        clear(JUST_AFTER)

    assert [Notice.objects.count(), Invitation.objects.count(), Message.objects.count()] == [0, 0, 0]
    assert [row.supplier for row in SavedCandidate.objects.all()] == [noord]
    assert saved(noord, by=supplier)[0].name == "Jan"
    with pytest.raises(keystore.KeyGone):
        keystore.unseal(key_id, b"", about="")
