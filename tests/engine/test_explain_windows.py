"""The sentences about experience in a window, in both languages."""

from fractions import Fraction
from string import Formatter
from typing import Any

import pytest

from scoring import explain_windows as explain
from scoring.engine.days import Day
from scoring.engine.part_time import FullFrom, NoneBelow, ProRata
from scoring.engine.windows import Counted
from tests.engine.test_windows import FULL, PRO_RATA, counted, job

NAMES = {"A": "Westland", "B": "Raalte"}


def names(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_both_languages_say_the_same_things_about_the_same_values() -> None:
    dutch, english = (explain.WORDS[language] for language in ("nl", "en"))
    assert dutch.keys() == english.keys()
    assert [key for key in dutch if names(dutch[key]) != names(english[key])] == []


def said(found: Counted, language: str = "nl") -> list[str]:
    return explain.summary(found, NAMES, language)


TO_THE_MONTH = ("2022-01-01", "2024-03-31")


@pytest.mark.parametrize(
    ("asked", "dutch", "english"),
    [
        (
            {},
            "27 maanden in de afgelopen 60; gevraagd zijn er 24.",
            "27 months in the last 60; 24 are asked.",
        ),
        (
            {"last": None, "needed": 12},
            "27 maanden in de hele loopbaan; gevraagd zijn er 12.",
            "27 months in the whole career; 12 are asked.",
        ),
        (
            {"needed": 0},
            "27 maanden in de afgelopen 60; gevraagd is enige ervaring.",
            "27 months in the last 60; some experience is asked.",
        ),
        (
            {"closing": "2022-02-01", "last": 1, "needed": 1},
            "1 maand in de afgelopen maand; gevraagd is er 1.",
            "1 month in the last month; 1 is asked.",
        ),
    ],
)
def test_the_lead_says_how_much_there_is_and_how_much_is_asked(asked: Any, dutch: str, english: str) -> None:
    found = counted(job(*TO_THE_MONTH), **asked)
    assert (explain.lead(found, "nl"), explain.lead(found, "en")) == (dutch, english)


def test_enough() -> None:
    assert said(counted(job(*TO_THE_MONTH)))[1:] == ["Dat is ten minste wat gevraagd is."]
    assert said(counted(job(*TO_THE_MONTH)), "en")[1:] == ["That is at least what is asked."]


def test_too_little_is_said_with_what_is_missing_and_both_add_up() -> None:
    assert said(counted(job("2022-01-01", "2023-05-10")))[:2] == [
        "16,32 maanden in de afgelopen 60; gevraagd zijn er 24.",
        "Dat is 7,68 maanden te weinig.",
    ]


def test_hardly_too_little_is_never_shown_as_enough() -> None:
    assert explain.months(Fraction(23_999, 1000), "nl") == "23,99 maanden"
    assert explain.months(Fraction(24), "nl") == "24 maanden"


def test_nothing_at_all() -> None:
    assert said(counted()) == ["0 maanden in de afgelopen 60; gevraagd zijn er 24.", "Er telt geen dag mee."]


def test_two_years_to_the_day_are_said_to_be_so() -> None:
    assert said(counted(job("2022-02-15", "2024-02-14"))) == [
        "23,98 maanden in de afgelopen 60; gevraagd zijn er 24.",
        "Van datum tot datum zijn het 24 hele maanden: ten minste wat gevraagd is.",
    ]


@pytest.mark.parametrize(
    ("start", "needed", "dutch"),
    [
        ("2022", 24, "Ook wat zeker is, is ten minste wat gevraagd is."),
        ("2022", 40, "Alleen in de gunstigste lezing is dat wat gevraagd is."),
    ],
)
def test_what_hangs_on_the_reading_is_said(start: str, needed: int, dutch: str) -> None:
    found = counted(job(start, "2025-06-30"), job("2020-01-01", "2021-06-30", "B"), needed=needed)
    assert said(found)[2:] == [
        "Zeker zijn 34 maanden; de rest hangt af van een dag of een aantal uren dat ontbreekt bij Westland.",
        dutch,
    ]


def test_where_too_little_hangs_on_the_reading_nothing_is_said_of_enough() -> None:
    assert said(counted(job("2024", "2025-06-30")), "en")[2:] == [
        "Certain are 6.03 months; the rest hangs on a day or a number of hours that is missing for Westland."
    ]


def test_a_missing_day_that_changes_no_total_is_said_to_change_none() -> None:
    assert said(counted(job("2022", "2024"), job("2022-01-01", "2024-12-31", "B")))[2:] == [
        "Bij Westland ontbreekt een dag of een aantal uren; voor het totaal maakt dat niet uit."
    ]


@pytest.mark.parametrize(
    ("rule", "beginning"),
    [
        (FULL, "Deeltijd telt volledig mee."),
        (ProRata(full_week=36_00), "Deeltijd telt mee naar rato van 36 uur per week;"),
        (FullFrom(hours=28_80, full_week=36_00), "Vanaf 28,8 uur per week telt werk volledig mee, daaronder naar rato"),
        (NoneBelow(hours=24_00), "Vanaf 24 uur per week telt werk volledig mee, daaronder niet;"),
    ],
)
def test_each_rule_of_part_time_is_said(rule: Any, beginning: str) -> None:
    assert explain.part_time(rule, "nl").startswith(beginning)


def test_rows_are_stretches_and_gaps_in_order_of_time() -> None:
    found = counted(
        job("2022-01-01", "2022-12-31", hours=28), job("2024-01-01", None, "B", hours=40), part_time=PRO_RATA
    )
    assert explain.rows(found, NAMES, "nl") == [
        ("2 maart 2021", "31 december 2021", "", "", "geen werk dat meetelt"),
        ("1 januari 2022", "31 december 2022", "77,8 %", "9,33", "Westland"),
        ("1 januari 2023", "31 december 2023", "", "", "geen werk dat meetelt"),
        ("1 januari 2024", "1 maart 2026", "volledig", "26,03", "Raalte"),
    ]


def test_each_reason_not_to_count_is_said() -> None:
    found = counted(
        job("2020-01-01", "2026-06-30", hours=10, tags="kcc"),
        job("2021-03-01", "2021-03-01", "B", hours=36, tags="kcc"),
        job("2026-05-01", None, "C", hours=36, tags="kcc"),
        job("2019-05-01", "2019-06-30", "D"),
        groups=(frozenset({"kcc"}),),
        part_time=NoneBelow(hours=24_00),
    )
    assert explain.outside(found, NAMES, "nl") == [
        "D, 1 mei 2019 tot en met 30 juni 2019: ander werk dan gevraagd.",
        "Westland, 1 januari 2020 tot en met 1 maart 2021: vóór 2 maart 2021, het begin van de periode.",
        "Raalte, 1 maart 2021: vóór 2 maart 2021, het begin van de periode.",
        "Westland, 2 maart 2021 tot en met 1 maart 2026: te weinig uren per week.",
        "Westland, 2 maart 2026 tot en met 30 juni 2026: niet vóór 2 maart 2026, de sluitingsdatum.",
        "C, vanaf 1 mei 2026: niet vóór 2 maart 2026, de sluitingsdatum.",
    ]


def test_a_name_that_would_break_its_line_is_written_as_json() -> None:
    found = counted(job("2019-05-01", "2019-06-30"))
    assert explain.outside(found, {"A": "een\ntwee"}, "en") == [
        '"een\\ntwee", 1 May 2019 up to and including 30 June 2019: before 2 March 2021, where the period begins.'
    ]


def test_a_day_has_its_month_in_words() -> None:
    assert (explain.day(Day(2024, 2, 29), "nl"), explain.day(Day(2024, 2, 29), "en")) == (
        "29 februari 2024",
        "29 February 2024",
    )
