"""How often will the cut fall among bids of equal points? A pure function of criteria and assumptions.

Every bid is judged independently of every other, and on each criterion independently of the others; a `Question` holds
how likely each outcome is. What is asked is about the cut between the last place of the shortlist and the next:

- `tie_at_cut`: the chance that those two places have equal points, so that points alone do not say who gets in;
- `rate_decides`: the chance that the hourly rate then says it. Rates are taken to differ, so this is `tie_at_cut` where
  the rate is a tie-breaker and 0 where it is not (a lot decides);
- `tied_mean`: how many bids share those points, on both sides of the cut together, averaged over the cases in which
  there is such a tie; 0 where there never is one;
- `totals`: how many different totals the criteria can give, whatever the chances; None where they are beyond counting.

`exact` works the chances out, `simulated` plays the tender over and over with dice that are handed in: the engine has
none. `docs/forecast.md` tells more.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import exp, floor, gcd, lgamma, log, log1p, sqrt
from operator import attrgetter
from typing import NamedTuple

from .criteria import Criterion
from .errors import Unusable
from .rules import Rules

# What is still worked out rather than played: steps of a convolution, terms of a sum; about a second each.
MOST_STEPS = 3_000_000
MOST_TERMS = 5_000_000
MOST_DRAWS = 100_000_000
# Totals beyond convolution are still counted, one bit for each, up to this span.
MOST_BITS = 50_000_000
# Chances add up to 1 within this, and what is smaller than the next is what floats leave of nothing.
SLACK = 1e-9
NOTHING = 1e-12

# Each call is the next of a series of numbers from 0 up to 1.
Dice = Callable[[], float]
# Points in hundredths: the chance that a bid has them in all.
Distribution = Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Question:
    """`chances` are by the number of the criterion, one for each of its `outcomes()`. Raises Unusable."""

    criteria: tuple[Criterion, ...]
    chances: Mapping[int, tuple[float, ...]]
    bids: int
    places: int = 10
    tie_breakers: tuple[str, ...] = ("hourly_rate",)

    def __post_init__(self) -> None:
        Rules((), self.criteria, self.places, self.tie_breakers)  # refuses what cannot be ranked either
        for criterion in self.criteria:
            _check(criterion, self.chances.get(criterion.number))
        numbers = {criterion.number for criterion in self.criteria}
        for number in self.chances:
            if number not in numbers:
                raise Unusable("unknown_pass_rate", number=number)

    @property
    def has_cut(self) -> bool:
        return self.bids > self.places


class Forecast(NamedTuple):
    """`standard_error` is that of `tie_at_cut`; 0 where the forecast is exact."""

    totals: int | None
    tie_at_cut: float
    rate_decides: float
    tied_mean: float
    standard_error: float
    exact: bool


def forecast(question: Question, *, runs: int, dice: Dice) -> Forecast:
    """Exact where that is feasible, else played `runs` times."""
    return exact(question) or simulated(question, runs=runs, dice=dice)


def exact(question: Question) -> Forecast | None:
    """None where it would take too long."""
    if not question.has_cut:
        totals = number_of_totals(question.criteria)
        return _forecast(question, totals, tie=0.0, tied=0.0, standard_error=0.0, exact=True)
    found = distribution(question.criteria, question.chances)
    if found is None or len(found) * _longest_sum(question) > MOST_TERMS:
        return None
    tie = tie_at_cut(found, question.bids, question.places)
    tied = tied_bids(found, question.bids, question.places) if tie else 0.0
    return _forecast(question, len(found), tie=tie, tied=tied, standard_error=0.0, exact=True)


def simulated(question: Question, *, runs: int, dice: Dice) -> Forecast:
    """The standard error is never 0: a tie that never came in the runs may still come."""
    draws = runs * question.bids * len(question.criteria)
    if draws > MOST_DRAWS:
        raise Unusable("too_many_draws", draws=draws, most=MOST_DRAWS)
    tables = _tables(question)
    sizes = [_play(question, tables, dice) for _ in range(runs)]
    ties = runs - sizes.count(0)
    likely = (ties + 1) / (runs + 2)
    return _forecast(
        question,
        number_of_totals(question.criteria),
        tie=ties / runs,
        tied=sum(sizes) / runs,
        standard_error=sqrt(likely * (1 - likely) / runs),
        exact=False,
    )


def _forecast(
    question: Question, totals: int | None, *, tie: float, tied: float, standard_error: float, exact: bool
) -> Forecast:
    return Forecast(
        totals=totals,
        tie_at_cut=tie,
        rate_decides=tie if "hourly_rate" in question.tie_breakers else 0.0,
        tied_mean=min(max(tied / tie, 2.0), float(question.bids)) if tie else 0.0,
        standard_error=standard_error,
        exact=exact,
    )


def _check(criterion: Criterion, chances: Sequence[float] | None) -> None:
    if chances is None:
        raise Unusable("missing_pass_rate", number=criterion.number)
    needed = len(criterion.outcomes())
    if len(chances) != needed:
        raise Unusable("number_of_chances", number=criterion.number, needed=needed, given=len(chances))
    for at, chance in enumerate(chances):
        if not 0 <= chance <= 1:
            raise Unusable("no_chance", where=f"pass_rates.{criterion.number}[{at}]")
    if abs(sum(chances) - 1) > SLACK:
        raise Unusable("sum_of_chances", number=criterion.number)


# The totals of one bid -----------------------------------------------------------------------------------------------
def distribution(criteria: Iterable[Criterion], chances: Mapping[int, tuple[float, ...]]) -> Distribution | None:
    """Every total that the criteria can give, with its chance, which may be 0; None where that takes too long."""
    found: Distribution = {0: 1.0}
    steps = 0
    # By number, so that the order of the input does not change a last digit.
    for criterion in sorted(criteria, key=attrgetter("number")):
        outcomes = criterion.outcomes()
        steps += len(found) * len(outcomes)
        if steps > MOST_STEPS:
            return None
        found = added(found, outcomes, chances[criterion.number])
    return found


def added(found: Distribution, outcomes: Sequence[int], chances: Sequence[float]) -> dict[int, float]:
    """The distribution of totals with one criterion more."""
    whole = sum(chances)
    sums: dict[int, float] = {}
    for points, chance in zip(outcomes, chances, strict=True):
        share = chance / whole
        for total, likely in found.items():
            sums[total + points] = sums.get(total + points, 0.0) + likely * share
    return sums


def number_of_totals(criteria: Iterable[Criterion]) -> int | None:
    """One bit for each number of points: set where a total can come to it."""
    outcomes = [criterion.outcomes() for criterion in criteria]
    unit = gcd(*(points for each in outcomes for points in each)) or 1
    if sum(map(max, outcomes)) // unit > MOST_BITS:
        return None
    bits = 1
    for each in outcomes:
        reached = 0
        for points in set(each):
            reached |= bits << (points // unit)
        bits = reached
    return bits.bit_count()


# Worked out ----------------------------------------------------------------------------------------------------------
def tie_at_cut(found: Distribution, bids: int, places: int) -> float:
    """One minus the chance that the cut is clean.

    It is clean between a total and those below where exactly as many bids as there are places have that total or more,
    and not all of them have more.
    """
    if bids <= places:
        return 0.0
    likely = [found[total] for total in sorted(found, reverse=True)]
    at_least = list(accumulate(likely))
    below = [*reversed(list(accumulate(reversed(likely[1:])))), 0.0]
    ways = _log_ways(bids, places)
    clean, more = 0.0, 0.0
    for reached, rest in zip(at_least, below, strict=True):
        clean += _split(ways, reached, places, rest, bids - places) - _split(ways, more, places, rest, bids - places)
        more = reached
    tie = 1.0 - clean
    return min(tie, 1.0) if tie > NOTHING else 0.0


def tied_bids(found: Distribution, bids: int, places: int) -> float:
    """The mean size of the tie across the cut, counted as 0 where there is none.

    By turning to one bid: it stands in that tie where fewer others than there are places have more, and at least as
    many as there are places have as much or more.
    """
    mean, more = 0.0, 0.0
    at_most_above = _at_most(places - 1, bids - 1, more)
    for total in sorted(found, reverse=True):
        more += found[total]
        at_most_level = _at_most(places - 1, bids - 1, min(more, 1.0))
        mean += bids * found[total] * (at_most_above - at_most_level)
        at_most_above = at_most_level
    return mean


def _split(log_ways: float, one: float, ones: int, other: float, others: int) -> float:
    """The chance that so many bids are of one sort and all others of another; the ways may be huger than any float."""
    return exp(log_ways + ones * log(one) + others * log(other)) if one > 0 and other > 0 else 0.0


def _log_ways(bids: int, chosen: int) -> float:
    return lgamma(bids + 1) - lgamma(chosen + 1) - lgamma(bids - chosen + 1)


def _at_most(most: int, trials: int, chance: float) -> float:
    """That an event of this chance comes at most so often; summed over where it can be told from nothing."""
    if most >= trials or chance <= 0:
        return 1.0
    if chance >= 1:
        return 0.0
    reach = _reach(trials, chance)
    first = max(0, floor(trials * chance - reach))
    if most < first:
        return 0.0
    if most > trials * chance + reach:
        return 1.0
    term = exp(_log_ways(trials, first) + first * log(chance) + (trials - first) * log1p(-chance))
    total = term
    for times in range(first, most):
        term *= (trials - times) / (times + 1) * chance / (1 - chance)
        total += term
    return min(total, 1.0)


def _reach(trials: int, chance: float) -> float:
    """Twelve standard deviations, and enough more for rare events: what lies beyond is less than 1e-20."""
    return 12 * sqrt(trials * chance * (1 - chance)) + 40


def _longest_sum(question: Question) -> float:
    return min(question.places, 2 * _reach(question.bids, 0.5))


# Played --------------------------------------------------------------------------------------------------------------
class _Table(NamedTuple):
    """Where the dice fall below the first edge the first outcome comes, and so on; the last has no edge."""

    edges: list[float]
    outcomes: tuple[int, ...]


def _tables(question: Question) -> list[_Table]:
    return [
        _Table(list(accumulate(question.chances[each.number]))[:-1], each.outcomes())
        for each in sorted(question.criteria, key=attrgetter("number"))
    ]


def _play(question: Question, tables: list[_Table], dice: Dice) -> int:
    """How many bids the tie across the cut holds this time; 0 where there is none."""
    if not question.has_cut:
        return 0
    totals = [sum(outcomes[bisect_right(edges, dice())] for edges, outcomes in tables) for _ in range(question.bids)]
    totals.sort(reverse=True)
    last_in, first_out = totals[question.places - 1], totals[question.places]
    return totals.count(last_in) if last_in == first_out else 0
