"""Opening the vault: once, after the deadline; what was submitted becomes typed rows, the rates stay locked."""

import json
from datetime import timedelta
from hashlib import sha256
from time import perf_counter

import pytest
from django.db import IntegrityError, transaction

from accounts.access import NotNow
from audit import clock
from audit.models import Event
from candidates import vault
from candidates.models import BidVersion, Candidate, Offer, Opening
from candidates.queries import number_submitted, offers_of
from candidates.services import open_vault
from documents import keystore
from tests.candidates.factories import IN_TIME, JUST_AFTER, a_draft, a_submitted_bid, bidder_of, copies_of, opened
from tests.factories import RAALTE_CLOSES, published_raalte

QUERIES_TO_OPEN = 30

pytestmark = pytest.mark.django_db


def test_the_rows_say_what_was_submitted(noord):
    tender = published_raalte()
    bid = a_submitted_bid(tender, noord, candidate="Wiebe Haverkamp", hours_per_week="30", available_from="per direct")
    opened(tender)
    (offer,) = offers_of(tender)
    assert (offer.bid, offer.candidate.name, offer.candidate.supplier) == (bid, "Wiebe Haverkamp", noord)
    assert (offer.hours_per_week, offer.available_from, offer.cv_pages, offer.cv_has_text) == (
        30,
        "per direct",
        2,
        True,
    )
    assert [(row.knock_out.number, row.holds) for row in offer.statements.all()] == [(n, True) for n in range(1, 6)]


@pytest.mark.parametrize(("rate", "met"), [("59,99", True), ("60", True), ("60,01", False)])
def test_the_program_checks_the_ceiling_and_the_documents(noord, rate, met):
    tender = published_raalte()
    a_submitted_bid(tender, noord, hourly_rate=rate)
    opened(tender)
    (offer,) = offers_of(tender)
    assert [(check.knock_out.number, check.met) for check in offer.program_checks.all()] == [(4, met), (5, True)]


def test_the_record_lists_every_receipt_by_number(noord, zuid):
    tender = published_raalte()
    bids = sorted([a_submitted_bid(tender, noord), a_submitted_bid(tender, zuid)], key=lambda bid: bid.number)
    opening = opened(tender)
    record = json.loads(opening.record)
    assert record["bids"] == [
        {"bid": bid.number, "submitted_at": "2026-03-01T08:00:00.000000Z", "sha256": bid.versions.get().sha256}
        for bid in bids
    ]
    assert opening.sha256 == sha256(opening.record.encode()).hexdigest()
    event = Event.objects.get(act="vault.opened")
    assert (event.details["sha256"], event.details["bids"]) == (opening.sha256, record["bids"])


def test_a_draft_is_never_opened(noord, zuid):
    tender = published_raalte()
    a_submitted_bid(tender, noord)
    draft = a_draft(tender, zuid)
    assert number_submitted(tender) == 1
    opening = opened(tender)
    assert draft.number not in opening.record
    assert [offer.bid.supplier for offer in offers_of(tender)] == [noord]
    assert vault.read_draft(draft, by=bidder_of(zuid)).answers.candidate == "Sanne de Vries"


def test_no_bids_at_all_open_too():
    tender = published_raalte()
    assert json.loads(opened(tender).record)["bids"] == []


@pytest.mark.parametrize("before", [timedelta(microseconds=1), timedelta(days=1)])
def test_before_the_deadline_nothing_opens(noord, before):
    tender = published_raalte()
    a_submitted_bid(tender, noord)
    with pytest.raises(NotNow):
        open_vault(tender, by=tender.created_by, logged_in_at=RAALTE_CLOSES - before, now=RAALTE_CLOSES - before)
    assert not Offer.objects.exists()
    assert not Opening.objects.exists()


def test_at_the_deadline_itself_it_may_open(noord):
    tender = published_raalte()
    a_submitted_bid(tender, noord)
    assert opened(tender, now=RAALTE_CLOSES).opened_at == RAALTE_CLOSES


def test_it_opens_once(noord):
    tender = published_raalte()
    a_submitted_bid(tender, noord)
    opened(tender)
    with pytest.raises(NotNow):
        open_vault(tender, by=tender.created_by, logged_in_at=JUST_AFTER, now=JUST_AFTER)
    assert (Opening.objects.count(), Offer.objects.count(), Event.objects.filter(act="vault.opened").count()) == (
        1,
        1,
        1,
    )


