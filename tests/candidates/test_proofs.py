"""The root over the receipts of an opening, and the proof that each supplier takes home."""

from hashlib import sha256

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from audit import triggers
from audit.models import Event
from audit.triggers import Refusal
from candidates import merkle
from candidates.models import Opening
from candidates.proofs import proof_of
from tests.candidates.factories import IN_TIME, JUST_AFTER, a_draft, a_submitted_bid, copies_of, opened
from tests.factories import published_raalte

pytestmark = pytest.mark.django_db


def many_bids(tender, supplier, number):
    bid = a_submitted_bid(tender, supplier)
    return [bid, *copies_of(bid, number - 1)]


def digest(bid):
    """From what stands on the receipt, in the words of docs/bids.md."""
    version = bid.versions.get()
    moment = version.submitted_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    text = f'{{"bid":"{bid.number}","sha256":"{version.sha256}","submitted_at":"{moment}"}}'
    return sha256(text.encode()).digest()


def holds(proof, entry):
    path = [bytes.fromhex(step) for step in proof["audit_path"]]
    root = bytes.fromhex(proof["root"])
    return merkle.leads_to(root, entry, index=proof["leaf_index"], size=proof["tree_size"], path=path)


# The root ------------------------------------------------------------------------------------------------------------
def test_the_opening_keeps_the_root_over_its_receipts_and_so_does_its_event(noord):
    tender = published_raalte()
    bids = sorted(many_bids(tender, noord, 5), key=lambda bid: bid.number)
    opening = opened(tender)
    assert opening.merkle_root == merkle.root([digest(bid) for bid in bids]).hex()
    assert Event.objects.get(act="vault.opened").details["merkle_root"] == opening.merkle_root


def test_no_bids_have_a_root_too():
    assert opened(published_raalte()).merkle_root == merkle.EMPTY.hex()


def test_no_opening_is_without_its_root(noord):
    tender = published_raalte()
    with pytest.raises(IntegrityError, match="an_opening_has_its_root"), transaction.atomic():
        Opening.objects.create(tender=tender, opened_at=tender.closes_at, opened_by=tender.created_by, record="{}")


# The proof -----------------------------------------------------------------------------------------------------------
def test_each_bid_has_a_proof_that_holds_for_it_alone(noord):
    tender = published_raalte()
    bids = many_bids(tender, noord, 6)
    opened(tender)
    for bid in bids:
        proof = proof_of(bid)
        assert [other for other in bids if holds(proof, digest(other))] == [bid]


def test_a_proof_names_no_other_bid(noord):
    tender = published_raalte()
    first, *others = many_bids(tender, noord, 4)
    opened(tender)
    text = str(proof_of(first))
    for other in others:
        assert other.number not in text
        assert other.versions.get().sha256 not in text


def test_what_was_not_opened_has_no_proof(noord, zuid):
    tender = published_raalte()
    bid, draft = a_submitted_bid(tender, noord), a_draft(tender, zuid)
    assert proof_of(bid) is None
    opened(tender)
    assert proof_of(draft) is None


# Taking it home ------------------------------------------------------------------------------------------------------
def address(name, bid):
    return reverse(name, args=[bid.number])


def test_before_the_opening_there_is_no_proof_and_no_link_to_it(as_user, supplier, noord, clock_at):
    bid = a_submitted_bid(published_raalte(), noord)
    for moment in (IN_TIME, JUST_AFTER):
        clock_at(moment)
        assert address("bid_proof", bid) not in as_user(supplier).get(address("bid_receipt", bid)).content.decode()
        refused = as_user(supplier).get(address("bid_proof", bid), headers={"accept-language": "en"})
        assert refused.status_code == 409
        assert "The proof is there once the bids have been opened." in refused.content.decode()
    assert not Event.objects.filter(act="bid.proof_downloaded").exists()


def test_after_it_the_receipt_shows_the_root_and_leads_to_the_proof(as_user, supplier, noord, clock_at):
    tender = published_raalte()
    bid, *_others = many_bids(tender, noord, 3)
    opening = opened(tender)
    clock_at(JUST_AFTER)
    receipt = as_user(supplier).get(address("bid_receipt", bid)).content.decode()
    assert opening.merkle_root in receipt
    assert address("bid_proof", bid) in receipt
    response = as_user(supplier).get(address("bid_proof", bid))
    assert f'filename="bewijs-{bid.number}.json"' in response.headers["Content-Disposition"]
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.json() == proof_of(bid)
    assert holds(response.json(), digest(bid))


def test_each_download_leaves_an_event(as_user, supplier, noord, clock_at):
    tender = published_raalte()
    bid = a_submitted_bid(tender, noord)
    opening = opened(tender)
    now = clock_at(JUST_AFTER)
    as_user(supplier).get(address("bid_proof", bid))
    event = Event.objects.get(act="bid.proof_downloaded")
    assert (event.actor_id, event.object_id, event.tender, event.at) == (supplier.pk, bid.number, "27750", now)
    assert event.details == {"merkle_root": opening.merkle_root}


def test_a_bid_that_was_not_opened_says_so(as_user, supplier, noord, clock_at):
    tender = published_raalte()
    bid = a_draft(tender, noord)
    opened(tender)
    clock_at(JUST_AFTER)
    refused = as_user(supplier).get(address("bid_proof", bid), headers={"accept-language": "en"})
    assert refused.status_code == 409
    assert "This bid was not among those that were opened: there is no proof." in refused.content.decode()


def test_the_proof_is_its_suppliers_alone(as_user, supplier, officer, auditor, rival, noord, clock_at):
    tender = published_raalte(by=officer)
    bid = a_submitted_bid(tender, noord)
    opened(tender)
    clock_at(JUST_AFTER)
    for user in (officer, auditor, rival):
        assert as_user(user).get(address("bid_proof", bid)).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_it_takes_as_many_queries_for_a_long_list(noord, number, django_assert_num_queries):
    tender = published_raalte()
    bid, *_others = many_bids(tender, noord, number)
    opened(tender)
    with django_assert_num_queries(1):
        proof_of(bid)


def test_the_record_of_the_opening_shows_the_root(as_user, officer, noord, clock_at):
    tender = published_raalte(by=officer)
    a_submitted_bid(tender, noord)
    opening = opened(tender)
    clock_at(JUST_AFTER)
    assert opening.merkle_root in as_user(officer).get(reverse("opening", args=[tender.number])).content.decode()


# The migrations ------------------------------------------------------------------------------------------------------
@pytest.mark.one_database
@pytest.mark.django_db(transaction=True)
def test_an_opening_from_before_gets_its_root_and_stays_unchangeable(noord):
    tender = published_raalte()
    many_bids(tender, noord, 3)
    opening = opened(tender)
    refusal = Refusal("update", "candidates_opening")
    call_command("migrate", "candidates", "0002", verbosity=0)
    try:
        assert refusal in triggers.standing(connection)
        columns = connection.introspection.get_table_description(connection.cursor(), "candidates_opening")
        assert "merkle_root" not in {column.name for column in columns}
    finally:
        call_command("migrate", verbosity=0)
    assert refusal in triggers.standing(connection)
    assert Opening.objects.get() == opening
    assert Opening.objects.get().merkle_root == opening.merkle_root
