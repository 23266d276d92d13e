"""The places of a ranking, first to last: kept by column, read one by one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, overload


class Place(NamedTuple):
    """`decided_by` separates this bid from the next lower place: "points", a tie-breaker or "lot".

    It is None for the last one and inside an open tie. `scores` are points per criterion, in the order of
    Ranking.criteria.
    """

    ref: str
    place: int
    points: int
    hourly_rate: int | None
    scores: tuple[int, ...]
    decided_by: str | None
    shortlisted: bool


@dataclass(frozen=True, slots=True)
class Places(Sequence[Place]):
    """`numbers` are the places, counted 1, 2, 2, 4; the first so many as `shortlisted` are on the shortlist."""

    refs: tuple[str, ...]
    numbers: tuple[int, ...]
    points: tuple[int, ...]
    hourly_rates: tuple[int | None, ...]
    scores: tuple[tuple[int, ...], ...]
    decided_by: tuple[str | None, ...]
    shortlisted: int

    def __len__(self) -> int:
        return len(self.refs)

    @overload
    def __getitem__(self, at: int) -> Place: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Place, ...]: ...
    def __getitem__(self, at: int | slice) -> Place | tuple[Place, ...]:
        positions = range(len(self))[at]
        if isinstance(positions, range):
            return tuple(map(self._place, positions))
        return self._place(positions)

    def __iter__(self) -> Iterator[Place]:
        return map(self._place, range(len(self)))

    def _place(self, at: int) -> Place:
        return Place(
            ref=self.refs[at],
            place=self.numbers[at],
            points=self.points[at],
            hourly_rate=self.hourly_rates[at],
            scores=self.scores[at],
            decided_by=self.decided_by[at],
            shortlisted=at < self.shortlisted,
        )
