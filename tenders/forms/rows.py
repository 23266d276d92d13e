"""Rows of a section as forms: added and removed at will; a row in which nothing is written is no row."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenders.fields import unmarked
from tenders.models import RequiredDocument

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
