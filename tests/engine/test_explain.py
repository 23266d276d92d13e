"""Sentence by sentence, in both languages."""

import string
from typing import Any

import pytest

from scoring import explain
from scoring.engine import BidScores, Criterion, KnockOut, Ranking, Rules, Unusable, rank
from scoring.engine.errors import EXPECTED, SENTENCES

RULES = Rules((KnockOut(1), KnockOut(2), KnockOut(4)), (Criterion(6, 9000), Criterion(7, 100), Criterion(8, 650)))


def bid(ref: str, *points: int, rate: int | None = 5700, failed: tuple[int, ...] = ()) -> BidScores:
    verdicts = {number: number not in failed for number in (1, 2, 4)}
    return BidScores(ref, rate, verdicts, dict(zip((6, 7, 8), points, strict=True)))


def ranked(*bids: BidScores, lots: tuple[str, ...] = (), **rules: Any) -> Ranking:
    return rank(Rules(RULES.knock_outs, RULES.criteria, **rules), bids, lots)


EVERYTHING = (
    bid("B1", 9000, 100, 650),
    bid("B2", 9000, 100, 0, rate=5450),
    bid("B3", 9000, 100, 0),
    bid("B4", 9000, 0, 0),
    bid("B5", 9000, 0, 0),
    bid("B6", 0, 0, 0),
    bid("B7", 0, 0, 0, failed=(2,)),
    bid("B8", 0, 0, 0, failed=(4, 1, 2)),
)


def test_places_in_dutch() -> None:
    assert explain.places(ranked(*EVERYTHING, lots=("B5",)), "nl") == [
        "plaats 1: 97,5 punten; 6,5 punten meer dan plaats 2",
        "plaats 2: 91 punten; bij gelijke punten beslist het lagere uurtarief: € 54,50 tegen € 57,00",
        "plaats 3: 91 punten; 1 punt meer dan plaats 4",
        "plaats 4: 90 punten; bij gelijke punten en een gelijk uurtarief van € 57,00 beslist de loting",
        "plaats 5: 90 punten; 90 punten meer dan plaats 6",
        "plaats 6: 0 punten; de laatste plaats",
    ]


def test_places_in_english() -> None:
    assert explain.places(ranked(*EVERYTHING, lots=("B5",)), "en") == [
        "place 1: 97.5 points; 6.5 points more than place 2",
        "place 2: 91 points; with equal points the lower hourly rate decides: €54.50 against €57.00",
        "place 3: 91 points; 1 point more than place 4",
        "place 4: 90 points; with equal points and an equal hourly rate of €57.00 the lot decides",
        "place 5: 90 points; 90 points more than place 6",
        "place 6: 0 points; the last place",
    ]


def test_open_ties() -> None:
    ranking = ranked(*EVERYTHING, bid("B9", 9000, 0, 0))
    assert explain.places(ranking, "nl")[3] == "gedeelde plaats 4: 90 punten; gelijk met B5 en B9"
    assert explain.places(ranking, "en")[3] == "shared place 4: 90 points; equal with B5 and B9"


def test_an_open_tie_at_the_cut() -> None:
    ranking = ranked(*EVERYTHING, places=4)
    assert explain.places(ranking, "nl")[4] == (
        "gedeelde plaats 4: 90 punten; gelijk met B4, op de grens van de shortlist: een loting moet beslissen"
    )
    assert explain.places(ranking, "en")[4] == (
        "shared place 4: 90 points; equal with B4, where the shortlist ends: a lot must decide"
    )


def test_a_sentence_names_as_many_bids_as_someone_reads() -> None:
    refs = [f"B{number}" for number in range(101, 114)]
    thirteen = ranked(*(bid(ref, 0, 0, 0) for ref in refs))
    assert explain.places(thirteen, "nl")[0] == (
        "gedeelde plaats 1: 0 punten; gelijk met B102, B103, B104, B105, B106, B107, B108, B109, B110, B111 "
        "en 2 andere, op de grens van de shortlist: een loting moet beslissen"
    )
    assert explain.summary(thirteen, "en")[1].startswith("The shortlist is not settled: B101, B102, B103,")
    assert "B110 and 3 others are equal" in explain.summary(thirteen, "en")[1]
    assert "B111 and B112" in explain.places(ranked(*(bid(ref, 0, 0, 0) for ref in refs[:12])), "en")[0]


@pytest.mark.parametrize(
    ("ref", "written"), [("B\n1", '"B\\n1"'), ("\x1b[31m", '"\\u001b[31m"'), ("\u202eB", '"\\u202eB"')]
)
def test_a_ref_stays_on_its_line_and_steers_nothing(ref: str, written: str) -> None:
    ranking = ranked(bid(ref, 0, 0, 0), bid("C", 0, 0, 0), bid(f"{ref}2", 0, 0, 0, failed=(1,)), places=1)
    said = [*explain.places(ranking, "nl"), *explain.summary(ranking, "nl"), *explain.excluded(ranking, "nl")]
    assert written in [row[1] for row in explain.table(ranking, "nl")]
    assert [line for line in said if not line.isprintable()] == []
    assert f"gelijk met {written}," in " ".join(said)


