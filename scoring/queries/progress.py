"""Where a tender stands: its phase after the opening, and its runs."""

from datetime import datetime

from candidates.models import Results
from scoring.models import StageRun
from tenders import procedure
from tenders.models import Tender


def runs_of(tender: Tender) -> list[StageRun]:
    """All runs in the order of the procedure, each with its stage and tender."""
    runs = StageRun.objects.filter(stage__tender=tender).select_related("stage")
    for run in runs:
        run.stage.tender = tender
    return list(runs)


def run_of_kind(tender: Tender, kind: str) -> StageRun | None:
    """The newest run of the first stage of this kind."""
    run = (
        StageRun.objects.filter(stage__tender=tender, stage__kind=kind)
        .select_related("stage")
        .order_by("stage__position", "-round")
        .first()
    )
    if run:
        run.stage.tender = tender
    return run


def phase(tender: Tender, now: datetime) -> str:
    """The tender's phase, after the opening refined to `scored` (the points are final), `released`, and `known` (the
    suppliers have heard their results)."""
    coarse = procedure.phase(tender, now)
    if coarse != Tender.State.OPENED:
        return coarse
    run = run_of_kind(tender, "weighted")
    fine = refined(run.state if run else "")
    return "known" if fine == "released" and Results.objects.filter(tender=tender).exists() else fine


def refined(weighted_state: str) -> str:
    """What the state of the weighted run makes of `opened`."""
    return {"closed": "scored", "released": "released"}.get(weighted_state, "opened")
