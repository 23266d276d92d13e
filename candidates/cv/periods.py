"""The periods of a CV: from when to when, with the words beside them that name a job or a school."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .dates import DATE, MONTH, SHORT_YEAR, YEAR, iso
from .lines import Line, above, below, beside
from .words import Box, around

_UNTIL = (
    r"\s*(?:[-–—−‒→>]{1,3}|\bt\s?/\s?m\b|\bt\.?e\.?m\b\.?|\btot\s+(?:en\s+met|aan)\b|\btot\b|\buntil\b|\btill?\b|\bup\s+to\b"
    r"|\bto\b|\bthrough\b|\bthru\b)\s*"
)
_NOW = r"(?:op\s+)?(?:heden|nu(?:\s+toe)?|vandaag|lopend|huidig|present|current(?:ly)?|now|today|ongoing|date)\b"
RANGES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!€\s)(?<![\w€'’/.-])(?P<start>{DATE}){_UNTIL}(?:(?P<end>{DATE})(?![\w]|[-/.]\d)|(?P<now>{_NOW}))",
        rf"(?<![\w€])(?P<now>{_NOW}){_UNTIL}(?P<start>{DATE})(?!\w|[-/.]\d)",
        rf"(?<!\w)(?P<month>{MONTH}){_UNTIL}(?P<end>{MONTH}\s+(?P<year>{YEAR}))(?!\w)",
        rf"(?<!€\s)(?<![\w€'’/.-])(?P<start>{YEAR})/(?P<end>{YEAR})(?![\w/])",
        rf"(?<!€\s)(?<![\w€'’/.-])(?P<start>{YEAR})\s?[-–—/]\s?(?P<short>{SHORT_YEAR}|(?:1[3-9]|[2-6]\d))(?![\w/.-])",
        rf"\b(?P<since>sinds|vanaf|since|as\s+of)\s+(?P<start>{DATE})(?!\w)(?!{_UNTIL}\d)",
    )
]
# What ends a line and what begins the next, where a period is broken between them.
BROKEN = [
    (re.compile(ends, re.IGNORECASE), re.compile(begins, re.IGNORECASE))
    for ends, begins in (
        (rf"(?:{DATE}{_UNTIL}|\b(?:sinds|vanaf|since))$", ""),
        (rf"{DATE}$", rf"{_UNTIL}(?:{DATE}|{_NOW})"),
        (rf"{_UNTIL}{MONTH}$", YEAR),
    )
]
LEFT_OPEN = re.compile(rf"^(?P<start>{DATE})\s*[-–—]$", re.IGNORECASE)
WHOLE = re.compile(rf"^(?:{DATE}|{_NOW})$", re.IGNORECASE)
AVAILABLE = re.compile(r"beschikbaar|inzetbaar|\bavailab", re.IGNORECASE)
A_YEAR = re.compile(r"\d\d")  # no date goes without
LONGEST = 240
MOST = 60  # on a page


@dataclass(frozen=True, slots=True)
class Period:
    start: str  # 2021, 2021-03 or 2021-03-15: as precise as it was written
    end: str | None
    text: str
    page: int
    box: Box

    @property
    def open(self) -> bool:
        return self.end is None


def periods_of(lines: Sequence[Line]) -> list[Period]:
    """`lines` are those of one page."""
    rows = [_row_of(line, lines) for line in lines]
    dated = {id(line): line for row in rows for line in row if _dates(_joined(row))}
    found: list[Period] = []
    for row in rows:
        for start, end, (first, last) in _dates(_joined(row)):
            words = tuple(word for line, a, b in _split(row, first, last) for word in line.words_between(a, b))
            if words and len(found) < MOST:
                found.append(Period(start, end, _near(row, lines, dated), row[0].page, around(words)))
    return found


def _row_of(line: Line, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The line alone, or with the one on which its period goes on: below in a narrow column, or beside in a table."""
    for ends, begins in BROKEN:
        following = below(line, lines) if ends.search(line.text) else None
        if following and begins.match(following.text):
            return line, following
    if WHOLE.match(line.text):
        right = [other for other in beside(line, lines) if other.box[0] > line.box[2]]
        nearest = min(right, key=lambda other: other.box[0], default=None)
        if nearest and WHOLE.match(nearest.text):
            return line, nearest
    return (line,)


def _joined(row: tuple[Line, ...]) -> str:
    texts = [line.text for line in row]
    between_cells = len(texts) == 2 and all(WHOLE.match(text) for text in texts)
    return " – ".join(texts) if between_cells else " ".join(texts)


def _split(row: tuple[Line, ...], first: int, last: int) -> Iterator[tuple[Line, int, int]]:
    shift = len(_joined(row)) - sum(len(line.text) for line in row)
    at = 0
    for line in row:
        yield line, max(first - at, 0), last - at
        at += len(line.text) + shift


def _dates(text: str) -> list[tuple[str, str | None, tuple[int, int]]]:
    """From, to (None: open) and the place in the text, of every period that can be one."""
    if not A_YEAR.search(text):
        return []
    if left_open := LEFT_OPEN.match(text):
        start = iso(left_open["start"])
        return [(start, None, left_open.span())] if start else []
    found: list[tuple[str, str | None, tuple[int, int]]] = []
    for pattern in RANGES:
        for match in pattern.finditer(text):
            taken = any(match.start() < end and start < match.end() for _, _, (start, end) in found)
            if not taken and (period := _period(match.groupdict(), text)):
                found.append((*period, match.span()))
    return sorted(found, key=lambda period: period[2])


def _period(parts: dict[str, str | None], text: str) -> tuple[str, str | None] | None:
    if parts.get("since") and AVAILABLE.search(text):
        return None
    start = iso(parts.get("start") or f"{parts.get('month')} {parts.get('year')}")
    if start is None:
        return None
    if parts.get("now") or parts.get("since"):
        return start, None
    end = start[:2] + (parts["short"] or "")[-2:] if parts.get("short") else iso(parts.get("end") or "0")
    if end is None or end[: len(start)] < start[: len(end)]:
        return None
    return start, end


def _near(row: tuple[Line, ...], lines: Sequence[Line], dated: Mapping[int, Line]) -> str:
    """The period's own line, what stands beside it, and the short lines right above and below it."""
    own = [*row, *(other for other in beside(row[0], lines) if other not in row and id(other) not in dated)]
    around_it = [*_climb(own, lines, dated), *_descend(own, lines, dated)]
    own_and_near = sorted([*own, *around_it], key=lambda line: (round(line.base), line.box[0]))
    return " · ".join(line.text for line in own_and_near)[:LONGEST]


def _climb(own: list[Line], lines: Sequence[Line], dated: Mapping[int, Line]) -> list[Line]:
    found: list[Line] = []
    for start in own:
        line = start
        while len(found) < 2 and (up := above(line, lines)) and _names(up, lines, dated) and up not in found:
            found.append(up)
            line = up
    return [line for line in found if line not in own]


def _descend(own: list[Line], lines: Sequence[Line], dated: Mapping[int, Line]) -> list[Line]:
    found: list[Line] = []
    for line in own:
        down = below(line, lines)
        if down and _names(down, lines, dated) and down not in (*found, *own):
            found.append(down)
    return found[:2]


def _names(line: Line, lines: Sequence[Line], dated: Mapping[int, Line]) -> bool:
    """May it name the job? Not where it belongs to another period, or is a sentence."""
    if line.is_prose or not any(letter.isalpha() for letter in line.text):
        return False
    return id(line) not in dated and not any(id(other) in dated for other in beside(line, lines))
