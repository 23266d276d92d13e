"""What a week of part-time work counts for. An assignment states one of these rules, with its numbers.

Hours are hundredths of an hour in a week, those of jobs at the same time added up. No week counts for more than one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import ClassVar, Protocol

from .errors import Unusable

# All hours of a week: whatever the rule, so much work counts in full.
MOST_HOURS = 168_00


class PartTime(Protocol):
    name: ClassVar[str]
    needs_hours: ClassVar[bool]

    def share(self, hours: int) -> Fraction: ...


class _Numbers:
    """Every number of a rule is a number of hours in a week."""

    def __post_init__(self) -> None:
        for field in fields(self):  # type: ignore[arg-type]
            if not 0 < getattr(self, field.name) <= MOST_HOURS:
                raise Unusable("impossible_week", name=field.name)


@dataclass(frozen=True)
class CountsFully:
    """A day in a job is a day, whatever its hours."""

    name: ClassVar[str] = "counts_fully"
    needs_hours: ClassVar[bool] = False

    def share(self, hours: int) -> Fraction:
        return Fraction(1)


@dataclass(frozen=True)
class ProRata(_Numbers):
    """Half of `full_week` counts for half."""

    name: ClassVar[str] = "pro_rata"
    needs_hours: ClassVar[bool] = True
    full_week: int

    def share(self, hours: int) -> Fraction:
        return min(Fraction(hours, self.full_week), Fraction(1))


@dataclass(frozen=True)
class FullFrom(_Numbers):
    """From `hours` on it counts in full, below that pro rata to `full_week`."""

    name: ClassVar[str] = "full_from"
    needs_hours: ClassVar[bool] = True
    hours: int
    full_week: int

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.hours > self.full_week:
            raise Unusable("more_than_full_week")

    def share(self, hours: int) -> Fraction:
        return Fraction(1) if hours >= self.hours else Fraction(hours, self.full_week)


@dataclass(frozen=True)
class NoneBelow(_Numbers):
    """From `hours` on it counts in full, below that not at all."""

    name: ClassVar[str] = "none_below"
    needs_hours: ClassVar[bool] = True
    hours: int

    def share(self, hours: int) -> Fraction:
        return Fraction(hours >= self.hours)


PART_TIME: Mapping[str, type[PartTime]] = {rule.name: rule for rule in (CountsFully, ProRata, FullFrom, NoneBelow)}


def part_time(name: str, hours: Mapping[str, int]) -> PartTime:
    """The rule of this name with these numbers, all of them and no others. Raises Unusable."""
    if name not in PART_TIME:
        raise Unusable("unknown_part_time", name=name)
    rule = PART_TIME[name]
    if set(numbers(rule)) != set(hours):
        raise Unusable("numbers_of_part_time", name=name, needed=", ".join(numbers(rule)) or "-")
    return rule(**hours)


def numbers(rule: type[PartTime]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(rule))  # type: ignore[arg-type]