def test_an_opening_and_a_version_never_change(noord):
    tender = published_raalte()
    bid = a_submitted_bid(tender, noord)
    opening = opened(tender)
    with pytest.raises(IntegrityError), transaction.atomic():
        Opening.objects.filter(pk=opening.pk).update(record="{}")
    with pytest.raises(IntegrityError), transaction.atomic():
        BidVersion.objects.filter(bid=bid).update(submitted_at=JUST_AFTER)


def test_a_tampered_envelope_opens_nothing(noord, zuid):
    tender = published_raalte()
    a_submitted_bid(tender, noord)
    bid = a_submitted_bid(tender, zuid)
    version = BidVersion.objects.defer(None).get(bid=bid)
    version.delete()
    version.pk = None
    text = keystore.unseal(bid.key_id, version.envelope, about=f"bid {bid.number} version 1")
    cheaper = text.replace(b"5450", b"5350")  # by someone who has the key too
    version.envelope = keystore.seal(bid.key_id, cheaper, about=f"bid {bid.number} version 1")
    version.save(force_insert=True)
    with pytest.raises(vault.Damaged):
        open_vault(tender, by=tender.created_by, logged_in_at=JUST_AFTER, now=JUST_AFTER)
    tender.refresh_from_db()
    assert tender.state == tender.State.PUBLISHED
    assert not Candidate.objects.exists()


def test_opening_takes_a_fixed_number_of_queries(noord, django_assert_num_queries):
    for number in (3, 30):
        tender = published_raalte(number=f"277{number}")
        copies_of(a_submitted_bid(tender, noord), number - 1)
        with django_assert_num_queries(QUERIES_TO_OPEN):
            opened_now = open_vault(tender, by=tender.created_by, logged_in_at=JUST_AFTER, now=JUST_AFTER)
        assert len(json.loads(opened_now.record)["bids"]) == number
        with django_assert_num_queries(4):
            assert len(list(offers_of(tender))) == number


def test_two_hundred_bids_open_within_seconds(noord):
    tender = published_raalte()
    copies_of(a_submitted_bid(tender, noord), 199)
    began = perf_counter()
    opening = opened(tender)
    assert perf_counter() - began < 20
    assert len(list(offers_of(tender))) == len(opening.content["bids"]) == 200


# The rates -----------------------------------------------------------------------------------------------------------
def test_rates_stay_locked_until_the_points_are_final(noord, zuid):
    tender = published_raalte()
    cheap, dear = (
        a_submitted_bid(tender, noord, hourly_rate="51,25"),
        a_submitted_bid(tender, zuid, hourly_rate="€ 60,-"),
    )
    with pytest.raises(vault.RatesSealed):
        vault.rates(tender)
    opened(tender)
    with pytest.raises(vault.RatesSealed):
        vault.rates(tender)
    vault.open_rates(tender, by=tender.created_by, now=JUST_AFTER)
    assert vault.rates(tender) == {cheap.pk: 5125, dear.pk: 6000}


def test_opening_the_rates_twice_is_opening_them_once(noord):
    tender = published_raalte()
    a_submitted_bid(tender, noord)
    opened(tender)
    first = vault.open_rates(tender, by=tender.created_by, now=JUST_AFTER)
    assert vault.open_rates(tender, by=tender.created_by, now=JUST_AFTER + timedelta(days=1)) == first
    assert first.opened_at == JUST_AFTER


def test_the_supplier_knows_its_own_rate_and_nobody_elses(noord, zuid):
    tender = published_raalte()
    bid = a_submitted_bid(tender, noord, hourly_rate="51,25")
    assert vault.rate_of(bid, by=bidder_of(noord)) == 5125
    for stranger in (bidder_of(zuid), tender.created_by):
        with pytest.raises(vault.Sealed):
            vault.rate_of(bid, by=stranger)


def test_the_list_of_receipts_does_not_give_the_rate_away(noord):
    """With every other answer known, trying each rate does not give the hash on the list: the envelope is salted."""
    tender = published_raalte()
    with clock.at(IN_TIME):
        bid = a_submitted_bid(tender, noord)
    envelope = vault.read_version(bid.versions.get(), by=bidder_of(noord))
    known = envelope.text.replace(envelope.salt, "")
    guesses = (known.replace(":5450,", f":{cents},") for cents in range(100, 10000))
    assert bid.versions.get().sha256 not in {sha256(guess.encode()).hexdigest() for guess in guesses}
