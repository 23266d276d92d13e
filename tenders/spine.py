"""An assignment's way, as far as everyone may know it: dates that were published, never an outcome."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from . import procedure
from .models import Stage, Tender

# kind of stage: the day that the posting gives for it
DAYS = {"comparison": "invitations_by", "interview": "interviews_on"}


def public_spine(tender: Tender, stages: Sequence[Stage], now: datetime) -> list[dict[str, Any]]:
    """For `parts/spine.html`."""
    phase = procedure.phase(tender, now)
    bidding = {"draft": "waiting", "published": "current", "cancelled": "skipped"}.get(phase, "done")
    first = [
        _stop(_("Publication"), "waiting" if phase == "draft" else "done", _published(tender)),
        _stop(_("Open for bids"), bidding, tender.closes_at) | {"until": True},
    ]
    ended = "skipped" if phase == "cancelled" else "waiting"
    later = [_stop(stage.name, ended, _day_of(tender, stage)) for stage in stages]
    return [*first, *later, _stop(_("Award"), ended, None)]


def _stop(name: str, state: str, when: datetime | date | None) -> dict[str, Any]:
    return {"name": name, "state": state, "when": when}


def _published(tender: Tender) -> datetime | None:
    version = tender.rules_versions.first()
    return version.published_at if version else None


def _day_of(tender: Tender, stage: Stage) -> date | None:
    return getattr(tender, DAYS[stage.kind]) if stage.kind in DAYS else None
