"""The engine's days against those of Python."""

import calendar
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.engine import Unusable
from scoring.engine.days import (
    Day,
    Written,
    following,
    month_length,
    months_between,
    months_later,
    preceding,
    whole_months,
)

DATES = st.dates(date(1900, 1, 1), date(2199, 12, 31))


def of(day: date) -> Day:
    return Day(day.year, day.month, day.day)


def test_each_month_of_three_centuries_has_its_length() -> None:
    assert {(year, month): month_length(year, month) for year in range(1900, 2200) for month in range(1, 13)} == {
        (year, month): calendar.monthrange(year, month)[1] for year in range(1900, 2200) for month in range(1, 13)
    }


def test_each_day_of_four_years_follows_the_one_before() -> None:
    days = [date(2023, 1, 1) + timedelta(days=at) for at in range(4 * 365 + 1)]
    assert [of(day + timedelta(days=1)) for day in days] == [following(of(day)) for day in days]
    assert [of(day - timedelta(days=1)) for day in days] == [preceding(of(day)) for day in days]


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        ((2026, 3, 2), -24, (2024, 3, 2)),
        ((2024, 2, 29), -24, (2022, 2, 28)),
        ((2024, 2, 29), -48, (2020, 2, 29)),
        ((2023, 2, 28), -36, (2020, 2, 28)),
        ((2026, 3, 31), -1, (2026, 2, 28)),
        ((2026, 1, 31), -2, (2025, 11, 30)),
        ((2025, 12, 31), 2, (2026, 2, 28)),
        ((2026, 1, 15), -1, (2025, 12, 15)),
    ],
)
def test_months_back_stop_at_the_last_day_of_a_month_that_is_too_short(day, months, found) -> None:
    assert months_later(Day(*day), months) == found


@given(DATES, DATES)
def test_months_are_the_sum_of_the_days_over_the_length_of_their_month(one: date, other: date) -> None:
    start, end = min(one, other), min(max(one, other), min(one, other) + timedelta(days=400))
    each = (start + timedelta(days=at) for at in range((end - start).days))
    assert months_between(of(start), of(end)) == sum(
        (Fraction(1, calendar.monthrange(day.year, day.month)[1]) for day in each), Fraction(0)
    )


@given(DATES, st.integers(0, 600), st.integers(0, 27))
def test_whole_months_count_from_date_to_date(start: date, months: int, more: int) -> None:
    later = months_later(of(start), months)
    assert whole_months(of(start), later) == months
    assert whole_months(following(of(start)), later) in (months - 1, months)
    for _ in range(more):
        later = following(later)
    assert whole_months(of(start), later) == months


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        (Written(2024), (2024, 1, 1), (2024, 12, 31)),
        (Written(2024, 2), (2024, 2, 1), (2024, 2, 29)),
        (Written(2024, 2, 29), (2024, 2, 29), (2024, 2, 29)),
    ],
)
def test_a_month_or_year_stands_for_all_its_days(written: Written, first, last) -> None:
    assert (written.first, written.last) == (first, last)


@pytest.mark.parametrize(
    "parts",
    [
        (2023, 2, 29),
        (1900, 2, 29),
        (2024, 13),
        (2024, 0),
        (2024, 1, 0),
        (2024, 4, 31),
        (1899,),
        (2200,),
        (2024, None, 3),
    ],
)
def test_what_stands_on_no_calendar_is_refused(parts) -> None:
    with pytest.raises(Unusable) as caught:
        Written(*parts)
    assert caught.value.code == "no_such_date"
