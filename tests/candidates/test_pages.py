"""The supplier's pages around filling in: start, check, the last click as a tiny request, receipt, list."""

from datetime import timedelta

import pytest
from django.urls import reverse

from audit.models import Event
from candidates import vault
from candidates.content import Stated, sentence_hash
from candidates.models import Bid, BidVersion
from candidates.services import start_bid
from tenders.models import Tender
from tests.candidates.factories import (
    IN_TIME,
    JUST_AFTER,
    a_draft,
    a_pdf,
    a_submitted_bid,
    copies_of,
    opened,
)
from tests.candidates.filling import fill_in, page, send
from tests.factories import RAALTE_CLOSES, published_raalte, published_westland

pytestmark = pytest.mark.django_db


@pytest.fixture
def tender():
    return published_raalte()


@pytest.fixture
def bid(tender, noord, supplier):
    return start_bid(tender, supplier=noord, by=supplier, now=IN_TIME)


@pytest.fixture
def browser(as_user, supplier, clock_at):
    clock_at(IN_TIME)
    return as_user(supplier)


# Starting ------------------------------------------------------------------------------------------------------------
def test_one_click_on_the_assignment_starts_a_bid(browser, tender, noord):
    response = browser.post(reverse("bid_start", args=[tender.number]))
    bid = Bid.objects.get()
    assert (bid.supplier, response.url) == (noord, page("bid_edit", bid))


def test_who_bids_for_several_organisations_chooses_one(browser, tender, supplier, zuid):
    supplier.memberships.create(organisation=zuid, role="bidder")
    address = reverse("bid_start", args=[tender.number])
    assert browser.post(address).status_code == 422
    assert browser.post(address, {"supplier": "0"}).status_code == 422
    assert not Bid.objects.exists()
    browser.post(address, {"supplier": str(zuid.pk)})
    assert Bid.objects.get().supplier == zuid


def test_nobody_bids_for_an_organisation_that_is_not_theirs(browser, tender, zuid, noord):
    browser.post(reverse("bid_start", args=[tender.number]), {"supplier": str(zuid.pk)})
    assert Bid.objects.get().supplier == noord


def test_starting_twice_leads_to_the_bid_that_is_there(browser, tender, bid):
    response = browser.post(reverse("bid_start", args=[tender.number]))
    assert (response.url, Bid.objects.count()) == (page("bid", bid), 1)


def test_only_bidders_start_a_bid(officer, assessor, reviewer, auditor, outsider, superuser, as_user, tender, clock_at):
    clock_at(IN_TIME)
    for user in (officer, assessor, reviewer, auditor, outsider, superuser):
        assert as_user(user).post(reverse("bid_start", args=[tender.number])).status_code == 404, user


def test_after_closing_nobody_starts(as_user, supplier, tender, clock_at):
    clock_at(RAALTE_CLOSES)
    assert as_user(supplier).post(reverse("bid_start", args=[tender.number])).status_code == 409
    assert not Bid.objects.exists()


# Checking and submitting ---------------------------------------------------------------------------------------------
@pytest.fixture
def complete(browser, bid):
    return fill_in(browser, bid)


def form_of(response):
    return {name: str(response.context[name]) for name in ("token", "checked", "rules")}


def test_the_last_click_is_a_tiny_request(browser, complete):
    form = form_of(browser.get(page("bid_check", complete)))
    assert sum(len(name) + len(value) for name, value in form.items()) < 200
    response = browser.post(page("bid_submit", complete), form)
    assert response.url == page("bid_receipt", complete)
    assert BidVersion.objects.get().bid == complete


def test_clicking_again_shows_the_same_receipt(browser, complete):
    form = form_of(browser.get(page("bid_check", complete)))
    first = browser.post(page("bid_submit", complete), form, follow=True)
    again = browser.post(page("bid_submit", complete), form, follow=True)
    assert first.context["version"] == again.context["version"] == BidVersion.objects.get()
    assert browser.get(page("bid_check", complete)).url == page("bid_receipt", complete)


def test_the_receipt_says_what_when_and_how_to_prove_it(browser, complete, clock_at):
    form = form_of(browser.get(page("bid_check", complete)))
    clock_at(RAALTE_CLOSES - timedelta(milliseconds=1))
    receipt = browser.post(page("bid_submit", complete), form, follow=True).content.decode()
    version = BidVersion.objects.get()
    for text in (complete.number, "08:59:59.999", version.sha256, f"{version.head_count}:{version.head_hash}"):
        assert text in receipt


