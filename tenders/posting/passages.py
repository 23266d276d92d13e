"""Lines to passages: what a program broke into lines at the right margin becomes one piece of text again."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from .boilerplate import note_in
from .lines import BROKEN, Line
from .markers import MARK_ALONE, STEP, marker

NARROWEST, WIDEST = 40, 200
CLOSING = tuple(".!?:;")
QUOTES = "”’\"')»"
# Compounds that keep their hyphen when a line breaks there: "woon-werk", "live-chat", "oud-collega".
KEEPS_HYPHEN = re.compile(
    r"(?:^|\W)(?:woon|live|ex|oud|niet|non|on|in|up|e|co|kop|knock|top|pre|sociaal|cv|hbo|mbo|wo|ict|it|kcc|"
    r"full|part)-$",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
Span = tuple[int, int]


class Layout(NamedTuple):
    """How a text was broken: the width at which its lines end (None: they end where their writer ended them),
    whether a blank line follows every line, and its words, which tell the hyphen of a compound from that of a break."""

    width: int | None
    spaced: bool
    words: frozenset[str]
    turned: frozenset[int] = frozenset()  # numbers of the lines that begin a page: the room before them says nothing


@dataclass(frozen=True)
class Passage:
    lines: tuple[Line, ...]
    text: str
    offsets: tuple[int, ...]  # where each line begins in the text

    @property
    def span(self) -> Span:
        return self.lines[0].number, self.lines[-1].number

    def span_of(self, start: int, end: int) -> Span:
        """The lines that hold this part of the text."""
        first = max(bisect_right(self.offsets, start) - 1, 0)
        last = max(bisect_right(self.offsets, max(start, end - 1)) - 1, first)
        return self.lines[first].number, self.lines[last].number

    @cached_property
    def has_tabs(self) -> bool:
        return "\t" in self.text


def layout_of(lines: Sequence[Line], turned: frozenset[int] = frozenset()) -> Layout:
    broken = [(one, next_) for one, next_ in pairwise(lines) if _goes_on(one, next_)]
    words = frozenset(word.lower() for line in lines for word in WORD.findall(line.text.rstrip("-")))
    return Layout(_width(lines, broken), _spaced(broken), words, turned)


def _width(lines: Sequence[Line], broken: Sequence[tuple[Line, Line]]) -> int | None:
    lengths = sorted(len(one.text) for one, _ in broken if len(one.text) <= WIDEST)
    if len(lengths) < 3:
        return None
    width = lengths[round(0.9 * (len(lengths) - 1))]
    longer = sum(len(line.text) > width * 1.25 for line in lines)
    return width if width >= NARROWEST and longer <= max(2, len(lines) // 20) else None


def _spaced(broken: Sequence[tuple[Line, Line]]) -> bool:
    apart = sum(next_.number - one.number > 1 for one, next_ in broken)
    return len(broken) >= 5 and apart > len(broken) / 2


def passages(lines: Iterable[Line], layout: Layout) -> list[Passage]:
    groups: list[list[Line]] = []
    waiting = list(lines)
    for index, line in enumerate(waiting):
        after = waiting[index + 1] if index + 1 < len(waiting) else None
        if groups and _continues(groups[-1][-1], line, after, layout, opening=groups[-1][0]):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_passage(group, layout) for group in groups]


def _passage(lines: Sequence[Line], layout: Layout) -> Passage:
    parts: list[str] = []
    offsets: list[int] = []
    length = 0
    for line in lines:
        if parts:
            before = _joint(parts[-1], line.text, layout)
            length += len(before) - len(parts[-1])
            parts[-1] = before
        offsets.append(length)
        parts.append(line.text)
        length += len(line.text)
    if parts[-1].endswith(BROKEN):
        parts[-1] = parts[-1][:-1]
    return Passage(tuple(lines), "".join(parts), tuple(offsets))


def _joint(before: str, after: str, layout: Layout) -> str:
    """The line before, ready to be followed by the next one."""
    if before.endswith(BROKEN):
        return before[:-1]
    if "://" in before.rsplit(" ", 1)[-1] and before[-1] in "/-_.=&?":
        return before
    if before.endswith("/") and before[-2:-1].isalnum() and after[:1].islower():
        return before
    if not _hyphenated(before) or not after[:1].islower():
        return before if _hyphenated(before) and after[:1].isalnum() else before + " "
    last, first = WORD.findall(before[:-1])[-1:], WORD.match(after)
    if first is None or not last or first[0] in {"en", "of", "tot"}:
        return before + " "
    whole, compound = (last[0] + first[0]).lower(), f"{last[0]}-{first[0]}".lower()
    if compound in layout.words or (whole not in layout.words and KEEPS_HYPHEN.search(before[-12:])):
        return before
    return before[:-1]


def _hyphenated(text: str) -> bool:
    return len(text) > 1 and text[-1] in "-‐" and text[-2].isalpha()


def _goes_on(one: Line, next_: Line) -> bool:
    """Surely one sentence: the first line doesn't end one, the next begins small."""
    return next_.text[:1].islower() and not _ends(one.text) and marker(next_.text) is None and "\t" not in next_.text


def _ends(text: str) -> bool:
    return text.rstrip(QUOTES + " ").endswith(CLOSING)


def _continues(one: Line, next_: Line, after: Line | None, layout: Layout, *, opening: Line) -> bool:
    if one.text.endswith(BROKEN) or (
        MARK_ALONE.match(one.text) and one is opening and not MARK_ALONE.match(next_.text)
    ):
        return True
    if marker(next_.text) is not None or "\t" in next_.text or (_ends(one.text) and note_in(next_.text)):
        return False
    apart = next_.number - one.number > 1 and next_.number not in layout.turned
    if _goes_on(one, next_):
        # "Kennis van" above a list of its own words, or a table's cell, is not a sentence that was broken.
        return not apart or len(one.text) >= NARROWEST or layout.spaced or layout.width is None
    if layout.width is None or (apart and not layout.spaced and (_ends(one.text) or next_.text[:1].isupper())):
        return False
    if "\t" in one.text or STEP.match(opening.text) or _stands_alone(next_, after, layout.width, ends=_ends(one.text)):
        return False
    # Inside an item of a list a sentence may end well before the margin: the next item would have begun with a mark.
    in_item = marker(opening.text) is not None and not apart and not layout.spaced
    room = layout.width * (0.75 if in_item else 0.95 if _ends(one.text) else 0.85)
    return len(one.text) + 1 + len(next_.text.split(" ", 1)[0]) > room


def _stands_alone(line: Line, after: Line | None, width: int, *, ends: bool) -> bool:
    """A small heading inside a text: short, no full stop, and what follows is a beginning too."""
    if not ends or _ends(line.text) or line.text.endswith(",") or len(line.text) > width * 0.6:
        return False
    return after is None or not after.text[:1].islower()
