"""The deadline: no bid at it or after it, no refusal before it, by the clock of the database and no other."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.urls import reverse

from accounts.templatetags.weegschaal import moment_ms
from audit import clock
from audit.models import Event
from candidates import vault
from candidates.models import Bid, BidVersion
from candidates.numbers import new_number
from candidates.services import Refusal, Why, submit
from tenders.models import Tender
from tests.candidates.factories import IN_TIME, a_draft, bidder_of, suppliers
from tests.durability.servers import Server, form
from tests.factories import published_raalte
from tests.tenders.pages import form_on

# SQLite has one writer at a time and no clock of its own: there a few show that the same holds.
POSTGRES = "postgres" in os.environ.get("DATABASE_URL", "")
THREADS, ARRIVALS = (50, 200) if POSTGRES else (8, 40)
EARLIEST, LATEST = -2.0, 2.0  # seconds from the closing
SHIFTS = (-600, 600)
ON_POSTGRES = pytest.mark.skipif(not POSTGRES, reason="SQLite has no clock of its own")


def drafts(number):
    """Complete drafts of as many suppliers, all with the CV of the first."""
    tender = published_raalte()
    first, *others = suppliers(number)
    bid = a_draft(tender, first, now=IN_TIME)
    draft = vault.read_draft(bid, by=bidder_of(first))
    with transaction.atomic():
        return [bid, *(_copy(bid, draft, supplier) for supplier in others)]


def _copy(bid, draft, supplier):
    by = bidder_of(supplier)
    copy = Bid.objects.create(
        number=new_number(),
        key_id=vault.new_key(),
        tender=bid.tender,
        supplier=supplier,
        started_by=by,
        started_at=bid.started_at,
    )
    vault.write_draft(copy, draft, by=by)
    return copy


def closes_in(tender, seconds):
    closes_at = clock.now() + timedelta(seconds=seconds)
    Tender.objects.filter(pk=tender.pk).update(closes_at=closes_at)
    return closes_at


def wait_until(closes_at, offset):
    """Until that many seconds from the closing on the database's clock, to within its own precision."""
    time.sleep(max(0.0, (closes_at - clock.now()).total_seconds() + offset))


@dataclass(frozen=True)
class Arrival:
    """The database's clock before and after the attempt, and the moment that the attempt itself was given."""

    before: datetime
    at: datetime
    after: datetime
    taken: bool


def contradictions(arrivals, closes_at):
    """Every arrival that was judged by another clock, or wrongly by this one."""
    return [
        each
        for each in arrivals
        if each.taken != (each.at < closes_at)
        or not each.before <= each.at <= each.after
        or (each.after < closes_at and not each.taken)
        or (each.before >= closes_at and each.taken)
    ]


# Fifty at once -------------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_from_many_threads_none_is_taken_at_the_deadline_and_none_refused_before_it():
    bids = drafts(ARRIVALS)
    people = {bid.pk: bidder_of(bid.supplier) for bid in bids}
    for person in people.values():
        list(person.memberships.all())
    step = (LATEST - EARLIEST) / (ARRIVALS - 1)
    closes_at = closes_in(bids[0].tender, 4)

    def arrive(place):
        bid = bids[place]
        try:
            wait_until(closes_at, EARLIEST + place * step)
            before = clock.now()
            outcome = submit(bid, token=uuid4(), by=people[bid.pk])
            late = isinstance(outcome, Refusal)
            assert not late or outcome.why is Why.LATE
            at = outcome.at if late else outcome.submitted_at
            return Arrival(before, at, clock.now(), taken=not late)
        finally:
            connection.close()

    # Each thread takes the next arrival: those of before the closing and of after it are on their way together.
    with ThreadPoolExecutor(THREADS) as pool:
        arrivals = list(pool.map(arrive, range(ARRIVALS)))
    assert contradictions(arrivals, closes_at) == []
    taken = sum(each.taken for each in arrivals)
    assert 0 < taken < ARRIVALS
    assert BidVersion.objects.count() == taken
    assert not BidVersion.objects.filter(submitted_at__gte=closes_at).exists()
    refused = Event.objects.filter(act="bid.refused")
    assert refused.count() == ARRIVALS - taken
    assert not refused.filter(at__lt=closes_at).exists()


