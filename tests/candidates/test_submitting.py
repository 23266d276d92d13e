"""Submitting: the exact moment, once, complete; the receipt; what a refusal leaves."""

import re
from datetime import timedelta
from hashlib import sha256
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection, transaction

from accounts.access import NotNow
from audit import clock
from audit.models import Event
from audit.services import head
from candidates import vault
from candidates.asked import asked_by
from candidates.content import Envelope, Stated
from candidates.models import Bid, BidVersion
from candidates.numbers import PATTERN
from candidates.queries import offers_of
from candidates.services import Refusal, Why, attach_cv, attach_document, save_draft, start_bid, submit
from tenders.models import Tender
from tests.candidates.factories import (
    IN_TIME,
    JUST_AFTER,
    a_draft,
    a_submitted_bid,
    an_upload,
    answers_for,
    bidder_of,
    opened,
)
from tests.factories import RAALTE_CLOSES, published_raalte

MICROSECOND = timedelta(microseconds=1)
MOTIVATION = {"kind": "motivation", "name": "Motivatie", "when": "with_bid", "text": ""}
VOG = {"kind": "vog", "name": "VOG", "when": "with_bid", "text": ""}

pytestmark = pytest.mark.django_db


def submitted_at(bid, moment, **options):
    with clock.at(moment):
        return submit(bid, token=uuid4(), by=bidder_of(bid.supplier), **options)


# The deadline --------------------------------------------------------------------------------------------------------
def test_one_microsecond_before_the_deadline_is_in_time(noord):
    bid = a_draft(published_raalte(), noord)
    version = submitted_at(bid, RAALTE_CLOSES - MICROSECOND)
    assert isinstance(version, BidVersion)
    assert version.submitted_at == RAALTE_CLOSES - MICROSECOND


@pytest.mark.parametrize("late_by", [timedelta(0), MICROSECOND, timedelta(days=3)])
def test_at_the_deadline_and_after_it_is_late(noord, late_by):
    bid = a_draft(published_raalte(), noord)
    refusal = submitted_at(bid, RAALTE_CLOSES + late_by)
    assert (refusal.why, refusal.at, refusal.closes_at) == (Why.LATE, RAALTE_CLOSES + late_by, RAALTE_CLOSES)
    bid.refresh_from_db()
    assert (bid.state, bid.versions.count()) == (Bid.State.DRAFT, 0)


def test_a_refused_attempt_is_in_the_log_under_the_number_alone(noord):
    bid = a_draft(published_raalte(), noord)
    submitted_at(bid, RAALTE_CLOSES)
    event = Event.objects.get(act="bid.refused")
    assert (event.actor_id, event.object_id, event.tender) == (None, bid.number, "27750")
    assert (event.details, event.at) == ({"why": "late"}, RAALTE_CLOSES)


@pytest.mark.django_db(transaction=True)
def test_a_refused_attempt_stays_in_the_log_when_the_request_fails_after_it(noord):
    bid = a_draft(published_raalte(), noord)
    submitted_at(bid, RAALTE_CLOSES)
    assert not connection.in_atomic_block
    assert Event.objects.filter(act="bid.refused").count() == 1


@pytest.mark.django_db(transaction=True)
def test_waiting_for_a_lock_does_not_make_a_bid_late(noord):
    """The click comes in time; the deadline passes while another transaction holds the lock."""
    tender = published_raalte()
    bid = a_draft(tender, noord)
    by, outcomes = bidder_of(noord), []

    def click():
        outcomes.append(submit(bid, token=uuid4(), by=by))
        connection.close()

    thread = Thread(target=click)
    with transaction.atomic():
        Tender.objects.select_for_update().get(pk=tender.pk)
        with clock.at(RAALTE_CLOSES - MICROSECOND):
            thread.start()
            thread.join(timeout=1)
            assert thread.is_alive()
    with clock.at(JUST_AFTER):
        thread.join()
    assert [version.submitted_at for version in outcomes] == [RAALTE_CLOSES - MICROSECOND]


def test_a_bid_that_lost_the_race_with_the_opening_is_refused(noord):
    """In time on the clock, but its lock came after the opening's: it can't be added to a list that was published."""
    tender = published_raalte()
    bid = a_draft(tender, noord)
    opened(tender)
    refusal = submitted_at(bid, RAALTE_CLOSES - MICROSECOND)
    assert refusal.why == Why.NOT_OPEN


