"""The picture of a forecast: a bar of a hundred cases for each number of bids. Whole units; a template draws it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

WIDTH = 380
LEFT, RIGHT = 116, 376
TOP, HEIGHT, STEP = 58, 26, 36
# A number needs this much of a bar to stand in it.
LEAST_FOR_TEXT = 30


class Part(NamedTuple):
    """A stretch of a bar: `times` out of a hundred, and where its number stands (None where there is no room)."""

    x: int
    width: int
    times: int
    text_x: int | None


@dataclass(frozen=True)
class Bar:
    bids: int
    expected: bool
    y: int
    points: Part
    other: Part

    @property
    def text_y(self) -> int:
        return self.y + 18


@dataclass(frozen=True)
class Picture:
    bars: list[Bar]
    width: int = WIDTH
    height_of_bar: int = HEIGHT

    @property
    def height(self) -> int:
        return TOP + STEP * len(self.bars)


def picture(rows: Sequence[tuple[int, float, bool]]) -> Picture:
    """`rows` are number of bids, chance of a tie at the cut, and whether it is the expected number."""
    return Picture([_bar(at, *row) for at, row in enumerate(rows)])


def _bar(at: int, bids: int, tie: float, expected: bool) -> Bar:
    times = round(100 * tie)
    middle = LEFT + round((RIGHT - LEFT) * (1 - tie))
    return Bar(
        bids=bids,
        expected=expected,
        y=TOP + STEP * at,
        points=_part(LEFT, middle, 100 - times),
        other=_part(middle, RIGHT, times),
    )


def _part(start: int, end: int, times: int) -> Part:
    return Part(start, end - start, times, (start + end) // 2 if end - start >= LEAST_FOR_TEXT else None)
