"""Passages of a CV: its own lines with their places, and the words of an earlier passage found again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from audit.chain import canonical

from .content import Passage
from .cv.lines import Line, lines_of
from .cv.words import Word, around, pages_of

# A passage is pointed at, not copied out: half a page is enough for anyone.
MOST_LINES = 40
MOST_PER_CRITERION = 3


def lines_on(found: Mapping[str, Any], page: int) -> tuple[Line, ...]:
    """The lines that people see on a page; `found` is what `documents.reading.read_page` answers."""
    (read,) = pages_of({"pages": [found]})
    return lines_of(replace(read, number=page))


def between(lines: Sequence[Line], first: int, last: int) -> tuple[str, tuple[float, float, float, float]]:
    """The text and the place of the lines from `first` up to `last`, both counted from 1."""
    words = _words(lines[first - 1 : last])
    return " ".join(map(_shown, words)), around(words)


def found_again(passage: Passage, pages: Sequence[Sequence[Line]], *, cv: str) -> Passage | None:
    """The same words in another file, first on the page where they stood; None where they no longer stand there."""
    wanted = [_plain(word) for word in passage.text.split()]
    numbers = sorted(range(1, len(pages) + 1), key=lambda number: (number != passage.page, number))
    for number in numbers:
        words = _words(pages[number - 1])
        texts = [_plain(_shown(word)) for word in words]
        for at in range(len(texts) - len(wanted) + 1):
            if wanted and texts[at : at + len(wanted)] == wanted:
                return replace(passage, page=number, box=around(words[at : at + len(wanted)]), cv=cv)
    return None


def key_of(passage: Passage) -> str:
    """By which a page names one passage of a draft."""
    about = [passage.kind, passage.number, passage.page, passage.text, list(passage.box)]
    return sha256(canonical(about).encode()).hexdigest()[:16]


def _shown(word: Word) -> str:
    return "".join(filter(str.isprintable, word.text))


def _plain(word: str) -> str:
    """Without the punctuation around it: a layout may set a comma that another doesn't."""
    return word.strip(".,;:()[]•–-|").casefold()


def _words(lines: Sequence[Line]) -> tuple[Word, ...]:
    return tuple(word for line in lines for word in line.words)
