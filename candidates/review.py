"""A draft before it is submitted: the answers as people read them, and what the program checked of them."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from .asked import Asked
from .content import Draft
from .findings import CHECKS, Checked, Finding, Known, Weight
from .steps import steps_for


@dataclass(frozen=True)
class Group:
    title: str
    rows: list[dict[str, Any]]


def review(draft: Draft, asked: Asked, *, place: Callable[[str], str] | None = None) -> list[Group]:
    """A group per step, its rows for `parts/summary_list.html`. `place` gives the address where a field can change;
    None: nothing can."""

    def row(title: str, field: str, label: str, value: str) -> dict[str, Any]:
        url = place(field) if place else ""
        return {"label": label, "value": value, "url": url, "change": format_html("{}: {}", title, label)}

    titled = [(str(step.title), step) for step in steps_for(asked)]
    groups = [Group(title, [row(title, *each) for each in step.rows(draft, asked)]) for title, step in titled]
    return [group for group in groups if group.rows]


@dataclass(frozen=True)
class Line:
    """A line of the self-check: what was checked, a status of the style sheet and its word."""

    title: str
    state: str
    word: str


def self_check(draft: Draft, asked: Asked, known: Known) -> list[Line]:
    return [_line(checked, draft, asked, known) for checked in CHECKS if checked.applies(asked)]


def _line(checked: Checked, draft: Draft, asked: Asked, known: Known) -> Line:
    if checked.of_cv and known.facts is None:
        outcome = NO_CV if draft.cv is None else NOT_READ
    else:
        outcome = _outcome(list(checked.check(draft, asked, known)))
    state, word = outcome
    return Line(str(checked.title), state, str(word))


def _outcome(found: Collection[Finding]) -> tuple[str, str | Promise]:
    weights = {finding.weight for finding in found}
    return next((outcome for weight, outcome in OUTCOMES.items() if weight in weights), IN_ORDER)


OUTCOMES = {  # the heaviest first
    Weight.WRONG: ("danger", gettext_lazy("To be corrected")),
    Weight.MISSING: ("needs-you", gettext_lazy("Still needed")),
    Weight.WARNING: ("attention", gettext_lazy("Look at this")),
}
IN_ORDER = ("ok", gettext_lazy("In order"))
NO_CV = ("waiting", gettext_lazy("No CV yet"))
NOT_READ = ("waiting", gettext_lazy("Look yourself"))
