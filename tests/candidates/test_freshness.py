"""The age of a document, by the words of the posting."""

from datetime import date

import pytest

from candidates.freshness import day_of, months_allowed, oldest

ARABIC = "\u0663\u0661-\u0661-\u0662\u0660\u0662\u0666"  # digits that nobody here reads

RULES = {
    "een geldig (max. 3 maanden) uittreksel uit het strafregister model 1": 3,  # seed 002
    "een geldig uittreksel uit het strafregister model 1": None,  # seed 004
    "Een VOG, niet ouder dan zes maanden.": 6,
    "Uittreksel KvK van maximaal 1 maand oud": 1,
    "een verklaring die hoogstens één jaar oud is": 12,
    "minder dan 12 maanden oud": 12,
    "Een diploma": None,
    "De looptijd is 3 maanden.": None,
    "": None,
}


@pytest.mark.parametrize(("text", "months"), RULES.items())
def test_the_posting_says_how_old_it_may_be(text, months):
    assert months_allowed(text) == months


@pytest.mark.parametrize(
    ("closes_on", "months", "first"),
    [
        (date(2026, 3, 2), 3, date(2025, 12, 2)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 5, 31), 1, date(2026, 4, 30)),
        (date(2024, 5, 31), 3, date(2024, 2, 29)),
        (date(2025, 5, 31), 3, date(2025, 2, 28)),
        (date(2026, 12, 1), 12, date(2025, 12, 1)),
    ],
)
def test_months_are_counted_back_to_the_same_day_or_the_last_one(closes_on, months, first):
    assert oldest(months, closes_on=closes_on) == first


@pytest.mark.parametrize("text", ["31-1-2026", "31-01-2026", "31/1/2026", "31.01.2026", "31 1 2026", "2026-01-31"])
def test_a_day_is_read_however_it_is_written(text):
    assert day_of(text) == date(2026, 1, 31)


@pytest.mark.parametrize(
    "text", ["31-2-2026", "1-13-2026", "31-1-26", "vorige week", "", "0-1-2026", "1-1-20266", ARABIC]
)
def test_what_is_no_day_is_none(text):
    assert day_of(text) is None
