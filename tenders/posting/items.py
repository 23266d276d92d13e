"""The items of a list and what stands under each of them: criteria and their levels, knock-outs, competences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from . import points
from .boilerplate import note_in
from .lines import Line
from .markers import Marker, marker
from .passages import Passage, Span

SPREAD: Final = re.compile(r"[;:.)]\s(?=\(?(?:[b-z]|\d{1,2})[.)]\s)")
LEVELS_AHEAD: Final = re.compile(
    r"(?:(?:de )?(?:punten(?:verdeling|toekenning|telling)?|beoordeling|scores?|scoring|niveaus?|treden|"
    r"staffel|verdeling|waardering|"
    r"toelichting op de punten)(?: (?:is|luidt|gaat|zijn) als volgt)?|(?:onderverdeeld|verdeeld) als volgt|"
    r"als volgt|waarbij|te weten)\s?:?",
    re.IGNORECASE,
)
COLUMNS: Final = re.compile(
    r"(?:(?:nr\.?|nummer|#|no\.?|criterium|criteria|gunningscriterium|omschrijving|eis|wens|weging|punten|"
    r"score|max(?:imale|imum|\.)? (?:score|punten)|"
    r"aantal punten|knock-?out(?:criterium)?)(?: \(?%\)?)?[\t ]*)+",
    re.IGNORECASE,
)
BARE_NUMBER: Final = re.compile(r"(\d{1,2})\s(?=[A-ZÀ-Þ“])")


@dataclass
class Item:
    """`mark` is None in a list without marks. `parts` are the passages of the item itself, without its mark."""

    mark: Marker | None
    parts: list[str]
    first: int
    last: int
    indent: int
    children: list["Item"] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(self.parts)

    @cached_property
    def points(self) -> int | None:
        return points.split(self.text).points

    @property
    def ended(self) -> bool:
        return _ends(self.parts[-1])

    def add(self, part: str) -> None:
        """Looks for points in the last parts alone: an item of ten thousand lines must not be read again for each."""
        self.parts.append(part)
        if self.points is None:
            self.__dict__["points"] = points.split(" ".join(self.parts[-3:])).points

    @property
    def span(self) -> Span:
        return self.first, max([self.last, *(child.last for child in self.children)])

    @property
    def number(self) -> int | None:
        return self.mark.number if self.mark else None


@dataclass
class Listed:
    """`read` are lines that belong to the list without being an item: column heads, totals, "Niveaus:"."""

    items: list[Item]
    read: list[Span]
    total: tuple[int, Span] | None = None


class Piece:
    """A passage, or a part of one that holds several items on one line."""

    def __init__(self, text: str, span: Span, line: Line, *, found: Marker | None) -> None:
        self.text, self.span, self.line, self.mark = text, span, line, found

    @property
    def rest(self) -> str:
        return self.text[self.mark.length :].strip() if self.mark else self.text


def listed(passages: Sequence[Passage], *, scored: bool) -> Listed:
    """`scored` lists have points; what has points is an item there, whether it is marked or not."""
    return _Reader([piece for passage in passages for piece in _pieces(passage)], scored=scored).read()


# Pieces --------------------------------------------------------------------------------------------------------------
def _pieces(passage: Passage) -> Iterator[Piece]:
    if passage.has_tabs:
        row = _row(passage.text)
        yield Piece(row, passage.span, passage.lines[0], found=marker(row))
        return
    start = 0
    for end in [*_spread(passage.text), len(passage.text)]:
        text = passage.text[start:end].strip()
        if text:
            yield Piece(text, passage.span_of(start, end), passage.lines[0], found=marker(text))
        start = end


def _row(text: str) -> str:
    """A row of a table as an item is written: "6<TAB>Opleiding<TAB>10" is "6. Opleiding (10 punten)"."""
    cells = [cell.strip() for cell in text.split("\t") if cell.strip()]
    if len(cells) > 1 and re.fullmatch(r"\d{1,4}", cells[-1]) and not re.fullmatch(r"\d{1,3}", cells[-2]):
        cells[-1] = f"({cells[-1]} punten)"
    elif len(cells) > 1 and (alone := points.alone(cells[-1])) is not None:
        cells[-1] = f"({alone} punten)"
    if len(cells) > 1 and (found := re.fullmatch(r"[(\[]?(\d{1,3}|[a-zA-Z])[.)\]:]?", cells[0])):
        cells[0] = f"{found[1]}."
    return " ".join(cells)


def _spread(text: str) -> list[int]:
    """Where the next items of a list begin that was written on one line: "… a. alles (25); b. niets (0)."."""
    own = marker(text)
    expected = _next(own.label) if own else None
    ends: list[int] = []
    for found in SPREAD.finditer(text) if expected else ():
        here = marker(text[found.end() : found.end() + 12] + "  x")
        if here and here.label == expected:
            ends.append(found.end())
            expected = _next(here.label)
    return sorted({*ends, *_spread_letters(text)})


def _spread_letters(text: str) -> list[int]:
    starts = list(re.finditer(r"(?<=[:;.)]) \(?([a-h])[.)] ", text))
    letters = [found[1] for found in starts]
    if len(letters) > 1 and "".join(letters) == "abcdefgh"[: len(letters)]:
        return [found.start() + 1 for found in starts]
    return []


def _next(label: str) -> str | None:
    if label.isdigit():
        return str(int(label) + 1)
    return chr(ord(label) + 1) if len(label) == 1 else None


# Lists ---------------------------------------------------------------------------------------------------------------
class _Reader:
    """Reads pieces one by one. `main` is the kind of mark that the first item has; others stand under an item."""

    def __init__(self, pieces: Sequence[Piece], *, scored: bool) -> None:
        self.pieces = pieces
        self.scored = scored
        self.marked = any(piece.mark for piece in pieces)
        self.out = Listed([], [])
        self.main: Piece | None = None
        self.open: Item | None = None
        self.inner: Marker | None = None  # the last number of a list inside the item that is open

    def read(self) -> Listed:
        for at, piece in enumerate(self.pieces):
            handle = self._marked if self._as_marked(piece) else self._unmarked
            if not handle(piece, at):
                break
        return self.out

    def _as_marked(self, piece: Piece) -> bool:
        found = BARE_NUMBER.match(piece.text) if piece.mark is None else None
        last = self._last_number()
        if found and (int(found[1]) == last + 1 if last else not self.out.items and self._counts_on(found[1])):
            piece.mark = Marker("number bare", found[1], found.end())
        return piece.mark is not None

    def _counts_on(self, number: str) -> bool:
        """Does the next number begin a later piece? Else this one is a quantity: "2 Jaar ervaring"."""
        following = f"{int(number) + 1} "
        return any(piece.text.startswith(following) for piece in self.pieces)

    def _marked(self, piece: Piece, at: int) -> bool:
        assert piece.mark is not None  # noqa: S101
        if note_in(piece.rest) and not piece.mark.style.startswith("number"):
            return False
        item = Item(piece.mark, [piece.rest], *piece.span, piece.line.indent)
        if self._is_main(piece):
            self.main = self.main or piece
            self.inner = None
            self.out.items.append(item)
        else:
            self.inner = piece.mark if piece.mark.number is not None else self.inner
            self.out.items[-1].children.append(item)
        self.open = item
        return True

    def _unmarked(self, piece: Piece, at: int) -> bool:
        """False ends the list."""
        if COLUMNS.fullmatch(piece.text) or LEVELS_AHEAD.fullmatch(piece.text):
            self.out.read.append(piece.span)
            return True
        if self.scored and points.TOTAL_LINE.match(piece.text) and (total := points.total(piece.text)) is not None:
            self.out.total = self.out.total or (total, piece.span)
            self.out.read.append(piece.span)
            return True
        if note_in(piece.text):
            return self.open is None
        if self._is_item_without_mark(piece):
            self.open = Item(None, [piece.text], *piece.span, piece.line.indent)
            self.out.items.append(self.open)
            return True
        if self.open is None:
            if piece.text.endswith(":"):
                self.out.read.append(piece.span)
            return True
        if self._is_level_without_mark(piece):
            self.open = Item(None, [piece.text], *piece.span, piece.line.indent)
            self.out.items[-1].children.append(self.open)
            return True
        if self._completes(piece, at):
            score = points.alone(piece.text) if self.scored else None
            self.open.add(piece.text if score is None else f"({score} punten)")
            self.open.last = piece.span[1]
            return True
        return self._goes_on_after(piece, at)

    def _is_item_without_mark(self, piece: Piece) -> bool:
        if self.marked and (self.main is not None or not self.scored):
            return False
        if self.scored:
            return points.split(piece.text).points is not None and points.alone(piece.text) is None
        return not piece.text.endswith(":")

    def _is_level_without_mark(self, piece: Piece) -> bool:
        """ "25 punten: alle onderdelen" under a criterion that has its points already."""
        has_points = points.split(piece.text).points is not None and points.alone(piece.text) is None
        return self.scored and self.main is not None and has_points and self.out.items[-1].points is not None

    def _completes(self, piece: Piece, at: int) -> bool:
        """Does this piece belong to the item before it, of which a blank line or a narrow line cut it off?"""
        assert self.open is not None  # noqa: S101
        if self.scored and self.open.points is None:
            if points.alone(piece.text) is not None:
                return True
            if points.split(piece.text).points is not None:
                return True
        if self.open.ended and not self._more_to_come(at, strictly=True):
            return False
        near = piece.line.number - self.open.last == 1
        return (near and not self.open.ended) or (not _is_title(piece.text) and self._more_to_come(at, strictly=True))

    def _goes_on_after(self, piece: Piece, at: int) -> bool:
        """A small heading between the items: "Ervaring" above 7 and 8."""
        if self._more_to_come(at, strictly=True):
            self.out.read.append(piece.span)
            return True
        return False

    def _more_to_come(self, at: int, *, strictly: bool) -> bool:
        """Is the next marked piece the next of this list?"""
        following = next((piece for piece in self.pieces[at + 1 : at + 8] if piece.mark), None)
        if following is None or following.mark is None or self.main is None or self.main.mark is None:
            return False
        number, last = following.mark.number, self._last_number()
        if number is not None and last is not None:
            return number == last + 1
        if not self.scored:
            return False
        return points.split(following.text).points is not None

    def _last_number(self) -> int | None:
        return self.out.items[-1].number if self.out.items else None

    def _is_main(self, piece: Piece) -> bool:
        main, mark = self.main, piece.mark
        if not self.out.items or main is None or main.mark is None or mark is None:
            return True
        last = self._last_number()
        deeper = piece.line.indent > main.line.indent + 1
        if mark.number is None or last is None:
            return mark.style == main.mark.style and not deeper
        inner = self.inner
        if inner and inner.number is not None and mark.number == inner.number + 1:
            if inner.style != main.mark.style:
                return mark.style == main.mark.style
            return mark.number == last + 1 and not deeper
        if mark.number == last + 1:
            return mark.style == main.mark.style or not (deeper or mark.number == 1)
        return mark.style == main.mark.style and mark.number != 1 and not deeper


def _ends(text: str) -> bool:
    return text.rstrip("”’\"')» ").endswith((".", ";", "!", "?")) or text.endswith(")")


def _is_title(text: str) -> bool:
    return len(text) < 60 and text[-1] not in ".;:,!?)" and text[:1].isupper()
