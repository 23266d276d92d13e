"""The spine of an assignment's pages: publication, closing, opening and the stages, with where each stands."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
    """What `parts/spine.html` draws. Four queries; before the opening of the bids only their number."""
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
    }
    return [published, receiving, opened, *_stages(tender)]


def _bids(tender: Tender) -> str:
    count = tender.bids.filter(state=Bid.State.SUBMITTED).count()
    return ngettext("%(count)d bid", "%(count)d bids", count) % {"count": count}


def _stages(tender: Tender) -> list[dict[str, Any]]:
    runs = {run.stage_id: run for run in runs_of(tender)}
    return [
        {
            "name": stage.name,
            "state": RUN_STATES[runs[stage.pk].state] if stage.pk in runs else "waiting",
            "when": runs[stage.pk].closed_at if stage.pk in runs else None,
        }
        for stage in tender.stages.all()
    ]
