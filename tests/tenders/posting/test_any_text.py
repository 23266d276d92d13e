"""Reading never raises, answers in time that grows with the text, and accounts for every line, whatever the text is."""

from collections.abc import Iterator
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import read_posting
from tenders.posting import is_posting, read
from tenders.posting.draft import KEYS
from tests.conftest import FULL, some
from tests.tenders.posting.layouts import variant
from tests.tenders.posting.test_seeds import TEXTS

EXAMPLES = 2_000 if FULL else 100  # each is a whole posting to read
WORDS = [
    "Gunningscriteria", "Vereisten", "1.", "6)", "a.", "- ", "(10 punten)", "Weging: 15 %", "\n", "\n\n", "\t", "Stap 1:", "Vraag 1:",
    "Antwoord 1:", "Duur", "6 maanden", "Start", "Z.s.m.", "maandag 2 maart 2026", "31-02-2026", "09:00 uur", "24:00 uur", "€ 60,-",
    "€ 999.999,99", "uurtarief", "maximaal", "de beste drie [of ander aantal] kandidaten", "uitgenodigd", "gesprekken", "vragen", "tot",
    "cv", "gemeente Raalte", "\u00ad", "\u00a0", "\r\n", "\x0c", "|", "**", "Planning", "Competenties", "Totaal", "100", "één", "\ud800",
]  # fmt: skip
TEXT = st.one_of(
    st.text(),
    st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=60).map("".join),
)


def check(text: str) -> dict[str, Any]:
    """What holds for every draft: its keys, and that every line with words is either read or named as unread."""
    draft = read(text)
    assert list(draft) == list(KEYS)
    count = draft["source"].count("\n") + 1
    for pair in [*pairs(draft["lines"]), *draft["unread"]]:
        assert 1 <= pair[0] <= pair[1] <= count
    silent = {key for key in KEYS[:-3] if draft[key] in (None, [])}
    assert not silent & set(draft["lines"])
    assert is_posting(draft) in (True, False)
    return draft


def pairs(lines: dict[str, Any]) -> Iterator[list[int]]:
    for each in lines.values():
        yield from each if isinstance(each[0], list) else [each]


@settings(max_examples=EXAMPLES)
@given(TEXT)
def test_any_text_can_be_read(text):
    check(text)


@settings(max_examples=EXAMPLES)
@given(st.data())
def test_a_layout_can_be_cut_and_turned_anywhere(data):
    text = variant(data.draw(st.integers(0, 300))).text
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    check(text[end:] + text[:start])


@pytest.mark.parametrize("number", TEXTS)
def test_a_posting_cut_off_at_every_line_can_be_read(number):
    lines = TEXTS[number].split("\n")
    for end in range(len(lines)):
        check("\n".join(lines[:end]))


@pytest.mark.parametrize("number", TEXTS)
def test_a_posting_cut_off_within_a_line_can_be_read(number):
    for end in range(0, len(TEXTS[number]), 29 if FULL else 397):  # at every character would take half an hour
        check(TEXTS[number][:end])


# Time ----------------------------------------------------------------------------------------------------------------
ODD = {
    "one word": "a", "digits": "1", "spaces": " ", "tabs": "\t", "lines": "\n", "brackets": "(", "stops": ".", "amounts": "€ 1,",
    "items": "1. x\n", "levels": "a. x (5 punten)\n", "words": "woord ", "labels": "Start\n", "letters": "V\n", "dates": "2 maart 2026 ",
    "gesprekken": "gesprekken op ", "vragen": "Vragen tot ", "names": "gemeente Aa op ", "points": "(10 punten) ", "bars": "| a ",
    "hyphens": "woord-\n", "soft hyphens": "\u00ad\n", "capitals": "Aa ", "people": "de beste drie kandidaten ", "ranges": "24 tot ",
}  # fmt: skip


@pytest.mark.parametrize("odd", some(ODD.values()), ids=some(ODD))
@pytest.mark.parametrize("before", ["", "Gunningscriteria\n6. "])
def test_the_time_grows_no_faster_than_the_text(odd, before):
    size = 160_000 if FULL else 40_000
    short, long = (before + odd * (length // len(odd)) for length in (size // 4, size))
    # Four times the text: four times as long and some noise, but not the sixteen of a square.
    assert seconds(long) < max(10 * seconds(short), 1)


def seconds(text: str) -> float:
    begun = process_time()
    read(text)
    return process_time() - begun


def test_a_posting_is_read_in_an_instant():
    assert all(min(times) < 50 for times in read_posting.measure(repetitions=7).values())
