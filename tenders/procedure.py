"""The life of a tender: which move leads where, and in which phase it is. The table is the documentation.

`move` is the only writer of `Tender.state`. `closed` is no stored state: it is there the moment that the clock passes
`closes_at`, without a click or a job.
"""

from datetime import datetime

from accounts.access import NotNow

from .models import Tender

State = Tender.State

MOVES: dict[str, tuple[frozenset[str], str]] = {
    # move: from which stored states, to which
    "publish": (frozenset({State.DRAFT}), State.PUBLISHED),
    "open": (frozenset({State.PUBLISHED}), State.OPENED),
    "conclude": (frozenset({State.OPENED}), State.CONCLUDED),
    "close_without_award": (frozenset({State.PUBLISHED, State.OPENED}), State.CLOSED_WITHOUT_AWARD),
    "cancel": (frozenset({State.DRAFT, State.PUBLISHED, State.OPENED}), State.CANCELLED),
}


def move(tender: Tender, by_move: str) -> None:
    """Make the move, or raise NotNow: of two who click at once, one is refused."""
    origins, target = MOVES[by_move]
    moved = Tender.objects.filter(pk=tender.pk, state__in=origins).update(state=target)
    if not moved:
        raise NotNow
    tender.state = target


def is_closed(tender: Tender, now: datetime) -> bool:
    """At `closes_at` itself a tender is closed: equal to the deadline is late."""
    return tender.closes_at is not None and now >= tender.closes_at


def phase(tender: Tender, now: datetime) -> str:
    """The stored state, with `closed` derived; `scoring.queries.progress.phase` refines it after the opening."""
    if tender.state == State.PUBLISHED and is_closed(tender, now):
        return "closed"
    return str(tender.state)
