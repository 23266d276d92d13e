"""The kinds of stage that a procedure is made of: each kind's parameters, their defaults and their validation.

Behaviour lives in `scoring/stages/`; a test proves that every kind here has its other half there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


@dataclass(frozen=True)
class Problem:
    """What is wrong with one parameter, as a sentence for the officer."""

    parameter: str
    message: str


@dataclass(frozen=True)
class Parameter:
    """One parameter of a stage kind: its default (JSON) and what it may be."""

    default: Any
    label: Any
    accepts: Callable[[Any], bool]
    must_be: Any


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def _is_count_or_open(value: Any) -> bool:
    return value is None or _is_count(value)


def _is_list_of_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)


def _one_of(*choices: Any) -> Callable[[Any], bool]:
    return lambda value: value in choices


def _tie_breakers(value: Any) -> bool:
    return value in ([], ["hourly_rate"])


def _percent(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 100


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


AT_LEAST_ONE = gettext_lazy("must be a whole number of at least 1")
A_LIST = gettext_lazy("must be a list of words")
YES_OR_NO = gettext_lazy("must be yes or no")
A_PERCENTAGE = gettext_lazy("must be a whole percentage from 0 to 100")


class StageKind:
    """A kind of stage. A subclass declares its name, who decides and its parameters."""

    kind: str
    label: Any
    decided_by: Any
    parameters: Mapping[str, Parameter] = {}

    @classmethod
    def defaults(cls) -> dict[str, Any]:
        return {name: parameter.default for name, parameter in cls.parameters.items()}

    @classmethod
    def problems(cls, params: Mapping[str, Any]) -> list[Problem]:
        """Everything wrong with `params`; unknown names are wrong too, absent ones have their default."""
        unknown = [
            Problem(name, _("%(name)s is no parameter of this stage.") % {"name": name})
            for name in params
            if name not in cls.parameters
        ]
        refused = [
            Problem(name, _("%(label)s %(must_be)s.") % {"label": parameter.label, "must_be": parameter.must_be})
            for name, parameter in cls.parameters.items()
            if not parameter.accepts(params.get(name, parameter.default))
        ]
        return unknown + refused


KINDS: dict[str, type[StageKind]] = {}


def register(stage_kind: type[StageKind]) -> type[StageKind]:
    KINDS[stage_kind.kind] = stage_kind
    return stage_kind


@register
class KnockOutStage(StageKind):
    kind = "knock_out"
    label = gettext_lazy("Check of the knock-out criteria")
    decided_by = gettext_lazy("assessors")


@register
class WeightedStage(StageKind):
    kind = "weighted"
    label = gettext_lazy("Scoring of the award criteria")
    decided_by = gettext_lazy("assessors")
    parameters = {
        "places": Parameter(10, gettext_lazy("Number of places"), _is_count, AT_LEAST_ONE),
        "tie_breakers": Parameter(
            ["hourly_rate"],
            gettext_lazy("What decides at equal points"),
            _tie_breakers,
            gettext_lazy("must be the hourly rate or nothing"),
        ),
        "assessors_per_bid": Parameter(1, gettext_lazy("Assessors per bid"), _is_count, AT_LEAST_ONE),
        "agreement": Parameter(
            "consensus",
            gettext_lazy("How assessors come to one score"),
            _one_of("consensus", "average"),
            gettext_lazy("must be consensus or average"),
        ),
    }


@register
class ComparisonStage(StageKind):
    kind = "comparison"
    label = gettext_lazy("Comparison by the client")
    decided_by = gettext_lazy("reviewers of the client")
    parameters = {
        "criteria": Parameter([], gettext_lazy("Criteria"), _is_list_of_words, A_LIST),
        "invites": Parameter(3, gettext_lazy("Number of invitations"), _is_count_or_open, AT_LEAST_ONE),
    }


@register
class InterviewStage(StageKind):
    kind = "interview"
    label = gettext_lazy("Interview")
    decided_by = gettext_lazy("representatives of the client")
    parameters = {
        "scale": Parameter(["onvoldoende", "voldoende", "goed"], gettext_lazy("Scale"), _is_list_of_words, A_LIST),
        "interviewers_min": Parameter(2, gettext_lazy("Interviewers, at least"), _is_count, AT_LEAST_ONE),
        "rule": Parameter(
            None,
            gettext_lazy("Rule for an insufficient score"),
            _one_of(None, "any", "majority", "consensus"),
            gettext_lazy("must be any, majority, consensus or not stated"),
        ),
        "ranked": Parameter(False, gettext_lazy("Ranked"), _flag, YES_OR_NO),
        "advice": Parameter(False, gettext_lazy("With an advice"), _flag, YES_OR_NO),
    }


@register
class ExamStage(StageKind):
    kind = "exam"
    label = gettext_lazy("Exam")
    decided_by = gettext_lazy("selection committee")
    parameters = {
        "max_score": Parameter(100, gettext_lazy("Highest score"), _is_count, AT_LEAST_ONE),
        "pass_percent": Parameter(50, gettext_lazy("Pass mark"), _percent, A_PERCENTAGE),
        "overall_pass_percent": Parameter(60, gettext_lazy("Overall pass mark"), _percent, A_PERCENTAGE),
    }
