"""What orders bids of equal points, before the lot does. A new tie-breaker is one line in TIE_BREAKERS."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any


@dataclass(frozen=True, slots=True)
class TieBreaker:
    """Takes its column out of the Standings; the lowest value goes first.

    `missing` is the code of the error where a bid has no value.
    """

    column: Callable[[Any], list[Any]]
    missing: str


TIE_BREAKERS: Mapping[str, TieBreaker] = {"hourly_rate": TieBreaker(attrgetter("hourly_rates"), "missing_rate")}