def test_a_late_click_shows_both_moments_and_where_to_object(browser, complete, tender, clock_at):
    form = form_of(browser.get(page("bid_check", complete)))
    clock_at(RAALTE_CLOSES + timedelta(milliseconds=7))
    response = browser.post(page("bid_submit", complete), form)
    text = response.content.decode()
    assert response.status_code == 409
    for told in ("09:00:00.000", "09:00:00.007", tender.contact):
        assert told in text
    assert Event.objects.get(act="bid.refused").object_id == complete.number


def test_a_late_attempt_stays_on_the_page_of_the_bid(browser, complete, tender, clock_at):
    assert browser.get(page("bid", complete)).context["late_attempts"] == []
    form = form_of(browser.get(page("bid_check", complete)))
    clock_at(RAALTE_CLOSES + timedelta(milliseconds=7))
    browser.post(page("bid_submit", complete), form)
    clock_at(RAALTE_CLOSES + timedelta(days=2))
    text = browser.get(page("bid", complete)).content.decode()
    place = str(Event.objects.get(act="bid.refused").position)
    for told in ("Te laat: niet ingediend", "09:00:00.007", place, "Bent u het er niet mee eens?", tender.contact):
        assert told in text


def test_an_attempt_before_a_closing_that_moved_is_not_late_any_more(browser, complete, tender, clock_at):
    form = form_of(browser.get(page("bid_check", complete)))
    clock_at(RAALTE_CLOSES + timedelta(milliseconds=7))
    browser.post(page("bid_submit", complete), form)
    Tender.objects.filter(pk=tender.pk).update(closes_at=RAALTE_CLOSES + timedelta(hours=4))
    clock_at(RAALTE_CLOSES + timedelta(hours=5))
    assert browser.get(page("bid", complete)).context["late_attempts"] == []


def test_a_submission_of_what_is_incomplete_goes_back_to_the_list(browser, bid):
    fill_in(browser, bid, but=("cv",))
    response = browser.post(page("bid_submit", bid), form_of(browser.get(page("bid_check", bid))))
    assert response.url == page("bid_check", bid)
    (missing,) = browser.get(response.url).context["blocks"]
    assert missing["href"] == page("bid_step", bid, "cv") + "?terug=controle#id_cv"


def test_who_had_to_log_in_again_checks_once_more(browser, complete):
    assert browser.get(page("bid_submit", complete)).url == page("bid_check", complete)
    assert browser.post(page("bid_submit", complete), {"token": "nee"}).url == page("bid_check", complete)
    assert not BidVersion.objects.exists()


def test_what_a_colleague_changed_in_between_is_checked_once_more(browser, complete):
    form = form_of(browser.get(page("bid_check", complete)))
    send(browser, complete, "tarief", hourly_rate="49,00")
    assert browser.post(page("bid_submit", complete), form).url == page("bid_check", complete)
    assert not BidVersion.objects.exists()


def test_after_submitting_the_form_is_closed(browser, tender, noord):
    bid = a_submitted_bid(tender, noord)
    assert browser.get(page("bid_edit", bid)).status_code == 409
    assert send(browser, bid, "tarief").status_code == 409
    assert browser.post(page("bid_file_remove", bid, "cv")).status_code == 409
    assert browser.post(page("bid_discard", bid)).status_code == 409


@pytest.mark.parametrize("name", ["bid_edit", "bid_check"])
def test_after_closing_the_form_is_closed(browser, bid, clock_at, name):
    clock_at(RAALTE_CLOSES)
    response = browser.get(page(name, bid))
    assert response.status_code == 409
    assert b"09:00:00.000" in response.content


def test_a_draft_has_no_receipt(browser, bid):
    assert browser.get(page("bid_receipt", bid)).status_code == 409


# Own files -----------------------------------------------------------------------------------------------------------
def test_an_own_file_is_a_download_that_can_do_nothing(browser, tender, noord, supplier):
    bid = a_submitted_bid(tender, noord)
    (file,) = vault.files(bid, by=supplier)
    response = browser.get(reverse("bid_file", args=[bid.number, file]))
    assert response.content == a_pdf()
    assert response["Content-Disposition"] == 'attachment; filename="cv.pdf"'
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]


def test_a_file_of_another_bid_is_not_found_under_this_one(browser, tender, noord, zuid, supplier, rival):
    own, other = a_submitted_bid(tender, noord), a_submitted_bid(tender, zuid, cv=a_pdf("Een ander cv"))
    (file,) = vault.files(other, by=rival)
    assert browser.get(reverse("bid_file", args=[own.number, file])).status_code == 404


