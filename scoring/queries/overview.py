"""How far the assessment is, per stage."""

from dataclasses import dataclass

from scoring.models import StageRun
from scoring.stages import BEHAVIOURS, Missing
from tenders.models import Tender

from .progress import runs_of
from .verdicts import knock_out_states


@dataclass(frozen=True)
class StageOverview:
    """One run: what still misses (while it is open), how many bids it is about, and whether it may close now."""

    run: StageRun
    missing: list[Missing]
    bids: int
    may_close: bool

    @property
    def finished(self) -> int:
        return self.bids - len(self.missing)


def overview_of(tender: Tender) -> list[StageOverview]:
    """The runs in order. Only the first that is open may close."""
    states = knock_out_states(tender)
    standing = sum(not state.failed for state in states)
    found, earlier_open = [], False
    for run in runs_of(tender):
        is_open = run.state == StageRun.State.OPEN
        missing = BEHAVIOURS[run.stage.kind](run).missing() if is_open else []
        bids = len(states) if run.stage.kind == "knock_out" else standing
        found.append(StageOverview(run, missing, bids, may_close=is_open and not earlier_open))
        earlier_open = earlier_open or is_open
    return found
