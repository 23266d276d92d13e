"""The words that were found in a PDF, as `documents/child/read_cv.py` answers them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Box = tuple[float, float, float, float]  # left, top, right, bottom in points from the page's top left corner


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    box: Box
    base: float  # where its letters stand
    size: float
    bold: bool = False
    hidden: str = ""  # why nobody sees it; empty when it is seen


@dataclass(frozen=True, slots=True)
class Page:
    number: int
    kind: str  # "text", "scan", "ocr", "none", "blank"
    words: tuple[Word, ...]  # in the order in which they were written
    photo: bool = False

    @property
    def shown(self) -> tuple[Word, ...]:
        return tuple(word for word in self.words if not word.hidden)


def pages_of(found: Mapping[str, Any]) -> tuple[Page, ...]:
    return tuple(
        Page(number, page["kind"], tuple(_word(row) for row in page["words"]), page["photo"])
        for number, page in enumerate(found["pages"], 1)
    )


def _word(row: list[Any]) -> Word:
    text, left, top, right, bottom, base, size, bold, hidden = row
    return Word(text, (left, top, right, bottom), base, size, bold, hidden)


def around(words: tuple[Word, ...]) -> Box:
    lefts, tops, rights, bottoms = zip(*(word.box for word in words), strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
