"""What a ranking is made of: the rules of an assignment, and what was judged of each bid.

Points are whole numbers in one unit of the caller's choice (this project: hundredths of a point), rates are cents.
Rules that cannot be applied cannot be made: they raise Unusable.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from .criteria import Criterion
from .errors import Unusable
from .tie_breakers import TIE_BREAKERS

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class KnockOut:
    number: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """`places` is the length of the shortlist; `tie_breakers` are keys of TIE_BREAKERS, the first decides first."""

    knock_outs: tuple[KnockOut, ...]
    criteria: tuple[Criterion, ...]
    places: int = 10
    tie_breakers: tuple[str, ...] = ("hourly_rate",)

    def __post_init__(self) -> None:
        once(map(attrgetter("number"), self.knock_outs), lambda number: Unusable("double_knock_out", number=number))
        once(map(attrgetter("number"), self.criteria), lambda number: Unusable("double_criterion", number=number))
        once(self.tie_breakers, lambda name: Unusable("double_tie_breaker", name=name))
        for name in self.tie_breakers:
            if name not in TIE_BREAKERS:
                raise Unusable("unknown_tie_breaker", name=name)
        if self.places < 1:
            raise Unusable("no_places")


class BidScores(NamedTuple):
    """What was judged of one bid, by the number of the criterion. What is absent was not judged.

    `scores` holds points, or the label of a level.
    """

    ref: str
    hourly_rate: int | None
    knock_outs: Mapping[int, bool]
    scores: Mapping[int, int | str]


# What BidScores is, also with numbers and points in another notation (see Notation).
Verdicts = Mapping[Any, bool]
Scores = Mapping[Any, int | str]
Judged = tuple[str, int | None, Verdicts, Scores]


def once(items: Iterable[Item], error: Callable[[Item], Unusable]) -> None:
    """Raises the error for the first item that comes a second time."""
    seen: set[Item] = set()
    for item in items:
        if item in seen:
            raise error(item)
        seen.add(item)
