"""Every button of a bid pressed twice at one moment, by one person in two tabs or by two colleagues; and a bid that is
submitted while the closing is moved or the vault is opened. Real on PostgreSQL."""

from uuid import uuid4

import pytest
from django.urls import reverse

from audit import clock
from audit.verify import verify
from candidates import vault
from candidates.models import Bid, BidVersion, Notice, Opening, PersonObjection, Withdrawal
from candidates.records import record_of
from candidates.services import Refusal, Why, attach_cv, discard, start_bid, submit
from candidates.services.informing import object_to
from documents.models import StoredFile
from jobs.models import Job
from outbox.models import Message
from tenders.services.amending import move_closing
from tests.breaking.test_at_once import at_once, number_of, statuses
from tests.candidates.factories import IN_TIME, JUST_AFTER, a_draft, a_pdf, a_submitted_bid, an_upload, opened
from tests.candidates.filling import an_upload as a_sent_file
from tests.candidates.filling import page
from tests.factories import a_person, published_raalte
from tests.tenders.pages import form_on
from tests.tenders.test_amendments import moved

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _now(clock_at):
    clock_at(IN_TIME)


@pytest.fixture
def tender(officer):
    return published_raalte(by=officer)


@pytest.fixture
def browsers(supplier, noord, as_user):
    return as_user(supplier), as_user(a_person("Karel Collega", noord, "bidder"))


def both(browsers, url, fields=None):
    return at_once(*[lambda b=browser: b.post(url, fields or {}) for browser in browsers])


def test_two_start_one_bid(tender, browsers):
    answers = both(browsers, reverse("bid_start", args=[tender.number]))
    assert statuses(answers) == [302, 302]
    assert (Bid.objects.count(), number_of("bid.started")) == (1, 1)


def test_two_send_a_cv_and_one_file_is_left(tender, noord, supplier, browsers):
    bid = start_bid(tender, supplier=noord, by=supplier, now=IN_TIME)
    sends = [
        lambda i=i: browsers[i].post(page("bid_step", bid, "cv"), {"cv": a_sent_file(a_pdf(f"Cv {i}"))}) for i in (0, 1)
    ]
    assert statuses(at_once(*sends)) == [302, 302]
    (stored,) = StoredFile.objects.all()
    assert str(stored.pk) == vault.read_draft(bid, by=supplier).cv.id == Job.objects.get().key


def test_two_remove_one_file(tender, noord, supplier, browsers):
    bid = a_draft(tender, noord)
    assert statuses(both(browsers, page("bid_file_remove", bid, "cv"))) in ([302, 404], [302, 302])
    assert vault.read_draft(bid, by=supplier).cv is None
    assert not StoredFile.objects.exists()


def test_two_submit_one_draft_and_both_see_one_receipt(tender, noord, browsers):
    bid = a_draft(tender, noord)
    checks = [form_on(browser.get(page("bid_check", bid)), action=page("bid_submit", bid)) for browser in browsers]
    assert checks[0]["token"] != checks[1]["token"]
    sends = [lambda i=i: browsers[i].post(page("bid_submit", bid), checks[i]) for i in (0, 1)]
    answers = at_once(*sends)
    assert {answer.url for answer in answers} == {page("bid_receipt", bid)}
    assert (BidVersion.objects.count(), number_of("bid.submitted"), number_of("bid.refused")) == (1, 1, 0)
    assert Message.objects.filter(key=f"receipt:{bid.number}:1").count() == 2  # one to each


def test_one_submits_while_another_saves(tender, noord, supplier, browsers):
    """What is sealed is what was checked: the save came before it and stops it, or after it and is refused."""
    bid = a_draft(tender, noord)
    fields = form_on(browsers[0].get(page("bid_check", bid)), action=page("bid_submit", bid))
    answers = at_once(
        lambda: browsers[0].post(page("bid_submit", bid), fields),
        lambda: browsers[1].post(page("bid_step", bid, "motivatie"), {"motivation": "Een ander verhaal."}),
    )
    bid.refresh_from_db()
    submitted, saved = (answer.status_code for answer in answers)
    if bid.state == "submitted":
        assert (submitted, saved) == (302, 409)
        assert vault.read_version(bid.versions.get(), by=supplier).motivation != "Een ander verhaal."
    else:
        assert (answers[0].url, saved) == (page("bid_check", bid), 302)
        assert vault.read_draft(bid, by=supplier).answers.motivation == "Een ander verhaal."


def test_two_withdraw_one_bid(tender, noord, browsers):
    bid = a_submitted_bid(tender, noord)
    answers = both(browsers, page("bid_withdraw", bid), {"sure": "1"})
    assert {answer.url for answer in answers} == {page("bid_withdrawal", bid)}
    assert (Withdrawal.objects.count(), number_of("bid.withdrawn")) == (1, 1)


def test_two_reopen_one_bid_and_two_throw_the_replacement_away(tender, noord, browsers):
    bid = a_submitted_bid(tender, noord)
    assert statuses(both(browsers, page("bid_reopen", bid))) == [302, 302]
    assert number_of("bid.reopened") == 1
    assert set(statuses(both(browsers, page("bid_discard", bid)))) <= {302, 409}
    bid.refresh_from_db()
    assert (bid.state, bid.reopened_at, number_of("bid.kept")) == ("submitted", None, 1)
    assert StoredFile.objects.count() == 1


