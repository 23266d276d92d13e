"""What belongs to the paper and not to the posting: page numbers, and what heads or foots each page."""

import re
from collections import Counter
from collections.abc import Sequence

from .lines import Line

PAGE_NUMBER = re.compile(
    r"(?:pagina|pag\.?|page|p\.|blz\.?|bladzijde) ?\d{1,3}(?: ?(?:van|/|of) ?\d{1,3})?|\d{1,3} ?(?:/|"
    r"van) ?\d{1,3}|[-–—] ?\d{1,3} ?[-–—]",
    re.IGNORECASE,
)
ENDS_WITH_PAGE = re.compile(r"(?:\||\t| )(?:pagina|pag\.?|blz\.?) ?\d{1,3}(?: ?(?:van|/) ?\d{1,3})?$", re.IGNORECASE)
DIGITS = re.compile(r"\d+")
NEAR, SHORTEST, LONGEST = 3, 8, 120


def is_page_number(text: str) -> bool:
    return PAGE_NUMBER.fullmatch(text) is not None or (len(text) <= LONGEST and ENDS_WITH_PAGE.search(text) is not None)


def without_furniture(lines: Sequence[Line], known: Sequence[bool]) -> list[Line]:
    """`known` says which lines are headings, labels or items: these are never furniture, however often they stand."""
    pages = {index for index, line in enumerate(lines) if is_page_number(line.text)}
    pages |= _counting(lines, known)
    repeated = _repeated(lines, known, pages)
    return [line for index, line in enumerate(lines) if index not in pages and index not in repeated]


def _counting(lines: Sequence[Line], known: Sequence[bool]) -> set[int]:
    """Lines that hold a number alone, counting up page after page: 1, 2, 3. One after a label is its value."""
    bare = [
        (index, int(line.text))
        for index, line in enumerate(lines)
        if len(line.text) <= 3 and line.text.isascii() and line.text.isdigit() and not (index and known[index - 1])
    ]
    run: list[tuple[int, int]] = []
    for index, number in bare:
        if number <= 2 and not run:
            run = [(index, number)]
        elif run and number == run[-1][1] + 1 and index - run[-1][0] > 8:
            run.append((index, number))
    return {index for index, _ in run} if len(run) > 1 else set()


def _repeated(lines: Sequence[Line], known: Sequence[bool], pages: set[int]) -> set[int]:
    """Heads and feet, but for the first one, which may be the title: next to a page number and alike but for their
    digits, or standing there three times and more without any."""
    beside = {index + step for index in pages for step in range(-NEAR, NEAR + 1)}
    shapes = ["" if known[index] else _shape(line.text) for index, line in enumerate(lines)]
    times = Counter(shapes)
    near = Counter(shape for index, shape in enumerate(shapes) if index in beside)
    seen: set[str] = set()
    found = set()
    for index, shape in enumerate(shapes):
        if (shape and (times[shape] > 1 and times[shape] - near[shape] <= 1 and index in beside)) or (
            shape and shape in seen and times[shape] > 2 and "0" not in shape and not shape[0].islower()
        ):
            found.add(index)
        seen.add(shape)
    return found - set(range(NEAR))


def _shape(text: str) -> str:
    likely = SHORTEST <= len(text) <= LONGEST and "\t" not in text and text[-1] not in ".;:,!?"
    return DIGITS.sub("0", text) if likely else ""
