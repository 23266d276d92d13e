"""Rectangles over the image of a page, as an SVG has them: in points of the page, written with a decimal point."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

Box = tuple[float, float, float, float]
AROUND = 1.5  # points that a mark goes beyond the letters


class Mark(NamedTuple):
    x: str
    y: str
    width: str
    height: str
    key: str = ""  # an id on the page, to jump to


class MarkedPage(NamedTuple):
    width: str
    height: str
    marks: tuple[Mark, ...]


def marked_page(found: Mapping[str, Any], boxes: Iterable[Box], *, keys: Sequence[str] = ()) -> MarkedPage:
    """`found` is what `documents.reading.read_page` answers; `keys` name the marks, all of them or none."""
    marks = [mark(box) for box in boxes]
    named = [each._replace(key=key) for each, key in zip(marks, keys, strict=True)] if keys else marks
    return MarkedPage(_points(found["width"]), _points(found["height"]), tuple(named))


def mark(box: Box) -> Mark:
    left, top, right, bottom = box
    return Mark(
        _points(left - AROUND),
        _points(top - AROUND),
        _points(right - left + 2 * AROUND),
        _points(bottom - top + 2 * AROUND),
    )


def _points(value: float) -> str:
    return f"{value:.1f}"
