"""What an officer, or someone who edits the request, can send of a draft: never an error page, never a dead end."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tenders.publishing import obstacles
from tests.factories import BEFORE_RAALTE_CLOSES, a_posting, a_tender, posting
from tests.tenders.pages import form_on

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
NOW = "2026-02-16 10:00"


@pytest.fixture
def browser(as_user, officer, clock_at):
    clock_at(NOW)
    return as_user(officer)


def page(section):
    return reverse("tender_edit", args=["27750", section])


def codes(**changes):
    return [finding.code for finding in obstacles(a_posting("raalte-27750", **changes), BEFORE_RAALTE_CLOSES)]


def test_the_first_hour_of_the_year_one_is_refused_at_its_field(browser, officer):
    a_posting("raalte-27750", by=officer)
    fields = form_on(browser.get(page("planning")))
    answer = browser.post(page("planning"), fields | {"closes_at_0": "0001-01-01", "closes_at_1": "00:00"})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["closes_at"]


@pytest.mark.parametrize("total", ["9" * 5000, "-1", "1e400", "٥", ""])
def test_one_more_row_than_no_number_is_not_found(browser, officer, total):
    a_posting("raalte-27750", by=officer)
    fields = form_on(browser.get(page("criteria")))
    for prefix in ("criteria", "criteria-0-levels"):
        answer = browser.post(page("criteria"), fields | {"more": prefix, f"{prefix}-TOTAL_FORMS": total})
        assert answer.status_code == 404


def test_a_criterion_is_removed_whatever_is_wrong_with_its_levels(browser, officer):
    tender = a_posting("raalte-27750", by=officer)
    fields = form_on(browser.get(page("criteria")))
    fields = form_on(browser.post(page("criteria"), fields | {"more": "criteria-0-levels"}))
    wrong = {"criteria-0-levels-0-label": "a", "criteria-0-levels-0-points": "tien", "criteria-0-DELETE": "on"}
    first = tender.criteria.first()
    assert browser.post(page("criteria"), fields | wrong).status_code == 302
    assert not tender.criteria.filter(number=first.number).exists()


def test_points_that_the_ranking_would_cut_off_are_not_published():
    halves = [{"number": 6 + i, "text": "x", "points": points, "levels": []} for i, points in enumerate((62.5, 37.5))]
    assert codes(criteria=halves) == ["points_not_whole", "points_not_whole"]


def test_levels_that_the_ranking_would_take_for_equal_are_not_published():
    levels = [{"label": "a", "text": "", "points": 100}, {"label": "b", "text": "", "points": 12.5}]
    levels += [{"label": "c", "text": "", "points": 12}]
    assert codes(criteria=[{"number": 6, "text": "x", "points": 100, "levels": levels}]) == ["points_not_whole"]


KNOCK_OUT, WEIGHTED, COMPARISON, INTERVIEW = posting("raalte-27750")["stages"]


@pytest.mark.parametrize(
    "stages",
    [
        [WEIGHTED, KNOCK_OUT],
        [KNOCK_OUT, COMPARISON, WEIGHTED],
        [INTERVIEW, KNOCK_OUT, WEIGHTED],
        [KNOCK_OUT, WEIGHTED, WEIGHTED],
        [KNOCK_OUT, KNOCK_OUT, WEIGHTED],
    ],
)
def test_a_procedure_that_could_never_be_closed_is_not_published(stages):
    assert codes(stages=stages) == ["stages_out_of_order"]


def test_rounds_of_the_clients_own_stages_may_stand_in_any_order():
    assert codes(stages=[KNOCK_OUT, WEIGHTED, INTERVIEW, COMPARISON, INTERVIEW]) == []


def test_a_new_draft_has_its_stages_in_order():
    found = obstacles(a_tender(), BEFORE_RAALTE_CLOSES + timedelta(days=1))
    assert "stages_out_of_order" not in [finding.code for finding in found]