# Another clock in the program ----------------------------------------------------------------------------------------
@ON_POSTGRES
@pytest.mark.parametrize("shift", SHIFTS)
@pytest.mark.django_db(transaction=True)
def test_a_server_whose_own_clock_is_off_decides_the_same(shift, settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    offsets = [-1.0, -0.5, -0.2, 0.0, 0.2, 0.5, 1.0]
    bids = drafts(len(offsets))
    ways = [a_submission_of(bid) for bid in bids]
    skewed = Path(__file__).parent / "skewed"
    server = Server(PYTHONPATH=str(skewed), CLOCK_SHIFT=str(shift))
    try:
        server.start()
        closes_at = closes_in(bids[0].tender, 4)

        def arrive(place):
            try:
                path, sent = ways[place]
                wait_until(closes_at, offsets[place])
                before = clock.now()
                answer = server.post(path, **sent)
                after = clock.now()
                own = float(answer.headers["X-Own-Clock"]) - after.timestamp()
                return answer.status, before, after, own
            finally:
                connection.close()

        with ThreadPoolExecutor(len(offsets)) as pool:
            answers = list(pool.map(arrive, range(len(offsets))))
    finally:
        server.kill()
    assert all(abs(own - shift) < 60 for *_rest, own in answers), "the server's clock was right: nothing is proven"
    arrivals = [
        Arrival(before, moment_of(bid), after, taken=status == 302)
        for bid, (status, before, after, _own) in zip(bids, answers, strict=True)
    ]
    assert {status for status, *_rest in answers} == {302, 409}
    assert contradictions(arrivals, closes_at) == []


def a_submission_of(bid):
    by = bidder_of(bid.supplier)
    seen = {
        "token": str(uuid4()),
        "checked": vault.read_draft(bid, by=by).fingerprint,
        "rules": bid.tender.rules_versions.latest("version").sha256,
    }
    return reverse("bid_submit", args=[bid.number]), form(by, seen)


def moment_of(bid):
    version = bid.versions.first()
    return version.submitted_at if version else Event.objects.get(act="bid.refused", object_id=bid.number).at


# The two Sundays on which the clock is changed -----------------------------------------------------------------------
MICROSECOND = timedelta(microseconds=1)
UTC = ZoneInfo("UTC")
SPRING = datetime(2026, 3, 29, 1, 0, tzinfo=UTC)  # 02:00 becomes 03:00
AUTUMN = datetime(2026, 10, 25, 1, 0, tzinfo=UTC)  # 03:00 becomes 02:00


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("closes_at", "closed", "just_before"),
    [
        (SPRING, "zondag 29 maart 2026, 03:00:00.000 uur (CEST)", "01:59:59.999 uur (CET)"),
        (SPRING + timedelta(hours=1), "zondag 29 maart 2026, 04:00:00.000 uur (CEST)", "03:59:59.999 uur (CEST)"),
        # The first and the second 02:30 of that night: an hour apart, told apart by the zone.
        (AUTUMN - timedelta(minutes=30), "zondag 25 oktober 2026, 02:30:00.000 uur (CEST)", "02:29:59.999 uur (CEST)"),
        (AUTUMN + timedelta(minutes=30), "zondag 25 oktober 2026, 02:30:00.000 uur (CET)", "02:29:59.999 uur (CET)"),
        (AUTUMN, "zondag 25 oktober 2026, 02:00:00.000 uur (CET)", "02:59:59.999 uur (CEST)"),
    ],
)
def test_when_the_clock_is_changed_the_moment_decides_and_both_are_shown_with_their_zone(
    closes_at, closed, just_before, noord, zuid, rival, as_user, clock_at
):
    tender = published_raalte()
    Tender.objects.filter(pk=tender.pk).update(closes_at=closes_at)
    in_time, late = a_draft(tender, noord), a_draft(tender, zuid)
    with clock.at(closes_at - MICROSECOND):
        version = submit(in_time, token=uuid4(), by=bidder_of(noord))
    assert isinstance(version, BidVersion)
    assert moment_ms(version.submitted_at).endswith(just_before)
    clock_at(closes_at - timedelta(minutes=1))
    browser = as_user(rival)
    fields = form_on(browser.get(reverse("bid_check", args=[late.number])), "indienen/")
    clock_at(closes_at)
    answer = browser.post(reverse("bid_submit", args=[late.number]), fields)
    assert answer.status_code == 409
    assert answer.content.decode().count(closed) == 2  # closed on, and the attempt
    stored = Bid.objects.get(pk=late.pk).tender.closes_at
    assert (stored, stored.utcoffset()) == (closes_at, timedelta(0))


@pytest.mark.django_db
def test_an_hour_later_on_the_wall_may_be_the_same_hour_for_the_deadline(noord):
    """A closing at the first 02:30 is past at the second 02:15, though a clock on the wall says less."""
    tender = published_raalte()
    Tender.objects.filter(pk=tender.pk).update(closes_at=AUTUMN - timedelta(minutes=30))
    bid = a_draft(tender, noord)
    with clock.at(AUTUMN + timedelta(minutes=15)):
        refusal = submit(bid, token=uuid4(), by=bidder_of(noord))
    assert refusal.why is Why.LATE
    assert moment_ms(refusal.at).endswith("02:15:00.000 uur (CET)")
    assert moment_ms(refusal.closes_at).endswith("02:30:00.000 uur (CEST)")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "at", "why"),
    [("2026-03-29", "02:30", "bestaat niet"), ("2026-10-25", "02:30", "twee keer")],
)
def test_a_closing_that_does_not_exist_or_comes_twice_is_refused_where_it_is_moved(
    day, at, why, officer, as_user, clock_at
):
    tender = published_raalte(by=officer)
    clock_at(IN_TIME)
    browser = as_user(officer)
    page = browser.get(reverse("closing_move", args=[tender.number]))
    fields = form_on(page) | {"closes_at_0": day, "closes_at_1": at, "reason": "Meer tijd."}
    answer = browser.post(reverse("closing_move", args=[tender.number]), fields)
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert Tender.objects.get(pk=tender.pk).closes_at == tender.closes_at
