"""The scoring of the award criteria: every bid that meets all knock-outs. Closing makes the points final."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from candidates import vault
from scoring.queries.verdicts import knock_out_states, scored_bids
from scoring.services.snapshots import take_snapshot

from .base import Missing, StageBehaviour


class WeightedBehaviour(StageBehaviour):
    kind = "weighted"
    opens_with_the_vault = True

    def missing(self) -> list[Missing]:
        scored = scored_bids(self.run)
        return [
            Missing(state.bid_number, state.assessor, _("award criteria not handed in"))
            for state in knock_out_states(self.run.stage.tender)
            if not state.failed and state.bid_id not in scored
        ]

    def on_close(self, *, by: User, now: datetime) -> None:
        """From here on the rates may be seen, and the ranking stands."""
        vault.open_rates(self.run.stage.tender, by=by, now=now)
        take_snapshot(self.run, by=by, now=now)