def test_two_throw_one_draft_away(tender, noord, browsers):
    bid = a_draft(tender, noord)
    assert set(statuses(both(browsers, page("bid_discard", bid)))) <= {302, 404, 409}
    assert (Bid.objects.count(), StoredFile.objects.count(), number_of("bid.discarded")) == (0, 0, 1)


def test_one_throws_a_draft_away_while_another_submits_it(tender, noord, browsers):
    bid = a_draft(tender, noord)
    fields = form_on(browsers[0].get(page("bid_check", bid)), action=page("bid_submit", bid))
    answers = at_once(
        lambda: browsers[0].post(page("bid_submit", bid), fields),
        lambda: browsers[1].post(page("bid_discard", bid)),
    )
    assert set(statuses(answers)) <= {302, 404, 409}, answers
    submitted_first = answers[0].status_code == 302
    assert number_of("bid.refused") == (0 if submitted_first or answers[0].status_code == 404 else 1)
    assert Bid.objects.filter(state="submitted").count() == number_of("bid.submitted") == BidVersion.objects.count()
    assert Bid.objects.count() + number_of("bid.discarded") == 1


def test_two_mark_one_passage(tender, noord, supplier, browsers):
    bid = a_draft(tender, noord)
    marked = {"page": 1, "line": [1], "cv": vault.read_draft(bid, by=supplier).cv.sha256}
    assert statuses(both(browsers, page("bid_evidence_mark", bid, "cr-7"), marked)) == [302, 302]
    (passage,) = vault.read_draft(bid, by=supplier).answers.evidence
    assert passage.page == 1


def test_the_closing_is_moved_while_a_bid_comes_in(tender, noord, officer, supplier):
    """The bid is submitted in time or, after the amendment, asked to look again; never lost, never both."""
    bid = a_draft(tender, noord)
    rules = tender.rules_versions.latest("version").sha256
    amendment, outcome = at_once(
        lambda: move_closing(tender, moved(tender), to=[], by=officer),
        lambda: submit(bid, token=uuid4(), by=supplier, rules=rules),
    )
    assert amendment.number == 1
    amended = isinstance(outcome, Refusal) and outcome.why is Why.AMENDED
    assert amended or isinstance(outcome, BidVersion), outcome
    assert BidVersion.objects.count() + number_of("bid.refused") == 1
    assert verify().broken is None


def test_a_bid_that_comes_while_the_vault_is_opened_is_in_the_list_or_refused(tender, noord, zuid, officer, rival):
    a_submitted_bid(tender, noord)
    bid = a_draft(tender, zuid)
    with clock.at(JUST_AFTER):
        opening, outcome = at_once(lambda: opened(tender), lambda: submit(bid, token=uuid4(), by=rival))
    assert isinstance(opening, Opening), opening
    assert (outcome.why, len(opening.content["bids"])) == (Why.LATE, 1)
    assert number_of("bid.refused") == 1
    assert verify().broken is None


def test_two_who_open_at_once_open_once(tender, noord):
    a_submitted_bid(tender, noord)
    with clock.at(JUST_AFTER):
        found = at_once(lambda: opened(tender), lambda: opened(tender))
    assert sum(isinstance(each, Opening) for each in found) == 1, found
    assert (Opening.objects.count(), number_of("vault.opened"), Notice.objects.count()) == (1, 1, 1)


def test_an_objection_that_is_sent_twice_at_once_is_one(tender, noord):
    a_submitted_bid(tender, noord, candidate_email="ilse@post.example")
    opened(tender)
    notice = Notice.objects.get()
    found = at_once(*[lambda: object_to(notice, "Niet gevraagd.", now=JUST_AFTER)] * 2)
    assert all(isinstance(each, PersonObjection) for each in found), found
    assert (PersonObjection.objects.count(), number_of("person.objected")) == (1, 1)


def test_a_cv_that_is_replaced_while_it_is_submitted_leaves_no_envelope_without_its_file(tender, noord, supplier):
    bid = a_draft(tender, noord)
    at_once(
        lambda: submit(bid, token=uuid4(), by=supplier),
        lambda: attach_cv(bid, an_upload(a_pdf("Een ander cv")), by=supplier, now=IN_TIME),
    )
    bid.refresh_from_db()
    assert bid.state == "submitted"
    (file,) = vault.read_version(bid.versions.get(), by=supplier).files
    assert set(map(str, StoredFile.objects.values_list("pk", flat=True))) == {file.id}


def test_a_draft_that_was_thrown_away_a_moment_ago_is_refused_and_that_is_in_the_log(tender, noord, supplier):
    bid = a_draft(tender, noord)
    discard(Bid.objects.get(pk=bid.pk), by=supplier, now=IN_TIME)
    outcome = submit(bid, token=uuid4(), by=supplier)
    assert (outcome.why, number_of("bid.refused")) == (Why.DISCARDED, 1)
    with clock.at(JUST_AFTER):
        (attempt,) = record_of(opened(tender)).attempts
    assert (attempt.bid, str(attempt.why)) == (bid.number, "het concept was weggegooid")
