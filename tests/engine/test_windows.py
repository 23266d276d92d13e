"""Months in a window: named cases, what must always hold, and equality with counting day by day."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.engine import Unusable
from scoring.engine.days import Day, Written, following, months_later, preceding
from scoring.engine.part_time import CountsFully, FullFrom, NoneBelow, PartTime, ProRata, part_time
from scoring.engine.windows import MOST_PERIODS, Asked, Counted, Period, Stretch, count
from scoring.engine.windows_contract import read
from tests.conftest import SOME
from tests.engine import careers
from tests.engine.careers import Document

CLOSING = "2026-03-02"
FULL = CountsFully()
PRO_RATA = ProRata(full_week=36_00)


def written(text: str) -> Written:
    return Written(*(int(part) for part in text.split("-")))


def job(start: str, end: str | None, ref: str = "A", *, hours: int | None = None, tags: str = "") -> Period:
    return Period(ref, written(start), end and written(end), hours and 100 * hours, frozenset(tags.split()))


def counted(
    *jobs: Period,
    closing: str = CLOSING,
    last: int | None = 60,
    needed: int = 24,
    part_time: PartTime = FULL,
    **more: Any,
) -> Counted:
    return count(Asked(written(closing).first, last, needed, part_time=part_time, **more), jobs)


def months(*jobs: Period, **asked: Any) -> Fraction:
    return counted(*jobs, **asked).most.months


# Day by day ----------------------------------------------------------------------------------------------------------
@given(careers.careers())
def test_both_readings_are_what_counting_day_by_day_gives(document: Document) -> None:
    found = count(*read(document))
    assert (found.most.months, found.least.months) == (
        careers.months(document, certain=False),
        careers.months(document, certain=True),
    )


# What must always hold -----------------------------------------------------------------------------------------------
@settings(max_examples=SOME)
@given(careers.careers())
def test_stretches_lie_apart_inside_the_window_in_order_of_time(document: Document) -> None:
    found = count(*read(document))
    for reading in (found.most, found.least):
        edges = [day for stretch in reading.stretches for day in (stretch.start, stretch.end)]
        assert edges == sorted(edges)
        assert all(stretch.start < stretch.end and 0 < stretch.share <= 1 for stretch in reading.stretches)
        assert not edges or ((found.asked.start or edges[0]) <= edges[0] and edges[-1] <= found.asked.closing)


@settings(max_examples=SOME)
@given(careers.careers())
def test_gaps_and_stretches_fill_the_window(document: Document) -> None:
    found = count(*read(document))
    parts = sorted([*found.gaps, *((stretch.start, stretch.end) for stretch in found.most.stretches)])
    ends = [found.asked.start or (parts[0][0] if parts else found.asked.closing), *(end for _, end in parts)]
    assert ends == [*(start for start, _ in parts), found.asked.closing]


@settings(max_examples=SOME)
@given(careers.careers())
def test_the_certain_reading_is_never_the_larger_and_differs_only_where_something_is_unsure(document: Document) -> None:
    found = count(*read(document))
    assert 0 <= found.least.months <= found.most.months
    assert found.met or not found.met_for_certain
    assert found.unsure or found.least == found.most


@settings(max_examples=SOME)
@given(st.data(), careers.careers())
def test_input_order_never_matters(data: st.DataObject, document: Document) -> None:
    asked, periods = read(document)
    assert count(asked, data.draw(st.permutations(periods))) == count(asked, periods)


@settings(max_examples=SOME)
@given(careers.careers(), careers.periods())
def test_one_job_more_never_counts_for_less(document: Document, more: Document) -> None:
    before, after = (
        count(*read(document | {"periods": each})) for each in (document["periods"], [*document["periods"], more])
    )
    for one, other in ((before.most, after.most), (before.least, after.least)):
        assert one.months <= other.months
        assert one.whole_months <= other.whole_months


@given(careers.DAYS, st.integers(1, 120))
def test_who_worked_all_of_the_window_has_all_its_months(day: Any, length: int) -> None:
    closing = day.isoformat()
    assert counted(job("1990", None), closing=closing, last=length, needed=length).met_for_certain


@given(careers.DAYS, st.integers(1, 60))
def test_a_job_of_so_many_months_from_date_to_date_has_them(day: Any, length: int) -> None:
    """Its last day is the one before: from 15 February 2022 to 14 February 2024 is two years."""
    last = preceding(months_later(written(day.isoformat()).first, length))
    assert counted(job(day.isoformat(), str(last)), closing="2040-01-01", last=None, needed=length).met_for_certain


# Edges of the window -------------------------------------------------------------------------------------------------
def test_the_window_runs_from_the_same_date_up_to_the_day_before_closing() -> None:
    assert counted(job("2010", None)).most.stretches == (
        Stretch(Day(2021, 3, 2), Day(2026, 3, 2), Fraction(1), ("A",)),
    )
    assert months(job("2010", None)) == 60


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2015-01-01", "2021-03-01", 0),  # the day before the window
        ("2015-01-01", "2021-03-02", Fraction(1, 31)),  # its first day
        ("2021-03-02", "2021-03-02", Fraction(1, 31)),
        ("2026-03-01", "2026-03-01", Fraction(1, 31)),  # its last day
        ("2026-03-02", "2026-03-02", 0),  # the closing day itself
        ("2026-03-01", "2027-03-01", Fraction(1, 31)),
    ],
)
def test_a_day_at_the_edge(start: str, end: str, expected: Fraction) -> None:
    assert months(job(start, end)) == expected


def test_what_lies_before_and_after_is_named() -> None:
    [before, after] = counted(job("2020-01-01", "2026-06-30")).outside
    assert before == ("A", "before", (2020, 1, 1), (2021, 3, 2))
    assert after == ("A", "after", (2026, 3, 2), (2026, 7, 1))


def test_future_jobs_count_for_nothing() -> None:
    found = counted(job("2026-03-02", None), job("2026-04", "2026-12", "B"), needed=0)
    assert (found.most.months, found.met) == (0, False)
    assert found.outside == (
        ("A", "after", (2026, 3, 2), None),
        ("B", "after", (2026, 4, 1), (2027, 1, 1)),
    )


def test_without_a_window_the_whole_career_counts() -> None:
    found = counted(job("1998-01-01", "1998-12-31"), last=None, needed=12)
    assert (found.most.months, found.met, found.asked.start, found.outside) == (12, True, None, ())


def test_a_window_that_closes_on_a_leap_day_starts_on_the_last_of_february() -> None:
    found = counted(job("2010", None), closing="2024-02-29", last=24)
    assert found.most.stretches[0].start == (2022, 2, 28)
    assert found.met_for_certain


# Leap days -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("year", "expected"), [(2024, Fraction(1, 29)), (2023, Fraction(1, 28))])
def test_a_day_in_february_is_a_part_of_that_february(year: int, expected: Fraction) -> None:
    assert months(job(f"{year}-02-28", f"{year}-02-28")) == expected


def test_the_leap_day_is_a_day() -> None:
    assert months(job("2024-02-29", "2024-02-29")) == Fraction(1, 29)
    assert months(job("2024-02-01", "2024-02-29")) == 1
    assert months(job("2024-02-01", "2024-02-28")) == Fraction(28, 29)


def test_two_years_to_the_day_are_24_months_also_where_the_leap_day_makes_a_day_smaller() -> None:
    found = counted(job("2022-02-15", "2024-02-14"))
    assert found.most.months == 24 - (Fraction(14, 28) - Fraction(14, 29))
    assert (found.most.whole_months, found.met_for_certain) == (24, True)


def test_a_day_less_than_two_years_is_less_than_24_months() -> None:
    assert not counted(job("2022-02-15", "2024-02-13")).met
    assert not counted(job("2022-02-16", "2024-02-14")).met


# Overlaps, gaps and open ends ----------------------------------------------------------------------------------------
def test_overlaps_count_once_and_say_which_jobs_made_them() -> None:
    found = counted(job("2022-01", "2022-08"), job("2022-05", "2022-12", "B"))
    assert found.most.stretches == (Stretch(Day(2022, 1, 1), Day(2023, 1, 1), Fraction(1), ("A", "B")),)
    assert found.most.months == 12


def test_the_same_job_twice_counts_once() -> None:
    assert months(job("2022-01", "2022-12"), job("2022-01", "2022-12", "B")) == 12


def test_a_job_within_another_adds_nothing() -> None:
    assert months(job("2022-01", "2022-12"), job("2022-04-10", "2022-04-20", "B")) == 12


def test_a_job_that_starts_the_day_after_another_leaves_no_gap() -> None:
    joined = counted(job("2022-01-01", "2022-05-15"), job("2022-05-16", "2022-12-31", "B"))
    assert (len(joined.most.stretches), joined.most.months) == (1, 12)


def test_a_gap_counts_for_nothing_and_is_shown() -> None:
    found = counted(job("2021", "2021-12"), job("2023", None, "B"))
    assert found.gaps == (((2022, 1, 1), (2023, 1, 1)),)
    assert found.most.months == 48


def test_an_open_end_runs_to_the_closing_day() -> None:
    found = counted(job("2025-03-02", None), needed=12)
    assert found.most.stretches[0].end == (2026, 3, 2)
    assert (found.most.months, found.unsure) == (12, ())


# The clock is no matter ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("sunday", ["2026-03-29", "2026-10-25"])
def test_a_day_of_23_or_25_hours_is_a_day(sunday: str) -> None:
    assert months(job(sunday, sunday), closing="2026-12-01") == Fraction(1, 31)
    after = str(following(written(sunday).first))
    assert months(job(sunday, None), closing=after) == Fraction(1, 31)
    assert months(job("2020", None), closing=sunday, last=12, needed=12) == 12


# Dates without a day -------------------------------------------------------------------------------------------------
def test_a_month_runs_from_its_first_day_to_its_last_or_the_other_way_round() -> None:
    found = counted(job("2022-03", "2024-02"))
    assert found.most.months == 24
    assert found.least.stretches == (Stretch(Day(2022, 3, 31), Day(2024, 2, 2), Fraction(1), ("A",)),)
    assert (found.met, found.met_for_certain, found.unsure) == (True, False, ("A",))


def test_a_year_leaves_most_room() -> None:
    found = counted(job("2022", "2024"))
    assert found.most.months == 36
    assert found.least.months == Fraction(1, 31) + 12 + Fraction(1, 31)


def test_a_job_within_one_year_may_have_been_a_day() -> None:
    found = counted(job("2022", "2022"), needed=0)
    assert (found.most.months, found.least.months, found.met, found.met_for_certain) == (12, 0, True, False)


def test_room_outside_the_window_makes_nothing_unsure() -> None:
    assert counted(job("2019", None)).unsure == ()
    assert counted(job("2021", None)).unsure == ("A",)


# Part-time -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("rule", "hours", "expected"),
    [
        (FULL, 4, 12),
        (PRO_RATA, 18, 6),
        (PRO_RATA, 36, 12),
        (PRO_RATA, 40, 12),
        (FullFrom(hours=24_00, full_week=36_00), 24, 12),
        (FullFrom(hours=24_00, full_week=36_00), 23, Fraction(23, 3)),
        (NoneBelow(hours=24_00), 24, 12),
        (NoneBelow(hours=24_00), 23, 0),
    ],
)
def test_a_year_of_part_time(rule: PartTime, hours: int, expected: Fraction) -> None:
    assert months(job("2022", "2022", hours=hours), part_time=rule) == expected


def test_jobs_at_the_same_time_add_up_to_a_full_week_at_most() -> None:
    found = counted(
        job("2022-01", "2022-12", hours=24), job("2022-07", "2023-06", "B", hours=24), part_time=PRO_RATA, needed=0
    )
    third = Fraction(2, 3)
    assert found.most.stretches == (
        Stretch(Day(2022, 1, 1), Day(2022, 7, 1), third, ("A",)),
        Stretch(Day(2022, 7, 1), Day(2023, 1, 1), Fraction(1), ("A", "B")),
        Stretch(Day(2023, 1, 1), Day(2023, 7, 1), third, ("B",)),
    )
    assert found.most.months == 4 + 6 + 4


def test_two_small_jobs_together_may_be_enough() -> None:
    small = [job("2022", "2022", ref, hours=12) for ref in "AB"]
    assert months(*small, part_time=NoneBelow(hours=24_00)) == 12
    assert months(small[0], part_time=NoneBelow(hours=24_00)) == 0


def test_too_few_hours_are_named() -> None:
    found = counted(
        job("2022-01", "2022-12", hours=12), job("2022-07", "2022-12", "B", hours=12), part_time=NoneBelow(24_00)
    )
    assert found.outside == (("A", "hours", (2022, 1, 1), (2022, 7, 1)),)


def test_hours_that_nobody_wrote_down_are_a_full_week_or_none() -> None:
    found = counted(job("2022-01-01", "2022-12-31"), part_time=PRO_RATA)
    assert (found.most.months, found.least.months, found.unsure) == (12, 0, ("A",))
    assert counted(job("2022-01-01", "2022-12-31")).unsure == ()


def test_part_time_years_are_no_whole_months() -> None:
    assert counted(job("2022-02-15", "2024-02-14", hours=18), part_time=PRO_RATA).most.whole_months == 0


# What is asked -------------------------------------------------------------------------------------------------------
def test_each_group_needs_one_of_its_tags() -> None:
    groups = (frozenset({"kcc", "phone"}), frozenset({"municipality"}))
    found = counted(
        job("2022-01", "2022-01", tags="kcc municipality"),
        job("2022-03", "2022-03", "B", tags="phone municipality"),
        job("2022-05", "2022-05", "C", tags="kcc phone"),
        job("2022-07", None, "D", tags="municipality"),
        groups=groups,
    )
    assert [stretch.refs for stretch in found.most.stretches] == [("A",), ("B",)]
    assert found.outside == (
        ("C", "tags", (2022, 5, 1), (2022, 6, 1)),
        ("D", "tags", (2022, 7, 1), None),
    )


def test_experience_without_a_number_is_met_by_a_day() -> None:
    assert counted(job("2026-03-01", None), needed=0).met
    assert not counted(needed=0).met


def test_levels_ask_the_same_reading_for_more_than_one_need() -> None:
    reading = counted(job("2022-01", "2024-06")).most
    assert [reading.reaches(needed) for needed in (24, 30, 31)] == [True, True, False]


# What is refused -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("start", "end"), [("2024-03-02", "2024-03-01"), ("2024-03-15", "2024-02"), ("2024", "2023"), ("2024-02", "2023")]
)
def test_a_job_that_ends_before_it_begins_is_refused(start: str, end: str) -> None:
    with pytest.raises(Unusable) as caught:
        job(start, end, "KCC")
    assert str(caught.value) == f'Job "KCC" ends, "{end}", before it begins, "{start}".'


@pytest.mark.parametrize(
    ("start", "end"), [("2024-03-15", "2024-03"), ("2024", "2024-02"), ("2024-03-01", "2024-03-01")]
)
def test_a_job_that_may_end_after_it_begins_is_not(start: str, end: str) -> None:
    assert 0 <= counted(job(start, end)).least.months <= counted(job(start, end)).most.months


def refused(make: Any) -> str:
    with pytest.raises(Unusable) as caught:
        make()
    return caught.value.code


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: counted(job("2022", None), job("2023", None)), "double_period"),
        (lambda: counted(*(job("2022", None, str(at)) for at in range(MOST_PERIODS + 1))), "too_many_periods"),
        (lambda: Period("A", Written(2022), None, hours=0), "impossible_hours"),
        (lambda: Period("A", Written(2022), None, hours=168_01), "impossible_hours"),
        (lambda: counted(last=0), "impossible_window"),
        (lambda: counted(last=1201), "impossible_window"),
        (lambda: counted(last=24, needed=25), "impossible_need"),
        (lambda: counted(needed=-1), "impossible_need"),
        (lambda: ProRata(full_week=0), "impossible_week"),
        (lambda: NoneBelow(hours=168_01), "impossible_week"),
        (lambda: FullFrom(hours=37_00, full_week=36_00), "more_than_full_week"),
        (lambda: part_time("half", {}), "unknown_part_time"),
        (lambda: part_time("pro_rata", {}), "numbers_of_part_time"),
        (lambda: part_time("pro_rata", {"full_week": 36_00, "hours": 1}), "numbers_of_part_time"),
        (lambda: part_time("counts_fully", {"hours": 1}), "numbers_of_part_time"),
    ],
)
def test_what_makes_no_sense_is_refused(make: Any, code: str) -> None:
    assert refused(make) == code


def test_as_many_jobs_as_are_allowed_are_counted_while_one_waits() -> None:
    jobs = [
        job(f"2021-{1 + at % 12:02}-{1 + at % 28:02}", f"202{2 + at % 4}-0{1 + at % 9}", str(at))
        for at in range(MOST_PERIODS)
    ]
    assert 50 < months(*jobs) < 60
