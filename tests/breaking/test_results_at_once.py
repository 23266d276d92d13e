"""Results, messages, openings and invitations by two people at one moment. Real on PostgreSQL."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Membership, Organisation, User
from audit import clock
from audit.verify import verify
from candidates.models import Opening, OpeningConsent, ProgressMessage, Results
from candidates.services.opening import begin_opening
from outbox.models import Message
from scoring.models import Letter
from scoring.services.opening import open_bids
from suppliers.models import Invitation
from suppliers.services.colleagues import accept_as_new, invite
from suppliers.services.profile import change_profile
from tenders.models import Amendment, Outage, Tender
from tenders.services.closing import agree, ask_to_move, reopen, take_back
from tenders.services.people import assign
from tests.breaking.test_at_once import at_once, number_of, statuses
from tests.candidates.factories import JUST_AFTER, a_submitted_bid
from tests.candidates.test_reopening import NOW, an_outage, until
from tests.factories import RAALTE_CLOSES, a_person, published_by_two, published_raalte
from tests.scoring.factories import KNOWN, excluded, offered, released_raalte, supplier_of, with_places
from tests.tenders.pages import form_on

pytestmark = pytest.mark.django_db(transaction=True)
FORM = {"until": "2026-03-20", "where": "035-7510777"}
BIDS = (*offered(2), *excluded("Wulp"))


@pytest.fixture
def tender(officer, assessor, reviewer, clock_at):
    tender = released_raalte(BIDS, **with_places(1))
    clock_at(KNOWN)
    return tender


@pytest.fixture
def second(broker):
    return a_person("Wim Wachter", broker, "officer")


@pytest.fixture
def browsers(tender, officer, second, as_user):
    assign(tender, second, "officer", by=officer, now=KNOWN)
    return as_user(officer), as_user(second)


def address(name: str) -> str:
    return reverse(name, args=["27750"])


def preview(browser, **changes):
    page = browser.post(address("results_check"), FORM | changes)
    return form_on(page, action=address("results_make_known"))


def send(browser, fields):
    return lambda: browser.post(address("results_make_known"), fields)


def mailed(prefix: str) -> list[str]:
    return sorted(Message.objects.filter(key__startswith=prefix).values_list("email", flat=True))


@pytest.mark.parametrize("where", ["035-7510777", "Bel Wim"])
def test_two_officers_make_the_results_known(browsers, where):
    previews = preview(browsers[0]), preview(browsers[1], where=where)
    answers = at_once(*map(send, browsers, previews))
    assert statuses(answers) == [302, 302]
    assert (Results.objects.count(), Letter.objects.count(), number_of("results.made_known")) == (1, 3, 1)
    assert len({letter.told["ask"]["where"] for letter in Letter.objects.all()}) == 1
    assert len(mailed("results:")) == 3
    assert verify().broken is None


def test_a_supplier_changes_its_name_while_the_letters_go_out(browsers, officer):
    fields, company = preview(browsers[0]), supplier_of("Wulp")
    answer, _changed = at_once(
        send(browsers[0], fields),
        lambda: change_profile(Organisation.objects.get(pk=company.pk), {"name": "Wulp BV"}, by=officer, now=KNOWN),
    )
    assert answer.status_code in (302, 409), answer
    assert Letter.objects.count() == (3 if answer.status_code == 302 else 0)
    names = {letter.told["supplier"] for letter in Letter.objects.all()}
    assert "Wulp BV" not in names
    assert verify().broken is None


def test_a_message_goes_out_while_the_results_are_made_known(browsers):
    fields = preview(browsers[0])
    page = browsers[1].post(address("progress_message_check"), {"text": "De gesprekken zijn gehouden."})
    told = form_on(page, action=address("progress_message_send"))
    known, sent = at_once(send(browsers[0], fields), lambda: browsers[1].post(address("progress_message_send"), told))
    assert (known.status_code, Letter.objects.count()) == (302, 3)
    assert sent.status_code in (302, 422), sent
    assert len(mailed("progress:")) == (3 if sent.status_code == 302 else 0)
    assert verify().broken is None


@pytest.mark.parametrize("texts", [("Een", "Een"), ("Een", "Twee")])
def test_two_officers_send_a_message(browsers, texts):
    pages = [b.post(address("progress_message_check"), {"text": t}) for b, t in zip(browsers, texts, strict=True)]
    forms = [form_on(page, action=address("progress_message_send")) for page in pages]
    answers = at_once(*[lambda i=i: browsers[i].post(address("progress_message_send"), forms[i]) for i in (0, 1)])
    assert statuses(answers) == ([302, 302] if texts[0] == texts[1] else [302, 409])
    assert (ProgressMessage.objects.count(), number_of("progress.told"), len(mailed("progress:"))) == (1, 1, 3)


# Two officers --------------------------------------------------------------------------------------------------------
@pytest.fixture
def by_two(officer, second, noord, clock_at):
    clock_at(JUST_AFTER)
    tender = published_raalte(by=officer, opening_officers=2)
    assign(tender, second, "officer", by=officer, now=RAALTE_CLOSES - timedelta(days=1))
    a_submitted_bid(tender, noord)
    return tender


def test_two_officers_begin_an_opening(by_two, officer, second):
    found = at_once(
        *[lambda u=u: begin_opening(by_two, by=u, logged_in_at=JUST_AFTER, now=JUST_AFTER) for u in (officer, second)]
    )
    assert sum(isinstance(each, OpeningConsent) for each in found) == 1, found
    assert number_of("opening.begun") == 1


def test_the_second_officer_opens_while_the_closing_is_reopened(by_two, officer, second):
    begin_opening(by_two, by=officer, logged_in_at=NOW, now=NOW)
    with clock.at(NOW):
        found = at_once(
            lambda: open_bids(by_two, by=second, logged_in_at=NOW, now=NOW),
            lambda: reopen(by_two, until(RAALTE_CLOSES + timedelta(hours=6)), an_outage(), to=[], by=officer),
        )
    assert sum(isinstance(each, Opening | Amendment) for each in found) == 1, found
    assert Opening.objects.count() + Outage.objects.count() == 1
    assert verify().broken is None


def test_of_agreeing_and_taking_back_one_happens(officer, second, clock_at):
    tender = published_by_two(by=officer, second=second)
    clock_at(NOW)
    closing = until(RAALTE_CLOSES + timedelta(hours=6))
    asked = ask_to_move(tender, closing, outage=an_outage(), by=officer)
    at_once(
        lambda: agree(tender, seen=asked.sha256, to=[], by=second),
        lambda: agree(tender, seen=asked.sha256, to=[], by=second),
        lambda: take_back(tender, by=officer, now=NOW),
    )
    tender = Tender.objects.get(pk=tender.pk)
    assert Amendment.objects.count() == Outage.objects.count() <= 1
    assert number_of("closing.reopened") + number_of("closing.taken_back") == 1
    assert verify().broken is None


# Colleagues ----------------------------------------------------------------------------------------------------------
def test_an_invitation_that_is_accepted_twice_at_once_is_one_account(noord, clock_at):
    clock_at(NOW)
    manager = a_person("Marga Manager", noord, "manager")
    sent = invite(noord, "kim@post.example", "bidder", by=manager, now=NOW)
    at_once(
        *[lambda: accept_as_new(Invitation.objects.get(pk=sent.pk), name="Kim", password="x7-lang-genoeg", now=NOW)] * 2
    )
    assert User.objects.filter(email="kim@post.example").count() == 1
    assert Membership.objects.filter(user__email="kim@post.example").count() == 1
    assert number_of("colleague.joined") == 1
