"""A closing that has passed stays, but for an outage at the closing while the bids are sealed; and who decides."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.access import NotNow
from audit import clock
from audit.clock import AMSTERDAM
from audit.models import Event
from candidates.models import BidVersion
from candidates.queries import interested
from candidates.services import open_vault, submit
from tenders.models import Amendment, ClosingRequest, Outage, Tender
from tenders.outages import OutageReport, problems
from tenders.procedure import phase
from tenders.rulesbook import canonical, digest, rules_of
from tenders.sections import SECTIONS
from tenders.services.amending import CannotAmend, Closing, changes_stamp, move_closing, publish_amendment, save_amended
from tenders.services.closing import OutageRefused, agree, ask_to_move, reopen, take_back
from tenders.services.drafting import ChangedMeanwhile, stamp
from tenders.services.following import follow
from tenders.services.questions import ask
from tests.candidates.factories import IN_TIME, a_draft, a_submitted_bid, bidder_of, opened
from tests.factories import (
    BEFORE_RAALTE_CLOSES,
    RAALTE_CLOSES,
    a_person,
    an_organisation,
    published_by_two,
    published_raalte,
)
from tests.tenders.pages import form_on

pytestmark = pytest.mark.django_db
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
NOW = RAALTE_CLOSES + 2 * HOUR
MOVE, REOPEN, AGREE, TAKE_BACK, MANAGE = (
    reverse(name, args=["27750"])
    for name in ("closing_move", "closing_reopen", "closing_agree", "closing_take_back", "tender_manage")
)


def an_outage(began=-HOUR, ended=HOUR, **changes) -> OutageReport:
    """An hour before the closing until an hour after it; `began` and `ended` are counted from the closing."""
    told = {
        "what": "De site gaf een foutmelding.",
        "evidence": "Meting elke minuut, bijlage 1.",
        "contact": "Bel Olga.",
    }
    return OutageReport(RAALTE_CLOSES + began, RAALTE_CLOSES + ended, **told | changes)


def until(moment: datetime) -> Closing:
    return Closing({"closes_at": moment}, "De site was niet bereikbaar.")


@pytest.fixture
def second(broker):
    return a_person("Wim Wachter", broker, "officer")


@pytest.fixture
def tender(officer, clock_at) -> Tender:
    tender = published_raalte(by=officer)
    clock_at(NOW)
    return tender


@pytest.fixture
def by_two(officer, second, clock_at) -> Tender:
    tender = published_by_two(by=officer, second=second)
    clock_at(NOW)
    return tender


def reopened(tender, closing=None, outage=None):
    return reopen(
        tender, closing or until(NOW + 3 * HOUR), outage or an_outage(), to=interested(tender), by=tender.created_by
    )


# When ----------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("began", "ended", "least", "wrong"),
    [
        (-HOUR, HOUR, 2 * HOUR, {}),
        (-MINUTE, MINUTE, HOUR, {}),  # at least an hour
        (-MINUTE, timedelta(), HOUR, {}),  # until the closing itself
        (-5 * HOUR, HOUR, 6 * HOUR, {}),
        (-HOUR, -MINUTE, 9 * HOUR, {"ended_at"}),  # over before the closing
        (timedelta(), HOUR, 9 * HOUR, {"began_at"}),  # begun at the closing: until then it went
        (MINUTE, HOUR, 9 * HOUR, {"began_at"}),
        (-HOUR, 3 * HOUR, 9 * HOUR, {"ended_at"}),  # still to come
        (-HOUR, -HOUR, 9 * HOUR, {"ended_at"}),
    ],
)
def test_the_outage_overlaps_the_closing_and_time_is_given_back(began, ended, least, wrong):
    outage, closed_at = an_outage(began, ended), RAALTE_CLOSES
    found = problems(outage, closed_at=closed_at, closes_at=NOW + least, now=NOW)
    assert set(found) == set(wrong)
    if not wrong:
        early = problems(outage, closed_at=closed_at, closes_at=NOW + least - timedelta(microseconds=1), now=NOW)
        assert set(early) == {"closes_at"}


def test_it_is_open_again_until_the_new_closing_under_a_rules_version_of_its_own(tender, noord):
    with clock.at(IN_TIME):
        draft = a_draft(tender, noord)
    amendment = reopened(tender)
    tender.refresh_from_db()
    assert (tender.closes_at, phase(tender, NOW)) == (NOW + 3 * HOUR, "published")
    version = tender.rules_versions.last()
    assert (version.version, version.sha256, amendment.rules_version) == (
        2,
        digest(canonical(rules_of(tender))),
        version,
    )
    assert (amendment.asks_again, amendment.reason) == (False, "De site was niet bereikbaar.")
    assert isinstance(submit(draft, token=uuid4(), by=bidder_of(noord)), BidVersion)
    with clock.at(tender.closes_at):
        assert phase(tender, clock.now()) == "closed"
        record = opened(tender, now=tender.closes_at).content
    assert [(each["closed_at"], each["amendment"]) for each in record["outages"]] == [
        ("2026-03-02T08:00:00.000000Z", 1)
    ]


def test_a_bid_from_before_stands_as_it_is(tender, noord):
    bid = a_submitted_bid(tender, noord)
    reopened(tender)
    record = opened(tender, now=NOW + 3 * HOUR).content
    assert ([line["bid"] for line in record["bids"]], record["unconfirmed"]) == ([bid.number], [])


def test_its_record_and_its_events_stay(tender, officer):
    amendment = reopened(tender)
    outage = Outage.objects.get()
    assert (outage.amendment, outage.closed_at, outage.sha256) == (amendment, RAALTE_CLOSES, an_outage().sha256)
    assert (outage.reported_by, outage.agreed_by) == (officer, None)
    event = Event.objects.get(act="closing.reopened")
    assert (event.actor_id, event.details["sha256"], event.details["amendment"]) == (officer.pk, outage.sha256, 1)
    assert Event.objects.get(act="amendment.published").details["closed_at"] == "2026-03-02T08:00:00.000000Z"
    with pytest.raises(IntegrityError, match="update is refused"), transaction.atomic():
        Outage.objects.update(what="Niets.")


def test_everybody_concerned_is_mailed_once(tender, noord, zuid, django_capture_on_commit_callbacks):
    with clock.at(IN_TIME):
        a_draft(tender, noord)
        a_submitted_bid(tender, zuid)
    west = an_organisation("West Werk", "supplier")
    asker, follower = (
        a_person("Vera Vraagt", west, "bidder"),
        a_person("Fien Volgt", an_organisation("Oost", "supplier")),
    )
    with clock.at(BEFORE_RAALTE_CLOSES):
        ask(tender, text="Kan het ook later?", supplier=west, by=asker, now=clock.now())
    follow(tender, by=follower, now=IN_TIME)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        reopened(tender)
    people = [bidder_of(noord), bidder_of(zuid), asker, follower]
    assert sorted(message.to[0] for message in mail.outbox) == sorted(person.email for person in people)
    body = mail.outbox[0].body
    assert "maandag 2 maart 2026, 14:00 uur" in body
    assert "De site was niet bereikbaar." in body
    assert "weer open voor inschrijving" in mail.outbox[0].subject.lower() + body.lower()


# Never else ----------------------------------------------------------------------------------------------------------
def test_before_the_closing_and_after_the_opening_nothing_is_reopened(tender, officer):
    with clock.at(RAALTE_CLOSES - timedelta(microseconds=1)), pytest.raises(NotNow):
        reopened(tender)
    open_vault(tender, by=officer, logged_in_at=NOW, now=NOW)
    with pytest.raises(NotNow):
        reopened(tender)
    assert not Outage.objects.exists()


def test_without_an_outage_at_the_closing_nothing_is_reopened(tender):
    for outage in (an_outage(-HOUR, -MINUTE), an_outage(MINUTE, HOUR)):
        with pytest.raises(OutageRefused):
            reopened(tender, until(NOW + 9 * HOUR), outage)
    with pytest.raises(OutageRefused) as refusal:
        reopened(tender, until(NOW + 2 * HOUR - MINUTE))
    assert "maandag 2 maart 2026, 13:0" in refusal.value.problems["closes_at"]
    tender.refresh_from_db()
    assert tender.closes_at == RAALTE_CLOSES


def test_a_second_outage_at_the_new_closing_counts_from_that_one(tender):
    reopened(tender)
    later = NOW + 4 * HOUR
    outage = an_outage(4 * HOUR, 6 * HOUR)
    with clock.at(later):
        tender.refresh_from_db()
        reopened(tender, until(later + 2 * HOUR), outage)
    assert [each.closed_at for each in Outage.objects.all()] == [RAALTE_CLOSES, NOW + 3 * HOUR]


# Two officers --------------------------------------------------------------------------------------------------------
def test_one_asks_and_another_agrees(by_two, officer, second):
    with pytest.raises(NotNow):
        reopened(by_two)
    asked = ask_to_move(by_two, until(NOW + 3 * HOUR), outage=an_outage(), by=officer)
    with pytest.raises(NotNow, match="zelf"):
        agree(by_two, seen=asked.sha256, to=[], by=officer)
    with pytest.raises(ChangedMeanwhile):
        agree(by_two, seen="0" * 64, to=[], by=second)
    by_two.refresh_from_db()
    assert by_two.closes_at == RAALTE_CLOSES
    agree(by_two, seen=asked.sha256, to=[], by=second)
    by_two.refresh_from_db()
    outage = Outage.objects.get()
    assert (by_two.closes_at, outage.reported_by, outage.agreed_by) == (NOW + 3 * HOUR, officer, second)
    assert not ClosingRequest.objects.exists()
    with pytest.raises(NotNow):
        agree(by_two, seen=asked.sha256, to=[], by=second)


def test_what_was_asked_can_come_too_late(by_two, officer, second):
    asked = ask_to_move(by_two, until(NOW + 3 * HOUR), outage=an_outage(), by=officer)
    with clock.at(NOW + HOUR + MINUTE), pytest.raises(OutageRefused):
        agree(by_two, seen=asked.sha256, to=[], by=second)
    open_vault(by_two, by=officer, logged_in_at=NOW, now=NOW)
    with pytest.raises(NotNow):
        agree(by_two, seen=asked.sha256, to=[], by=second)


def test_moving_before_the_closing_takes_two_as_well(officer, second, clock_at):
    tender = published_by_two(by=officer, second=second)
    clock_at(IN_TIME)
    week = timedelta(days=7)
    closing = Closing(
        {"closes_at": RAALTE_CLOSES + week, "invitations_by": tender.invitations_by + week,
         "interviews_on": tender.interviews_on + week}, "Meer tijd.",
    )  # fmt: skip
    with pytest.raises(CannotAmend):
        move_closing(tender, closing, to=[], by=officer)
    content = SECTIONS["planning"].read(tender) | closing.dates
    draft = save_amended(
        tender, SECTIONS["planning"], content, seen=stamp(SECTIONS["planning"].read(tender)), by=officer
    )
    with pytest.raises(CannotAmend):
        publish_amendment(tender, reason="Meer tijd.", seen=changes_stamp(draft.changes), to=[], by=officer)
    asked = ask_to_move(tender, closing, by=officer)
    assert not Amendment.objects.exists()
    agree(tender, seen=asked.sha256, to=[], by=second)
    tender.refresh_from_db()
    assert (tender.closes_at, Amendment.objects.get().reason) == (RAALTE_CLOSES + week, "Meer tijd.")
    assert Event.objects.get(act="amendment.published").details["asked_by"] == officer.pk


def test_a_request_can_be_taken_back(by_two, officer, second):
    asked = ask_to_move(by_two, until(NOW + 3 * HOUR), outage=an_outage(), by=officer)
    take_back(by_two, by=officer, now=NOW)
    take_back(by_two, by=officer, now=NOW)
    with pytest.raises(NotNow):
        agree(by_two, seen=asked.sha256, to=[], by=second)
    assert Event.objects.filter(act="closing.taken_back").count() == 1


# The pages -----------------------------------------------------------------------------------------------------------
def filled(browser, **changes):
    fields = form_on(browser.get(REOPEN), "storing/")
    typed = {
        "began_at_0": "2026-03-02", "began_at_1": "08:00", "ended_at_0": "2026-03-02", "ended_at_1": "10:00",
        "what": "De site gaf een foutmelding.", "evidence": "Meting elke minuut.", "contact": "Bel Olga.",
        "closes_at_0": "2026-03-02", "closes_at_1": "14:00", "reason": "De site was niet bereikbaar.",
    }  # fmt: skip
    return fields | typed | changes


def test_an_officer_reports_and_reopens_from_the_page(tender, officer, as_user, client):
    browser = as_user(officer)
    assert REOPEN in browser.get(MANAGE).content.decode()
    assert browser.post(REOPEN, filled(browser)).url == MANAGE
    tender.refresh_from_db()
    assert tender.closes_at == datetime(2026, 3, 2, 14, 0, tzinfo=AMSTERDAM)
    public = client.get(tender.get_absolute_url()).content.decode()
    said = [
        "De storing bij de sluiting",
        "De site gaf een foutmelding.",
        "Meting elke minuut.",
        Outage.objects.get().sha256,
    ]
    assert [each for each in said if each not in public] == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ended_at_1": "08:30"}, "De storing was voorbij vóór de sluiting"),
        ({"began_at_1": "09:00"}, "De storing moet daarvóór zijn begonnen"),
        ({"ended_at_1": "11:30"}, "Dit moment moet nog komen"),
        ({"closes_at_1": "12:30"}, "minstens zo lang als de storing duurde"),
        ({"closes_at_1": "08:30"}, "kan alleen naar later"),
        ({"evidence": " "}, "verplicht"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(tender, officer, as_user, changes, said):
    browser = as_user(officer)
    answer = browser.post(REOPEN, filled(browser, **changes))
    text = answer.content.decode()
    assert (answer.status_code, said in text, "De site gaf een foutmelding." in text) == (422, True, True)
    assert not Outage.objects.exists()


def test_two_officers_go_through_the_pages(by_two, officer, second, as_user):
    one, two = as_user(officer), as_user(second)
    assert one.post(REOPEN, filled(one)).url == AGREE
    assert one.get(AGREE).context["is_own"]
    for browser, address in ((one, reverse("vault_open", args=["27750"])), (two, AGREE)):
        assert AGREE in browser.get(MANAGE).content.decode()
        [pile] = browser.get(reverse("home")).context["piles"]
        assert [(item.url, item.needs_you) for item in pile.items] == [(address, True)]
    assert "Meting elke minuut." in two.get(AGREE).content.decode()
    assert two.post(AGREE, {"seen": "x"}).url == AGREE
    assert two.post(AGREE, form_on(two.get(AGREE), "instemmen/")).url == MANAGE
    assert Outage.objects.get().agreed_by == second
    assert two.get(AGREE).status_code == 409


def test_what_was_not_agreed_to_before_the_closing_asks_nobody_any_more(officer, second, clock_at, as_user):
    tender = published_by_two(by=officer, second=second)
    clock_at(IN_TIME)
    ask_to_move(tender, until(RAALTE_CLOSES + 2 * HOUR), by=officer)
    browser = as_user(second)
    assert AGREE in browser.get(MANAGE).content.decode()
    clock_at(NOW)
    for page in (MANAGE, reverse("home")):
        assert AGREE not in browser.get(page).content.decode()
    assert browser.post(AGREE, form_on(browser.get(AGREE), "instemmen/")).status_code == 409


def test_the_request_is_taken_back_from_its_page(by_two, officer, as_user):
    browser = as_user(officer)
    browser.post(REOPEN, filled(browser))
    assert browser.post(TAKE_BACK).url == MANAGE
    assert not ClosingRequest.objects.exists()


def test_moving_the_closing_asks_the_second_officer(officer, second, clock_at, as_user):
    published_by_two(by=officer, second=second)
    clock_at(IN_TIME)
    one, two = as_user(officer), as_user(second)
    later = {
        "closes_at_0": "2026-03-09",
        "invitations_by": "2026-03-10",
        "interviews_on": "2026-03-12",
        "reason": "Tijd.",
    }
    assert one.post(MOVE, form_on(one.get(MOVE), "sluiting/") | later).url == AGREE
    assert two.post(AGREE, form_on(two.get(AGREE), "instemmen/")).url == MANAGE
    assert Tender.objects.get().closes_at == RAALTE_CLOSES + timedelta(days=7)


def test_who_takes_back_what_was_agreed_to_meanwhile_is_not_told_that_nothing_changed(by_two, officer, second, as_user):
    asked = ask_to_move(by_two, until(NOW + 3 * HOUR), outage=an_outage(), by=officer)
    agree(by_two, seen=asked.sha256, to=[], by=second)
    page = as_user(officer).post(TAKE_BACK, follow=True).content.decode()
    assert "Er was geen verzoek meer." in page
    assert "blijft zoals" not in page
    assert not Event.objects.filter(act="closing.taken_back").exists()
