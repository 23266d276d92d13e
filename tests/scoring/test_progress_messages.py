"""Messages about the progress: looked at, sent once, to everybody alike until the results are known."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from audit import clock
from audit.models import Event
from candidates.models import ProgressMessage
from candidates.queries import taking_part
from candidates.services import withdraw
from candidates.services.telling import News, tell_progress
from outbox.models import Message
from tenders.services.drafting import ChangedMeanwhile
from tests.candidates.factories import IN_TIME, JUST_AFTER, bidder_of
from tests.factories import a_person
from tests.scoring.factories import (
    KNOWN,
    RELEASED,
    Offered,
    bid_of,
    excluded,
    known_raalte,
    make_results_known,
    offered,
    released_raalte,
    submitted,
    submitted_raalte,
    supplier_of,
    with_places,
)

pytestmark = pytest.mark.django_db

FIRST, SECOND, OUT = "Appelvink", "Boomklever", "Wulp"
BIDS = (*offered(2), *excluded(OUT))
TEXT = "De gesprekken zijn gehouden. U hoort voor 20 maart hoe het verdergaat."
QUERIES_OF_THE_PAGE = 9
QUERIES_OF_SENDING = 22


@pytest.fixture
def released(officer, assessor, reviewer, clock_at):
    tender = released_raalte(BIDS, **with_places(1))
    clock_at(RELEASED + timedelta(hours=1))
    return tender


@pytest.fixture
def known(officer, assessor, reviewer, clock_at):
    tender = known_raalte(BIDS, **with_places(1))
    clock_at(KNOWN + timedelta(hours=1))
    return tender


def address(name: str, tender) -> str:
    return reverse(name, args=[tender.number])


def send(browser, tender, **sent):
    form = {"text": TEXT, "message": "1"} | sent
    return browser.post(address("progress_message_send", tender), form)


def told(tender) -> set[str]:
    """The suppliers to whom a mail went."""
    emails = set(Message.objects.filter(key__startswith="progress:").values_list("email", flat=True))
    return {marker for marker in (FIRST, SECOND, OUT) if bidder_of(supplier_of(marker)).email in emails}


def page_of(as_user, tender, marker: str) -> str:
    return (
        as_user(bidder_of(supplier_of(marker)))
        .get(reverse("bid", args=[bid_of(tender, marker).number]))
        .content.decode()
    )


def test_before_the_results_it_goes_to_everybody_and_there_is_nothing_to_choose(released, officer, as_user):
    browser = as_user(officer)
    assert "audience" not in browser.get(address("progress_message", released)).context["form"].fields
    preview = browser.post(address("progress_message_check", released), {"text": TEXT, "audience": "shortlisted"})
    assert (preview.context["count"], str(preview.context["audience"])) == (3, "iedereen die heeft ingeschreven")
    assert TEXT in preview.content.decode()
    assert not ProgressMessage.objects.exists()
    assert send(browser, released, audience="shortlisted").status_code == 302
    assert told(released) == {FIRST, SECOND, OUT}
    for marker in (FIRST, SECOND, OUT):
        assert TEXT in page_of(as_user, released, marker)


def test_who_bid_after_a_message_reads_it_too(released, officer, as_user):
    """A closing that moved to later let this bid in."""
    there = taking_part(released).exclude(pk=bid_of(released, SECOND).pk)
    assert tell_progress(released, News(1, TEXT, "everyone"), bids=there, by=officer, now=clock.now())
    assert told(released) == {FIRST, OUT}
    assert TEXT in page_of(as_user, released, SECOND)


def test_the_mail_says_the_same_to_everybody_and_the_event_holds_no_text(released, officer, as_user):
    send(as_user(officer), released)
    mails = Message.objects.filter(key="progress:27750:1")
    assert len({(mail.subject, mail.body, mail.about_number) for mail in mails}) == 1
    assert TEXT in mails[0].body
    event = Event.objects.get(act="progress.told")
    assert event.actor_id == officer.pk
    assert event.details["bids"] == sorted(bid_of(released, marker).number for marker in (FIRST, SECOND, OUT))
    assert TEXT not in event.data


def test_the_overview_says_that_promised_news_is_not_there_yet(released, officer, as_user, clock_at):
    browser, overview = as_user(officer), address("tender_manage", released)
    clock_at("2026-03-05 23:59")  # the day of the interviews
    assert browser.get(overview).context["promised"] == ""
    clock_at("2026-03-06 00:00")
    page = browser.get(overview)
    assert page.context["promised"] == released.progress_note != ""
    assert "Leveranciers wachten op het nieuws dat de opdracht belooft" in page.content.decode()
    tell_progress(released, News(1, TEXT, "everyone"), bids=taking_part(released), by=officer, now=clock.now())
    assert browser.get(overview).context["promised"] == ""


def test_results_are_news_enough(known, officer, as_user, clock_at):
    clock_at("2026-03-06 00:00")
    assert as_user(officer).get(address("tender_manage", known)).context["promised"] == ""


def test_a_second_click_sends_nothing(released, officer, as_user):
    browser = as_user(officer)
    for _click in range(2):
        answer = send(browser, released)
        assert (answer.status_code, answer.url) == (302, address("progress_message", released))
    assert ProgressMessage.objects.count() == 1
    assert Event.objects.filter(act="progress.told").count() == 1
    assert Message.objects.filter(key__startswith="progress:").count() == 3


def test_a_second_click_after_the_results_are_known_is_answered_as_the_first(released, officer, as_user, clock_at):
    """The form asks by then for whom the message is."""
    browser = as_user(officer)
    first = send(browser, released)
    make_results_known(released)
    clock_at(KNOWN + timedelta(hours=1))
    again = send(browser, released)
    assert (again.status_code, again.url) == (first.status_code, first.url)
    assert ProgressMessage.objects.count() == 1
    assert Message.objects.filter(key__startswith="progress:").count() == 3
    # what nobody sent before has to say for whom it is
    for other in ({"text": "Iets anders."}, {"message": "2"}):
        assert send(browser, released, **other).status_code == 422
    assert ProgressMessage.objects.count() == 1


def test_of_two_officers_who_write_at_once_one_is_told(released, officer):
    bids = taking_part(released)
    assert tell_progress(released, News(1, TEXT, "everyone"), bids=bids, by=officer, now=RELEASED)
    with pytest.raises(ChangedMeanwhile):
        tell_progress(released, News(1, "Iets anders.", "everyone"), bids=bids, by=officer, now=RELEASED)
    assert tell_progress(released, News(2, "Iets anders.", "everyone"), bids=bids, by=officer, now=RELEASED)


def test_nothing_that_was_written_is_lost(released, officer, as_user):
    """Not on the way back from the check, nor where a colleague was first."""
    browser = as_user(officer)
    send(browser, released, text="De eerste.")
    for name, status in (("progress_message", 200), ("progress_message_send", 409)):
        answer = browser.post(address(name, released), {"text": TEXT, "message": "1"})
        assert (answer.status_code, f"{TEXT}</textarea>" in answer.content.decode()) == (status, True)
    assert ProgressMessage.objects.get().text == "De eerste."


def test_after_the_results_it_can_go_to_those_still_in(known, officer, as_user):
    browser = as_user(officer)
    preview = browser.post(address("progress_message_check", known), {"text": TEXT, "audience": "shortlisted"})
    assert preview.context["count"] == 1
    send(browser, known, audience="shortlisted")
    assert told(known) == {FIRST}
    assert TEXT in page_of(as_user, known, FIRST)
    assert TEXT not in page_of(as_user, known, SECOND)


@pytest.mark.parametrize("sent", [{"text": " "}, {"text": "x" * 4001}])
def test_what_is_wrong_is_said_and_stays(released, officer, as_user, sent):
    answer = as_user(officer).post(address("progress_message_check", released), sent)
    assert answer.status_code == 422
    assert send(as_user(officer), released, **sent).status_code == 422
    assert sent["text"] in answer.content.decode()


@pytest.mark.parametrize("number", ["", "x", "²", "-1", "99999999999999999999", "0"])
def test_a_number_that_is_no_number_sends_nothing(released, officer, as_user, number):
    assert send(as_user(officer), released, message=number).status_code in (409, 422)
    assert not ProgressMessage.objects.exists()


def test_before_the_opening_it_tells_nobody_who_bids(officer, assessor, reviewer, auditor, as_user, clock_at):
    """It goes to who submitted; the log has numbers alone, and a withdrawn bid hears nothing."""
    tender = submitted_raalte(BIDS)
    gone = submitted(tender, Offered("Kwartel"))
    with clock.at(IN_TIME + timedelta(minutes=1)):
        withdraw(gone, by=bidder_of(supplier_of("Kwartel")))
    clock_at(JUST_AFTER)
    browser = as_user(officer)
    preview = browser.post(address("progress_message_check", tender), {"text": TEXT})
    assert preview.context["count"] == 3
    send(browser, tender)
    shown = browser.get(address("progress_message", tender)).content.decode() + preview.content.decode()
    shown += Event.objects.get(act="progress.told").data + as_user(auditor).get(reverse("events")).content.decode()
    for marker in (FIRST, SECOND, OUT, "Kwartel"):
        assert marker not in shown
    assert "kwartel" not in "".join(Message.objects.values_list("email", flat=True).filter(key="progress:27750:1"))


def test_while_suppliers_can_bid_it_is_out_of_order(officer, assessor, reviewer, as_user, clock_at):
    tender = submitted_raalte(BIDS)
    clock_at(IN_TIME + timedelta(minutes=5))
    assert as_user(officer).get(address("progress_message", tender)).status_code == 409
    assert send(as_user(officer), tender).status_code == 409


def test_it_is_the_officers_alone(released, assessor, reviewer, auditor, outsider, as_user):
    for user in (assessor, reviewer, auditor, outsider, bidder_of(supplier_of(FIRST))):
        for name in ("progress_message", "results"):
            assert as_user(user).get(address(name, released)).status_code == 404, user
        assert send(as_user(user), released).status_code == 404
    assert not ProgressMessage.objects.exists()


@pytest.mark.parametrize("change", [{"text": "Anders"}, {"audience": "shortlisted"}])
def test_what_was_sent_never_changes(released, officer, as_user, change):
    send(as_user(officer), released)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressMessage.objects.update(**change)
    through = ProgressMessage.bids.through
    with pytest.raises(IntegrityError), transaction.atomic():
        through.objects.filter(bid=bid_of(released, OUT)).update(bid=bid_of(released, OUT))


def test_the_database_knows_only_messages_with_a_text_and_an_audience(released, officer):
    for fields, name in (({"text": ""}, "text"), ({"audience": "x"}, "audience"), ({"number": 1}, "number")):
        row = {"number": 2, "text": "x", "audience": "everyone"} | fields
        ProgressMessage.objects.get_or_create(
            tender=released,
            number=1,
            defaults={"text": "x", "audience": "everyone", "sent_at": RELEASED, "sent_by": officer},
        )
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            ProgressMessage.objects.create(tender=released, sent_at=RELEASED, sent_by=officer, **row)


def test_everybody_who_bids_for_a_supplier_is_mailed_once(released, officer, as_user):
    colleague = a_person("Cas Collega", supplier_of(FIRST), "bidder")
    colleague.memberships.create(organisation=supplier_of(SECOND), role="bidder")
    send(as_user(officer), released)
    assert Message.objects.filter(key__startswith="progress:", email=colleague.email).count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_ask_the_same_number_of_questions(
    officer, assessor, reviewer, as_user, clock_at, django_assert_num_queries, number
):
    """However many bids and messages there are."""
    tender = released_raalte(offered(number))
    clock_at(RELEASED + timedelta(hours=1))
    browser = as_user(officer)
    for message in range(1, number + 1):
        with django_assert_num_queries(QUERIES_OF_SENDING):
            send(browser, tender, message=str(message), text=f"Bericht {message}")
    with django_assert_num_queries(QUERIES_OF_THE_PAGE):
        page = browser.get(address("progress_message", tender))
    assert len(re.findall(r"Bericht \d", page.content.decode())) == number
