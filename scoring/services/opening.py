"""Opening the bids of a tender, and with them the stages that are judged from the CV."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.services import record
from candidates.models import Opening
from candidates.services.opening import open_vault
from scoring.models import StageRun
from scoring.stages import BEHAVIOURS
from tenders.models import Tender


@transaction.atomic
def open_bids(tender: Tender, *, by: User, logged_in_at: datetime | None, now: datetime) -> Opening:
    """Open the vault and begin the assessment. Raises as `open_vault` does, and then nothing is opened."""
    opening = open_vault(tender, by=by, logged_in_at=logged_in_at, now=now)
    for stage in tender.stages.all():
        opens = BEHAVIOURS[stage.kind].opens_with_the_vault
        run = StageRun.objects.create(
            stage=stage,
            state=StageRun.State.OPEN if opens else StageRun.State.WAITING,
            opened_at=now if opens else None,
        )
        if opens:
            record("run.opened", by=by, about=("run", str(run.pk)), tender=tender.number, now=now, stage=stage.kind)
    return opening


@transaction.atomic
def report_damage(tender: Tender, bid_number: str, *, by: User, now: datetime) -> None:
    """Leaves the trace of an opening that was undone."""
    record("vault.damaged", by=by, about=("bid", bid_number), tender=tender.number, now=now)
