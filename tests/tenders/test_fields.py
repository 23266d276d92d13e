"""What people type for money, points, moments and lists, and what it means."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from tenders.fields import EuroField, LinesField, MomentField, PointsField, YesNoField


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("60", 6000),
        ("57,5", 5750),
        ("55,55", 5555),
        ("55.55", 5555),
        ("€ 60,-", 6000),
        ("1.250,00", 125000),
        (" 0,05 ", 5),
        ("", None),
    ],
)
def test_an_amount_is_read_as_cents(typed, cents):
    assert EuroField(required=False).clean(typed) == cents


@pytest.mark.parametrize("typed", ["zestig", "-5", "55,555", "60,5,5", "NaN", "1e3", "٦٠", "60,", "12345678"])
def test_what_is_no_amount_is_refused(typed):
    with translation.override("nl"), pytest.raises(ValidationError) as refused:
        EuroField().clean(typed)
    assert refused.value.messages == ["Vul een bedrag in euro's in, bijvoorbeeld 57,50."]


@pytest.mark.parametrize(("typed", "hundredths"), [("10", 1000), ("62,5", 6250), ("62.05", 6205), ("0", 0), ("", None)])
def test_points_are_read_as_hundredths(typed, hundredths):
    assert PointsField(required=False).clean(typed) == hundredths


@pytest.mark.parametrize("typed", ["-1", "1.000,5", "62,555", "tien", "٦", ",5"])
def test_what_are_no_points_is_refused(typed):
    with pytest.raises(ValidationError):
        PointsField().clean(typed)


@pytest.mark.parametrize(("hundredths", "shown"), [(1000, "10"), (6250, "62,5"), (6205, "62,05")])
def test_points_are_shown_as_they_are_typed(hundredths, shown):
    with translation.override("nl"):
        assert PointsField().prepare_value(hundredths) == shown
    assert PointsField().clean(shown) == hundredths


@pytest.mark.parametrize(("cents", "shown"), [(6000, "60,00"), (5555, "55,55"), (5, "0,05")])
def test_an_amount_is_shown_as_it_is_typed(cents, shown):
    assert EuroField().prepare_value(cents) == shown
    assert EuroField().clean(shown) == cents


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        (["2026-03-02", "09:00"], datetime(2026, 3, 2, 8, 0, tzinfo=UTC)),
        (["2-7-2026", "9.00"], datetime(2026, 7, 2, 7, 0, tzinfo=UTC)),
        (["2026-03-29", "01:59"], datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        (["2026-03-29", "03:00"], datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (["", ""], None),
    ],
)
def test_a_moment_is_read_on_the_dutch_clock(typed, moment):
    assert MomentField(required=False).clean(typed) == moment


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (["2026-03-29", "02:00"], "skipped"),
        (["2026-03-29", "02:59"], "skipped"),
        (["2026-10-25", "02:00"], "twice"),
        (["2026-10-25", "02:59"], "twice"),
    ],
)
def test_a_time_that_the_clock_skips_or_repeats_is_refused(typed, code):
    with pytest.raises(ValidationError) as refused:
        MomentField().clean(typed)
    assert refused.value.code == code


def test_the_hour_after_the_repeated_one_is_winter_time():
    assert MomentField().clean(["2026-10-25", "03:00"]) == datetime(2026, 10, 25, 2, 0, tzinfo=UTC)


def test_half_a_moment_is_refused():
    with translation.override("nl"), pytest.raises(ValidationError) as refused:
        MomentField(required=False).clean(["2026-03-02", ""])
    assert refused.value.messages == ["Vul zowel de dag als de tijd in."]


def test_lines_become_a_list_and_back():
    assert LinesField().clean(" Klantgericht \r\n\r\nSamenwerkend\n") == ["Klantgericht", "Samenwerkend"]
    assert LinesField().prepare_value(["Klantgericht", "Samenwerkend"]) == "Klantgericht\nSamenwerkend"


def test_yes_no_and_nothing_said_are_three_answers():
    field = YesNoField()
    assert [field.clean(each) for each in ("yes", "no", "")] == [True, False, None]
    assert [field.prepare_value(each) for each in (True, False, None)] == ["yes", "no", ""]
