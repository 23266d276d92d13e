"""Rows of knock-outs and of award criteria, with their levels and with how they count experience."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenders.experience import COLUMNS, MOST_HOURS, MOST_MONTHS, PART_TIME, PART_TIME_WORDS, from_columns, to_columns
from tenders.fields import HoursField, LinesField, PointsField, unmarked
from tenders.models import KnockOut, RequiredDocument

from .rows import NumberedFormSet, RowForm, RowFormSet, number_field, text_field

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
