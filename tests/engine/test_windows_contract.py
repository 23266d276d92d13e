"""A career as JSON: what is read, what is refused, what comes out."""

from collections.abc import Callable
from typing import Any

import pytest

from scoring import explain
from scoring.engine import Unusable, windows_contract

Document = dict[str, Any]


def document() -> Document:
    return {
        "closing": "2026-03-02",
        "window": 60,
        "needed": 24,
        "tags": [["kcc"]],
        "part_time": {"rule": "full_from", "hours": "28.8", "full_week": "36"},
        "periods": [{"ref": "A", "from": "2022-01", "to": None, "hours": "20", "tags": ["kcc"]}],
    }


def answer(change: Callable[[Document], object] = lambda _: None) -> Document:
    changed = document()
    change(changed)
    return windows_contract.answer(changed)


def test_the_keys_come_in_the_order_of_the_contract() -> None:
    assert list(answer()) == [
        "window", "months_at_most", "months_at_least", "met", "met_for_certain", "at_most", "at_least", "outside",
        "unsure",
    ]  # fmt: skip


def test_hours_are_exact() -> None:
    assert answer()["at_most"]["stretches"][0]["share"] == "5/9"
    assert answer(lambda d: d["periods"][0].update(hours="28.80"))["at_most"]["stretches"][0]["share"] == "1"
    assert answer(lambda d: d["periods"][0].update(hours="28.79"))["at_most"]["stretches"][0]["share"] == "2879/3600"


def test_what_may_be_absent() -> None:
    def bare(d: Document) -> None:
        for name in ("window", "tags", "part_time"):
            del d[name]
        for name in ("hours", "tags"):
            del d["periods"][0][name]

    found = answer(bare)
    assert (found["window"], found["months_at_most"]) == ({"from": None, "to": "2026-03-01"}, "50.03")


def test_fractions_of_months_are_printed_and_rounded_down() -> None:
    found = answer(lambda d: d["periods"][0].update({"from": "2026-02-15", "hours": "36"}))
    assert (found["at_most"]["months"], found["months_at_most"]) == ("33/62", "0.53")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda d: d.pop("closing"), 'input lacks the key "closing".'),
        (lambda d: d.update(closing="2026-03"), 'closing must be a day as 2021-03-14, not "2026-03".'),
        (
            lambda d: d.update(closing="2 maart"),
            'closing must be a date as 2021, 2021-03 or 2021-03-14, not "2 maart".',
        ),
        (lambda d: d.update(closing="2026-02-29"), '"2026-02-29" is no day, month or year from 1900 to 2199.'),
        (lambda d: d.update(window=0), "window must be at least 1."),
        (
            lambda d: d.update(window=12),
            "The experience asked must be from 0 to 12 months, which is all of the window.",
        ),
        (lambda d: d.update(needed=True), "needed must be an integer."),
        (lambda d: d.update(needed=24.0), "needed must be an integer."),
        (lambda d: d.update(tags=["kcc"]), "tags[0] must be a list."),
        (lambda d: d["part_time"].pop("rule"), 'part_time lacks the key "rule".'),
        (lambda d: d.update(part_time={"rule": "half"}), 'The part-time rule "half" is unknown.'),
        (
            lambda d: d["part_time"].pop("hours"),
            'The part-time rule "full_from" needs these numbers of hours and no others: "hours, full_week".',
        ),
        (
            lambda d: d["part_time"].update(hours="0"),
            'The number of hours "hours" must be more than 0 and at most 168.',
        ),
        (
            lambda d: d["periods"][0].update(hours="vol"),
            'periods[0].hours must be hours in a week as 36 or 28.5, not "vol".',
        ),
        (lambda d: d["periods"][0].update(hours=36), "periods[0].hours must be a text."),
        (lambda d: d["periods"][0].update(hours="0"), 'Job "A" must have more than 0 and at most 168 hours in a week.'),
        (lambda d: d["periods"][0].pop("to"), 'periods[0] lacks the key "to".'),
        (lambda d: d["periods"][0].update(to="2021"), 'Job "A" ends, "2021", before it begins, "2022-01".'),
        (lambda d: d["periods"].append(d["periods"][0]), 'Job "A" stands twice in the career.'),
    ],
)
def test_what_is_refused_is_refused_with_a_sentence(change: Callable[[Document], object], sentence: str) -> None:
    with pytest.raises(Unusable) as caught:
        answer(change)
    assert str(caught.value) == sentence
    assert explain.error(caught.value, "nl") != str(caught.value)


@pytest.mark.parametrize(
    "text", ["", "22", "2022-1", "2022-01-1", "01-2022", "2022-01-01T00:00", "2022-01-01\n", "٢٠٢٢"]
)
def test_what_only_looks_like_a_date_is_refused(text: str) -> None:
    with pytest.raises(Unusable) as caught:
        answer(lambda d: d["periods"][0].update({"from": text}))
    assert caught.value.code == "unreadable_date"
