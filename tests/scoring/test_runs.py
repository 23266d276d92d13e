"""Closing the stages: in order, once, and never while something is not assessed."""

import threading
from datetime import timedelta

import pytest
from django.db import close_old_connections, connection
from django.urls import reverse

from accounts.access import NotNow
from audit.models import Event
from candidates.queries import offers_of
from scoring.models import Assessment, Snapshot, StageRun
from scoring.queries.bench import sheet_of
from scoring.queries.progress import phase, runs_of
from scoring.services.opening import open_bids
from scoring.services.runs import Incomplete, close_run
from scoring.services.snapshots import content_of
from scoring.services.verdicts import save_sheet
from tenders.models import Tender
from tests.candidates.factories import JUST_AFTER
from tests.factories import published_raalte
from tests.scoring.factories import (
    ASSESSED,
    BIRDS,
    SCORED,
    Offered,
    bid_of,
    excluded,
    hand_in,
    judged_raalte,
    offered,
    opened_raalte,
    weighted_run,
)

pytestmark = pytest.mark.django_db
QUERIES_OF_PROGRESS = 28


def closing(tender, run: StageRun) -> str:
    return reverse("run_close", args=[tender.number, run.pk])


def judge(tender, *bids: Offered) -> None:
    found = {f"Kandidaat {bid.marker}": bid for bid in bids}
    for offer in offers_of(tender):
        if offer.candidate.name in found:
            offer.bid.tender = tender
            hand_in(offer, found[offer.candidate.name])


def test_the_line_of_stages_leads_back_to_what_is_past(officer, as_user, clock_at):
    tender = opened_raalte(by=officer)
    clock_at(SCORED)
    spine = as_user(officer).get(reverse("tender_manage", args=[tender.number])).context["spine"]
    progress = reverse("progress", args=[tender.number])
    assert [stop.get("url", "") for stop in spine] == [
        "",
        "",
        reverse("opening", args=[tender.number]),
        progress,
        progress,
        "",
        "",
    ]


def test_before_the_opening_no_stage_leads_anywhere(officer, as_user, clock_at):
    tender = published_raalte(by=officer)
    clock_at(JUST_AFTER)
    spine = as_user(officer).get(reverse("tender_manage", args=[tender.number])).context["spine"]
    assert [stop["name"] for stop in spine if stop.get("url")] == []


def test_an_incomplete_run_stays_open_and_names_what_is_missing(officer, as_user, clock_at):
    bids = offered(3)
    tender = opened_raalte(bids, by=officer)
    judge(tender, *bids[:2])
    clock_at(SCORED)
    knock_outs = runs_of(tender)[0]
    response = as_user(officer).post(closing(tender, knock_outs))
    lacking = bid_of(tender, BIRDS[2]).number
    assert response.status_code == 409
    assert [(item.bid_number, item.assessor) for item in response.context["missing"]] == [(lacking, "")]
    assert lacking in response.content.decode()
    knock_outs.refresh_from_db()
    assert knock_outs.state == StageRun.State.OPEN
    assert not Event.objects.filter(act="run.closed").exists()


def test_what_is_begun_names_its_assessor(officer, assessor, as_user, clock_at):
    tender = opened_raalte(offered(1), by=officer, assessors=(assessor,))
    [offer] = offers_of(tender)
    offer.bid.tender = tender
    save_sheet(offer, sheet_of(offer, assessor), by=assessor, hand_in=False, now=ASSESSED)
    clock_at(SCORED)
    response = as_user(officer).post(closing(tender, runs_of(tender)[0]))
    assert [item.assessor for item in response.context["missing"]] == ["Anton Assessor"]


def test_stages_close_in_order_once_each(officer, as_user, clock_at):
    tender = judged_raalte(by=officer)
    knock_outs, weighted = runs_of(tender)[:2]
    clock_at(SCORED)
    client = as_user(officer)
    steps = [(weighted, 409), (knock_outs, 302), (knock_outs, 409), (weighted, 302), (weighted, 409)]
    assert [client.post(closing(tender, run)).status_code for run, _expected in steps] == [
        expected for _run, expected in steps
    ]
    assert phase(tender, SCORED) == "scored"
    assert Snapshot.objects.count() == 1
    closed = Event.objects.filter(act="run.closed").order_by("sequence")
    assert [(event.object_id, event.actor_id) for event in closed] == [
        (str(knock_outs.pk), officer.pk),
        (str(weighted.pk), officer.pk),
    ]


