"""Forecasts: worked out, played, and counted; the three must agree."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.engine import Criterion, Unusable
from scoring.engine.forecast import (
    Question,
    distribution,
    exact,
    forecast,
    number_of_totals,
    simulated,
    tied_bids,
)
from tests.conftest import SOME
from tests.engine.forecasts import by_counting, dice, even, in_levels, plain, question, questions

WESTLAND = (*plain(10, 25, 20, 20), in_levels(5, 25, 20, 15, 10, 5, 0))


# They agree ----------------------------------------------------------------------------------------------------------
@settings(max_examples=SOME // 2)
@given(questions(most_bids=4, most_criteria=2))
def test_what_is_worked_out_is_what_counting_every_case_gives(asked: Question) -> None:
    tie, size = by_counting(asked)
    found = exact(asked)
    assert (found.tie_at_cut, found.tied_mean) == (pytest.approx(float(tie), abs=1e-9), pytest.approx(float(size)))


# The same cases in every run: of ten thousand new ones some would lie further off by mere chance.
@settings(max_examples=SOME // 2, derandomize=True)
@given(questions(), st.integers(2**32, 2**64))
def test_what_is_played_agrees_with_what_is_worked_out(asked: Question, seed: int) -> None:
    played, found = simulated(asked, runs=1500, dice=dice(seed)), exact(asked)
    assert abs(played.tie_at_cut - found.tie_at_cut) <= 4 * played.standard_error
    assert (played.totals, played.exact, found.exact, found.standard_error) == (found.totals, False, True, 0)


@given(questions())
def test_the_tie_is_never_smaller_than_two_or_larger_than_all(asked: Question) -> None:
    found = exact(asked)
    assert 0 <= found.tie_at_cut <= 1
    assert found.rate_decides == found.tie_at_cut
    assert (2 <= found.tied_mean <= asked.bids) if found.tie_at_cut else found.tied_mean == 0


@given(st.data(), questions())
def test_input_order_never_matters(data: st.DataObject, asked: Question) -> None:
    turned = Question(tuple(data.draw(st.permutations(asked.criteria))), asked.chances, asked.bids, asked.places)
    assert exact(turned) == exact(asked)
    assert simulated(turned, runs=20, dice=dice()) == simulated(asked, runs=20, dice=dice())


@given(questions())
def test_the_totals_are_counted_in_two_ways(asked: Question) -> None:
    assert number_of_totals(asked.criteria) == len(distribution(asked.criteria, asked.chances))


def test_the_same_dice_give_the_same_forecast_and_others_another() -> None:
    asked = question(60, 30, 10)
    first, again, other = (simulated(asked, runs=500, dice=dice(seed)) for seed in (1, 1, 2))
    assert first == again
    assert first.tie_at_cut != other.tie_at_cut


# Known postings ------------------------------------------------------------------------------------------------------
def test_raalte_has_8_totals_and_ties_in_two_runs_out_of_three() -> None:
    """Under pass rates spread evenly over .3 to .8, each in steps of a tenth, taken in its middle."""
    rates = [0.35, 0.45, 0.55, 0.65, 0.75]
    found = [
        exact(Question(plain(60, 30, 10), {1: (one, 1 - one), 2: (two, 1 - two), 3: (three, 1 - three)}, bids=20))
        for one, two, three in product(rates, repeat=3)
    ]
    assert {each.totals for each in found} == {8}
    assert sum(each.tie_at_cut for each in found) / len(found) == pytest.approx(2 / 3, abs=0.04)
    assert all(0.5 < each.rate_decides < 0.9 for each in found)


@pytest.mark.parametrize(
    ("criteria", "totals", "at_12", "at_20", "at_40"),
    [
        (plain(60, 30, 10), 8, 0.5000, 0.6421, 0.8062),
        (WESTLAND, 21, 0.2719, 0.5312, 0.6696),
        (plain(40, 20, 15, 15, 10), 19, 0.2709, 0.4345, 0.6298),
        (plain(25, 25, 25, 25), 5, 0.7186, 0.9226, 0.9011),
    ],
)
def test_known_sets_of_points(criteria, totals, at_12, at_20, at_40) -> None:
    found = [exact(Question(criteria, even(criteria), bids)) for bids in (12, 20, 40)]
    assert {each.totals for each in found} == {totals}
    assert [round(each.tie_at_cut, 4) for each in found] == [at_12, at_20, at_40]


def test_what_does_not_change_which_totals_coincide_changes_nothing() -> None:
    assert exact(question(60, 30, 10)) == exact(question(58, 31, 11))


# The edges -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("bids", "places"), [(0, 1), (1, 1), (10, 10), (9, 10), (5, 10**30)])
def test_where_everybody_gets_in_nothing_needs_deciding(bids: int, places: int) -> None:
    assert exact(question(60, 40, bids=bids, places=places)) == (4, 0, 0, 0, 0, True)


def test_without_criteria_all_bids_are_equal() -> None:
    assert exact(Question((), {}, bids=12)) == (1, 1, 1, 12, 0, True)


def test_an_outcome_that_never_comes_still_makes_a_total_that_exists() -> None:
    assert exact(question(60, 40, chance=1.0))[:4] == (4, 1, 1, 20)


def test_where_the_rate_is_no_tie_breaker_it_decides_nothing() -> None:
    found = exact(question(60, 30, 10, tie_breakers=()))
    assert (round(found.tie_at_cut, 4), found.rate_decides) == (0.6421, 0)


@pytest.mark.parametrize("places", [1, 10, 50_000, 99_999])
def test_a_hundred_thousand_bids_are_worked_out_too(places: int) -> None:
    found = exact(question(60, 30, 10, bids=100_000, places=places))
    assert 0.99 < found.tie_at_cut <= 1
    assert 12_000 < found.tied_mean < 13_000


def test_rare_outcomes_keep_their_chance_among_many_bids() -> None:
    """One bid in 100,000 gets the point, one place: a clean cut is exactly one such bid, e⁻¹ of the cases."""
    found = exact(question(1, bids=100_000, places=1, chance=1e-5))
    assert found.tie_at_cut == pytest.approx(1 - (1 - 1e-5) ** 99_999, rel=1e-9)


def test_tied_bids_counts_no_tie_as_nothing() -> None:
    one = {100: 0.5, 0: 0.5}
    assert tied_bids(one, 2, 1) == pytest.approx(1.0)  # both or none get the point, in half of the cases: two bids


def test_what_would_take_too_long_is_played() -> None:
    asked = question(*(2**at for at in range(22)), bids=11)
    assert exact(asked) is None
    found = forecast(asked, runs=40, dice=dice())
    assert (found.totals, found.exact) == (2**22, False)
    assert 0 < found.standard_error < 0.1


def test_totals_beyond_counting_are_said_to_be_unknown() -> None:
    criteria = plain(*(7**at for at in range(30)))
    assert number_of_totals(criteria) is None
    assert simulated(Question(criteria, even(criteria), bids=11), runs=5, dice=dice()).totals is None


def test_more_draws_than_anyone_waits_for_are_refused() -> None:
    asked = question(*(2**at for at in range(22)), bids=100_000)
    with pytest.raises(Unusable) as caught:
        forecast(asked, runs=10_000, dice=dice())
    assert caught.value.code == "too_many_draws"


@pytest.mark.parametrize(
    ("chances", "code"),
    [
        ({1: (0.5, 0.5)}, "missing_pass_rate"),
        ({1: (0.5, 0.5), 2: (0.5, 0.5), 3: (1.0, 0.0)}, "unknown_pass_rate"),
        ({1: (0.5, 0.5), 2: (0.5, 0.25, 0.25)}, "number_of_chances"),
        ({1: (0.5, 0.5), 2: (0.5, 0.4)}, "sum_of_chances"),
        ({1: (0.5, 0.5), 2: (1.5, -0.5)}, "no_chance"),
        ({1: (0.5, 0.5), 2: (float("nan"), 0.5)}, "no_chance"),
    ],
)
def test_assumptions_that_make_no_sense_cannot_be_made(chances, code) -> None:
    with pytest.raises(Unusable) as caught:
        Question(plain(60, 40), chances, bids=5)
    assert caught.value.code == code


def test_what_cannot_be_ranked_cannot_be_forecast() -> None:
    with pytest.raises(Unusable) as caught:
        Question((Criterion(1, 5), Criterion(1, 6)), {1: (0.5, 0.5)}, bids=5)
    assert caught.value.code == "double_criterion"
