"""Closing a run of a stage."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotNow
from accounts.models import User
from audit.services import record
from scoring.models import StageRun
from scoring.stages import BEHAVIOURS, Missing


@dataclass
class Incomplete(Exception):
    """A run that can't close yet, and everything that is missing."""

    missing: list[Missing]


@transaction.atomic
def close_run(run: StageRun, *, by: User, now: datetime) -> None:
    """Close an open run for good. Raises Incomplete, or NotNow when it isn't open or an earlier stage still is."""
    tender = run.stage.tender
    # Locks: a verdict that is being handed in finishes first, or finds the run closed.
    run = StageRun.objects.select_for_update().select_related("stage").get(pk=run.pk)
    run.stage.tender = tender
    if run.state != StageRun.State.OPEN:
        raise NotNow(_("This stage is not open."))
    earlier = StageRun.objects.filter(stage__tender=tender, stage__position__lt=run.stage.position)
    if earlier.filter(state__in=[StageRun.State.OPEN, StageRun.State.WAITING]).exists():
        raise NotNow(_("Close the earlier stage first."))
    behaviour = BEHAVIOURS[run.stage.kind](run)
    missing = behaviour.missing()
    if missing:
        raise Incomplete(missing)
    run.state, run.closed_at, run.closed_by = StageRun.State.CLOSED, now, by
    run.save(update_fields=["state", "closed_at", "closed_by"])
    behaviour.on_close(by=by, now=now)
    record("run.closed", by=by, about=("run", str(run.pk)), tender=tender.number, now=now, stage=run.stage.kind)
