"""A career as a picture, and the part of a page that shows it beside its table."""

import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given, settings

from scoring.engine.part_time import NoneBelow
from scoring.engine.windows import Period, count
from scoring.engine.windows_contract import read
from scoring.window_picture import COUNTED, LEFT, RIGHT, Lane, Picture, picture, shown
from tests.conftest import SOME
from tests.engine import careers
from tests.engine.test_windows import PRO_RATA, counted, job

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*jobs: Period, names: dict[str, str] | None = None, **asked: Any) -> Picture:
    return picture(counted(*jobs, **asked), jobs, names or {}, "nl", key="c7")


def kinds(lane: Lane) -> list[str]:
    return [part.kind for part in lane.parts]


def page(*jobs: Period, names: dict[str, str] | None = None, language: str = "nl", **asked: Any) -> str:
    found = shown(counted(*jobs, **asked), jobs, names or {}, language, key="c7")
    with translation.override(language):
        return render_to_string("scoring/parts/window.html", {"window": found})


def svg(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(re.search(r"<svg.*</svg>", text, re.DOTALL).group())  # noqa: S314


# Where things stand --------------------------------------------------------------------------------------------------
@settings(max_examples=SOME // 2)
@given(careers.careers())
def test_everything_lies_inside_the_picture(document: careers.Document) -> None:
    asked, periods = read(document)
    found = picture(count(asked, periods), periods, {}, "nl", key="c7")
    parts = [found.window, *(part for lane in found.lanes for part in lane.parts), *found.bars]
    assert all(LEFT <= part.x <= part.x + part.width <= RIGHT for part in parts)
    assert all(LEFT <= tick.x <= RIGHT for tick in found.ticks)
    assert len(found.lanes) == len(periods)
    assert all(lane.y < found.base - COUNTED for lane in found.lanes)
    assert found.base < found.years_y < found.height


def test_a_window_without_margins_fills_the_picture() -> None:
    found = drawn(job("2021-03-02", None))
    assert (found.window.x, found.window_end) == (LEFT, RIGHT)
    assert [(bar.x, bar.width, bar.text) for bar in found.bars] == [(LEFT, RIGHT - LEFT, "60")]
    assert (found.starts, found.ends) == ("2 maart 2021", "2 maart 2026")


def test_at_most_half_a_window_before_it_is_shown_and_the_rest_is_marked() -> None:
    [lane] = drawn(job("1990", "2022-12-31")).lanes
    assert (lane.goes_on_before, lane.goes_on_after) == (True, False)
    found = drawn(job("1990", "2022-12-31"))
    assert abs((found.window.x - LEFT) * 2 - found.window.width) < 8


def test_lanes_stand_in_order_of_time_with_their_names() -> None:
    found = drawn(job("2024", "2025", "late"), job("2022", "2023", "early"), names={"early": "Westland"})
    assert [lane.label for lane in found.lanes] == ["Westland", "late"]


def test_a_long_name_is_cut_in_the_picture_alone() -> None:
    name = "Medewerker klantcontact (telefonie en balie), gemeente Raalte"
    [lane] = drawn(job("2022", "2023"), names={"A": name}).lanes
    assert (len(lane.label) <= 40, lane.label[-1]) == (True, "…")
    assert name in page(job("2022", "2023"), names={"A": name})


@pytest.mark.parametrize(("last", "every"), [(60, 1), (180, 2), (360, 5), (720, 10)])
def test_as_many_years_as_have_room(last: int, every: int) -> None:
    years = [int(tick.year) for tick in drawn(job("2024", None), last=last).ticks if tick.year]
    assert {one - other for one, other in zip(years[1:], years, strict=False)} == {every}


# What is drawn -------------------------------------------------------------------------------------------------------
def test_what_is_certain_lies_on_what_may_count_on_the_whole() -> None:
    [lane] = drawn(job("2020", "2024-06-30")).lanes
    assert kinds(lane) == ["outside", "may_count", "counts"]
    [lane] = drawn(job("2022", "2024-06-30")).lanes
    outside, may_count, sure = lane.parts
    assert (outside.x, outside.width) == (may_count.x, may_count.width)
    assert may_count.x < sure.x
    assert may_count.x + may_count.width == sure.x + sure.width


def test_other_work_is_drawn_as_such() -> None:
    found = drawn(job("2022", "2023", tags="shop"), groups=(frozenset({"kcc"}),))
    assert (kinds(found.lanes[0]), found.bars) == (["other"], ())
    assert [kind for kind, _ in found.kinds] == ["other"]


def test_work_of_too_few_hours_is_drawn_as_outside_and_of_unknown_hours_as_uncertain() -> None:
    assert kinds(drawn(job("2022", "2023", hours=10), part_time=NoneBelow(hours=24_00)).lanes[0])[-1] == "outside"
    assert kinds(drawn(job("2022", "2023"), part_time=PRO_RATA).lanes[0]) == ["outside", "may_count"]


def test_work_at_the_same_time_is_hatched_in_both_lanes() -> None:
    both = drawn(job("2022-01-01", "2023-06-30"), job("2023-01-01", "2024-12-31", "B"))
    alone = drawn(job("2022-01-01", "2022-12-31"), job("2023-01-01", "2024-12-31", "B"))
    assert [bool(lane.hatch) for lane in both.lanes] == [True, True]
    assert [bool(lane.hatch) for lane in alone.lanes] == [False, False]
    assert "overlap" in dict(both.kinds)
    assert "overlap" not in dict(alone.kinds)


def test_half_a_week_is_half_as_high() -> None:
    [half, full] = drawn(job("2022", "2022", hours=18), job("2024", "2024", "B", hours=36), part_time=PRO_RATA).bars
    assert (half.height, full.height) == (COUNTED // 2, COUNTED)
    assert (half.text_x, full.text_x is None) == (None, False)


def test_a_future_job_goes_on_after_the_picture() -> None:
    [lane] = drawn(job("2026-05-01", None)).lanes
    assert (lane.goes_on_after, kinds(lane)) == (True, ["outside"])


def test_an_empty_career_has_a_picture_too() -> None:
    assert (drawn().bars, drawn(last=None).bars) == ((), ())
    assert "Er telt geen dag mee." in page(last=None)


# On the page ---------------------------------------------------------------------------------------------------------
def test_the_picture_begins_with_its_title_and_has_presentation_attributes_alone() -> None:
    found = svg(page(job("2012", "2024"), job("2023", None, "B")))
    assert found[0].tag == f"{SVG}title"
    assert found[0].text == "Werk van 2 maart 2021 tot 2 maart 2026"
    assert found.attrib["aria-labelledby"].split() == [found[0].attrib["id"], found[1].attrib["id"]]
    assert not [each for each in found.iter() if {"style", "class", "onclick"} & set(each.attrib)]


def test_the_table_says_what_the_picture_shows() -> None:
    text = page(job("2022-01-01", "2024-03-31"), names={"A": "Westland"})
    assert "27 maanden in de afgelopen 60; gevraagd zijn er 24." in text
    assert "Telt mee: 27 maanden" in "".join(svg(text).itertext())
    cells = [re.sub(r"<[^>]*>", "", cell) for cell in re.findall(r"<t[dh][ >].*?</t[dh]>", text)]
    assert cells[5:] == [
        "2 maart 2021", "31 december 2021", "–", "–", "geen werk dat meetelt",
        "1 januari 2022", "31 maart 2024", "27", "volledig", "Westland",
        "1 april 2024", "1 maart 2026", "–", "–", "geen werk dat meetelt",
    ]  # fmt: skip


def test_it_is_said_in_english_too() -> None:
    text = page(job("2022-01-01", "2024-03-31"), language="en")
    assert "27 months in the last 60; 24 are asked." in text
    assert "Counts: 27 months" in text


def test_a_name_is_text() -> None:
    assert "<script>" not in page(job("2022", "2023"), names={"A": "<script>x</script>"})
