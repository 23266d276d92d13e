"""What a kind of stage can be asked."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from scoring.models import StageRun


@dataclass(frozen=True)
class Missing:
    """One thing that keeps a run from closing: a bid, and what is not there yet."""

    bid_number: str
    assessor: str
    what: str


class StageBehaviour:
    """A kind's behaviour on one run."""

    kind: str
    # Its run opens with the vault, so that an assessor judges a bid in one go.
    opens_with_the_vault = False

    def __init__(self, run: StageRun) -> None:
        self.run = run

    def missing(self) -> list[Missing]:
        """Everything that is not assessed yet. Not assessed is not zero: while this is not empty the run stays open."""
        return []

    def on_close(self, *, by: User, now: datetime) -> None:
        """What follows from closing, in the same transaction."""
