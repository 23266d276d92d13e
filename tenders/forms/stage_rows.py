"""Rows of the stages of a procedure, each with the parameters of its kind."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenders.fields import LinesField
from tenders.stages import KINDS

from .rows import MOST_ROWS, RowForm, RowFormSet, number_field


def _count(**options: Any) -> forms.IntegerField:
    return forms.IntegerField(
        **({"min_value": 1, "max_value": 1000, "widget": forms.NumberInput(attrs={"class": "w-4ch"})} | options)
    )


class _OrNothing(forms.TypedChoiceField):
    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, empty_value=None, **options)


class TieBreakersField(forms.ChoiceField):
    CHOICES = [
        ("hourly_rate", gettext_lazy("the lower hourly rate, then the lot")),
        ("lot", gettext_lazy("the lot alone")),
    ]

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=self.CHOICES, **options)

    def clean(self, value: Any) -> list[str]:
        chosen = super().clean(value)
        return [] if chosen == "lot" else [chosen]

    def prepare_value(self, value: Any) -> Any:
        return "".join(value) or "lot" if isinstance(value, list) else value


# name of the parameter: how it is asked; the label comes from `tenders/stages.py`. What has no field here keeps its
# default: a run takes one assessor per bid so far, so there is nothing to choose.
PARAMETER_FIELDS = {
    "places": _count,
    "tie_breakers": TieBreakersField,
    "criteria": lambda **options: LinesField(
        rows=3, required=False, help_text=gettext_lazy("One on each line."), **options
    ),
    "invites": lambda **options: _count(
        required=False, help_text=gettext_lazy("Empty when the posting gives no number."), **options
    ),
    "scale": lambda **options: LinesField(
        rows=3, help_text=gettext_lazy("One mark on each line, the lowest first."), **options
    ),
    "interviewers_min": _count,
    "rule": lambda **options: _OrNothing(
        choices=[
            ("", gettext_lazy("not stated")),
            ("any", gettext_lazy("one insufficient is enough")),
            ("majority", gettext_lazy("majority")),
            ("consensus", gettext_lazy("consensus")),
        ],
        **options,
    ),
    "ranked": lambda **options: forms.BooleanField(required=False, **options),
    "advice": lambda **options: forms.BooleanField(required=False, **options),
    "max_score": lambda **options: _count(max_value=100_000, **options),
    "pass_percent": lambda **options: forms.IntegerField(min_value=0, max_value=100, **options),
    "overall_pass_percent": lambda **options: forms.IntegerField(min_value=0, max_value=100, **options),
}


class StageForm(RowForm):
    """The fields of its kind's parameters follow from the kind, which is chosen when the stage is added."""

    counts = ("kind",)
    kind = forms.CharField(widget=forms.HiddenInput)
    order = number_field(gettext_lazy("Step"))
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    text = forms.CharField(
        label=gettext_lazy("Text"), required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("What suppliers read about this step."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kind = str(self.data.get(self.add_prefix("kind")) if self.is_bound else self.initial.get("kind", ""))
        self.stage_kind = KINDS.get(kind)
        for name in self.asked:
            self.fields[name] = PARAMETER_FIELDS[name](label=self.stage_kind.parameters[name].label)

    @property
    def parameters(self) -> list[forms.BoundField]:
        return [self[name] for name in self.asked]

    @property
    def asked(self) -> list[str]:
        return [name for name in self.stage_kind.parameters if name in PARAMETER_FIELDS] if self.stage_kind else []

    def clean_kind(self) -> str:
        if self.stage_kind is None:
            raise ValidationError(_("Choose the kind of stage from the list."))
        return self.stage_kind.kind

    def clean(self) -> None:
        if not self.stage_kind or self.errors:
            return
        for problem in self.stage_kind.problems(self._params()):
            self.add_error(problem.parameter, problem.message)

    def row(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("kind", "name", "text")} | {"params": self._params()}

    def _params(self) -> dict[str, Any]:
        return self.stage_kind.defaults() | {name: self.cleaned_data[name] for name in self.asked}


class StageFormSet(RowFormSet):
    form = StageForm
    start_empty = 0

    def shown(self, row: dict[str, Any]) -> dict[str, Any]:
        return row | KINDS[row["kind"]].defaults() | row["params"]

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        for place, initial in enumerate(self.initial, start=1):
            initial["order"] = place

    def rows(self) -> list[dict[str, Any]]:
        in_order = sorted(self.written(), key=lambda form: form.cleaned_data.get("order") or MOST_ROWS)
        return [form.row() for form in in_order]
