"""What a supplier tried after the closing: the page of a refusal is shown once, the attempt stays in the log."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from audit.chain import Position
from audit.models import Event

from .models import Bid
from .services import Why

ACTS: Mapping[str, object] = {
    "bid.refused": _("Too late: not submitted"),
    "bid.withdrawal_refused": _("Too late: not withdrawn"),
}


@dataclass(frozen=True)
class Attempt:
    """`logged` is its place in the event log, as the page of the refusal showed it."""

    what: object
    at: datetime
    logged: Position


def late_attempts(bid: Bid) -> list[Attempt]:
    """Of one bid, in the order of the log: one query. What an outage gave another closing is not late any more."""
    events = Event.objects.about("bid", bid.number).filter(act__in=ACTS, at__gte=bid.tender.closes_at)
    return [
        Attempt(ACTS[event.act], event.at, event.position)
        for event in events.order_by("sequence")
        if event.details["why"] == Why.LATE.value
    ]
