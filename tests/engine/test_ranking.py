"""Properties of the engine, on rules and bids of its own kind: hundredths of a point and cents."""

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scoring.engine import BidScores, Criterion, KnockOut, Level, Rules, Unusable, rank
from scoring.engine.assessing import Assessor
from tests.engine import slow
from tests.engine.strategies import possible_scores

KNOCK_OUTS = (KnockOut(1), KnockOut(2))
CRITERIA = (
    Criterion(6, 5000),
    Criterion(7, 5000, kind="levels", levels=(Level("a", 5000), Level("b", 2500), Level("c", 0))),
)


@st.composite
def bids(draw: st.DrawFn) -> list[BidScores]:
    refs = draw(st.lists(st.sampled_from("ABCDEFGHIJ"), max_size=10, unique=True))
    met = st.sampled_from([True, True, True, True, False])
    return [
        BidScores(
            ref,
            draw(st.sampled_from([5450, 5700])),
            {1: draw(met), 2: draw(met)},
            {6: draw(st.sampled_from([0, 5000])), 7: draw(st.sampled_from(["a", "b", 5000, 0]))},
        )
        for ref in refs
    ]


RULES = st.builds(
    Rules,
    knock_outs=st.just(KNOCK_OUTS),
    criteria=st.just(CRITERIA),
    places=st.integers(1, 5),
    tie_breakers=st.sampled_from([(), ("hourly_rate",)]),
)


def lots_of(some: list[BidScores]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from([bid.ref for bid in some]), unique=True) if some else st.just([])


@given(st.data(), RULES, bids())
def test_input_order_never_matters(data: st.DataObject, rules: Rules, some: list[BidScores]) -> None:
    lots = data.draw(lots_of(some))
    shuffled = data.draw(st.permutations(some))
    turned = Rules(rules.knock_outs[::-1], rules.criteria, rules.places, rules.tie_breakers)
    assert rank(rules, some, lots) == rank(turned, shuffled, lots)


@given(st.data(), RULES, bids())
def test_every_bid_is_placed_or_excluded_exactly_once(data: st.DataObject, rules: Rules, some: list[BidScores]) -> None:
    ranking = rank(rules, some, data.draw(lots_of(some)))
    placed = [place.ref for place in ranking.places]
    out = [each.ref for each in ranking.excluded]
    assert sorted(placed + out) == sorted(bid.ref for bid in some)
    assert out == sorted(bid.ref for bid in some if not all(bid.knock_outs.values()))


@given(st.data(), RULES, bids())
def test_points_beat_rate_beats_lot(data: st.DataObject, rules: Rules, some: list[BidScores]) -> None:
    lots = data.draw(lots_of(some))
    ranking = rank(rules, some, lots)
    turns = {ref: turn for turn, ref in enumerate(lots)}

    def key(place: Any) -> tuple[int, int, int]:
        rate = place.hourly_rate if rules.tie_breakers else 0
        return (-place.points, rate, turns.get(place.ref, len(lots)))

    keys = [key(place) for place in ranking.places]
    assert keys == sorted(keys)
    assert [place.place for place in ranking.places] == [sum(other < each for other in keys) + 1 for each in keys]


@given(st.data(), RULES, bids())
def test_it_equals_the_slow_way(data: st.DataObject, rules: Rules, some: list[BidScores]) -> None:
    lots = data.draw(lots_of(some))
    ranking = rank(rules, some, lots)
    rows = [(each.ref, each.place, each.points, each.decided_by, each.shortlisted) for each in ranking.places]
    expected = slow.places(rules, some, lots)
    assert sorted(rows, key=lambda row: (row[1], row[0])) == expected
    assert list(ranking.excluded) == slow.excluded(some)
    assert ranking.shortlist == tuple(row[0] for row in rows if row[4])
    cut_through = {row[0] for row in expected if row[1] <= rules.places and not row[4]}
    assert set(ranking.open_at_cut) == cut_through
    assert ranking.settled == (not cut_through)


@given(RULES, bids())
def test_points_per_criterion_add_up_to_the_points(rules: Rules, some: list[BidScores]) -> None:
    ranking = rank(rules, some)
    assert ranking.criteria == (6, 7)
    assert [sum(place.scores) for place in ranking.places] == [place.points for place in ranking.places]


@given(st.data(), RULES, bids())
def test_a_missing_verdict_or_score_is_an_error_and_not_zero(
    data: st.DataObject, rules: Rules, some: list[BidScores]
) -> None:
    standing = [bid for bid in some if all(bid.knock_outs.values())]
    assume(standing)
    chosen = data.draw(st.sampled_from(standing))
    part, number = data.draw(st.sampled_from([("knock_outs", 1), ("knock_outs", 2), ("scores", 6), ("scores", 7)]))
    lacking = {name: value for name, value in getattr(chosen, part).items() if name != number}
    spoilt = [bid if bid is not chosen else bid._replace(**{part: lacking}) for bid in some]
    with pytest.raises(Unusable) as caught:
        rank(rules, spoilt)
    expected = "missing_verdict" if part == "knock_outs" else "missing_score"
    assert (caught.value.code, caught.value.parameters) == (expected, {"ref": chosen.ref, "number": number})


@given(bids())
def test_the_short_way_finds_what_the_rule_finds(some: list[BidScores]) -> None:
    assessor = Assessor(Rules(KNOCK_OUTS, CRITERIA))
    assert list(assessor.assess_all(some)) == [
        (bid.ref, bid.hourly_rate, assessor.assess(bid.ref, bid.knock_outs, bid.scores)) for bid in some
    ]


