"""The check of the knock-outs: every bid met or not met on each, until one is not met."""

from django.utils.translation import gettext as _

from scoring.queries.verdicts import knock_out_states

from .base import Missing, StageBehaviour


class KnockOutBehaviour(StageBehaviour):
    kind = "knock_out"
    opens_with_the_vault = True

    def missing(self) -> list[Missing]:
        return [
            Missing(state.bid_number, state.assessor, _("knock-out criteria not handed in"))
            for state in knock_out_states(self.run.stage.tender)
            if not state.decided
        ]
