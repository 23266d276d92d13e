"""What the child lets through is read in the program itself, outside all limits: it must be quick on anything."""

import re
import time
from itertools import accumulate
from pathlib import Path

import pytest

from candidates import cv
from tests.conftest import some

CHILD = (Path(__file__).resolve().parents[3] / "documents" / "child" / "read_cv.py").read_text("utf-8")
MOST_CHARACTERS, MOST_WORDS = map(int, re.search(r"MOST_WORDS = (\S+), (\S+)", CHILD).groups())
WORST = {
    "a date on every line": ("2019 – 2021", "mrt 2021 –", 1_000),
    "one line of dates": ("2019 -", "2021 t/m", 30_000),
    "a name on every line": ("Referenties", "Aa Aa Aa Aa Aa Aa", 10_000),
    "capitals": ("A" * 80, "A.A.A.A.A.A", 30_000),
    "dashes": ("2020", "-" * 79, 30_000),
    "digits": ("bsn", "1 " * 40, 10_000),
    "numbers": ("123456789", "tel 123456782", 30_000),
    "long words": ("x" * 5000, "y", 60),
}


@pytest.mark.parametrize("narrow", [True, False])
@pytest.mark.parametrize(("one", "other", "times"), some(WORST.values()), ids=some(WORST))
def test_the_worst_that_the_child_lets_through_is_read_soon(one, other, times, narrow):
    words = [word for _ in range(times) for text in (one, other) for word in text.split()][:MOST_WORDS]
    letters = accumulate(len(word) for word in words)
    words = [word for word, so_far in zip(words, letters, strict=True) if so_far <= MOST_CHARACTERS]
    pages = [words[at : at + 6000] for at in range(0, len(words), 6000)]
    found = {"bytes": 1, "encrypted": False, "active": [], "links": [], "metadata": {}}
    found["pages"] = [{"kind": "text", "photo": False, "words": rows(page, narrow)} for page in pages]
    started = time.process_time()
    cv.read(found)
    assert time.process_time() - started < 8


def rows(words: list[str], narrow: bool) -> list[list]:
    """A line of two words each, or all on one line."""
    places = [(at % 2 * 40, at // 2 * 12) if narrow else (at * 5, 100) for at in range(len(words))]
    return [[word, x, y, x + 4, y + 10, y + 10, 10.0, False, ""] for word, (x, y) in zip(words, places, strict=True)]
