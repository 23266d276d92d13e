"""Rows of a section as forms: added and removed at will; a row in which nothing is written is no row."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenders.experience import COLUMNS, MOST_HOURS, MOST_MONTHS, PART_TIME, PART_TIME_WORDS, from_columns, to_columns
from tenders.fields import HoursField, LinesField, PointsField, unmarked
from tenders.models import KnockOut, RequiredDocument
from tenders.stages import KINDS

MOST_ROWS = 100


class RowForm(forms.Form):
    """`counts` names the fields that make a row of it; the others may hold what was proposed."""

    use_required_attribute = False
    counts: tuple[str, ...] = ("text",)

    @property
    def inner(self) -> "RowFormSet | None":
        """The rows that this row holds itself."""
        return None

    def has_changed(self) -> bool:
        return any(str(self.data.get(self.add_prefix(name), "")).strip() for name in self.counts)

    @property
    def is_kept(self) -> bool:
        """Something is written in it and it isn't being removed; known before it is validated."""
        removed = self["DELETE"].value() if "DELETE" in self.fields else False
        return self.has_changed() and not removed

    def row(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "DELETE"}


class RowFormSet(forms.BaseFormSet):
    """Its prefix is the name of the rows; with nothing to show it offers one empty row."""

    form: type[RowForm]
    extra = 0
    can_order, can_delete, can_delete_extra = False, True, True
    min_num, max_num, absolute_max = 0, MOST_ROWS, MOST_ROWS
    validate_min, validate_max, edit_only = False, True, False
    renderer = None
    start_empty = 1
    placeholder = "__prefix__"  # where static/js/rows.js writes the number of a new row

    def __init__(self, data: Any = None, *, rows: Iterable[dict[str, Any]] = (), prefix: str, **options: Any) -> None:
        rows = list(rows)
        self.extra = 0 if rows else self.start_empty
        super().__init__(data, initial=[self.shown(row) for row in rows], prefix=prefix, **options)

    def shown(self, row: dict[str, Any]) -> dict[str, Any]:
        """The row as initial values of its form."""
        return row

    def _construct_form(self, i: int, **options: Any) -> RowForm:
        form = super()._construct_form(i, **options)
        form.empty_permitted = True
        return form

    def written(self) -> list[RowForm]:
        """The valid forms that hold a row, in their order."""
        return [form for form in self.forms if form.has_changed() and not self._should_delete_form(form)]

    def rows(self) -> list[dict[str, Any]]:
        return [form.row() for form in self.written()]

    @property
    def empty_form(self) -> RowForm:
        form = self.form(prefix=self.add_prefix(self.placeholder), auto_id=self.auto_id, empty_permitted=True)
        self.add_fields(form, None)
        return form


# Numbered rows -------------------------------------------------------------------------------------------------------
class NumberedFormSet(RowFormSet):
    """Rows under their public number. An empty number takes the next one; `after` is the last one before this list."""

    def __init__(self, data: Any = None, *, after: int = 0, **options: Any) -> None:
        self.after = after
        super().__init__(data, **options)

    def rows(self) -> list[dict[str, Any]]:
        rows = super().rows()
        last = self.after
        for row in rows:
            row["number"] = last = row["number"] or last + 1
        return sorted(rows, key=lambda row: row["number"])

    def clean(self) -> None:
        seen: set[int] = set()
        for form in self.written():
            number = getattr(form, "cleaned_data", {}).get("number")
            if number in seen:
                form.add_error("number", _("Number %(number)s is already used in this list.") % {"number": number})
            seen |= {number} if number else set()
        numbers = [row["number"] for row in self.rows()] if not any(self.errors) else []
        if len(numbers) != len(set(numbers)):
            raise ValidationError(_("Enter a number for each criterion: the next one is already used."))

    def add_fields(self, form: RowForm, index: int | None) -> None:
        super().add_fields(form, index)
        if index is not None and index >= self.initial_form_count():
            form.fields["number"].initial = self.next_number() + index - self.initial_form_count()

    def next_number(self) -> int:
        """After the highest number that is shown now."""
        if self.is_bound:
            typed = [self.data.get(f"{self.prefix}-{i}-number", "") for i in range(self.total_form_count())]
            return max([self.after, *(int(number) for number in typed if re.fullmatch("[0-9]{1,3}", number))]) + 1
        return max([self.after, *(row["number"] or 0 for row in self.initial)]) + 1


def number_field(label: Any) -> forms.Field:
    widget = forms.NumberInput(attrs={"class": "w-4ch"})
    return unmarked(forms.IntegerField(label=label, required=False, min_value=1, max_value=999, widget=widget))