def test_a_stage_that_waits_does_not_close(officer, as_user, clock_at):
    tender = judged_raalte(by=officer)
    clock_at(SCORED)
    comparison = runs_of(tender)[2]
    assert as_user(officer).post(closing(tender, comparison)).status_code == 409


def test_a_run_of_another_tender_is_not_there(officer, as_user, clock_at):
    tender = judged_raalte(offered(1), by=officer)
    other = opened_raalte((Offered("Zwaluw"),), number="27751", by=officer)
    clock_at(SCORED)
    assert as_user(officer).post(closing(tender, runs_of(other)[0])).status_code == 404


def test_a_failed_knock_out_needs_no_scores_to_close(officer):
    bids = (*offered(2), *excluded("Zwaluw", fails=(1, 3)))
    tender = judged_raalte(bids, by=officer)
    for run in runs_of(tender)[:2]:
        close_run(run, by=officer, now=SCORED)
    snapshot = content_of(weighted_run(tender).snapshots.get())
    assert [(out["ref"], out["knock_outs"]) for out in snapshot["result"]["excluded"]] == [
        (bid_of(tender, "Zwaluw").number, [1, 3])
    ]
    assert len(snapshot["result"]["places"]) == 2


def test_nobody_bid_closes_to_an_empty_ranking(officer, as_user, clock_at):
    tender = published_raalte(by=officer)
    open_bids(tender, by=officer, logged_in_at=JUST_AFTER, now=JUST_AFTER)
    tender = Tender.objects.get()
    clock_at(SCORED)
    client = as_user(officer)
    for run in runs_of(tender)[:2]:
        assert client.post(closing(tender, run)).status_code == 302
    page = client.get(reverse("ranking", args=[tender.number]))
    assert page.status_code == 200
    assert page.context["table"].ranking.shortlist == ()


def test_the_progress_page_takes_the_same_queries_for_one_bid_and_three(
    officer, as_user, clock_at, django_assert_num_queries
):
    one = opened_raalte((Offered("Zwaluw"),), number="27751", by=officer)
    three = opened_raalte(offered(3), number="27752", by=officer)
    clock_at(ASSESSED)
    client = as_user(officer)
    for tender in (one, three):
        with django_assert_num_queries(QUERIES_OF_PROGRESS):
            assert client.get(reverse("progress", args=[tender.number])).status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(5))
def test_a_sheet_handed_in_while_the_run_closes_counts_or_is_refused(officer, assessor, clock_at, attempt):
    """Two at once: what the assessor takes back is missing and the run stays open, or the run is closed and nothing
    is taken back."""
    tender = judged_raalte(offered(2), by=officer, assessors=(assessor,))
    close_run(runs_of(tender)[0], by=officer, now=SCORED)
    offer = offers_of(tender)[0]
    offer.bid.tender = tender
    sheet = sheet_of(offer, assessor)
    start, outcome = threading.Barrier(2), {}

    def at_once(name, act) -> None:
        try:
            start.wait(10)
            act()
            outcome[name] = "done"
        except (NotNow, Incomplete) as refusal:
            outcome[name] = type(refusal).__name__
        finally:
            connection.close()

    def take_back() -> None:
        save_sheet(offer, sheet, by=assessor, hand_in=False, now=SCORED)

    def close() -> None:
        close_run(runs_of(tender)[1], by=officer, now=SCORED + timedelta(seconds=1))

    threads = [
        threading.Thread(target=at_once, args=("assessor", take_back)),
        threading.Thread(target=at_once, args=("officer", close)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    close_old_connections()
    handed_in = not Assessment.objects.filter(run__stage__kind="weighted", handed_in_at=None).exists()
    state = weighted_run(tender).state
    assert (outcome, state, handed_in) in [
        ({"assessor": "done", "officer": "Incomplete"}, "open", False),
        ({"assessor": "NotNow", "officer": "done"}, "closed", True),
    ]
