"""Reminders a day and an hour before the closing: to whom, once, and without a word of the content."""

import io
import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import MailPreferences
from audit import clock
from audit.chain import stamp
from candidates.services import remind, reopen, withdraw
from outbox.models import Message
from tenders.models import Tender
from tenders.services.amending import move_closing
from tests.candidates.factories import IN_TIME, a_draft, a_submitted_bid, bidder_of
from tests.candidates.test_confirming import RATE, amend, moved
from tests.conftest import person
from tests.factories import RAALTE_CLOSES, published_raalte

pytestmark = pytest.mark.django_db
DAYS_BEFORE = RAALTE_CLOSES - timedelta(days=5)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def tender(officer, clock_at):
    tender = published_raalte(by=officer)
    clock_at(DAYS_BEFORE)
    return tender


def reminded(moment):
    """The subjects of the mails that are written at that moment."""
    Message.objects.exclude(key__startswith="reminder:").delete()
    before = set(Message.objects.values_list("pk", flat=True))
    with clock.at(moment):
        number = remind(moment)
    new = Message.objects.exclude(pk__in=before)
    assert len(new) == number
    return [message.subject for message in new]


def test_a_draft_is_reminded_of_a_day_and_an_hour_before_the_closing(tender, noord, supplier):
    a_draft(tender, noord, now=DAYS_BEFORE)
    draft = ["Nog niet ingediend: Medewerker klantportaal - telefonie (27750)"]
    moments = {
        RAALTE_CLOSES - DAY - MINUTE: [],
        RAALTE_CLOSES - DAY: draft,
        RAALTE_CLOSES - DAY + MINUTE: [],
        RAALTE_CLOSES - HOUR - MINUTE: [],
        RAALTE_CLOSES - HOUR: draft,
        RAALTE_CLOSES - MINUTE: [],
        RAALTE_CLOSES: [],
    }
    assert {moment: reminded(moment) for moment in moments} == moments
    body = Message.objects.filter(user=supplier).latest("pk").body
    assert "sluit op maandag 2 maart 2026, 09:00 uur (CET): nog 1 uur" in body


def test_who_was_not_reminded_a_day_before_is_once_an_hour_before(tender, noord):
    a_draft(tender, noord, now=DAYS_BEFORE)
    assert len(reminded(RAALTE_CLOSES - HOUR + MINUTE)) == 1
    assert reminded(RAALTE_CLOSES - MINUTE) == []


def test_who_began_within_the_hour_knows_how_late_it_is(tender, noord):
    a_draft(tender, noord, now=RAALTE_CLOSES - HOUR + MINUTE)
    assert reminded(RAALTE_CLOSES - MINUTE) == []


def test_what_was_submitted_or_withdrawn_is_not_reminded_of(tender, noord, zuid):
    a_submitted_bid(tender, noord, now=DAYS_BEFORE)
    withdraw(a_submitted_bid(tender, zuid, now=DAYS_BEFORE), by=bidder_of(zuid))
    assert reminded(RAALTE_CLOSES - HOUR) == []


def test_of_a_replacement_it_says_what_stands(tender, noord, supplier):
    bid = a_submitted_bid(tender, noord, now=DAYS_BEFORE)
    reopen(bid, by=supplier, now=DAYS_BEFORE)
    assert reminded(RAALTE_CLOSES - DAY) == [
        "Nog niet ingediend, de vervanging: Medewerker klantportaal - telefonie (27750)"
    ]
    stands = "Wat op woensdag 25 februari 2026, 09:00 uur (CET) is ingediend, blijft gelden"
    assert stands in Message.objects.get().body


@pytest.mark.parametrize("open_again", [False, True])
def test_of_an_unconfirmed_bid_it_says_that_it_takes_no_part(tender, noord, supplier, open_again):
    bid = a_submitted_bid(tender, noord, now=DAYS_BEFORE)
    Tender.objects.filter(pk=tender.pk).update(closes_at=RAALTE_CLOSES + DAY)  # the amendment comes before the last day
    amend(tender, RATE)
    tender.refresh_from_db()
    if open_again:
        reopen(bid, by=supplier, now=IN_TIME)
    assert reminded(tender.closes_at - DAY + HOUR) == [
        "Nog niet bevestigd: Medewerker klantportaal - telefonie (27750)"
    ]
    assert "doet alleen mee als zij vóór de sluiting wordt bevestigd" in Message.objects.get().body


def test_a_closing_that_moved_reminds_anew(tender, noord, clock_at):
    a_draft(tender, noord, now=DAYS_BEFORE)
    assert len(reminded(RAALTE_CLOSES - DAY)) == 1
    clock_at(IN_TIME)
    move_closing(tender, moved(tender), to=[], by=tender.created_by)
    tender.refresh_from_db()
    assert tender.closes_at > RAALTE_CLOSES
    assert reminded(RAALTE_CLOSES - HOUR) == []
    assert len(reminded(tender.closes_at - DAY)) == 1
    assert reminded(tender.closes_at - DAY) == []


def test_the_bidders_who_want_it_get_it_and_nobody_else(tender, noord, zuid, supplier, rival):
    colleague, silent = person("Karel Noord", noord, "bidder"), person("Stella Stil", noord, "bidder")
    MailPreferences.objects.create(user=silent, reminders=False)
    a_draft(tender, noord, now=DAYS_BEFORE)
    reminded(RAALTE_CLOSES - DAY)
    assert set(Message.objects.values_list("email", flat=True)) == {supplier.email, colleague.email}


def test_it_holds_nothing_of_the_content(tender, noord):
    bid = a_draft(
        tender, noord, now=DAYS_BEFORE, candidate="Wiebe Haverkamp", hourly_rate="43,21", motivation="Luistert"
    )
    reminded(RAALTE_CLOSES - DAY)
    message = Message.objects.get()
    assert [
        word for word in ("Haverkamp", "43,21", "Luistert", "cv.pdf") if word in message.subject + message.body
    ] == []
    assert bid.number in message.body
    assert message.key == f"reminder:24:{bid.number}:{stamp(RAALTE_CLOSES)}"


def test_it_asks_as_many_questions_for_bids_that_need_none(tender, noord, zuid):
    """The list is read in one query, however many bids wait that were reminded of already."""
    a_draft(tender, noord, now=DAYS_BEFORE)
    reminded(RAALTE_CLOSES - DAY)
    with CaptureQueriesContext(connection) as one, clock.at(RAALTE_CLOSES - DAY):
        remind(RAALTE_CLOSES - DAY)
    a_draft(tender, zuid, now=DAYS_BEFORE)
    reminded(RAALTE_CLOSES - DAY)
    with CaptureQueriesContext(connection) as two, clock.at(RAALTE_CLOSES - DAY):
        remind(RAALTE_CLOSES - DAY)
    assert len(one) == len(two)


def test_the_command_says_how_many(tender, noord, clock_at):
    a_draft(tender, noord, now=DAYS_BEFORE)
    clock_at(RAALTE_CLOSES - DAY)
    for number in (1, 0):
        out = io.StringIO()
        call_command("remind", "--json", stdout=out)
        assert json.loads(out.getvalue()) == {"mails": number}