def bid(ref: str, points: int = 5000, rate: int | None = 5700, **verdicts: bool) -> BidScores:
    return BidScores(ref, rate, {1: True, 2: True}, {6: points, 7: 0})


def ranked(*some: BidScores, places: int = 10, lots: tuple[str, ...] = (), tie_breakers: Any = ("hourly_rate",)) -> Any:
    return rank(Rules(KNOCK_OUTS, CRITERIA, places, tie_breakers), some, lots)


def decisions(ranking: Any) -> list[tuple[str, int, str | None]]:
    return [(place.ref, place.place, place.decided_by) for place in ranking.places]


def test_a_single_undrawn_bid_is_settled_last() -> None:
    ranking = ranked(bid("A"), bid("B"), bid("C"), bid("D", 0), lots=("C", "A"))
    assert decisions(ranking) == [("C", 1, "lot"), ("A", 2, "lot"), ("B", 3, "points"), ("D", 4, None)]
    assert ranking.open_ties == ()


def test_drawn_bids_go_before_undrawn_ones_which_stay_tied() -> None:
    ranking = ranked(bid("B"), bid("A"), bid("C"), bid("D", 0), lots=("C",))
    assert decisions(ranking) == [("C", 1, "lot"), ("A", 2, None), ("B", 2, None), ("D", 4, None)]
    assert ranking.open_ties == (("A", "B"),)


def test_a_tie_that_ends_at_the_cut_is_settled() -> None:
    ranking = ranked(bid("A"), bid("B"), bid("C", 0), places=2)
    assert (ranking.open_ties, ranking.open_at_cut, ranking.shortlist) == ((("A", "B"),), (), ("A", "B"))


def test_a_tie_that_starts_after_the_cut_is_settled() -> None:
    ranking = ranked(bid("A"), bid("B", 0), bid("C", 0), places=1)
    assert (ranking.open_ties, ranking.open_at_cut, ranking.shortlist) == ((("B", "C"),), (), ("A",))


def test_a_tie_on_both_sides_of_the_cut_needs_a_lot() -> None:
    ranking = ranked(bid("A"), bid("B", 0), bid("C", 0), places=2)
    assert (ranking.open_at_cut, ranking.shortlist, ranking.settled) == (("B", "C"), ("A",), False)
    assert [place.shortlisted for place in ranking.places] == [True, False, False]


def test_lots_never_reach_past_a_lower_rate() -> None:
    ranking = ranked(bid("A", rate=5700), bid("B", rate=5450), lots=("A", "B"))
    assert decisions(ranking) == [("B", 1, "hourly_rate"), ("A", 2, None)]


def test_without_tie_breakers_the_rate_is_shown_and_decides_nothing() -> None:
    ranking = ranked(bid("A", rate=5700), bid("B", rate=5450), bid("C", rate=None), tie_breakers=())
    assert decisions(ranking) == [("A", 1, None), ("B", 1, None), ("C", 1, None)]
    assert [place.hourly_rate for place in ranking.places] == [5700, 5450, None]


def test_a_missing_rate_is_an_error_where_the_rate_may_decide() -> None:
    with pytest.raises(Unusable) as caught:
        ranked(bid("A"), bid("B", rate=None))
    assert (caught.value.code, caught.value.parameters) == ("missing_rate", {"ref": "B"})


def test_places_can_be_read_by_index_and_slice() -> None:
    places = ranked(bid("A"), bid("B", 0)).places
    assert (len(places), places[0], places[-1].ref) == (2, next(iter(places)), "B")
    assert places[:1] == (places[0],)


def test_true_is_no_score_and_one_is_no_verdict() -> None:
    for spoilt in (bid("A")._replace(scores={6: False, 7: 0}), bid("A")._replace(knock_outs={1: 1, 2: True})):
        with pytest.raises(Unusable):
            ranked(spoilt)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: Rules((KnockOut(1), KnockOut(1)), ()), "double_knock_out"),
        (lambda: Rules((), (Criterion(1, 5), Criterion(1, 6))), "double_criterion"),
        (lambda: Rules((), (), places=0), "no_places"),
        (lambda: Rules((), (), tie_breakers=("age",)), "unknown_tie_breaker"),
        (lambda: Rules((), (), tie_breakers=("hourly_rate", "hourly_rate")), "double_tie_breaker"),
        (lambda: Criterion(1, -1), "negative_points"),
        (lambda: Criterion(1, 5, kind="guess"), "unknown_kind"),
        (lambda: Criterion(1, 5, levels=(Level("a", 5),)), "levels_without_use"),
        (lambda: Criterion(1, 5, kind="levels"), "no_levels"),
        (lambda: Criterion(1, 5, kind="levels", levels=(Level("a", 5), Level("a", 0))), "double_label"),
        (lambda: Criterion(1, 5, kind="levels", levels=(Level("a", 6),)), "level_above_criterion"),
        (lambda: Criterion(1, 5, kind="levels", levels=(Level("a", -1),)), "negative_points"),
    ],
)
def test_rules_that_contradict_themselves_cannot_be_made(make: Any, code: str) -> None:
    with pytest.raises(Unusable) as caught:
        make()
    assert caught.value.code == code


def test_possible_scores_of_the_strategies_are_those_of_the_engine() -> None:
    levels = [{"label": "a", "points": 5}]
    assert possible_scores({"points": 5, "levels": levels}) == ["a", 5]
    assert dict(Criterion(1, 5, kind="levels", levels=(Level("a", 5),)).scores()) == {5: 5, "a": 5}
