"""What is wrong with a draft, or looks wrong: contradictions, gaps, words that a template left behind.

What follows from the fields alone can be an error, which publishing refuses. What is concluded from a text is always a
warning: the officer reads better than a pattern does, and may overrule it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from .checks import criteria, levels, planning, points, procedure, texts
from .findings import ERROR, WARNING, Case, Finding, Rule, fingerprint

__all__ = ["ERROR", "RULES", "WARNING", "Finding", "check", "fingerprint"]

RULES: tuple[Rule, ...] = (
    texts.template_remains,
    texts.positions_contradict,
    texts.number_and_word_contradict,
    texts.amounts_contradict,
    criteria.knock_out_and_criterion_test_the_same,
    criteria.years_contradict,
    criteria.experience_has_a_window,
    criteria.window_is_long_enough,
    criteria.rate_is_not_both,
    criteria.products_allow_an_equivalent,
    points.points_are_given,
    points.points_add_up,
    levels.levels_reach_the_maximum,
    levels.levels_do_not_overlap,
    levels.levels_leave_no_gap,
    procedure.number_of_interviews_is_said,
    procedure.counts_of_the_steps_agree,
    procedure.a_full_tie_is_settled,
    procedure.standstill_has_a_length,
    planning.dates_are_in_order,
    planning.it_closes_after_publication,
    planning.days_are_working_days,
    planning.there_is_time_to_assess,
)


def check(
    draft: Mapping[str, Any], *, published_on: date | None = None, holidays: Mapping[date, str] | None = None
) -> list[Finding]:
    """In the order of the rules; the same draft gives the same findings.

    With a moment as `published_on` closing is compared with that moment, with a day with that day.
    """
    case = Case(draft, published_on, holidays or {})
    return [finding for rule in RULES for finding in rule(case)]
