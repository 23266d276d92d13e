"""Pages for the reader of CVs, written down as text: one letter is five points wide, one line fourteen high."""

import re

from candidates.cv.lines import Line, lines_of
from candidates.cv.words import Page, Word

SIZE, WIDE, HIGH = 10, 5, 14


def page(text: str, *, number: int = 1, kind: str = "text", photo: bool = False) -> Page:
    """A line that begins with # is a bold heading. Many spaces make a column. "{white}word" is hidden."""
    words = [word for at, line in enumerate(text.strip("\n").split("\n")) for word in _line(line, at)]
    return Page(number, kind, tuple(words), photo)


def lines(text: str) -> tuple[Line, ...]:
    return lines_of(page(text))


def _line(line: str, at: int) -> list[Word]:
    bold, line = line.startswith("#"), line.removeprefix("#")
    return [_word(match, (at + 1) * HIGH, bold) for match in re.finditer(r"\S+", line)]


def _word(match: re.Match[str], base: int, bold: bool) -> Word:
    hidden, text = re.match(r"(?:\{(\w+)\})?(.*)", match[0]).groups()
    box = (match.start() * WIDE, base - SIZE, match.end() * WIDE, base)
    return Word(text, box, base, 12 if bold else SIZE, bold, hidden or "")
