"""What a supplier reads of its own place, and that it reads nothing of another bid."""

import re

import pytest

from scoring.engine import contract
from scoring.explain import LANGUAGES
from scoring.explain_outcome import WORDS, outcome, separator

LEVELS = [{"label": str(points), "points": points} for points in (0, 40, 70, 100)]


def ranking(*bids, places=2, tie_breakers=("hourly_rate",), lots=()):
    """Bids as (ref, points of 100, rate); no points: out on knock-out 1."""
    return contract.ranking({
        "knock_outs": [{"number": 1, "text": "x"}, {"number": 2, "text": "y"}],
        "criteria": [{"number": 3, "text": "z", "points": 100, "levels": LEVELS}],
        "places": places,
        "tie_breakers": list(tie_breakers),
        "lots": list(lots),
        "bids": [_bid(*bid) for bid in bids],
    })  # fmt: skip


def _bid(ref, points, rate):
    if points is None:
        return {"ref": ref, "knock_outs": {"1": False, "2": rate != "both"}}
    return {"ref": ref, "knock_outs": {"1": True, "2": True}, "scores": {"3": str(points)}, "hourly_rate": rate}


POINTS = ranking(("A", 100, "50.00"), ("B", 70, "50.00"), ("C", 40, "45.00"), ("D", None, ""))
RATE = ranking(("A", 100, "50.00"), ("B", 70, "51.00"), ("C", 70, "52.00"), ("D", 70, "53.00"))
LOT = ranking(("A", 100, "50.00"), ("B", 70, "51.00"), ("C", 70, "51.00"), lots=("C", "B"))
ROOM = ranking(("A", 100, "50.00"), ("B", 70, "51.00"))
NO_RATE = ranking(("A", 100, "50.00"), ("B", 70, "51.00"), ("C", 70, "45.00"), tie_breakers=(), lots=("B", "C"))


@pytest.mark.parametrize(
    ("ranked", "expected"),
    [
        (POINTS, {"A": "points", "B": "points", "C": "points"}),
        (RATE, {"A": "points", "B": "hourly_rate", "C": "hourly_rate", "D": "hourly_rate"}),
        (LOT, {"A": "points", "C": "lot", "B": "lot"}),
        (ROOM, {"A": None, "B": None}),
        (NO_RATE, {"A": "points", "B": "lot", "C": "lot"}),
    ],
)
def test_what_decided_is_what_lies_between_it_and_the_other_side_of_the_cut(ranked, expected):
    assert {ref: separator(ranked, ref) for ref in expected} == expected


def test_it_says_place_points_and_what_decided():
    assert outcome(RATE, "C", most=10000, language="nl") == [
        "Er waren 4 inschrijvingen.",
        "Daarvan voldoen er 4 aan alle knock-outcriteria.",
        "Uw inschrijving kreeg 70 van de 100 punten en staat op plaats 3 van 4.",
        "De eerste 2 gaan naar de opdrachtgever. Uw inschrijving is daar niet bij.",
        "De laatste inschrijving die wel naar de opdrachtgever gaat, kreeg evenveel punten. Het uurtarief heeft "
        "beslist: dat van u is hoger.",
    ]
    assert outcome(RATE, "B", most=10000, language="en")[-2:] == [
        "The first 2 go to the client. Your bid is among them.",
        "Where the shortlist ends the points were equal. The lower hourly rate of your bid decided.",
    ]


def test_who_is_out_hears_on_which_knock_outs():
    assert outcome(POINTS, "D", most=10000, language="en")[-1].startswith(
        "Your bid does not meet knock-out criterion 1."
    )
    both = ranking(("A", 100, "50.00"), ("B", None, "both"))
    assert "knock-outcriteria 1 en 2. Daarom" in outcome(both, "B", most=10000, language="nl")[-1]


def test_one_place_and_one_bid_have_words_of_their_own():
    one = ranking(("A", 100, "50.00"), ("B", 70, "50.00"), places=1)
    assert outcome(one, "A", most=10000, language="nl")[-2] == "Eén inschrijving gaat naar de opdrachtgever: die van u."
    assert outcome(one, "B", most=10000, language="en")[-2] == "Only the first goes to the client. Your bid does not."
    alone = outcome(ranking(("A", 100, "50.00")), "A", most=10000, language="en")
    assert alone[:2] == ["There was 1 bid.", "Of these 1 meets all knock-out criteria."]
    assert alone[-1] == "The shortlist has room for every bid with a place."


def test_an_equal_stand_is_a_shared_place():
    shared = ranking(("A", 100, "50.00"), ("B", 100, "49.00"), ("C", 40, "50.00"), ("D", 40, "50.00"))
    for ref in ("C", "D"):
        assert "gedeelde plaats 3 van 4" in outcome(shared, ref, most=10000, language="nl")[2]


@pytest.mark.parametrize("ranked", [POINTS, RATE, LOT, ROOM, NO_RATE])
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_never_tells_another_bids_number_points_or_rate(ranked, language):
    for place in ranked.places:
        text = " ".join(outcome(ranked, place.ref, most=10000, language=language))
        assert not re.search(r"\b[ABCD]\b", text)
        assert not re.search(r"€|\d[.,]\d\d\b", text)
        assert set(re.findall(r"\b(?:100|70|40)\b", text)) <= {"100", str(place.points // 100)}


def test_both_languages_have_every_sentence():
    assert WORDS["nl"].keys() == WORDS["en"].keys()
    for name, sentence in WORDS["nl"].items():
        assert sorted(re.findall(r"{\w+}", sentence)) == sorted(re.findall(r"{\w+}", WORDS["en"][name]))


def test_a_bid_that_was_not_ranked_has_no_outcome():
    with pytest.raises(ValueError, match="not in tuple"):
        outcome(ROOM, "Z", most=10000, language="nl")
