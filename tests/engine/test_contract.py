"""The contract of `manage.py rank`, from decoded JSON to the printed dictionary."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.engine import Unusable, contract
from scoring.engine.decoding import decode
from tests.engine.strategies import documents

Document = dict[str, Any]


def document() -> Document:
    return {
        "knock_outs": [{"number": 1, "text": "…"}, {"number": 2, "text": "…"}],
        "criteria": [
            {"number": 6, "text": "…", "points": 75},
            {
                "number": 7,
                "text": "…",
                "points": 25,
                "levels": [
                    {"label": "a", "points": 25},
                    {"label": "b", "points": 20},
                    {"label": "20", "points": 5},
                    {"label": "f", "points": 0},
                ],
            },
        ],
        "places": 10,
        "tie_breakers": ["hourly_rate"],
        "bids": [
            {"ref": "B1", "hourly_rate": "57.50", "knock_outs": {"1": True, "2": True}, "scores": {"6": 75, "7": "b"}},
            {"ref": "B2", "knock_outs": {"1": True, "2": False}},
            {"ref": "B3", "hourly_rate": "54.5", "knock_outs": {"1": True, "2": True}, "scores": {"6": 0, "7": 25}},
        ],
        "lots": ["B3", "B1"],
    }


def answer(change: Callable[[Document], object]) -> Document:
    changed = document()
    change(changed)
    return contract.answer(changed)


def first(given: Document) -> Document:
    return given["bids"][0]


def test_the_example_of_the_contract() -> None:
    assert contract.answer(document()) == {
        "places": [
            {
                "ref": "B1",
                "place": 1,
                "points": 95,
                "hourly_rate": "57.50",
                "decided_by": "points",
                "shortlisted": True,
            },
            {"ref": "B3", "place": 2, "points": 25, "hourly_rate": "54.50", "decided_by": None, "shortlisted": True},
        ],
        "excluded": [{"ref": "B2", "knock_outs": [2]}],
        "open_ties": [],
        "open_at_cut": [],
        "shortlist": ["B1", "B3"],
    }


def test_the_keys_are_printed_in_the_order_of_the_contract() -> None:
    printed = contract.answer(document())
    assert list(printed) == ["places", "excluded", "open_ties", "open_at_cut", "shortlist"]
    assert list(printed["places"][0]) == ["ref", "place", "points", "hourly_rate", "decided_by", "shortlisted"]


USABLE = {
    "no levels, places, tie-breakers or lots": lambda d: [d.pop("places"), d.pop("tie_breakers"), d.pop("lots")],
    "no bids": lambda d: [d["bids"].clear(), d["lots"].clear()],
    "no knock-outs": lambda d: [
        d["knock_outs"].clear(),
        d["bids"].pop(1),
        *[bid.pop("knock_outs") for bid in d["bids"]],
    ],
    "points that add up to anything": lambda d: [
        d["criteria"][0].update(points=99),
        first(d)["scores"].update({"6": 99}),
    ],
    "an excluded bid in the lots": lambda d: d["lots"].append("B2"),
    "an excluded bid with a rate and a score": lambda d: d["bids"][1].update(hourly_rate="1", scores={"7": "a"}),
    "an excluded bid without its other verdict": lambda d: d["bids"][1]["knock_outs"].pop("1"),
    "a number that both lists have": lambda d: (
        [d["knock_outs"].append({"number": 6, "text": ""})]
        + [bid["knock_outs"].update({"6": True}) for bid in d["bids"]]
    ),
    "a level by its points": lambda d: first(d)["scores"].update({"7": 20}),
    "a label made of digits": lambda d: first(d)["scores"].update({"7": "20"}),
    "two levels of equal points": lambda d: d["criteria"][1]["levels"].append({"label": "c", "points": 20}),
    "more places than there are atoms": lambda d: d.update(places=10**30),
    "a rate without decimals": lambda d: first(d).update(hourly_rate="57"),
    "a rate with one decimal": lambda d: first(d).update(hourly_rate="57.5"),
    "a rate with zeros before it": lambda d: first(d).update(hourly_rate="0057.50"),
    "a rate of one cent": lambda d: first(d).update(hourly_rate="0.01"),
    "no rate where it decides nothing": lambda d: [d.update(tie_breakers=[]), first(d).pop("hourly_rate")],
    "a criterion of no points": lambda d: [d["criteria"][0].update(points=0), first(d)["scores"].update({"6": 0})],
}


@pytest.mark.parametrize("change", USABLE.values(), ids=USABLE)
def test_usable(change: Callable[[Document], object]) -> None:
    answer(change)


def test_rates_are_printed_with_two_decimals() -> None:
    def printed(rate: str) -> str:
        return answer(lambda d: first(d).update(hourly_rate=rate))["places"][0]["hourly_rate"]

    assert [printed(rate) for rate in ("57", "57.5", "057.50", "0.01", "1000")] == [
        "57.00",
        "57.50",
        "57.50",
        "0.01",
        "1000.00",
    ]


def test_a_rate_that_is_absent_is_printed_as_null() -> None:
    printed = answer(lambda d: [d.update(tie_breakers=[]), first(d).pop("hourly_rate")])
    assert [place["hourly_rate"] for place in printed["places"]] == [None, "54.50"]


def test_a_label_is_not_the_points_it_looks_like() -> None:
    def points(score: Any) -> int:
        return answer(lambda d: first(d)["scores"].update({"7": score}))["places"][0]["points"]

    assert (points("20"), points(20)) == (80, 95)


def test_all_false_numbers_of_an_excluded_bid_are_named_in_order() -> None:
    printed = answer(lambda d: d["bids"][1].update(knock_outs={"2": False, "1": False}))
    assert printed["excluded"] == [{"ref": "B2", "knock_outs": [1, 2]}]


UNUSABLE: dict[str, tuple[str, Callable[[Document], object]]] = {
    "no knock_outs": ("missing_key", lambda d: d.pop("knock_outs")),
    "no criteria": ("missing_key", lambda d: d.pop("criteria")),
    "no bids": ("missing_key", lambda d: d.pop("bids")),
    "no text": ("missing_key", lambda d: d["criteria"][0].pop("text")),
    "no points": ("missing_key", lambda d: d["criteria"][0].pop("points")),
    "no ref": ("missing_key", lambda d: first(d).pop("ref")),
    "unknown key on top": ("unknown_key", lambda d: d.update(place=10)),
    "unknown key in a knock-out": ("unknown_key", lambda d: d["knock_outs"][0].update(kind="judged")),
    "unknown key in a criterion": ("unknown_key", lambda d: d["criteria"][0].update(level=[])),
    "unknown key in a level": ("unknown_key", lambda d: d["criteria"][1]["levels"][0].update(text="")),
    "unknown key in a bid": ("unknown_key", lambda d: first(d).update(rate="1")),
    "unknown key for another": ("unknown_key", lambda d: first(d).update(rate=first(d).pop("hourly_rate"))),
    "bids no list": ("wrong_type", lambda d: d.update(bids={})),
    "bid no object": ("wrong_type", lambda d: d["bids"].append("B4")),
    "levels null": ("wrong_type", lambda d: d["criteria"][1].update(levels=None)),
    "levels empty": ("no_levels", lambda d: d["criteria"][1].update(levels=[])),
    "places null": ("wrong_type", lambda d: d.update(places=None)),
    "places zero": ("too_low", lambda d: d.update(places=0)),
    "places below zero": ("too_low", lambda d: d.update(places=-1)),
    "places a float": ("wrong_type", lambda d: d.update(places=10.0)),
    "places true": ("wrong_type", lambda d: d.update(places=True)),
    "places a text": ("wrong_type", lambda d: d.update(places="10")),
    "places too long": ("too_long", lambda d: d.update(places=10**100)),
    "number a text": ("wrong_type", lambda d: d["criteria"][0].update(number="6")),
    "number true": ("wrong_type", lambda d: d["knock_outs"][0].update(number=True)),
    "number below zero": ("too_low", lambda d: d["knock_outs"][0].update(number=-1)),
    "points a float": ("wrong_type", lambda d: d["criteria"][0].update(points=75.0)),
    "points below zero": ("too_low", lambda d: d["criteria"][0].update(points=-75)),
    "double knock-out": ("double_knock_out", lambda d: d["knock_outs"].append({"number": 1, "text": ""})),
    "double criterion": ("double_criterion", lambda d: d["criteria"].append(d["criteria"][0])),
    "double label": ("double_label", lambda d: d["criteria"][1]["levels"].append({"label": "a", "points": 1})),
    "level above": (
        "level_above_criterion",
        lambda d: d["criteria"][1]["levels"].append({"label": "c", "points": 26}),
    ),
    "level without a label": ("empty_text", lambda d: d["criteria"][1]["levels"].append({"label": "", "points": 1})),
    "unknown tie-breaker": ("unknown_tie_breaker", lambda d: d.update(tie_breakers=["age"])),
    "double tie-breaker": ("double_tie_breaker", lambda d: d.update(tie_breakers=["hourly_rate"] * 2)),
    "tie-breakers a text": ("wrong_type", lambda d: d.update(tie_breakers="hourly_rate")),
    "empty ref": ("empty_text", lambda d: first(d).update(ref="")),
    "ref a number": ("wrong_type", lambda d: first(d).update(ref=1)),
    "double ref": ("double_ref", lambda d: first(d).update(ref="B3")),
    "double ref, one excluded": ("double_ref", lambda d: first(d).update(ref="B2")),
    "missing verdict": ("missing_verdict", lambda d: first(d)["knock_outs"].pop("2")),
    "missing verdicts": ("missing_verdict", lambda d: first(d).pop("knock_outs")),
    "verdict null": ("no_verdict", lambda d: first(d)["knock_outs"].update({"1": None})),
    "verdict 1": ("no_verdict", lambda d: first(d)["knock_outs"].update({"1": 1})),
    "verdict 0": ("no_verdict", lambda d: first(d)["knock_outs"].update({"1": 0})),
    "verdict a text": ("no_verdict", lambda d: first(d)["knock_outs"].update({"1": "true"})),
    "verdict on no knock-out": ("unknown_knock_out", lambda d: first(d)["knock_outs"].update({"6": True})),
    "verdict on 01": ("unknown_knock_out", lambda d: first(d)["knock_outs"].update({"01": True})),
    "verdicts a list": ("wrong_type", lambda d: first(d).update(knock_outs=[True, True])),
    "excluded, verdict on no knock-out": (
        "unknown_knock_out",
        lambda d: d["bids"][1]["knock_outs"].update({"3": False}),
    ),
    "missing score": ("missing_score", lambda d: first(d)["scores"].pop("6")),
    "missing scores": ("missing_score", lambda d: first(d).pop("scores")),
    "score on no criterion": ("unknown_criterion", lambda d: first(d)["scores"].update({"8": 0})),
    "score on a knock-out": ("unknown_criterion", lambda d: first(d)["scores"].update({"1": 0})),
    "score between": ("impossible_score", lambda d: first(d)["scores"].update({"6": 50})),
    "score of no level": ("impossible_score", lambda d: first(d)["scores"].update({"7": 15})),
    "score above": ("impossible_score", lambda d: first(d)["scores"].update({"6": 76})),
    "score a float": ("impossible_score", lambda d: first(d)["scores"].update({"6": 75.0})),
    "score a nought with a point": ("impossible_score", lambda d: first(d)["scores"].update({"6": 0.0})),
    "score infinite": ("impossible_score", lambda d: first(d)["scores"].update({"6": float("inf")})),
    "score false": ("impossible_score", lambda d: first(d)["scores"].update({"6": False})),
    "score null": ("impossible_score", lambda d: first(d)["scores"].update({"6": None})),
    "score a list": ("impossible_score", lambda d: first(d)["scores"].update({"6": [75]})),
    "score a text of digits": ("impossible_score", lambda d: first(d)["scores"].update({"6": "75"})),
    "label in capitals": ("impossible_score", lambda d: first(d)["scores"].update({"7": "B"})),
    "label with a space": ("impossible_score", lambda d: first(d)["scores"].update({"7": "b "})),
    "score enormous": ("impossible_score", lambda d: first(d)["scores"].update({"6": 10**30})),
    "scores a text": ("wrong_type", lambda d: first(d).update(scores="75")),
    "excluded, impossible score": ("impossible_score", lambda d: d["bids"][1].update(scores={"6": 1})),
    "missing rate": ("missing_rate", lambda d: first(d).pop("hourly_rate")),
    "rate null": ("wrong_type", lambda d: first(d).update(hourly_rate=None)),
    "rate a number": ("wrong_type", lambda d: first(d).update(hourly_rate=57.5)),
    "rate zero": ("rate_not_positive", lambda d: first(d).update(hourly_rate="0.00")),
    "rate too long": ("rate_too_long", lambda d: first(d).update(hourly_rate="9" * 101)),
    "excluded, unreadable rate": ("unreadable_rate", lambda d: d["bids"][1].update(hourly_rate="x")),
    "no tie-breakers, unreadable rate": (
        "unreadable_rate",
        lambda d: [d.update(tie_breakers=[]), first(d).update(hourly_rate="x")],
    ),
    "lots null": ("wrong_type", lambda d: d.update(lots=None)),
    "lots of numbers": ("wrong_type", lambda d: d.update(lots=[1])),
    "unknown lot": ("unknown_lot", lambda d: d["lots"].append("B9")),
    "double lot": ("double_lot", lambda d: d["lots"].append("B1")),
}
UNREADABLE_RATES = [
    "",
    "57.",
    ".5",
    "+57",
    "-57",
    " 57",
    "57 ",
    "57\n",
    "٥٧",
    "1e2",
    "57,50",
    "57.505",
    "5_7",
    "x",
    "²",
]
UNUSABLE |= {
    f"rate {rate!r}": ("unreadable_rate", lambda d, rate=rate: first(d).update(hourly_rate=rate))
    for rate in UNREADABLE_RATES
}


@pytest.mark.parametrize(("code", "change"), UNUSABLE.values(), ids=UNUSABLE)
def test_unusable(code: str, change: Callable[[Document], object]) -> None:
    with pytest.raises(Unusable) as caught:
        answer(change)
    assert caught.value.code == code
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("whole", [None, [], "x", 1, True])
def test_an_input_that_is_no_object_is_unusable(whole: Any) -> None:
    with pytest.raises(Unusable) as caught:
        contract.answer(whole)
    assert str(caught.value) == "input must be an object."


@given(st.data(), documents())
def test_input_order_never_matters(data: st.DataObject, given_: Document) -> None:
    turned = copy.deepcopy(given_)
    for name in ("bids", "criteria", "knock_outs"):
        turned[name] = data.draw(st.permutations(turned[name]))
    for bid in turned["bids"]:
        bid["scores"] = dict(reversed(bid["scores"].items()))
    assert contract.answer(turned) == contract.answer(given_)


@given(documents())
def test_exactly_the_open_tie_across_the_cut_unsettles_the_shortlist(given_: Document) -> None:
    printed, cut = contract.answer(given_), given_.get("places", 10)
    placed = {place["ref"]: place["place"] for place in printed["places"]}
    across = [tie for tie in printed["open_ties"] if placed[tie[0]] <= cut < placed[tie[0]] + len(tie) - 1]
    assert printed["open_at_cut"] == (across[0] if across else [])
    assert len(printed["shortlist"]) == (placed[across[0][0]] - 1 if across else min(cut, len(placed)))


def test_a_part_of_a_point_would_be_printed_as_a_text() -> None:
    assert [contract.written_points(each) for each in (9500, 6250, 6233, 6205)] == [95, "62.5", "62.33", "62.05"]


# JSON itself ---------------------------------------------------------------------------------------------------------
def refused(data: bytes) -> str:
    with pytest.raises(Unusable) as caught:
        contract.answer(decode(data))
    return str(caught.value)


def test_json_that_is_no_json() -> None:
    assert refused(b"") == "The input is empty."
    assert refused(b" \n\t") == "The input is empty."
    assert refused(b"\xef\xbb\xbf") == "The input is empty."
    assert refused(b'{"bids": \xff}') == "The input is not UTF-8 text: byte 10 cannot be read."
    assert refused('{"bids": []}'.encode("utf-16")) == "The input is not UTF-8 text: byte 1 cannot be read."
    assert refused(b'{"bids": [\n}') == "The input is not JSON: it goes wrong at line 2, column 1."
    assert refused(b"{} {}") == "The input is not JSON: it goes wrong at line 1, column 4."
    assert refused(b'{"bids": NaN}') == 'The input is not JSON: "NaN" is no number in it.'
    assert refused(b'{"bids": [-Infinity]}') == 'The input is not JSON: "-Infinity" is no number in it.'
    assert refused(b'{"bids": [{"ref": 1, "ref": 2}]}') == 'The key "ref" stands twice in one object.'
    assert refused(b'{"bids": [], "b\\u0069ds": []}') == 'The key "bids" stands twice in one object.'
    assert refused(b"[" * 100_000) == "The input is nested too deeply to be read."
    assert refused(b"[" * 900 + b"]" * 900) == "input must be an object."
    assert refused(b'{"places": 1' + b"0" * 5000 + b"}") == "The input holds a number of more digits than can be read."
    assert refused(b'{"bids": [{"ref": "\\ud800"}]}') == (
        "A text holds half a character (a lone surrogate), which cannot be written down."
    )


def test_a_float_beyond_all_floats_is_a_score_that_does_not_exist() -> None:
    text = json.dumps(document()).replace('"6": 75', '"6": 1e400', 1)
    assert refused(text.encode()) == (
        'Bid "B1" has the score Infinity on award criterion 6, which is not one of its values.'
    )


def test_a_byte_order_mark_and_whole_characters_are_read() -> None:
    changed = document()
    changed["bids"][0]["ref"] = changed["lots"][1] = "\U0001f600é"
    assert contract.answer(decode(b"\xef\xbb\xbf" + json.dumps(changed).encode()))["shortlist"][0] == "\U0001f600é"


def test_what_is_quoted_stays_on_one_line_and_short() -> None:
    changed = document()
    changed["bids"][0].update(ref="B\n1" + "x" * 500, scores={"6": "\u2028" * 500, "7": "b"})
    changed["lots"] = []
    sentence = refused(json.dumps(changed).encode())
    assert (len(sentence) < 600, sentence.isprintable()) == (True, True)
