"""Bids to places: points descending, then the tie-breakers ascending, then the drawn lots.

What these leave equal is an open tie: it is shown, and nothing here settles it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import ne
from typing import Any

from .assessing import PLAIN, Assessor, Excluded, Notation
from .lots import drawn_turns, settle
from .places import Places
from .rules import Judged, Rules
from .standings import Standings, all_refs, assess_all, check_tie_breakers
from .tie_breakers import TIE_BREAKERS


@dataclass(frozen=True, slots=True)
class Ranking:
    """`open_at_cut` is the open tie that lies on both sides of the cut; it alone keeps the shortlist unsettled.

    `criteria` are the numbers of the award criteria, `cut` is the number of places on the shortlist.
    """

    places: Places
    excluded: tuple[Excluded, ...]
    open_ties: tuple[tuple[str, ...], ...]
    open_at_cut: tuple[str, ...]
    criteria: tuple[int, ...]
    tie_breakers: tuple[str, ...]
    cut: int

    @property
    def shortlist(self) -> tuple[str, ...]:
        return self.places.refs[: self.places.shortlisted]

    @property
    def settled(self) -> bool:
        return not self.open_at_cut


def rank(rules: Rules, bids: Iterable[Judged], lots: Sequence[str] = (), notation: Notation = PLAIN) -> Ranking:
    """Raises Unusable for a missing verdict, score or rate, and for anything else that the rules do not know."""
    standings, excluded = assess_all(Assessor(rules, notation), bids)
    check_tie_breakers(rules, standings)
    turns = drawn_turns(lots, all_refs(standings, excluded))
    order = _Order(standings, rules.tie_breakers)
    for equals in _runs_of_equals(order.decided_by):
        order.settle(equals, turns)
    across = order.open_tie_across(rules.places)
    return Ranking(
        places=order.places(across.start if across else rules.places),
        excluded=tuple(excluded),
        open_ties=tuple(map(order.refs_of, order.open_ties)),
        open_at_cut=order.refs_of(across),
        criteria=tuple(criterion.number for criterion in rules.criteria),
        tie_breakers=rules.tie_breakers,
        cut=rules.places,
    )


class _Order:
    """The standings from first to last: `indices` into their columns, and beside each its place and what decided it."""

    def __init__(self, standings: Standings, tie_breakers: Sequence[str]) -> None:
        self.standings = standings
        self.indices = _sorted(standings, tie_breakers)
        self.points = _taken(standings.points, self.indices)
        self.numbers = list(range(1, len(standings) + 1))
        breakers = {name: _taken(TIE_BREAKERS[name].column(standings), self.indices) for name in tie_breakers}
        self.decided_by = _separators({"points": self.points} | breakers)
        self.open_ties: list[range] = []

    def settle(self, equals: range, turns: Mapping[str, int]) -> None:
        settled, tied = settle(self.indices[equals.start : equals.stop], self.standings.refs, turns)
        self.indices[equals.start : equals.stop] = settled + tied
        for at in equals[: len(settled)][: len(equals) - 1]:
            self.decided_by[at] = "lot"
        if tied:
            self._leave_open(equals[len(settled) :])

    def _leave_open(self, tied: range) -> None:
        self.open_ties.append(tied)
        for at in tied:
            self.numbers[at] = tied.start + 1
            self.decided_by[at] = None

    def open_tie_across(self, cut: int) -> range:
        """The open tie that lies on both sides of the cut; an empty range when there is none."""
        return next((tied for tied in self.open_ties if tied.start < cut < tied.stop), range(0))

    def refs_of(self, positions: range) -> tuple[str, ...]:
        return tuple(self.standings.refs[self.indices[at]] for at in positions)

    def places(self, shortlisted: int) -> Places:
        return Places(
            refs=_taken(self.standings.refs, self.indices),
            numbers=tuple(self.numbers),
            points=self.points,
            hourly_rates=_taken(self.standings.hourly_rates, self.indices),
            scores=_taken(self.standings.scores, self.indices),
            decided_by=tuple(self.decided_by),
            shortlisted=min(shortlisted, len(self.indices)),
        )


def _taken(column: list[Any], indices: list[int]) -> tuple[Any, ...]:
    return tuple(map(column.__getitem__, indices))


def _sorted(standings: Standings, tie_breakers: Sequence[str]) -> list[int]:
    indices = list(range(len(standings)))
    # Sorting keeps the order of equals: so the points, which have the first say, are sorted last.
    for name in reversed(tie_breakers):
        indices.sort(key=TIE_BREAKERS[name].column(standings).__getitem__)
    indices.sort(key=standings.points.__getitem__, reverse=True)
    return indices


def _separators(columns: Mapping[str, Sequence[Any]]) -> list[str | None]:
    """What separates each bid from the next: the first column in which they differ.

    None between equals and after the last.
    """
    separators: list[str | None] = [None] * len(columns["points"])
    for name, column in reversed(list(columns.items())):
        differs = map(ne, column, column[1:])
        separators[:-1] = [name if each else found for each, found in zip(differs, separators, strict=False)]
    return separators


def _runs_of_equals(separators: list[str | None]) -> Iterator[range]:
    start = 0
    # A copy, because settling one run writes into the list while the next is looked for.
    for end, separator in enumerate(separators.copy(), start=1):
        if separator or end == len(separators):
            if end - start > 1:
                yield range(start, end)
            start = end
