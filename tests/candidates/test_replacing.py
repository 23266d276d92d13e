"""Replacing and withdrawing a submitted bid: until the closing, and what was submitted stands as long as it must."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from accounts.access import NotNow
from audit import clock
from audit.models import Event
from candidates import vault
from candidates.models import Bid, BidVersion, Opening, Withdrawal
from candidates.services import (
    Refusal,
    Why,
    attach_cv,
    keep_submitted,
    reopen,
    save_draft,
    start_bid,
    submit,
    withdraw,
)
from documents.models import StoredFile
from tests.candidates.factories import (
    IN_TIME,
    JUST_AFTER,
    a_draft,
    a_pdf,
    a_submitted_bid,
    an_upload,
    answers_for,
    bidder_of,
    opened,
)
from tests.factories import RAALTE_CLOSES, published_raalte
from tests.tenders.pages import form_on

pytestmark = pytest.mark.django_db
LATER = IN_TIME + timedelta(hours=1)
MICROSECOND = timedelta(microseconds=1)


@pytest.fixture
def tender(officer, clock_at):
    tender = published_raalte(by=officer)
    clock_at(LATER)
    return tender


def fresh(bid):
    return Bid.objects.get(pk=bid.pk)


def a_replacement(tender, bid, **answers):
    """Of a submitted bid: written, not submitted."""
    by = bidder_of(bid.supplier)
    reopen(bid, by=by, now=LATER)
    save_draft(bid, replace(vault.read_draft(fresh(bid), by=by).answers, **answers), by=by, now=LATER)
    return fresh(bid)


def click(bid, moment=LATER, act=submit, **options):
    with clock.at(moment):
        token = {"token": uuid4()} if act is submit else {}
        return act(bid, by=bidder_of(bid.supplier), **token, **options)


def opened_rates(tender):
    """By number of the bid, what the opening found."""
    found = {line["bid"]: line["sha256"] for line in opened(tender).content["bids"]}
    return {bid: BidVersion.objects.get(sha256=sha256).sequence for bid, sha256 in found.items()}


# Replacing -----------------------------------------------------------------------------------------------------------
def test_the_replacement_begins_with_what_was_submitted(tender, noord, supplier):
    bid = a_submitted_bid(tender, noord, candidate="Wiebe Haverkamp", hourly_rate="53,20")
    sent = vault.read_version(bid.versions.get(), by=supplier)
    reopen(bid, by=supplier, now=LATER)
    draft = vault.read_draft(fresh(bid), by=supplier)
    assert (draft.answers.candidate, draft.answers.hourly_rate) == ("Wiebe Haverkamp", "53,20")
    assert (draft.cv, draft.answers.statements) == (sent.cv, sent.statements)


def test_what_was_submitted_is_opened_when_the_replacement_is_not_submitted(tender, noord):
    bid = a_submitted_bid(tender, noord)
    a_replacement(tender, bid, hourly_rate="49,00")
    assert opened_rates(tender) == {bid.number: 1}


def test_what_was_submitted_last_is_opened(tender, noord, supplier):
    bid = a_submitted_bid(tender, noord)
    version = click(a_replacement(tender, bid, hourly_rate="49,00"))
    assert (version.sequence, vault.read_version(version, by=supplier).hourly_rate_cents) == (2, 4900)
    assert (fresh(bid).reopened_at, fresh(bid).is_editable) == (None, False)
    assert opened_rates(tender) == {bid.number: 2}


def test_a_replacement_that_comes_late_is_refused_and_the_first_stands(tender, noord):
    bid = a_replacement(tender, a_submitted_bid(tender, noord), hourly_rate="49,00")
    refusal = click(bid, RAALTE_CLOSES)
    assert refusal.why is Why.LATE
    assert opened_rates(tender) == {bid.number: 1}


def test_an_incomplete_replacement_is_refused_and_the_first_stands(tender, noord):
    bid = a_replacement(tender, a_submitted_bid(tender, noord), motivation="")
    assert click(bid).why is Why.INCOMPLETE
    assert opened_rates(tender) == {bid.number: 1}


def test_the_first_token_still_gives_the_first_receipt(tender, noord, supplier):
    bid, token = a_draft(tender, noord), uuid4()
    first = submit(bid, token=token, by=supplier)
    second = click(a_replacement(tender, bid, hourly_rate="49,00"))
    assert (submit(bid, token=token, by=supplier), second.sequence) == (first, 2)


def test_a_second_click_on_replacing_loses_nothing_that_was_typed(tender, noord, supplier):
    bid = a_replacement(tender, a_submitted_bid(tender, noord), motivation="Nieuwe motivatie")
    reopen(bid, by=supplier, now=LATER)
    assert vault.read_draft(fresh(bid), by=supplier).answers.motivation == "Nieuwe motivatie"
    assert Event.objects.filter(act="bid.reopened").count() == 1


def test_thrown_away_it_leaves_no_file_of_its_own_and_keeps_those_submitted(tender, noord, supplier):
    bid = a_replacement(tender, a_submitted_bid(tender, noord))
    attach_cv(bid, an_upload(a_pdf("Een ander cv")), by=supplier, now=LATER)
    sent = vault.read_version(bid.versions.get(), by=supplier)
    assert StoredFile.objects.count() == 2
    keep_submitted(bid, by=supplier, now=LATER)
    assert [str(file.pk) for file in StoredFile.objects.all()] == [sent.cv.id]
    assert not fresh(bid).is_editable
    assert Event.objects.latest("sequence").act == "bid.kept"


@pytest.mark.parametrize("act", [reopen, keep_submitted])
def test_after_the_closing_nothing_is_replaced_or_kept(tender, noord, supplier, act):
    bid = a_submitted_bid(tender, noord)
    with pytest.raises(NotNow):
        act(bid, by=supplier, now=RAALTE_CLOSES)


def test_a_draft_that_was_never_submitted_is_not_replaced(tender, noord, supplier):
    with pytest.raises(NotNow):
        reopen(a_draft(tender, noord), by=supplier, now=LATER)


def test_nobody_else_replaces_keeps_or_withdraws(tender, noord, rival, officer):
    bid = a_replacement(tender, a_submitted_bid(tender, noord))
    for stranger in (rival, officer):
        with pytest.raises(vault.Sealed):
            keep_submitted(bid, by=stranger, now=LATER)
        with pytest.raises(vault.Sealed):
            withdraw(bid, by=stranger)
    second = a_submitted_bid(
        tender, bidder_of(noord).memberships.get().organisation.__class__.objects.create(kind="supplier", name="Derde")
    )
    with pytest.raises(vault.Sealed):
        reopen(second, by=rival, now=LATER)


def test_only_a_submitted_bid_is_reopened(tender, noord):
    bid = a_draft(tender, noord)
    with pytest.raises(IntegrityError), transaction.atomic():
        Bid.objects.filter(pk=bid.pk).update(reopened_at=LATER)


# Withdrawing ---------------------------------------------------------------------------------------------------------
def test_a_withdrawn_bid_is_not_opened(tender, noord, zuid):
    gone, left = a_submitted_bid(tender, noord), a_submitted_bid(tender, zuid)
    withdrawal = click(gone, act=withdraw)
    assert (withdrawal.withdrawn_at, fresh(gone).state) == (LATER, Bid.State.WITHDRAWN)
    event = Event.objects.get(act="bid.withdrawn")
    assert (event.actor_id, event.object_id, event.details) == (None, gone.number, {})
    assert (withdrawal.head_count, withdrawal.head_hash) == (event.sequence, event.hash)
    assert opened_rates(tender) == {left.number: 1}
    assert Opening.objects.get().content["unconfirmed"] == []


def test_one_microsecond_before_the_closing_is_in_time_to_withdraw(tender, noord):
    assert isinstance(click(a_submitted_bid(tender, noord), RAALTE_CLOSES - MICROSECOND, withdraw), Withdrawal)


@pytest.mark.parametrize("late_by", [timedelta(0), MICROSECOND])
def test_at_the_closing_it_is_too_late_to_withdraw_and_that_is_in_the_log(tender, noord, late_by):
    bid = a_submitted_bid(tender, noord)
    refusal = click(bid, RAALTE_CLOSES + late_by, withdraw)
    assert isinstance(refusal, Refusal)
    assert (refusal.why, refusal.at) == (Why.LATE, RAALTE_CLOSES + late_by)
    event = Event.objects.get(act="bid.withdrawal_refused")
    assert (event.object_id, event.position) == (bid.number, refusal.logged)
    assert opened_rates(tender) == {bid.number: 1}


def test_a_second_click_gives_the_same_receipt(tender, noord):
    bid = a_submitted_bid(tender, noord)
    first = click(bid, act=withdraw)
    assert click(bid, LATER + timedelta(minutes=1), withdraw) == first
    assert click(bid, JUST_AFTER, withdraw) == first
    assert Event.objects.filter(act="bid.withdrawn").count() == 1


def test_a_draft_is_not_withdrawn(tender, noord):
    with pytest.raises(NotNow):
        click(a_draft(tender, noord), act=withdraw)


def test_a_withdrawn_bid_is_not_submitted_again(tender, noord):
    bid = a_submitted_bid(tender, noord)
    click(bid, act=withdraw)
    assert click(bid).why is Why.WITHDRAWN
    assert bid.versions.count() == 1


def test_a_replacement_goes_with_its_bid(tender, noord, supplier):
    bid = a_replacement(tender, a_submitted_bid(tender, noord))
    attach_cv(bid, an_upload(a_pdf("Een ander cv")), by=supplier, now=LATER)
    click(bid, act=withdraw)
    assert (fresh(bid).reopened_at, StoredFile.objects.count()) == (None, 1)
    assert not bytes(Bid.objects.defer(None).values_list("draft", flat=True).get(pk=bid.pk))


def test_a_withdrawal_can_not_be_changed(tender, noord):
    withdrawal = click(a_submitted_bid(tender, noord), act=withdraw)
    with pytest.raises(DatabaseError), transaction.atomic():
        Withdrawal.objects.filter(pk=withdrawal.pk).update(withdrawn_at=IN_TIME)


def test_after_withdrawing_there_is_room_for_another_bid_with_the_same_candidate(tender, noord):
    first = a_submitted_bid(tender, noord, candidate="Wiebe Haverkamp")
    click(first, act=withdraw)
    second = a_submitted_bid(tender, noord, candidate="Wiebe Haverkamp", now=LATER)
    assert opened_rates(tender) == {second.number: 1}


# One live bid per candidate, and as many as the tender allows ---------------------------------------------------------
def test_one_person_under_two_spellings_is_found_by_their_address(noord, clock_at):
    tender = published_raalte(bids_per_supplier=2)
    address = {"candidate_email": "wiebe@example.nl"}
    a_submitted_bid(tender, noord, candidate="Wiebe Haverkamp", **address)
    again = a_draft(tender, noord, candidate="W. Haverkamp", candidate_email="Wiebe@example.nl")
    assert [finding.field for finding in click(again).findings] == ["candidate"]
    other = a_draft_beside(again, candidate="Janneke Oosterhuis", candidate_email="janneke@example.nl")
    assert isinstance(click(other), BidVersion)


def a_draft_beside(bid, **answers):
    """The same draft, with other answers."""
    save_draft(bid, answers_for(bid.tender, **answers), by=bidder_of(bid.supplier), now=LATER)
    return fresh(bid)


def test_a_replacement_may_keep_its_own_candidate(noord, clock_at):
    tender = published_raalte(bids_per_supplier=2)
    clock_at(LATER)
    one = a_submitted_bid(tender, noord, candidate="Wiebe Haverkamp")
    a_submitted_bid(tender, noord, candidate="Janneke Oosterhuis")
    assert click(a_replacement(tender, one, hourly_rate="49,00")).sequence == 2
    taken = a_replacement(tender, one, candidate="janneke oosterhuis")
    assert [finding.field for finding in click(taken).findings] == ["candidate"]


def test_more_bids_than_are_allowed_since_are_refused(noord, clock_at):
    tender = published_raalte(bids_per_supplier=2)
    a_submitted_bid(tender, noord)
    second = a_draft(tender, noord, candidate="Janneke Oosterhuis")
    type(tender).objects.filter(pk=tender.pk).update(bids_per_supplier=1)
    assert click(second).why is Why.FULL


def at_once(acts):
    """The outcomes of acts that all begin together, each on a connection of its own."""
    together, outcomes = Barrier(len(acts)), []

    def run(act):
        together.wait()
        try:
            outcomes.append(act())
        except NotNow as refusal:
            outcomes.append(refusal)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.django_db(transaction=True)
def test_of_bids_with_one_candidate_that_come_at_once_one_is_taken(noord):
    tender = published_raalte(bids_per_supplier=6)
    bids, by = [a_draft(tender, noord, candidate="Wiebe Haverkamp") for _ in range(6)], bidder_of(noord)
    list(by.memberships.all())
    with clock.at(LATER):
        outcomes = at_once([lambda bid=bid: submit(bid, token=uuid4(), by=by) for bid in bids])
    assert sum(isinstance(each, BidVersion) for each in outcomes) == 1
    assert [each.why for each in outcomes if isinstance(each, Refusal)] == [Why.INCOMPLETE] * 5
    assert tender.bids.filter(state=Bid.State.SUBMITTED).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_bids_that_are_started_at_once_as_many_as_are_allowed_begin(noord):
    tender, by = published_raalte(bids_per_supplier=2), bidder_of(noord)
    outcomes = at_once([lambda: start_bid(tender, supplier=noord, by=by, now=LATER) for _ in range(6)])
    assert sum(isinstance(each, Bid) for each in outcomes) == 2
    assert tender.bids.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_withdrawal_and_a_replacement_at_once_leave_one_outcome(tender, noord):
    bid, by = a_replacement(tender, a_submitted_bid(tender, noord)), bidder_of(noord)
    list(by.memberships.all())
    outcomes = at_once([lambda: withdraw(bid, by=by), lambda: submit(bid, token=uuid4(), by=by)])
    assert sum(isinstance(each, Withdrawal) for each in outcomes) == 1
    assert fresh(bid).state == Bid.State.WITHDRAWN
    replaced = [each for each in outcomes if isinstance(each, BidVersion)]
    assert bid.versions.count() == 1 + len(replaced)
    assert opened_rates(tender) == {}


# The pages -----------------------------------------------------------------------------------------------------------
def page(browser, name, bid, *more):
    return browser.get(reverse(name, args=[bid.number, *more])).content.decode()


def test_from_the_receipt_to_a_replacement_and_the_old_receipt_stays(tender, noord, supplier, as_user):
    bid = a_submitted_bid(tender, noord, hourly_rate="53,20")
    browser = as_user(supplier)
    assert reverse("bid_reopen", args=[bid.number]) in page(browser, "bid_receipt", bid)
    answer = browser.post(reverse("bid_reopen", args=[bid.number]))
    assert (answer.status_code, answer.url) == (302, reverse("bid_edit", args=[bid.number]))
    stands = "Uw inschrijving van zondag 1 maart 2026, 09:00 uur (CET) blijft gelden"
    for name in ("bid_edit", "bid_check", "bid", "bid_receipt"):
        assert stands in page(browser, name, bid), name
    for name in ("bid_edit", "bid_check"):
        assert "Nog niet ingediend" in page(browser, name, bid), name
    assert "De vervanging is nog niet ingediend" in browser.get(reverse("bids")).content.decode()
    fields = form_on(browser.get(reverse("bid_check", args=[bid.number])), "indienen/")
    answer = browser.post(reverse("bid_submit", args=[bid.number]), fields)
    assert (answer.status_code, answer.url) == (302, reverse("bid_receipt", args=[bid.number]))
    first, second = bid.versions.all()
    old = page(browser, "bid_version", bid, 1)
    assert first.sha256 in old
    assert "het bewijs na de opening gaat daarover" in old
    assert second.sha256 in page(browser, "bid_receipt", bid)
    assert page(browser, "bid", bid).count("/ontvangst/") >= 3  # the button, and the history with both


def test_a_replacement_can_be_thrown_away_on_the_page(tender, noord, supplier, as_user):
    bid = a_replacement(tender, a_submitted_bid(tender, noord))
    browser = as_user(supplier)
    assert reverse("bid_discard", args=[bid.number]) in page(browser, "bid", bid)
    assert browser.post(reverse("bid_discard", args=[bid.number])).url == reverse("bid", args=[bid.number])
    assert browser.get(reverse("bid_edit", args=[bid.number])).status_code == 409


def test_the_text_of_each_version_is_what_its_hash_was_computed_of(tender, noord, supplier, as_user):
    bid = a_submitted_bid(tender, noord)
    click(a_replacement(tender, bid, hourly_rate="49,00"))
    for version in bid.versions.all():
        answer = as_user(supplier).get(reverse("bid_version_text", args=[bid.number, version.sequence]))
        assert sha256(answer.content).hexdigest() == version.sha256
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{bid.number}-{version.sequence}.txt"'
    assert as_user(supplier).get(reverse("bid_version", args=[bid.number, 3])).status_code == 404


def test_withdrawing_asks_once_and_gives_a_receipt(tender, noord, supplier, as_user):
    bid = a_submitted_bid(tender, noord)
    browser = as_user(supplier)
    address = reverse("bid_withdraw", args=[bid.number])
    assert browser.post(address, {}).status_code == 200  # asked, not done
    assert fresh(bid).state == Bid.State.SUBMITTED
    answer = browser.post(address, form_on(browser.get(address)))
    assert (answer.status_code, answer.url) == (302, reverse("bid_withdrawal", args=[bid.number]))
    receipt = browser.get(answer.url).content.decode()
    assert "10:00:00.000 uur (CET)" in receipt
    assert str(Event.objects.get(act="bid.withdrawn").position) in receipt
    for name in ("bid", "bid_receipt"):
        assert "ingetrokken" in page(browser, name, bid), name
    assert browser.get(address).status_code == 302
    assert "Ingetrokken" in browser.get(reverse("bids")).content.decode()
    assert reverse("bid_start", args=[tender.number]) in browser.get(tender.get_absolute_url()).content.decode()


def test_too_late_to_withdraw_says_both_moments_and_where_to_object(tender, noord, supplier, as_user, clock_at):
    bid = a_submitted_bid(tender, noord)
    browser = as_user(supplier)
    fields = form_on(browser.get(reverse("bid_withdraw", args=[bid.number])))
    clock_at(RAALTE_CLOSES + timedelta(milliseconds=250))
    answer = browser.post(reverse("bid_withdraw", args=[bid.number]), fields)
    text = answer.content.decode()
    assert answer.status_code == 409
    said = ("09:00:00.000", "09:00:00.250", str(Event.objects.latest("sequence").position), "bezwaar")
    assert [each for each in said if each not in text] == []
    kept = page(browser, "bid", bid)
    assert [each for each in ("Te laat: niet ingetrokken", *said[1:]) if each not in kept] == []
    assert browser.get(reverse("bid_withdraw", args=[bid.number])).status_code == 302


def test_the_refusal_says_what_stands_and_where_it_is_logged(tender, noord, supplier, as_user, clock_at):
    bid = a_replacement(tender, a_submitted_bid(tender, noord), hourly_rate="49,00")
    browser = as_user(supplier)
    fields = form_on(browser.get(reverse("bid_check", args=[bid.number])), "indienen/")
    clock_at(RAALTE_CLOSES)
    answer = browser.post(reverse("bid_submit", args=[bid.number]), fields)
    text = answer.content.decode()
    assert answer.status_code == 409
    said = (str(Event.objects.get(act="bid.refused").position), "blijft gelden, en doet mee", tender.contact[:20])
    assert [each for each in said if each not in text] == []
    assert "De vervanging is niet ingediend" in page(browser, "bid", bid)


def test_nobody_else_finds_the_new_addresses(tender, noord, rival, officer, as_user):
    bid = a_replacement(tender, a_submitted_bid(tender, noord))
    for user in (rival, officer):
        for name, more in (
            ("bid_withdraw", ()), ("bid_withdrawal", ()), ("bid_discard", ()), ("bid_reopen", ()),
            ("bid_version", (1,)), ("bid_version_text", (1,)), ("bid_version_pdf", (1,)),
        ):  # fmt: skip
            address = reverse(name, args=[bid.number, *more])
            assert {as_user(user).get(address).status_code, as_user(user).post(address).status_code} <= {404, 405}, name
    assert fresh(bid).state == Bid.State.SUBMITTED
