"""Who opens: one officer or two within ten minutes, each logged in again; whatever else is tried is refused."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from accounts.access import NotNow
from audit import clock
from audit.models import Event
from candidates.models import Offer, Opening, OpeningConsent
from candidates.services import begin_opening, open_vault
from tenders.models import Assignment, Tender
from tenders.services.people import assign
from tests.candidates.factories import IN_TIME, JUST_AFTER, a_submitted_bid
from tests.conftest import again
from tests.factories import BEFORE_RAALTE_CLOSES, RAALTE_CLOSES, a_person, an_organisation, published_raalte

pytestmark = pytest.mark.django_db
TEN = timedelta(minutes=10)
MOMENT = timedelta(microseconds=1)
OPEN, BEGIN = (reverse(name, args=["27750"]) for name in ("vault_open", "vault_begin"))


@pytest.fixture
def second(broker):
    return a_person("Wim Wachter", broker, "officer")


@pytest.fixture
def tender(officer, second, noord):
    return by_two(officer, second, noord)


def by_two(officer, second, supplier) -> Tender:
    tender = published_raalte(by=officer, opening_officers=2)
    assign(tender, second, "officer", by=officer, now=BEFORE_RAALTE_CLOSES)
    a_submitted_bid(tender, supplier)
    return tender


def begin(tender, officer, now=JUST_AFTER):
    return begin_opening(tender, by=officer, logged_in_at=now, now=now)


def open_it(tender, officer, now):
    return open_vault(tender, by=officer, logged_in_at=now, now=now)


def refused(call, *args, **kwargs):
    with pytest.raises(NotNow) as refusal:
        call(*args, **kwargs)
    assert not Opening.objects.exists()
    assert not Offer.objects.exists()
    return refusal.value.reason


# Two -----------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("after", [timedelta(), timedelta(seconds=1), TEN - MOMENT])
def test_the_second_opens_within_ten_minutes(tender, officer, second, after):
    begin(tender, officer)
    opening = open_it(tender, second, JUST_AFTER + after)
    stamps = ["2026-03-02T08:05:00.000000Z", opening.content["opened_at"]]
    assert opening.content["consents"] == [
        {"officer": person.pk, "at": at, "logged_in_at": at}
        for person, at in zip((officer, second), stamps, strict=True)
    ]
    assert Event.objects.get(act="vault.opened").details["officers"] == [officer.pk, second.pk]
    assert Event.objects.get(act="opening.begun").actor_id == officer.pk


@pytest.mark.parametrize("after", [TEN, TEN + MOMENT, timedelta(days=1)])
def test_at_ten_minutes_it_is_over_and_can_be_begun_again(tender, officer, second, after):
    begin(tender, officer)
    late = JUST_AFTER + after
    assert "Begin de opening opnieuw" in refused(open_it, tender, second, late)
    begin(tender, second, late)
    assert open_it(tender, officer, late + MOMENT).opened_by == officer
    assert OpeningConsent.objects.count() == 2


def test_the_same_person_twice_is_one_person(tender, officer):
    begin(tender, officer)
    assert "zelf begonnen" in refused(open_it, tender, officer, JUST_AFTER + MOMENT)
    assert "al begonnen" in refused(begin, tender, officer, JUST_AFTER + MOMENT)
    assert OpeningConsent.objects.count() == 1


def test_nobody_opens_alone(tender, officer):
    assert "Twee medewerkers" in refused(open_it, tender, officer, JUST_AFTER)


def test_a_second_beginning_beside_the_first_is_refused(tender, officer, second):
    begin(tender, officer)
    assert "u kunt de inschrijvingen openen" in refused(begin, tender, second, JUST_AFTER + MOMENT)


def test_a_consent_that_came_after_the_click_does_not_count(tender, officer, second):
    """The second one's moment was read before the first one's, and the lock came after."""
    begin(tender, officer, JUST_AFTER + MOMENT)
    refused(open_it, tender, second, JUST_AFTER)


def test_who_is_no_officer_any_more_does_not_count(tender, officer, second):
    begin(tender, second)
    Assignment.objects.filter(tender=tender, user=second).delete()
    assert "geen medewerker inhuur" in refused(open_it, tender, officer, JUST_AFTER + MOMENT)


def test_before_the_deadline_nobody_begins(tender, officer, second):
    for now in (IN_TIME, RAALTE_CLOSES - MOMENT):
        refused(begin, tender, officer, now)
        refused(open_it, tender, second, now)
    assert not OpeningConsent.objects.exists()


def test_after_the_opening_each_click_hears_when_it_was(tender, officer, second):
    begin(tender, officer)
    open_it(tender, second, JUST_AFTER + MOMENT)
    for call, person in ((begin, officer), (open_it, second), (open_it, officer)):
        with pytest.raises(NotNow) as refusal:
            call(tender, person, JUST_AFTER + timedelta(minutes=1))
        assert "09:05:00.000" in refusal.value.reason
    assert (Opening.objects.count(), Offer.objects.count()) == (1, 1)


def test_where_one_opens_no_first_one_is_needed(officer, noord):
    tender = published_raalte(by=officer)
    a_submitted_bid(tender, noord)
    refused(begin, tender, officer)
    assert len(open_it(tender, officer, JUST_AFTER).content["consents"]) == 1


def test_a_consent_never_changes(tender, officer):
    begin(tender, officer)
    with pytest.raises(IntegrityError, match="update is refused"), transaction.atomic():
        OpeningConsent.objects.update(at=JUST_AFTER + TEN)


# Logged in again -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("ago", [None, TEN + MOMENT, -MOMENT])
def test_without_a_recent_login_nothing_opens(officer, second, tender, ago):
    stale = None if ago is None else JUST_AFTER - ago
    refused(begin_opening, tender, by=officer, logged_in_at=stale, now=JUST_AFTER)
    begin(tender, officer)
    refused(open_vault, tender, by=second, logged_in_at=stale, now=JUST_AFTER)


def test_a_stale_session_is_sent_to_log_in_and_back(tender, officer, as_user, clock_at):
    clock_at(JUST_AFTER)
    browser = as_user(officer)
    asked = reverse("account_reauthenticate") + "?next=%2Fbeheer%2F27750%2Fopenen%2F"
    assert asked in browser.get(OPEN).content.decode()
    assert [browser.post(action).url for action in (OPEN, BEGIN)] == [asked, asked]
    assert not OpeningConsent.objects.exists()
    again(browser)
    clock_at(JUST_AFTER + TEN + MOMENT)
    assert browser.post(BEGIN).url == asked


# The page ------------------------------------------------------------------------------------------------------------
def test_the_page_leads_two_officers_through_it(tender, officer, second, as_user, clock_at):
    clock_at(JUST_AFTER)
    one, two = again(as_user(officer)), again(as_user(second))
    assert (one.get(OPEN).context["step"], two.get(OPEN).context["step"]) == ("begin", "begin")
    assert one.post(BEGIN).url == OPEN
    clock_at(JUST_AFTER + timedelta(minutes=3))
    waits, opens = one.get(OPEN), two.get(OPEN)
    assert (waits.context["step"], opens.context["step"]) == ("wait", "open")
    for page in (waits.content.decode(), opens.content.decode()):
        assert [name for name in ("Olga Officer", "Wim Wachter", "nog 7 minuten") if name not in page] == []
    assert one.post(OPEN).status_code == 409
    assert two.post(OPEN).url == reverse("opening", args=["27750"])
    told = one.get(OPEN)
    assert (told.status_code, "maandag 2 maart 2026, 09:08:00.000" in told.content.decode()) == (409, True)


def test_when_the_time_is_over_the_page_offers_to_begin_again(tender, officer, second, as_user, clock_at):
    clock_at(JUST_AFTER)
    again(as_user(officer)).post(BEGIN)
    clock_at(JUST_AFTER + TEN)
    two = again(as_user(second))
    page = two.get(OPEN)
    assert (page.context["step"], page.context["stands"]) == ("begin", False)
    assert "Opnieuw beginnen" in page.content.decode()
    assert two.post(OPEN).status_code == 409
    assert two.post(BEGIN).status_code == 302


def test_nobody_but_an_officer_of_this_tender_begins(tender, assessor, auditor, supplier, as_user, clock_at):
    clock_at(JUST_AFTER)
    elsewhere = a_person("Wanda West", an_organisation("Bemiddelaar West", "broker"), "officer")
    for stranger in (assessor, auditor, supplier, elsewhere):
        assert [again(as_user(stranger)).post(action).status_code for action in (OPEN, BEGIN)] == [404, 404]


# At once -------------------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_two_seconds_at_once_open_once(officer, noord, broker):
    second, third = (a_person(name, broker, "officer") for name in ("Wim Wachter", "Tess Tweede"))
    tender = by_two(officer, second, noord)
    assign(tender, third, "officer", by=officer, now=BEFORE_RAALTE_CLOSES)
    begin(tender, officer)
    answers, together = [], Barrier(4)

    def click(person):
        together.wait()
        try:
            answers.append(open_it(tender, person, JUST_AFTER + timedelta(seconds=1)).opened_by.pk)
        except NotNow as refusal:
            answers.append("not now" if "geopend" in refusal.reason else refusal.reason)
        finally:
            connection.close()

    with clock.at(JUST_AFTER):
        threads = [Thread(target=click, args=[person]) for person in (second, third, second, third)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(map(str, answers))[1:] == ["not now"] * 3
    assert (Opening.objects.count(), Offer.objects.count()) == (1, 1)
    assert Event.objects.filter(act="vault.opened").count() == 1
