"""Words that stand side by side are a line; a wide gap ends it, so that the columns of a page stay apart."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from .words import Box, Page, Word, around

GAP = 1.6  # times the size of the letters
NEIGHBOURS = 20  # lines
# More than a CV has, and few enough for what looks at each line beside every other of its page.
MOST_LINES, MOST_WORDS, LONGEST_WORD = 1000, 60, 80
BULLET = re.compile(r"^[•▪●○◦■□*–—-](?:\s|$)|^o\s")
LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Line:
    page: int
    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @cached_property
    def box(self) -> Box:
        return around(self.words)

    @property
    def base(self) -> float:
        return self.words[0].base

    @cached_property
    def size(self) -> float:
        return max(word.size for word in self.words)

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)

    @cached_property
    def letters(self) -> str:
        """In lower case and closed up: "W E R K E RVA R I NG" is how a spaced heading comes out."""
        return "".join(LETTERS.findall(self.text)).lower()

    @property
    def is_prose(self) -> bool:
        """A sentence or an item of a list, no name of a job or of an employer."""
        return bool(BULLET.match(self.text)) or self.text.endswith(".") or len(self.text) > 95

    def words_between(self, start: int, end: int) -> tuple[Word, ...]:
        """Those that hold the characters of `text` from `start` up to `end`."""
        found, at = [], 0
        for word in self.words:
            if at < end and start < at + len(word.text):
                found.append(word)
            at += len(word.text) + 1
        return tuple(found)


def lines_of(page: Page) -> tuple[Line, ...]:
    """In the order in which they were written, which keeps columns together."""
    words = [word for word in page.shown if len(word.text) <= LONGEST_WORD]
    places = {id(word): at for at, word in enumerate(words)}
    lines = [Line(page.number, tuple(part)) for row in _rows(words) for part in _parts(row)]
    return tuple(sorted(lines, key=lambda line: min(places[id(word)] for word in line.words))[:MOST_LINES])


def _rows(words: Sequence[Word]) -> Iterator[list[Word]]:
    row: list[Word] = []
    for word in sorted(words, key=lambda word: (word.base, word.box[0])):
        if row and word.base - row[0].base > 0.3 * max(min(word.size, row[0].size), 1):
            yield row
            row = []
        row.append(word)
    if row:
        yield row


def _parts(row: list[Word]) -> Iterator[list[Word]]:
    part: list[Word] = []
    for word in sorted(row, key=lambda word: word.box[0]):
        wide = part and word.box[0] - part[-1].box[2] > GAP * max(word.size, part[-1].size)
        if wide or len(part) == MOST_WORDS:
            yield part
            part = []
        part.append(word)
    yield part


def below(line: Line, lines: Sequence[Line], *, most: float = 2.2) -> Line | None:
    """The next line down that stands under this one, at most so many letter heights away."""
    return _next(line, lines, lambda other: other.base - line.base, most)


def above(line: Line, lines: Sequence[Line], *, most: float = 2.2) -> Line | None:
    return _next(line, lines, lambda other: line.base - other.base, most)


def _next(line: Line, lines: Sequence[Line], distance: Callable[[Line], float], most: float) -> Line | None:
    near = [
        other
        for other in lines
        if other.page == line.page
        and 0.3 * line.size < distance(other) <= most * max(line.size, other.size)
        and _side_by_side(line.box, other.box)
    ]
    return min(near, key=distance, default=None)


def beside(line: Line, lines: Sequence[Line]) -> list[Line]:
    """What stands on the same row and was written next to it: another column's line may be as high by chance."""
    at = next(index for index, other in enumerate(lines) if other is line)
    near = lines[max(at - NEIGHBOURS, 0) : at + NEIGHBOURS + 1]
    return [other for other in near if other is not line and abs(other.base - line.base) <= 1]


def _side_by_side(one: Box, other: Box) -> bool:
    return min(one[2], other[2]) > max(one[0], other[0])