def text_field(label: Any, rows: int = 2) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows, "class": "textarea-short"}))


# How a criterion counts experience -----------------------------------------------------------------------------------
LONGEST_WORDS, MOST_WORDS = 80, 10


def _months(label: Any, **options: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"class": "w-4ch"})
    return unmarked(forms.IntegerField(label=label, required=False, max_value=MOST_MONTHS, widget=widget, **options))


def _words(label: Any, help_text: Any) -> LinesField:
    widget = forms.Textarea(attrs={"rows": 2, "class": "textarea-short"})
    return unmarked(LinesField(label=label, required=False, help_text=help_text, widget=widget))


def _hours(label: Any, help_text: Any) -> HoursField:
    return unmarked(HoursField(label=label, required=False, help_text=help_text))


class CountsExperienceForm(RowForm):
    """The rule is one value of the row, `experience`; without a number of months there is none."""

    experience_needed = _months(
        gettext_lazy("Months asked"),
        min_value=0,
        help_text=gettext_lazy("0 where no number is asked. Empty: nothing is counted."),
    )
    experience_window = _months(
        gettext_lazy("In the last so many months"), min_value=1, help_text=gettext_lazy("Empty: the whole career.")
    )
    experience_work = _words(
        gettext_lazy("As"), gettext_lazy("Which work counts. One on each line; one of them is enough. Empty: all work.")
    )
    experience_at = _words(
        gettext_lazy("At"), gettext_lazy("Which organisations count. One on each line; one of them is enough.")
    )
    experience_part_time = unmarked(
        forms.ChoiceField(label=gettext_lazy("How part-time work counts"), required=False, choices=PART_TIME_WORDS)
    )
    experience_hours = _hours(
        gettext_lazy("From how many hours a week"), gettext_lazy("Only where it counts from a number of hours.")
    )
    experience_full_week = _hours(gettext_lazy("Hours of a full week"), gettext_lazy("Only where it counts pro rata."))

    @property
    def experience_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in COLUMNS]

    @property
    def counts_experience(self) -> bool:
        """Is a rule stated, or is something wrong in it? Then it is shown at once."""
        return self["experience_needed"].value() not in (None, "") or any(
            field.errors for field in self.experience_fields
        )

    def row(self) -> dict[str, Any]:
        row = {name: value for name, value in super().row().items() if name not in COLUMNS}
        experience = from_columns(self._columns())
        return row | ({"experience": experience} if experience else {})

    def clean(self) -> None:
        super().clean()
        needed, window = self.cleaned_data.get("experience_needed"), self.cleaned_data.get("experience_window")
        said = [window, self.cleaned_data.get("experience_work"), self.cleaned_data.get("experience_at")]
        if needed is None and "experience_needed" not in self.errors and any(said):
            self.add_error("experience_needed", _("Enter how many months are asked; 0 where no number is asked."))
        if needed is not None and window is not None and needed > window:
            self.add_error("experience_needed", _("More months are asked than there are in the period."))
        for name in COLUMNS[2:4]:
            self._check_words(name)
        if needed is not None:
            self._check_hours(PART_TIME.get(self.cleaned_data.get("experience_part_time") or "counts_fully", ()))

    def _columns(self) -> dict[str, Any]:
        """What the rule doesn't use is left out: hours that were typed for another one."""
        columns = {name: self.cleaned_data[name] for name in COLUMNS}
        columns["experience_part_time"] = columns["experience_part_time"] or "counts_fully"
        return columns

    def _check_words(self, name: str) -> None:
        words = self.cleaned_data.get(name) or []
        if len(words) > MOST_WORDS or any(len(each) > LONGEST_WORDS for each in words):
            said = {"lines": MOST_WORDS, "most": LONGEST_WORDS}
            self.add_error(name, _("Use at most %(lines)s lines of at most %(most)s characters.") % said)

    def _check_hours(self, needed: tuple[str, ...]) -> None:
        hours = {name: self.cleaned_data.get(f"experience_{name}") for name in needed}
        for name, value in hours.items():
            if f"experience_{name}" in self.errors:
                continue
            if not value or value > MOST_HOURS:
                self.add_error(f"experience_{name}", _("Enter the hours a week, above 0 and at most 168."))
        if (hours.get("hours") or 0) > (hours.get("full_week") or MOST_HOURS):
            self.add_error("experience_hours", _("This is more than a full week."))


class CountingFormSet(RowFormSet):
    def shown(self, row: dict[str, Any]) -> dict[str, Any]:
        return super().shown(row) | to_columns(row.get("experience"))