def test_a_shortlist_of_one_place() -> None:
    settled, tied = ranked(bid("A", 0, 0, 0), places=1), ranked(bid("A", 0, 0, 0), bid("B", 0, 0, 0), places=1)
    assert explain.summary(settled, "nl")[1] == "De shortlist staat vast, met 1 van 1 plaats bezet."
    assert explain.summary(settled, "en")[1] == "The shortlist is settled, with 1 of 1 place taken."
    assert "A en B zijn gelijk op de grens van 1 plaats." in explain.summary(tied, "nl")[1]
    assert "A and B are equal where its 1 place ends." in explain.summary(tied, "en")[1]


def test_a_lot_where_the_rate_is_no_tie_breaker() -> None:
    ranking = ranked(bid("A", 0, 0, 0, rate=None), bid("B", 0, 0, 0), lots=("B",), tie_breakers=())
    assert explain.places(ranking, "nl")[0] == "plaats 1: 0 punten; bij gelijke punten beslist de loting"
    assert explain.places(ranking, "en")[0] == "place 1: 0 points; with equal points the lot decides"


def test_the_client_reads_nothing_of_what_comes_after_the_shortlist() -> None:
    whole = ranked(*EVERYTHING, places=2)
    alone = ranked(*EVERYTHING[:2], places=2)
    assert explain.shortlisted(whole, "nl") == explain.shortlisted(alone, "nl")
    assert explain.shortlisted(whole, "nl") == [
        "plaats 1: 97,5 punten; 6,5 punten meer dan plaats 2",
        "plaats 2: 91 punten; de laatste plaats op de shortlist",
    ]
    assert explain.shortlisted(whole, "en")[1] == "place 2: 91 points; the last place on the shortlist"


def test_the_excluded() -> None:
    ranking = ranked(*EVERYTHING)
    assert explain.excluded(ranking, "nl") == [
        "B7 is uitgesloten: voldoet niet aan knock-outcriterium 2",
        "B8 is uitgesloten: voldoet niet aan de knock-outcriteria 1, 2 en 4",
    ]
    assert explain.excluded(ranking, "en") == [
        "B7 is excluded: it does not meet knock-out criterion 2",
        "B8 is excluded: it does not meet knock-out criteria 1, 2 and 4",
    ]


def test_summaries() -> None:
    assert explain.summary(ranked(*EVERYTHING, places=5), "nl") == [
        "6 inschrijvingen hebben een plaats; 2 zijn uitgesloten.",
        "De shortlist staat vast, met 5 van de 5 plaatsen bezet.",
        "Op plaats 4 zijn B4 en B5 gelijk; dat verandert de shortlist niet.",
    ]
    assert explain.summary(ranked(*EVERYTHING[:5], places=4), "en") == [
        "5 bids have a place; none is excluded.",
        "The shortlist is not settled: B4 and B5 are equal where its 4 places end. A lot must decide.",
    ]
    assert explain.summary(ranked(EVERYTHING[0], EVERYTHING[-1]), "nl")[0] == (
        "1 inschrijving heeft een plaats; 1 is uitgesloten."
    )
    assert explain.summary(ranked(), "nl") == ["Er zijn geen inschrijvingen."]


def test_amounts() -> None:
    assert [explain.points(each, "nl") for each in (0, 100, 6250, 6233, 6205)] == [
        "0 punten",
        "1 punt",
        "62,5 punten",
        "62,33 punten",
        "62,05 punten",
    ]
    assert [explain.rate(each, "nl") for each in (None, 5450, 123456789)] == ["", "€ 54,50", "€ 1.234.567,89"]
    assert [explain.rate(each, "en") for each in (None, 5450, 123456789)] == ["", "€54.50", "€1,234,567.89"]


# Tables --------------------------------------------------------------------------------------------------------------
def named_in(sentence: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(sentence) if name)


@pytest.mark.parametrize("tables", [explain.WORDS, explain.ERRORS, explain.EXPECTED_IN])
def test_both_languages_say_the_same(tables: dict[str, dict[str, str]]) -> None:
    dutch, english = tables["nl"], tables["en"]
    assert {name: named_in(text) for name, text in dutch.items()} == {
        name: named_in(text) for name, text in english.items()
    }
    assert all(dutch[name] != english[name] or name == "shortlist" for name in dutch)


@pytest.mark.parametrize("language", explain.LANGUAGES)
@pytest.mark.parametrize("code", SENTENCES)
def test_every_error_has_its_sentence(code: str, language: str) -> None:
    values = dict.fromkeys(named_in(SENTENCES[code]), 7) | {"where": "bids[3]", "expected": next(iter(EXPECTED))}
    sentence = explain.error(Unusable(code, **values), language)
    assert (sentence.endswith("."), "{" in sentence) == (True, False)


def test_an_error_in_both_languages() -> None:
    error = Unusable("wrong_type", where="bids[3].scores", expected="object")
    assert explain.error(error, "nl") == "bids[3].scores moet een object zijn."
    assert explain.error(error, "en") == str(error) == "bids[3].scores must be an object."