# Once ----------------------------------------------------------------------------------------------------------------
def test_the_same_token_gives_the_same_receipt(noord):
    bid = a_draft(published_raalte(), noord)
    token = uuid4()
    with clock.at(IN_TIME):
        first = submit(bid, token=token, by=bidder_of(noord))
    with clock.at(IN_TIME + timedelta(minutes=1)):
        assert submit(bid, token=token, by=bidder_of(noord)) == first
    assert Event.objects.filter(act="bid.submitted").count() == 1


def test_a_replay_after_the_deadline_still_gives_the_receipt(noord):
    bid = a_draft(published_raalte(), noord)
    token = uuid4()
    with clock.at(IN_TIME):
        first = submit(bid, token=token, by=bidder_of(noord))
    with clock.at(JUST_AFTER):
        assert submit(bid, token=token, by=bidder_of(noord)) == first


def test_a_second_tab_gives_the_receipt_of_the_first(noord):
    bid = a_draft(published_raalte(), noord)
    first = submitted_at(bid, IN_TIME)
    assert submitted_at(bid, IN_TIME + timedelta(minutes=1)) == first


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("same_token", [True, False])
def test_two_clicks_at_once_make_one_version(noord, same_token):
    bid = a_draft(published_raalte(), noord)
    by = bidder_of(noord)
    list(by.memberships.all())
    token, outcomes, together = uuid4(), [], Barrier(4)

    def click():
        together.wait()
        try:
            outcomes.append(submit(bid, token=token if same_token else uuid4(), by=by))
        finally:
            connection.close()

    with clock.at(IN_TIME):
        threads = [Thread(target=click) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert outcomes == [BidVersion.objects.get(bid=bid)] * 4
    assert Event.objects.filter(act="bid.submitted").count() == 1


# What is submitted ---------------------------------------------------------------------------------------------------
def test_the_receipt_has_the_hash_of_the_whole_bid_and_the_head_of_the_log(noord):
    tender = published_raalte()
    bid = a_draft(tender, noord, candidate="Wiebe Haverkamp", hourly_rate="€ 57,5")
    answers = answers_for(tender, candidate="Wiebe Haverkamp", hourly_rate="€ 57,50")
    with clock.at(IN_TIME):
        save_draft(bid, answers, by=bidder_of(noord), now=IN_TIME)
        version = submit(bid, token=uuid4(), by=bidder_of(noord))
    text = vault.read_text(version, by=bidder_of(noord))
    assert version.sha256 == sha256(text.encode()).hexdigest()
    assert (version.head_count, version.head_hash) == (head().count, head().hash)
    envelope = vault.read_version(version, by=bidder_of(noord))
    assert (envelope.bid, envelope.tender, envelope.candidate) == (bid.number, "27750", "Wiebe Haverkamp")
    assert (envelope.hourly_rate_cents, envelope.hours_per_week) == (5750, 28)
    assert envelope.rules_sha256 == tender.rules_versions.get().sha256
    assert Envelope.read(text) == envelope


def test_the_event_holds_the_number_and_the_hash_alone(noord):
    bid = a_submitted_bid(published_raalte(), noord)
    event = Event.objects.get(act="bid.submitted")
    assert (event.actor_id, event.object_id) == (None, bid.number)
    assert event.details == {"sha256": bid.versions.get().sha256}


def test_equal_bids_have_different_hashes(noord, zuid):
    tender = published_raalte()
    one, other = (a_submitted_bid(tender, supplier).versions.get() for supplier in (noord, zuid))
    assert one.sha256 != other.sha256


def test_the_draft_is_empty_after_submitting(noord):
    bid = a_submitted_bid(published_raalte(), noord)
    assert Bid.objects.defer(None).values_list("draft", flat=True).get(pk=bid.pk) == b""


def test_what_was_submitted_cannot_be_changed(noord):
    tender = published_raalte()
    bid = a_submitted_bid(tender, noord)
    with pytest.raises(NotNow):
        save_draft(bid, answers_for(tender), by=bidder_of(noord), now=IN_TIME)
    with pytest.raises(NotNow):
        attach_cv(bid, an_upload(), by=bidder_of(noord), now=IN_TIME)


# Complete ------------------------------------------------------------------------------------------------------------
def missing_after(noord, **changes):
    bid = a_draft(published_raalte(), noord, **changes)
    refusal = submitted_at(bid, IN_TIME)
    assert isinstance(refusal, Refusal)
    assert (refusal.why, bid.versions.count()) == (Why.INCOMPLETE, 0)
    assert Event.objects.get(act="bid.refused").details == {"why": "incomplete"}
    return [finding.field for finding in refusal.findings]


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("candidate", ""),
        ("candidate", "x" * 151),
        ("hourly_rate", ""),
        ("hourly_rate", "zestig"),
        ("hourly_rate", "0"),
        ("hourly_rate", "-57"),
        ("hourly_rate", "57,505"),
        ("hours_per_week", ""),
        ("hours_per_week", "28 uur"),
        ("hours_per_week", "0"),
        ("hours_per_week", "61"),
        ("available_from", ""),
        ("motivation", ""),
        ("motivation", "x" * 10_001),
    ],
)
def test_an_incomplete_bid_is_refused_at_its_field(noord, field, wrong):
    assert missing_after(noord, **{field: wrong}) == [field]


