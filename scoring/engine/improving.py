"""Which small change of points would make ties at the cut rarer? Tried out one by one; a person decides.

Three kinds of change leave the posting's sum of points as it is, and keep every criterion that weighs more than another
heavier than it (of equal ones either may become the heavier):

- `shift`: whole points from one criterion without levels to another, ten at most and a quarter of the lighter one;
- `level`: up to ten whole points more or less for one level, which stays between the levels above and below it;
- `middle`: a level between all and none for a criterion without levels, at a third to two thirds of its points; half
  of the bids that would get none are taken to reach it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, combinations, permutations

from .criteria import Criterion, Level
from .forecast import Distribution, Question, added, distribution, tie_at_cut

POINT = 100
LARGEST = 10 * POINT
# A change must save at least half a case in a hundred to be worth it, and so must each further point of it.
LEAST_GAIN = 0.005
MOST_CHANGES = 4
# So that a page can wait for it: steps of all that is tried together, and criteria of which pairs are made.
MOST_WORK = 200_000
MOST_CRITERIA = 25

Chances = Mapping[int, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Change:
    """The criteria that change, as they were and as they would be; the chances are those of the changed ones."""

    kind: str
    before: tuple[Criterion, ...]
    after: tuple[Criterion, ...]
    chances: Chances
    size: int
    tie_at_cut: float = 1.0

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(sorted(criterion.number for criterion in self.before))


def improvements(question: Question) -> list[Change]:
    """The few changes that help most, the best first; of those of one kind no two touch the same criterion."""
    if not question.has_cut or len(question.criteria) > MOST_CRITERIA:
        return []
    now = distribution(question.criteria, question.chances)
    if now is None:
        return []
    enough = tie_at_cut(now, question.bids, question.places) - LEAST_GAIN
    helpful = sorted((change for change in _tried(question) if _price(change) <= enough), key=_order)
    return _apart(helpful)[:MOST_CHANGES]


def _price(change: Change) -> float:
    """The ties that it leaves, and what its further points must save."""
    return change.tie_at_cut + LEAST_GAIN * (change.size - POINT) / POINT


def _order(change: Change) -> tuple[float, int, tuple[int, ...]]:
    return (round(_price(change), 9), change.size, tuple(criterion.number for criterion in change.before))


def _apart(changes: list[Change]) -> list[Change]:
    taken: set[tuple[str, int]] = set()
    found = []
    for change in changes:
        touched = {(change.kind, number) for number in change.numbers}
        if not touched & taken:
            found.append(change)
            taken |= touched
    return found


# Trying --------------------------------------------------------------------------------------------------------------
def _tried(question: Question) -> Iterator[Change]:
    """The smallest changes first, until the work is done or there was enough of it."""
    trial = _Trial(question)
    for change in sorted(_changes(question.criteria, question.chances), key=lambda change: change.size):
        if trial.work > MOST_WORK:
            return
        yield replace(change, tie_at_cut=trial.tie_with(change))


class _Trial:
    """Keeps the distributions of what does not change, which many changes have in common."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.rests: dict[tuple[int, ...], Distribution] = {}
        self.work = 0

    def tie_with(self, change: Change) -> float:
        found = self._rest(change.numbers)
        for criterion in change.after:
            found = added(found, criterion.outcomes(), change.chances[criterion.number])
            self.work += 2 * len(found)
        self.work += 3 * len(found)
        return tie_at_cut(found, self.question.bids, self.question.places)

    def _rest(self, without: tuple[int, ...]) -> Distribution:
        if without not in self.rests:
            kept = [criterion for criterion in self.question.criteria if criterion.number not in without]
            found = distribution(kept, self.question.chances)
            assert found is not None  # noqa: S101 — it is part of one that was not too long
            self.rests[without] = found
            self.work += 4 * len(found)
        return self.rests[without]


# The changes ---------------------------------------------------------------------------------------------------------
def _changes(criteria: tuple[Criterion, ...], chances: Chances) -> Iterator[Change]:
    plain = [criterion for criterion in criteria if criterion.kind == "all_or_nothing"]
    for change in chain.from_iterable(_shifts(*pair, chances) for pair in combinations(plain, 2)):
        if _keeps_order(criteria, change):
            yield change
    for criterion in criteria:
        yield from _levels(criterion, chances) if criterion.levels else _middles(criterion, chances)


def _shifts(one: Criterion, other: Criterion, chances: Chances) -> Iterator[Change]:
    kept = {each.number: chances[each.number] for each in (one, other)}
    most = min(LARGEST, min(one.points, other.points) // 4)
    for size in range(POINT, most + 1, POINT):
        for giver, taker in ((one, other), (other, one)):
            after = (replace(giver, points=giver.points - size), replace(taker, points=taker.points + size))
            yield Change("shift", (giver, taker), after, kept, size)


def _keeps_order(criteria: tuple[Criterion, ...], change: Change) -> bool:
    """No criterion that weighs more than another comes to weigh as much or less."""
    new = {criterion.number: criterion.points for criterion in change.after}
    weights = [(each.points, new.get(each.number, each.points)) for each in criteria]
    heavier = [pair for pair in permutations(weights, 2) if pair[0][0] > pair[1][0]]
    return all(one[1] > other[1] for one, other in heavier)


def _levels(criterion: Criterion, chances: Chances) -> Iterator[Change]:
    for at, level in enumerate(criterion.levels):
        above = [each.points for each in criterion.levels if each.points > level.points]
        below = [each.points for each in criterion.levels if each.points < level.points]
        if above and below:
            for points in _around(level.points, max(below), min(above)):
                levels = (*criterion.levels[:at], replace(level, points=points), *criterion.levels[at + 1 :])
                yield _alone("level", criterion, levels, chances[criterion.number], abs(points - level.points))


def _around(points: int, low: int, high: int) -> Iterator[int]:
    for size in range(POINT, LARGEST + POINT, POINT):
        yield from (each for each in (points - size, points + size) if low < each < high)


def _middles(criterion: Criterion, chances: Chances) -> Iterator[Change]:
    everything, nothing = chances[criterion.number]
    split = (everything, nothing / 2, nothing / 2)
    half = criterion.points / 2
    for points in range(POINT, criterion.points, POINT):
        if criterion.points <= 3 * points <= 2 * criterion.points:
            levels = (Level("a", criterion.points), Level("b", points), Level("c", 0))
            yield _alone("middle", criterion, levels, split, LARGEST + round(abs(points - half)))


def _alone(kind: str, criterion: Criterion, levels: tuple[Level, ...], chances: tuple[float, ...], size: int) -> Change:
    after = replace(criterion, kind="levels", levels=levels)
    return Change(kind, (criterion,), (after,), {criterion.number: chances}, size)
