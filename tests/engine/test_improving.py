"""Changes of points that make ties rarer: what they promise is so, and none of them is nonsense."""

from time import process_time

import pytest
from hypothesis import given

from scoring.engine.forecast import Question, exact
from scoring.engine.improving import LEAST_GAIN, improvements
from tests.engine.forecasts import even, in_levels, plain, question, questions


def changed(asked: Question, change) -> Question:
    new = {criterion.number: criterion for criterion in change.after}
    criteria = tuple(new.get(each.number, each) for each in asked.criteria)
    return Question(criteria, {**asked.chances, **change.chances}, asked.bids, asked.places)


def points(criteria) -> list[int]:
    return [each.points // 100 for each in criteria]


@given(questions())
def test_each_change_keeps_what_it_promises(asked: Question) -> None:
    for change in improvements(asked):
        after = changed(asked, change)
        assert exact(after).tie_at_cut == pytest.approx(change.tie_at_cut)
        assert change.tie_at_cut <= exact(asked).tie_at_cut - LEAST_GAIN
        assert sum(points(after.criteria)) == sum(points(asked.criteria))
        assert all(each.points > 0 for each in change.after)
        before = {each.number: each.points for each in asked.criteria}
        now = {each.number: each.points for each in after.criteria}
        assert [
            (one, other) for one in now for other in now if before[one] > before[other] and now[one] <= now[other]
        ] == []


@given(questions())
def test_no_two_of_a_kind_touch_the_same_criterion(asked: Question) -> None:
    touched = [(change.kind, number) for change in improvements(asked) for number in change.numbers]
    assert len(touched) == len(set(touched))


def test_of_equal_weights_one_point_may_move() -> None:
    best = improvements(question(25, 25, 25, 25))[0]
    assert (best.kind, points(best.before), points(best.after)) == ("shift", [25, 25], [24, 26])
    assert best.tie_at_cut < 0.65 < 0.9 < exact(question(25, 25, 25, 25)).tie_at_cut


def test_no_shift_helps_raalte_whose_totals_are_all_different_already() -> None:
    found = improvements(question(60, 30, 10))
    assert {change.kind for change in found} == {"middle"}
    thirty = next(change for change in found if change.numbers == (2,))
    assert (thirty.after[0].outcomes(), thirty.chances) == ((3000, 1500, 0), {2: (0.5, 0.25, 0.25)})


def test_a_level_moves_between_its_neighbours() -> None:
    criteria = (*plain(20, 20), in_levels(3, 60, 40, 20, 0))
    found = improvements(Question(criteria, even(criteria), bids=20))
    [level] = [change for change in found if change.kind == "level"]
    [before], [after] = level.before, level.after
    moved = [pair for pair in zip(before.outcomes(), after.outcomes(), strict=True) if pair[0] != pair[1]]
    assert len(moved) == 1
    assert list(after.outcomes()) == sorted(after.outcomes(), reverse=True)
    assert after.points == before.points


@pytest.mark.parametrize(
    "asked",
    [
        question(60, 40, bids=10),
        question(),
        question(*(2**at for at in range(22))),
        question(*[1] * 100),
        question(19, 17, 14, 13, 11, 9, 7, 5, 3, 2, bids=11),
    ],
    ids=["no cut", "no criteria", "too long", "too many criteria", "hardly a tie"],
)
def test_where_nothing_helps_or_can_be_tried_nothing_is_proposed(asked: Question) -> None:
    assert improvements(asked) == []


def test_a_page_need_not_wait_for_it() -> None:
    """300 ms of a processor of this kind; five times as much is allowed to a slower one."""
    levels = tuple(in_levels(number, 12, 9, 7, 5, 3, 2, 1, 0) for number in range(8))
    for criteria in (plain(*[4] * 25), levels, plain(*range(4, 24))):
        begun = process_time()
        improvements(Question(criteria, even(criteria), bids=40))
        assert process_time() - begun < 1.5
