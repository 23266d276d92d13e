"""The kinds of award criterion: which scores each kind allows, and the points they give.

A new kind is one class here and one line in KINDS.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from .errors import Unusable


@dataclass(frozen=True, slots=True)
class Level:
    label: str
    points: int


@dataclass(frozen=True, slots=True)
class Criterion:
    """`kind` is a key of KINDS; `points` is the most that the criterion can give."""

    number: int
    points: int
    text: str = ""
    kind: str = "all_or_nothing"
    levels: tuple[Level, ...] = ()

    def __post_init__(self) -> None:
        if self.points < 0:
            raise Unusable("negative_points", number=self.number)
        if self.kind not in KINDS:
            raise Unusable("unknown_kind", number=self.number, kind=self.kind)
        KINDS[self.kind].check(self)

    def scores(self) -> Mapping[int | str, int]:
        """Every score that can be given, with its points."""
        return KINDS[self.kind].scores(self)

    def outcomes(self) -> tuple[int, ...]:
        """The points of each judgement that can be given: all and none of them, or those of each level as listed."""
        return KINDS[self.kind].outcomes(self)


class CriterionKind(Protocol):
    def check(self, criterion: Criterion) -> None:
        """Raises Unusable where a criterion of this kind contradicts itself."""

    def scores(self, criterion: Criterion) -> Mapping[int | str, int]: ...

    def outcomes(self, criterion: Criterion) -> tuple[int, ...]: ...


class AllOrNothing:
    def check(self, criterion: Criterion) -> None:
        if criterion.levels:
            raise Unusable("levels_without_use", number=criterion.number)

    def scores(self, criterion: Criterion) -> Mapping[int | str, int]:
        return {0: 0, criterion.points: criterion.points}

    def outcomes(self, criterion: Criterion) -> tuple[int, ...]:
        return (criterion.points, 0)


class Levels:
    """Exactly one of the levels, by its label or by its points."""

    def check(self, criterion: Criterion) -> None:
        if not criterion.levels:
            raise Unusable("no_levels", number=criterion.number)
        seen: set[str] = set()
        for level in criterion.levels:
            self._check_level(criterion, level, seen)
            seen.add(level.label)

    def _check_level(self, criterion: Criterion, level: Level, seen: set[str]) -> None:
        if level.label in seen:
            raise Unusable("double_label", number=criterion.number, label=level.label)
        if level.points < 0:
            raise Unusable("negative_points", number=criterion.number)
        if level.points > criterion.points:
            raise Unusable("level_above_criterion", number=criterion.number, label=level.label)

    def scores(self, criterion: Criterion) -> Mapping[int | str, int]:
        by_points: dict[int | str, int] = {level.points: level.points for level in criterion.levels}
        return by_points | {level.label: level.points for level in criterion.levels}

    def outcomes(self, criterion: Criterion) -> tuple[int, ...]:
        return tuple(level.points for level in criterion.levels)


KINDS: Mapping[str, CriterionKind] = {"all_or_nothing": AllOrNothing(), "levels": Levels()}
