"""From the final points to the client: the draw at an open tie, and the release of the shortlist."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotNow
from accounts.models import User
from audit.services import record
from candidates.models import Bid
from scoring.models import Draw, Shortlist, ShortlistEntry, Snapshot, StageRun

from . import snapshots


@dataclass(frozen=True)
class Drawing:
    """A draw as it happened: the bids' numbers, first drawn first; when, by whom and how."""

    lots: Sequence[str]
    drawn_at: datetime
    drawn_by: str
    method: str


@dataclass
class DrawRefused(Exception):
    """A draw that can't be recorded, and why."""

    message: str


@transaction.atomic
def record_draw(run: StageRun, drawing: Drawing, *, by: User, now: datetime) -> Snapshot:
    """Keep the drawn order of the tie at the cut, and the ranking that follows from it."""
    run = _locked(run)
    tied = snapshots.content_of(_last(run))["result"]["open_at_cut"]
    if not tied:
        raise NotNow(_("No tie at the cut is open."))
    if sorted(drawing.lots) != sorted(tied):
        raise DrawRefused(_("Give every tied bid its own place in the drawn order."))
    if drawing.drawn_at > now:
        raise DrawRefused(_("The draw lies in the future."))
    # People write the minute: the one in which the points became final counts as after it.
    if drawing.drawn_at < run.closed_at.replace(second=0, microsecond=0):
        raise DrawRefused(_("The draw lies before the points were final."))
    Draw.objects.create(
        run=run,
        lots=list(drawing.lots),
        drawn_at=drawing.drawn_at,
        drawn_by=drawing.drawn_by,
        method=drawing.method,
        entered_at=now,
        entered_by=by,
    )
    snapshot = snapshots.take_snapshot(run, by=by, now=now)
    record(
        "draw.recorded",
        by=by,
        about=("run", str(run.pk)),
        tender=run.stage.tender.number,
        now=now,
        lots=list(drawing.lots),
        snapshot=snapshot.sha256,
    )
    return snapshot


@transaction.atomic
def release(run: StageRun, *, by: User, now: datetime) -> Shortlist:
    """Hand the shortlist to the client. Raises NotNow while a tie at the cut is open, and the second time."""
    run = _locked(run)
    if run.state != StageRun.State.CLOSED:
        raise NotNow(_("The shortlist was released already, or its points are not final."))
    snapshot = _last(run)
    result = snapshots.content_of(snapshot)["result"]
    if result["open_at_cut"]:
        raise NotNow(_("A tie at the cut is still open: record the drawn order first."))
    run.state, run.released_at = StageRun.State.RELEASED, now
    run.save(update_fields=["state", "released_at"])
    shortlist = Shortlist.objects.create(run=run, snapshot=snapshot, released_at=now, released_by=by)
    ShortlistEntry.objects.bulk_create(_entries(shortlist, run, result))
    record(
        "shortlist.released",
        by=by,
        about=("run", str(run.pk)),
        tender=run.stage.tender.number,
        now=now,
        bids=result["shortlist"],
        snapshot=snapshot.sha256,
    )
    return shortlist


def _entries(shortlist: Shortlist, run: StageRun, result: dict) -> list[ShortlistEntry]:
    bids = {bid.number: bid for bid in Bid.objects.filter(tender=run.stage.tender, number__in=result["shortlist"])}
    return [
        ShortlistEntry(
            shortlist=shortlist,
            bid=bids[place["ref"]],
            place=place["place"],
            position=position,
            points=place["points"] * 100,
            hourly_rate_cents=_cents(place["hourly_rate"]),
            decided_by=place["decided_by"] or "",
        )
        for position, place in enumerate(result["places"], start=1)
        if place["shortlisted"]
    ]


def _cents(rate: str | None) -> int | None:
    return None if rate is None else int(rate.replace(".", ""))


def _locked(run: StageRun) -> StageRun:
    tender = run.stage.tender
    run = StageRun.objects.select_for_update(of=("self",)).select_related("stage").get(pk=run.pk)
    run.stage.tender = tender
    return run


def _last(run: StageRun) -> Snapshot:
    snapshot = run.snapshots.last()
    if snapshot is None:
        raise NotNow(_("The points are not final yet."))
    return snapshot
