"""One bid by itself: out on a knock-out, or its points per criterion."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import repeat
from operator import getitem, is_, itemgetter
from typing import Any

from .criteria import Criterion
from .errors import Unusable
from .rules import Judged, Rules, Scores, Verdicts

SCORES = frozenset({int, str})


@dataclass(frozen=True, slots=True)
class Excluded:
    """`knock_outs` are the numbers of all that the bid does not meet, ascending."""

    ref: str
    knock_outs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Notation:
    """How bids write the number of a criterion and an amount of points."""

    number: Callable[[int], Any]
    points: Callable[[int], int]

    def scores(self, criterion: Criterion) -> dict[Any, int]:
        """Every score that can be given, as it is written, with its points."""
        return {
            self.points(score) if isinstance(score, int) else score: points
            for score, points in criterion.scores().items()
        }


PLAIN = Notation(number=int, points=int)


class Assessor:
    """Rules made ready for many bids: the tables are built once."""

    def __init__(self, rules: Rules, notation: Notation = PLAIN) -> None:
        self.knock_outs = {notation.number(each.number): each.number for each in rules.knock_outs}
        self.criteria = {notation.number(each.number): each.number for each in rules.criteria}
        self.tables = [notation.scores(each) for each in rules.criteria]

    def assess(self, ref: str, verdicts: Verdicts, scores: Scores) -> tuple[int, ...] | Excluded:
        """The points per criterion, in the order of the rules. Raises Unusable."""
        tables = dict(zip(self.criteria, self.tables, strict=True))
        self._check_verdicts(ref, verdicts)
        self._check_scores(ref, scores, tables)
        failed = sorted(self.knock_outs[name] for name, met in verdicts.items() if not met)
        if failed:
            return Excluded(ref, tuple(failed))
        for number in _absent(self.knock_outs, verdicts):
            raise Unusable("missing_verdict", ref=ref, number=number)
        for number in _absent(self.criteria, scores):
            raise Unusable("missing_score", ref=ref, number=number)
        return tuple(table[scores[name]] for name, table in tables.items())

    def assess_all(self, bids: Iterable[Judged]) -> Iterator[tuple[str, int | None, tuple[int, ...] | Excluded]]:
        """Each bid's ref, rate, and what `assess` says of it.

        There may be a hundred thousand, so a bid that is plainly faultless is not put before `assess`.
        """
        tables, knock_outs, met = self.tables, self.knock_outs.keys(), repeat(True)
        pick, are_scores = _picker(list(self.criteria)), SCORES.issuperset
        for ref, hourly_rate, verdicts, scores in bids:
            try:
                given = pick(scores)
                points = tuple(map(getitem, tables, given))
            except (KeyError, TypeError):
                yield ref, hourly_rate, self.assess(ref, verdicts, scores)
                continue
            if (
                verdicts.keys() == knock_outs
                and all(map(is_, verdicts.values(), met))
                and len(scores) == len(given)
                and are_scores(map(type, given))
            ):
                yield ref, hourly_rate, points
            else:
                yield ref, hourly_rate, self.assess(ref, verdicts, scores)

    # What is given is checked of every bid: one that is out may lack the rest, but what it holds must make sense.
    def _check_verdicts(self, ref: str, verdicts: Verdicts) -> None:
        for name, met in verdicts.items():
            if name not in self.knock_outs:
                raise Unusable("unknown_knock_out", ref=ref, number=name)
            if type(met) is not bool:
                raise Unusable("no_verdict", ref=ref, number=self.knock_outs[name])

    def _check_scores(self, ref: str, scores: Scores, tables: Mapping[Any, dict[Any, int]]) -> None:
        for name, score in scores.items():
            if name not in self.criteria:
                raise Unusable("unknown_criterion", ref=ref, number=name)
            # The type too: True equals 1 to Python, and 75.0 equals 75.
            if type(score) not in SCORES or score not in tables[name]:
                raise Unusable("impossible_score", ref=ref, number=self.criteria[name], score=score)


def _absent(numbers: Mapping[Any, int], given: Collection[Any]) -> Iterable[int]:
    return (number for name, number in numbers.items() if name not in given)


def _picker(keys: list[Any]) -> Callable[[Mapping[Any, Any]], tuple[Any, ...]]:
    """A function that takes the values of these keys out of a mapping; KeyError when one is missing."""
    if len(keys) > 1:
        return itemgetter(*keys)
    return lambda mapping: tuple(mapping[key] for key in keys)