# How it stands -------------------------------------------------------------------------------------------------------
def steps(browser, bid):
    return [(step["name"], step["state"]) for step in browser.get(page("bid", bid)).context["spine"]]


def test_the_state_says_received_opened_assessed_and_never_an_outcome(browser, tender, noord, clock_at):
    bid = a_submitted_bid(tender, noord)
    assert [state for _name, state in steps(browser, bid)] == ["done", "waiting", "waiting", "waiting", "waiting"]
    clock_at(JUST_AFTER)
    opened(tender)
    assert [state for _name, state in steps(browser, bid)] == ["done", "done", "current", "waiting", "waiting"]


def test_a_missed_draft_says_so(browser, bid, clock_at):
    clock_at(JUST_AFTER)
    context = browser.get(page("bid", bid)).context
    assert (context["missed"], context["standing"].state, context["spine"]) == (True, "danger", [])
    listed = browser.get(reverse("bids")).content.decode()
    assert "gesloten ma 2 mrt 2026, 09:00" in listed
    assert "sluit ma 2 mrt" not in listed


def test_the_moment_in_the_list_says_of_what_it_is(browser, tender, noord):
    a_submitted_bid(tender, noord)
    assert "ingediend zo 1 mrt 2026, 09:00" in browser.get(reverse("bids")).content.decode()


# Lists ---------------------------------------------------------------------------------------------------------------
def test_the_list_shows_own_bids_alone(browser, tender, noord, zuid):
    own = a_submitted_bid(tender, noord, candidate="Wiebe Haverkamp")
    a_submitted_bid(tender, zuid, candidate="Janneke Oosterhuis")
    text = browser.get(reverse("bids")).content.decode()
    assert own.number in text
    assert "Wiebe Haverkamp" in text
    assert "Janneke" not in text
    assert "Zuid" not in text


def test_the_list_asks_the_same_number_of_questions_for_one_and_three(browser, noord, django_assert_num_queries):
    tenders = [published_raalte(number=f"2775{digit}") for digit in range(3)]
    a_submitted_bid(tenders[0], noord)
    with django_assert_num_queries(8):
        browser.get(reverse("bids"))
    asked = tenders[1].knock_outs.all()
    answered = {each.number: Stated(holds=True, sentence=sentence_hash(each.text)) for each in asked}
    a_draft(tenders[1], noord, statements=answered)
    a_submitted_bid(tenders[2], noord)
    with django_assert_num_queries(8):
        assert len(browser.get(reverse("bids")).context["rows"]) == 3


def test_the_record_of_the_opening_asks_the_same_number_for_three_and_thirty(
    as_user, officer, noord, clock_at, django_assert_num_queries
):
    clock_at(JUST_AFTER)
    browser = as_user(officer)
    for number, count in (("27753", 3), ("27780", 30)):
        tender = published_raalte(by=officer, number=number)
        copies_of(a_submitted_bid(tender, noord), count - 1)
        opened(tender)
        address = reverse("opening", args=[number])
        browser.get(address)
        with django_assert_num_queries(10):
            assert len(browser.get(address).context["record"].receipts) == count


def test_the_record_of_the_opening_is_the_officers_and_the_auditors(
    officer, assessor, reviewer, supplier, auditor, outsider, superuser, as_user, tender, clock_at
):
    opened(tender)
    clock_at(JUST_AFTER)
    address = reverse("opening", args=[tender.number])
    for user in (officer, auditor):
        assert as_user(user).get(address).status_code == 200, user
    for user in (assessor, reviewer, supplier, outsider, superuser):
        assert as_user(user).get(address).status_code == 404, user


def test_before_the_opening_there_is_no_record_yet(as_user, officer, clock_at):
    tender = published_raalte(by=officer)
    clock_at(JUST_AFTER)
    assert as_user(officer).get(reverse("opening", args=[tender.number])).status_code == 409


def test_an_assignment_without_a_motivation_asks_for_none(as_user, supplier, noord, clock_at):
    westland = published_westland()
    moment = westland.closes_at - timedelta(days=1)
    clock_at(moment)
    bid = start_bid(westland, supplier=noord, by=supplier, now=moment)
    browser = as_user(supplier)
    fill_in(browser, bid, but=("motivatie", "tarief"))
    send(browser, bid, "tarief", hourly_rate="55,55")
    response = browser.get(page("bid_check", bid))
    assert (response.context["blocks"], response.context["warnings"]) == ([], [])
