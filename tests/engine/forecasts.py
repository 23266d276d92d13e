"""Questions of a forecast, made by hand and generated, and the slow way to answer tiny ones."""

from fractions import Fraction
from itertools import product
from random import Random  # noqa: TID251 — dice with a fixed seed
from typing import Any

from hypothesis import strategies as st

from scoring.engine import Criterion, Level
from scoring.engine.forecast import Question

HUNDREDTHS = 100


def dice(seed: int = 1) -> Any:
    return Random(seed).random  # noqa: S311


def plain(*points: int) -> tuple[Criterion, ...]:
    """Criteria without levels, numbered from 1."""
    return tuple(Criterion(number, each * HUNDREDTHS) for number, each in enumerate(points, start=1))


def in_levels(number: int, *points: int) -> Criterion:
    levels = tuple(Level(label, each * HUNDREDTHS) for label, each in zip("abcdefgh", points, strict=False))
    return Criterion(number, max(points) * HUNDREDTHS, kind="levels", levels=levels)


def even(criteria: tuple[Criterion, ...]) -> dict[int, tuple[float, ...]]:
    return {each.number: (1 / len(each.outcomes()),) * len(each.outcomes()) for each in criteria}


def question(*points: int, bids: int = 20, places: int = 10, chance: float = 0.5, **more: Any) -> Question:
    criteria = plain(*points)
    return Question(criteria, {each.number: (chance, 1 - chance) for each in criteria}, bids, places, **more)


@st.composite
def questions(draw: st.DrawFn, *, most_bids: int = 12, most_criteria: int = 4) -> Question:
    """Small points and chances in tenths, so that totals coincide and some outcomes never come."""
    numbers = draw(st.lists(st.integers(0, 99), max_size=most_criteria, unique=True))
    unit = draw(st.sampled_from([1, 5]))
    points = st.integers(0, 4).map(lambda steps: steps * unit)
    criteria = tuple(
        in_levels(number, *draw(st.lists(points, min_size=1, max_size=4)))
        if draw(st.booleans())
        else Criterion(number, draw(points) * HUNDREDTHS)
        for number in numbers
    )
    return Question(
        criteria,
        {each.number: draw(chances(len(each.outcomes()))) for each in criteria},
        bids=draw(st.integers(0, most_bids)),
        places=draw(st.integers(1, 6)),
    )


@st.composite
def chances(draw: st.DrawFn, length: int) -> tuple[float, ...]:
    parts = draw(st.lists(st.integers(0, 5), min_size=length, max_size=length).filter(any))
    return tuple(part / sum(parts) for part in parts)


def by_counting(asked: Question) -> tuple[Fraction, Fraction]:
    """The chance of a tie across the cut and the mean of its size, from every way in which all bids could be judged."""
    one: dict[int, Fraction] = {}
    judgements = [
        list(zip(each.outcomes(), map(Fraction, asked.chances[each.number]), strict=True)) for each in asked.criteria
    ]
    for judged in product(*judgements):
        total, likely = sum(points for points, _ in judged), Fraction(1)
        for _, chance in judged:
            likely *= chance
        one[total] = one.get(total, Fraction(0)) + likely
    tie = size = Fraction(0)
    for totals in product(one, repeat=asked.bids):
        ranked = sorted(totals, reverse=True)
        if asked.bids > asked.places and ranked[asked.places - 1] == ranked[asked.places]:
            likely = Fraction(1)
            for total in totals:
                likely *= one[total]
            tie += likely
            size += likely * totals.count(ranked[asked.places])
    return tie, size / tie if tie else Fraction(0)
