"""Two function profiles side by side: what both say, what each says in other words, what only one of them says.

Pure: takes the data of `tenders/profiles.py` and gives values. What belongs together is found by likeness: the same
words first, then the most alike.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import product, zip_longest
from typing import Any, Literal

How = Literal["same", "changed", "left", "right", "apart"]
Row = Mapping[str, Any]
Lines = Callable[[Row], list[str]]
Likeness = Callable[[str, str], float]
Places = tuple[int | None, int | None]
ALIKE = 0.6  # of the words of two lines; with less they are about something else
NAMED_ALIKE = 0.8  # of the letters of two names: Resultaatgericht and Resultaatgerichtheid


@dataclass(frozen=True)
class Words:
    """A run of words, and whether the other side lacks it."""

    text: str
    differs: bool


Line = tuple[Words, ...]


@dataclass(frozen=True)
class Pair:
    """A line of each side; None where a side has none. Only in a pair that is changed do the two belong together: there
    words can differ. A pair that is apart is two lines that the other side lacks, beside each other to save space."""

    how: How
    left: Line | None
    right: Line | None


@dataclass(frozen=True)
class Topic:
    """A thing that either profile speaks of, under the name that each gives it ("" where it doesn't)."""

    left: str
    right: str
    pairs: tuple[Pair, ...]
    how: How = field(init=False)

    def __post_init__(self) -> None:
        hows = {pair.how for pair in self.pairs}
        object.__setattr__(self, "how", _overall(self.left, self.right, hows))

    @property
    def name(self) -> str:
        return self.left or self.right


def _overall(left: str, right: str, hows: set[How]) -> How:
    if not (left and right):
        return "left" if left else "right"
    return "same" if hows <= {"same"} and _plain(left) == _plain(right) else "changed"


# Texts and lists -----------------------------------------------------------------------------------------------------
def compare_texts(name: str, left: str, right: str) -> Topic | None:
    """Two texts, line by line; nothing where neither says anything."""
    lines = [[line for line in text.splitlines() if line.strip()] for text in (left, right)]
    if not any(lines):
        return None
    return Topic(name if lines[0] else "", name if lines[1] else "", tuple(_pairs(*lines)))


def compare_rows(left: Sequence[Row], right: Sequence[Row], *, name: str, lines: Lines) -> list[Topic]:
    """Rows with a name and lines (tasks, skills, competences), those alike in name beside each other."""
    names = [[row[name] for row in rows] for rows in (left, right)]
    return [
        Topic(
            names[0][one] if one is not None else "",
            names[1][two] if two is not None else "",
            tuple(_pairs(lines(left[one]) if one is not None else [], lines(right[two]) if two is not None else [])),
        )
        for one, two in _matched(*names, _of_letters, NAMED_ALIKE)
    ]


def _pairs(left: list[str], right: list[str]) -> Iterator[Pair]:
    alone: tuple[list[Line], list[Line]] = ([], [])
    for one, two in _matched(left, right, _of_words, ALIKE):
        if one is None or two is None:
            alone[0 if two is None else 1].append(_line(left[one] if one is not None else right[two or 0]))
            continue
        yield from _beside(*alone)
        alone = ([], [])
        if _plain(left[one]) == _plain(right[two]):
            yield Pair("same", _line(left[one]), _line(right[two]))
        else:
            yield Pair("changed", *_marked(left[one], right[two]))
    yield from _beside(*alone)


def _beside(left: list[Line], right: list[Line]) -> Iterator[Pair]:
    for one, two in zip_longest(left, right):
        yield Pair("apart" if one and two else "left" if one else "right", one, two)


def _line(text: str) -> Line:
    return (Words(text, differs=False),)


# Likeness ------------------------------------------------------------------------------------------------------------
def _matched(left: list[str], right: list[str], likeness: Likeness, at_least: float) -> list[Places]:
    """What belongs together, in the order of the left list; what only the right one has comes after its neighbour."""
    partner = _partners(left, right, likeness, at_least)
    ordered: list[Places] = [(one, partner.get(one)) for one in range(len(left))]
    first = 0 if partner else len(left)
    for two in sorted(set(range(len(right))) - set(partner.values())):
        place = next((place for place, (_one, other) in enumerate(ordered, start=1) if other == two - 1), first)
        ordered.insert(place, (None, two))
    return ordered


def _partners(left: list[str], right: list[str], likeness: Likeness, at_least: float) -> dict[int, int]:
    found = [
        (how_much, one, two)
        for one, two in product(range(len(left)), range(len(right)))
        if (how_much := likeness(_plain(left[one]), _plain(right[two]))) >= at_least
    ]
    partner: dict[int, int] = {}
    for _how_much, one, two in sorted(found, key=lambda each: (-each[0], each[1], each[2])):
        if one not in partner and two not in partner.values():
            partner[one] = two
    return partner


def _of_words(left: str, right: str) -> float:
    return 1.0 if left == right else SequenceMatcher(None, left.split(), right.split(), autojunk=False).ratio()


def _of_letters(left: str, right: str) -> float:
    return 1.0 if left == right else SequenceMatcher(None, left, right, autojunk=False).ratio()


def _plain(text: str) -> str:
    """Without what is no difference to a reader: case, white space, and the mark that closes or opens an item."""
    return re.sub(r"^[-•]\s+|[;.:]+$", "", " ".join(text.split())).casefold()


def _marked(left: str, right: str) -> tuple[Line, Line]:
    ours, theirs = left.split(), right.split()
    steps = SequenceMatcher(None, [_plain(w) for w in ours], [_plain(w) for w in theirs], autojunk=False).get_opcodes()
    return (
        tuple(Words(" ".join(ours[a:b]), step != "equal") for step, a, b, _c, _d in steps if b > a),
        tuple(Words(" ".join(theirs[c:d]), step != "equal") for step, _a, _b, c, d in steps if d > c),
    )