def test_every_knock_out_needs_a_statement(noord):
    stated = {1: Stated(True), 2: Stated(None), 4: Stated(False), 5: Stated(True)}
    assert missing_after(noord, statements=stated) == ["statement_2", "statement_3"]


def test_without_a_cv_nothing_is_submitted(noord):
    tender = published_raalte()
    by = bidder_of(noord)
    bid = start_bid(tender, supplier=noord, by=by, now=IN_TIME)
    save_draft(bid, answers_for(tender), by=by, now=IN_TIME)
    assert [finding.field for finding in submitted_at(bid, IN_TIME).findings] == ["cv"]


def test_a_document_that_must_come_with_the_bid_is_asked_for_and_opened(noord):
    tender = published_raalte(documents=[MOTIVATION, VOG])
    by = bidder_of(noord)
    bid = start_bid(tender, supplier=noord, by=by, now=IN_TIME)
    save_draft(bid, answers_for(tender), by=by, now=IN_TIME)
    attach_cv(bid, an_upload(), by=by, now=IN_TIME)
    (vog,) = asked_by(tender).files
    assert [finding.field for finding in submitted_at(bid, IN_TIME).findings] == [vog.key]
    kept = attach_document(bid, vog.key, an_upload(name="vog van Wiebe.pdf"), by=by, now=IN_TIME)
    assert isinstance(submitted_at(bid, IN_TIME), BidVersion)
    opened(tender)
    (document,) = offers_of(tender).get().documents.all()
    assert (document.kind, document.name, str(document.file_id)) == ("vog", "VOG", kept.id)


def test_what_was_checked_is_what_is_submitted(noord):
    tender = published_raalte()
    bid = a_draft(tender, noord)
    by = bidder_of(noord)
    seen = vault.read_draft(bid, by=by).fingerprint
    save_draft(bid, answers_for(tender, hourly_rate="49,00"), by=by, now=IN_TIME)
    assert submitted_at(bid, IN_TIME, checked=seen).why == Why.CHANGED
    seen = vault.read_draft(bid, by=by).fingerprint
    assert isinstance(submitted_at(bid, IN_TIME, checked=seen), BidVersion)


# Starting ------------------------------------------------------------------------------------------------------------
def test_a_supplier_has_as_many_bids_as_the_tender_allows(noord):
    tender = published_raalte(bids_per_supplier=2)
    a_draft(tender, noord)
    a_draft(tender, noord)
    with pytest.raises(NotNow) as refused:
        start_bid(tender, supplier=noord, by=bidder_of(noord), now=IN_TIME)
    assert "Noord Detachering" in refused.value.reason
    assert "2" in refused.value.reason


def test_the_same_candidate_is_offered_once(noord, zuid):
    tender = published_raalte(bids_per_supplier=2)
    a_submitted_bid(tender, zuid, candidate="Wiebe Haverkamp")
    a_submitted_bid(tender, noord, candidate="Wiebe Haverkamp")
    again = a_draft(tender, noord, candidate="wiebe  HAVERKAMP")
    assert [finding.field for finding in submitted_at(again, IN_TIME).findings] == ["candidate"]


@pytest.mark.parametrize("moment", [RAALTE_CLOSES, JUST_AFTER])
def test_nobody_starts_a_bid_after_closing(noord, moment):
    with pytest.raises(NotNow):
        start_bid(published_raalte(), supplier=noord, by=bidder_of(noord), now=moment)


def test_the_number_says_nothing(noord, zuid):
    tender = published_raalte()
    numbers = {a_draft(tender, supplier).number for supplier in (noord, zuid)}
    assert len(numbers) == 2
    for number in numbers:
        assert re.fullmatch(PATTERN, number)


def test_no_stranger_submits(noord, zuid):
    tender = published_raalte()
    bid = a_draft(tender, noord)
    for stranger in (bidder_of(zuid), tender.created_by):
        with clock.at(IN_TIME), pytest.raises(vault.Sealed):
            submit(bid, token=uuid4(), by=stranger)
    assert not BidVersion.objects.exists()
