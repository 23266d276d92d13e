"""The spine of an assignment's pages: publication, closing, opening and the stages, with where each stands."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import access
from candidates.models import Bid
from scoring.models import StageRun
from tenders import procedure
from tenders.models import Tender

from .progress import runs_of

RUN_STATES = {
    StageRun.State.WAITING: "waiting",
    StageRun.State.OPEN: "current",
    StageRun.State.CLOSED: "done",
    StageRun.State.RELEASED: "done",
}


def spine_of(tender: Tender, now: datetime) -> list[dict[str, Any]]:
    """What `parts/spine.html` draws for an officer: what is past leads to its page. Four queries; before the opening of
    the bids only their number."""
    phase = procedure.phase(tender, now)
    version = tender.rules_versions.first()
    published = {
        "name": _("Published") if version else _("Draft"),
        "state": "done" if version else "current",
        "when": version.published_at if version else None,
    }
    receiving = {
        "name": _("Receiving bids"),
        "state": {"draft": "waiting", "published": "current"}.get(phase, "done"),
        "when": tender.closes_at,
        "until": True,
        "count": _bids(tender) if version else "",
    }
    opening = getattr(tender, "opening", None)
    opened = {
        "name": _("Opening"),
        "state": "done" if opening else ("current" if phase == "closed" else "waiting"),
        "when": opening.opened_at if opening else None,
        "url": _page("opening", "opening.read", tender, phase),
    }
    return [published, receiving, opened, *_stages(tender, _page("progress", "runs.read", tender, phase))]


def _page(name: str, act: str, tender: Tender, phase: str) -> str:
    """Its address, where the officer may read it now."""
    readable = access.ask(act, {"officer"}, phase) is access.Outcome.YES
    return reverse(name, args=[tender.number]) if readable else ""


def _bids(tender: Tender) -> str:
    count = tender.bids.filter(state=Bid.State.SUBMITTED).count()
    return ngettext("%(count)d bid", "%(count)d bids", count) % {"count": count}


def _stages(tender: Tender, url: str) -> list[dict[str, Any]]:
    runs = {run.stage_id: run for run in runs_of(tender)}
    return [
        {
            "name": stage.name,
            "state": RUN_STATES[runs[stage.pk].state] if stage.pk in runs else "waiting",
            "when": runs[stage.pk].closed_at if stage.pk in runs else None,
            "url": url if stage.pk in runs and runs[stage.pk].state != StageRun.State.WAITING else "",
        }
        for stage in tender.stages.all()
    ]