class KnockOutForm(CountsExperienceForm):
    number = number_field(gettext_lazy("Number"))
    text = text_field(gettext_lazy("Text"))
    kind = forms.ChoiceField(label=gettext_lazy("How it is checked"), choices=KnockOut.Kind.choices)
    document = forms.ChoiceField(
        label=gettext_lazy("Which document"),
        required=False,
        choices=[("", gettext_lazy("none")), *RequiredDocument.Kind.choices],
        help_text=gettext_lazy("Only when the program checks a document."),
    )

    def clean(self) -> None:
        super().clean()
        is_document = self.cleaned_data.get("kind") == KnockOut.Kind.DOCUMENT
        if is_document and not self.cleaned_data.get("document"):
            self.add_error("document", _("Choose which document this criterion checks."))
        if not is_document:
            self.cleaned_data["document"] = ""


class KnockOutFormSet(CountingFormSet, NumberedFormSet):
    form = KnockOutForm
    start_empty = 3


class LevelForm(RowForm):
    counts = ("label", "text", "points")
    label = forms.CharField(
        label=gettext_lazy("Label"), max_length=20, widget=forms.TextInput(attrs={"class": "w-4ch"})
    )
    text = text_field(gettext_lazy("What the CV must show"), rows=1)
    points = PointsField(label=gettext_lazy("Points"))


class LevelFormSet(RowFormSet):
    form = LevelForm
    start_empty = 0
    placeholder = "__level__"  # it stands inside a row that may be new itself

    def clean(self) -> None:
        seen: set[str] = set()
        for form in self.written():
            label = getattr(form, "cleaned_data", {}).get("label")
            if label in seen:
                form.add_error("label", _("Another level of this criterion is called “%(label)s”.") % {"label": label})
            seen |= {label} if label else set()


class CriterionForm(CountsExperienceForm):
    counts = ("text", "points")
    number = number_field(gettext_lazy("Number"))
    text = text_field(gettext_lazy("Text"))
    points = PointsField(label=gettext_lazy("Points"))
    points.widget.attrs["data-points"] = ""  # static/js/rows.js adds these up
    levels: LevelFormSet

    @property
    def inner(self) -> RowFormSet:
        return self.levels

    def has_changed(self) -> bool:
        return super().has_changed() or any(level.has_changed() for level in self.levels.forms)

    def clean_points(self) -> int:
        points = self.cleaned_data["points"]
        if points == 0:
            raise ValidationError(_("A criterion has at least some points."))
        return int(points)

    def is_valid(self) -> bool:
        return super().is_valid() and (not self.has_changed() or self.levels.is_valid())

    def row(self) -> dict[str, Any]:
        return super().row() | {"levels": self.levels.rows()}


class CriterionFormSet(CountingFormSet, NumberedFormSet):
    """Each form has its own formset of levels, under the prefix `criteria-N-levels`."""

    form = CriterionForm
    start_empty = 3

    def add_fields(self, form: CriterionForm, index: int | None) -> None:
        super().add_fields(form, index)
        levels = form.initial.get("levels", []) if form.initial else []
        data = self.data if self.is_bound and index is not None else None
        form.levels = LevelFormSet(data, rows=levels, prefix=f"{form.prefix}-levels")

    @property
    def points_given(self) -> int:
        """The points that the page shows, together; what is no number counts as nothing."""
        if not self.is_bound:
            return sum(row["points"] or 0 for row in self.initial)
        typed = [self.data.get(f"{self.prefix}-{i}-points", "") for i in range(self.total_form_count())]
        return sum(PointsField().hundredths(text) for text in typed if PointsField.pattern.fullmatch(text.strip()))


# The other rows ------------------------------------------------------------------------------------------------------
class DocumentForm(RowForm):
    counts = ("name", "text")
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=RequiredDocument.Kind.choices)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    when = forms.ChoiceField(label=gettext_lazy("When it is asked"), choices=RequiredDocument.When.choices)
    text = forms.CharField(
        label=gettext_lazy("Text"), required=False, widget=forms.Textarea(attrs={"rows": 2, "class": "textarea-short"})
    )


class DocumentFormSet(RowFormSet):
    form = DocumentForm


class QuestionForm(RowForm):
    counts = ("question", "answer")
    question = text_field(gettext_lazy("Question"))
    answer = text_field(gettext_lazy("Answer"))


class QuestionFormSet(RowFormSet):
    form = QuestionForm


# Stages --------------------------------------------------------------------------------------------------------------
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
