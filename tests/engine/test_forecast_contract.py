"""The contract of `manage.py forecast`, from decoded JSON to the printed dictionary, and the command itself."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.engine import Unusable, forecast_contract
from tests.engine.forecasts import dice
from tests.engine.strategies import STRANGE
from tests.engine.test_rank_command import ENVIRONMENT, ROOT, one_sentence

Document = dict[str, Any]
DOCS = (ROOT / "docs" / "forecast.md").read_text()


def document() -> Document:
    return {
        "criteria": [
            {"number": 6, "text": "…", "points": 60},
            {
                "number": 7,
                "text": "…",
                "points": 40,
                "levels": [{"label": "a", "points": 40}, {"label": "b", "points": 20}, {"label": "c", "points": 0}],
            },
        ],
        "pass_rates": {"6": 0.5, "7": [0.2, 0.3, 0.5]},
        "bids": 20,
        "places": 10,
        "runs": 10000,
        "seed": 1,
    }


def answer(change: Callable[[Document], object] = lambda _: None) -> Document:
    changed = document()
    change(changed)
    return forecast_contract.answer(changed, dice=dice)


# What it reads -------------------------------------------------------------------------------------------------------
def test_the_keys_are_printed_in_the_order_of_the_contract() -> None:
    assert list(answer()) == ["totals", "tie_at_cut", "rate_decides", "tied_mean", "standard_error", "exact"]


def test_places_runs_and_seed_may_be_absent() -> None:
    assert answer(lambda d: [d.pop(name) for name in ("places", "runs", "seed")]) == answer()


SAME: dict[str, tuple[Callable[[Document], object], Callable[[Document], object]]] = {
    "a number is the chance of all points": (
        lambda d: d["pass_rates"].update({"6": 0.7}),
        lambda d: d["pass_rates"].update({"6": [0.7, 0.3]}),
    ),
    "of levels it is that of the highest, the others share the rest": (
        lambda d: d["pass_rates"].update({"7": 0.4}),
        lambda d: d["pass_rates"].update({"7": [0.4, 0.3, 0.3]}),
    ),
    "one is a number too": (
        lambda d: d["pass_rates"].update({"6": 1}),
        lambda d: d["pass_rates"].update({"6": [1.0, 0]}),
    ),
    "a tie-breaker that is named": (lambda d: d.update(tie_breakers=["hourly_rate"]), lambda _: None),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_two_ways_to_say_the_same(one, other) -> None:
    assert answer(one) == answer(other)


def test_chances_belong_to_the_levels_as_listed() -> None:
    def turned(d: Document) -> None:
        d["criteria"][1]["levels"].reverse()
        d["pass_rates"]["7"].reverse()

    assert answer(turned) == answer()
    assert answer(lambda d: d["pass_rates"].update({"7": [0.5, 0.2, 0.3]})) != answer()


UNUSABLE: dict[str, tuple[str, Callable[[Document], object]]] = {
    "no criteria": ("missing_key", lambda d: d.pop("criteria")),
    "no pass rates": ("missing_key", lambda d: d.pop("pass_rates")),
    "no bids": ("missing_key", lambda d: d.pop("bids")),
    "unknown key": ("unknown_key", lambda d: d.update(run=1)),
    "double criterion": ("double_criterion", lambda d: d["criteria"].append(d["criteria"][0])),
    "criterion without text": ("missing_key", lambda d: d["criteria"][0].pop("text")),
    "points below zero": ("too_low", lambda d: d["criteria"][0].update(points=-1)),
    "pass rates a list": ("wrong_type", lambda d: d.update(pass_rates=[0.5, 0.5])),
    "a rate missing": ("missing_pass_rate", lambda d: d["pass_rates"].pop("6")),
    "a rate of no criterion": ("unknown_pass_rate", lambda d: d["pass_rates"].update({"8": 0.5})),
    "a rate of 06": ("unknown_pass_rate", lambda d: d["pass_rates"].update({"06": 0.5})),
    "a rate true": ("wrong_type", lambda d: d["pass_rates"].update({"6": True})),
    "a rate null": ("wrong_type", lambda d: d["pass_rates"].update({"6": None})),
    "a rate a text": ("wrong_type", lambda d: d["pass_rates"].update({"6": "0.5"})),
    "a rate above one": ("no_chance", lambda d: d["pass_rates"].update({"6": 1.01})),
    "a rate below nothing": ("no_chance", lambda d: d["pass_rates"].update({"6": -0.01})),
    "a rate NaN": ("no_chance", lambda d: d["pass_rates"].update({"6": float("nan")})),
    "a rate infinite": ("no_chance", lambda d: d["pass_rates"].update({"6": float("inf")})),
    "a rate enormous": ("no_chance", lambda d: d["pass_rates"].update({"6": 10**400})),
    "a chance true": ("wrong_type", lambda d: d["pass_rates"].update({"7": [True, 0, 0]})),
    "a chance NaN": ("no_chance", lambda d: d["pass_rates"].update({"7": [float("nan"), 0.5, 0.5]})),
    "a chance above one": ("no_chance", lambda d: d["pass_rates"].update({"7": [1.5, -0.5, 0]})),
    "a chance too few": ("number_of_chances", lambda d: d["pass_rates"].update({"7": [0.5, 0.5]})),
    "a chance too many": ("number_of_chances", lambda d: d["pass_rates"].update({"6": [0.5, 0.3, 0.2]})),
    "no chances": ("number_of_chances", lambda d: d["pass_rates"].update({"7": []})),
    "chances below one": ("sum_of_chances", lambda d: d["pass_rates"].update({"7": [0.2, 0.3, 0.4]})),
    "chances above one": ("sum_of_chances", lambda d: d["pass_rates"].update({"7": [0.2, 0.3, 0.5 + 1e-8]})),
    "a part of the only level": (
        "sum_of_chances",
        lambda d: [d["criteria"][1].update(levels=[{"label": "a", "points": 5}]), d["pass_rates"].update({"7": 0.5})],
    ),
    "bids a float": ("wrong_type", lambda d: d.update(bids=20.0)),
    "bids true": ("wrong_type", lambda d: d.update(bids=True)),
    "bids below zero": ("too_low", lambda d: d.update(bids=-1)),
    "bids too many": ("too_high", lambda d: d.update(bids=100_001)),
    "places zero": ("too_low", lambda d: d.update(places=0)),
    "runs zero": ("too_low", lambda d: d.update(runs=0)),
    "runs too many": ("too_high", lambda d: d.update(runs=1_000_001)),
    "seed below zero": ("too_low", lambda d: d.update(seed=-1)),
    "seed a text": ("wrong_type", lambda d: d.update(seed="1")),
    "unknown tie-breaker": ("unknown_tie_breaker", lambda d: d.update(tie_breakers=["age"])),
}


@pytest.mark.parametrize(("code", "change"), UNUSABLE.values(), ids=UNUSABLE)
def test_unusable(code: str, change: Callable[[Document], object]) -> None:
    with pytest.raises(Unusable) as caught:
        answer(change)
    assert caught.value.code == code
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(".")


@given(st.data())
def test_a_spoilt_input_is_answered_or_refused_and_never_fails_otherwise(data: st.DataObject) -> None:
    changed = document()
    spot = data.draw(st.sampled_from([changed, changed["pass_rates"], changed["criteria"][0], changed["criteria"][1]]))
    spot[data.draw(st.sampled_from([*spot, "x"]))] = data.draw(STRANGE)
    try:
        found = forecast_contract.answer(changed, dice=dice)
    except Unusable as error:
        found = error
    assert str(found).endswith(".") if isinstance(found, Unusable) else 0 <= found["tie_at_cut"] <= 1


# The command ---------------------------------------------------------------------------------------------------------
def run(*arguments: str, given: Any = b"") -> subprocess.CompletedProcess[bytes]:
    data = given if isinstance(given, bytes) else json.dumps(given).encode()
    return subprocess.run(
        [sys.executable, "manage.py", "forecast", *arguments],
        input=data,
        capture_output=True,
        check=False,
        cwd=ROOT,
        env=ENVIRONMENT | {"LC_ALL": "C.UTF-8"},
    )


def test_it_answers_about_a_file_and_about_standard_input(tmp_path: Path) -> None:
    file = tmp_path / "input.json"
    file.write_text(json.dumps(document()))
    for done in (run(str(file), "--json"), run("-", "--json", given=document())):
        assert (done.returncode, json.loads(done.stdout), done.stderr) == (0, answer(), b"")


def test_what_is_played_comes_out_the_same_for_the_same_seed() -> None:
    criteria = [{"number": at, "text": "", "points": 2**at} for at in range(22)]
    rates = {str(at): 0.5 for at in range(22)}
    asked = {"criteria": criteria, "pass_rates": rates, "bids": 11, "runs": 50, "seed": 7}
    one, same = (run("-", "--json", given=asked) for _ in range(2))
    assert json.loads(one.stdout) == json.loads(same.stdout)
    assert json.loads(one.stdout)["exact"] is False


def test_unusable_input_is_refused_in_one_sentence_of_the_language() -> None:
    spoilt = document() | {"bids": 10**6}
    assert one_sentence(run("-", "--json", given=spoilt)) == "bids must be at most 100000."
    assert one_sentence(run("-", given=spoilt)) == "bids mag ten hoogste 100000 zijn."
    spoilt = document() | {"pass_rates": {"6": 0.5, "7": {}}}
    assert one_sentence(run("-", "--json", given=spoilt)) == "pass_rates.7 must be a number or a list of numbers."
    assert one_sentence(run("-", given=b'{"bids": NaN}')) == 'De invoer is geen JSON: "NaN" is daarin geen getal.'
    assert one_sentence(run("/nowhere.json")) == "/nowhere.json: No such file or directory."


def test_the_docs_show_what_the_command_prints() -> None:
    blocks = [json.loads(block) for block in DOCS.split("```json\n")[1:3] for block in [block.split("```")[0]]]
    assert json.loads(run("-", "--json", given=blocks[0]).stdout) == blocks[1]
    text = DOCS.split("```text\n")[1].split("```")[0]
    assert run("-", given=blocks[0]).stdout.decode() == text
