"""The sentences about forecasts and changes, in both languages."""

from string import Formatter

import pytest

from scoring import explain_forecast as explain
from scoring.engine.forecast import Forecast, Question
from scoring.engine.improving import improvements
from tests.engine.forecasts import even, in_levels, plain, question


def names(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_both_languages_say_the_same_things_about_the_same_values() -> None:
    dutch, english = (explain.WORDS[language] for language in ("nl", "en"))
    assert dutch.keys() == english.keys()
    assert [key for key in dutch if names(dutch[key]) != names(english[key])] == []


def said(tie: float, *, exact: bool = True, language: str = "nl", **more) -> str:
    found = Forecast(8, tie, tie, 3.0 if tie else 0.0, 0.0 if exact else 0.01, exact)
    return explain.decides(question(60, 30, 10, **more), found, language)


@pytest.mark.parametrize(
    ("tie", "dutch", "english"),
    [
        (0.0, "Nooit", "Never"),
        (0.004, "In minder dan 1 van de 100 gevallen", "In less than 1 case in 100"),
        (0.012, "In 1 van de 100 gevallen", "In 1 case in 100"),
        (0.645, "In 64 van de 100 gevallen", "In 64 cases in 100"),
        (0.9951, "In meer dan 99 van de 100 gevallen", "In more than 99 cases in 100"),
        (1.0, "Altijd", "Always"),
    ],
)
def test_how_often_the_rate_decides(tie: float, dutch: str, english: str) -> None:
    assert said(tie) == f"{dutch} beslist het tarief wie op de shortlist komt."
    assert said(tie, language="en") == f"{english} the hourly rate decides who gets on the shortlist."


def test_what_never_came_in_trial_runs_is_not_said_to_be_impossible() -> None:
    assert said(0.0, exact=False).startswith("In minder dan 1 van de 100")
    assert said(1.0, exact=False).startswith("In meer dan 99 van de 100")


def test_where_everybody_gets_in_nothing_decides() -> None:
    assert said(0.0, bids=10) == ("Iedereen komt op de shortlist: er zijn niet meer inschrijvingen dan plaatsen (10).")


def test_without_tie_breakers_a_lot_decides() -> None:
    assert said(0.5, tie_breakers=()) == "In 50 van de 100 gevallen beslist een loting wie op de shortlist komt."


def test_an_estimate_says_how_far_it_may_be_off_and_equal_bids_are_named() -> None:
    found = Forecast(1, 1.0, 1.0, 20.0, 0.012, False)
    assert explain.summary(question(bids=20), found, "nl")[1:] == [
        "Elke inschrijving krijgt evenveel punten.",
        "Bij zo'n gelijke stand op de grens hebben gemiddeld 20,0 inschrijvingen evenveel punten.",
        "Dit is een schatting uit proeven, met een standaardfout van 1,2 procentpunt.",
    ]
    assert explain.table(found._replace(totals=None), "nl")[0] == ["verschillende totalen", "onbekend"]


def test_each_kind_of_change_is_said_in_both_languages() -> None:
    criteria = (*plain(25, 25), in_levels(7, 50, 25, 0))
    asked = Question(criteria, even(criteria), bids=20)
    by_kind = {change.kind: change for change in reversed(improvements(asked))}
    assert {kind: explain.change(change, "nl") for kind, change in by_kind.items()} == {
        "shift": "Verplaats 1 punt van criterium 1 (25 wordt 24) naar criterium 2 (25 wordt 26).",
        "level": "Criterium 7, trede b: 24 punten in plaats van 25.",
        "middle": "Geef criterium 1 (25 punten) een tussentrede van 12 punten. "
        "Hierbij haalt de helft van wie nu niets krijgt de tussentrede.",
    }
    assert {kind: explain.change(change, "en") for kind, change in by_kind.items()} == {
        "shift": "Move 1 point from criterion 1 (25 becomes 24) to criterion 2 (25 becomes 26).",
        "level": "Criterion 7, level b: 24 points instead of 25.",
        "middle": "Give criterion 1 (25 points) a level of 12 points in between. "
        "Half of those who now get nothing are taken to reach it.",
    }


def test_what_is_left_is_said_in_whole_cases() -> None:
    [change, *_] = improvements(question(25, 25, 25, 25))
    left = [
        explain.left(type(change)(change.kind, change.before, change.after, change.chances, change.size, tie), "nl")
        for tie in (0.002, 0.011, 0.63)
    ]
    assert left == [
        "Dan blijft er minder dan 1 van de 100 gevallen met een gelijke stand over.",
        "Dan blijft er 1 van de 100 gevallen met een gelijke stand over.",
        "Dan blijven er 63 van de 100 gevallen met een gelijke stand over.",
    ]
