"""A section's page: one form for its fields, one formset for each of its kinds of rows."""

import re
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, QueryDict
from django.urls import reverse

from accounts.marks import without_hidden
from tenders.amending import FIXED, Changes, amended, content_of
from tenders.models import Tender
from tenders.rows import ROWS
from tenders.sections import SECTIONS, Section
from tenders.services.drafting import stamp

from . import criteria_rows, rows, sections, stage_rows


@dataclass(frozen=True)
class Layout:
    form: type[sections.SectionForm]
    formset: type[rows.RowFormSet] | None = None
    template: str = "tenders/section.html"


LAYOUTS: Mapping[str, Layout] = {
    "opdracht": Layout(sections.BriefForm),
    "teksten": Layout(sections.TextsForm),
    "knock-outs": Layout(sections.KnockOutsForm, criteria_rows.KnockOutFormSet, "tenders/sections/knock_outs.html"),
    "criteria": Layout(sections.CriteriaForm, criteria_rows.CriterionFormSet, "tenders/sections/criteria.html"),
    "competenties": Layout(sections.CompetencesForm, template="tenders/sections/competences.html"),
    "procedure": Layout(sections.ProcedureForm, stage_rows.StageFormSet, "tenders/sections/procedure.html"),
    "tarief": Layout(sections.RateForm),
    "cv": Layout(sections.CvForm, rows.DocumentFormSet, "tenders/sections/cv.html"),
    "planning": Layout(sections.PlanningForm),
    "overig": Layout(sections.OtherForm, rows.QuestionFormSet, "tenders/sections/other.html"),
}

# rows: the list that each of them holds, and with how many empty rows a new one brings it along
LISTS_IN_A_ROW: Mapping[str, tuple[str, int]] = {
    "criteria": ("levels", 0),
    "tasks": ("lines", 1),
    "skills": ("lines", 1),
    "competences": ("lines", 1),
}


class Sheet:
    """What an officer sees and sends of one section."""

    layouts: Mapping[str, Layout] = LAYOUTS

    def __init__(self, section: Section, owner: Any, data: QueryDict | None = None) -> None:
        """`owner`: the tender."""
        self.section = section
        self.layout = self.layouts[section.key]
        self.owner = owner
        now_there = self.now_there()
        self.stamp = stamp(now_there)
        self.seen = data.get("stamp", "") if data is not None else self.stamp
        self.more = data.get("more", "") if data is not None else ""
        if data is not None:
            data = _as_it_is_seen(data)
        if data is not None and self.more:
            data = _with_one_more(data, self.more)
        self.form = self.layout.form(data, instance=self.instance(), initial=self.initial(now_there))
        self.formset = self._formset(data, now_there) if self.layout.formset else None
        if self.more:
            self._hide_errors()

    @property
    def address(self) -> str:
        return reverse("tender_edit", args=[self.owner.number, self.section.key])

    def instance(self) -> Any:
        """A copy: validating a ModelForm writes what was typed into its instance."""
        return copy(self.owner)

    def now_there(self) -> dict[str, Any]:
        return self.section.read(self.owner)

    def initial(self, now_there: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """What the form shows where it isn't what the owner has."""
        return None

    def last_knock_out(self) -> int:
        """The number after which the award criteria run on."""
        return max((row["number"] for row in ROWS["knock_outs"].read(self.owner)), default=0)

    def is_valid(self) -> bool:
        valid = [each.is_valid() for each in self.all_forms]
        return all(valid)

    def content(self) -> dict[str, Any]:
        """What was typed, as `services.drafting.save_section` takes it."""
        names = {*self.section.fields, *self.section.rows}
        content = {name: value for name, value in self.form.cleaned_data.items() if name in names}
        return content | ({self.formset.prefix: self.formset.rows()} if self.formset else {})

    @property
    def all_forms(self) -> list[forms.BaseForm | forms.BaseFormSet]:
        return list(self._forms())

    def _forms(self) -> Iterator[forms.BaseForm | forms.BaseFormSet]:
        yield self.form
        if self.formset is not None:
            yield self.formset
            yield from (form.inner for form in self.formset.forms if form.inner is not None and form.is_kept)

    def _formset(self, data: QueryDict | None, now_there: Mapping[str, Any]) -> rows.RowFormSet:
        (relation,) = self.section.rows
        options = {"after": self.last_knock_out()} if relation == "criteria" else {}
        return self.layout.formset(data, rows=now_there[relation], prefix=relation, **options)

    def _hide_errors(self) -> None:
        """One more row was asked for: nothing is saved yet, so nothing is wrong yet."""
        for each in self.all_forms:
            for form in each.forms if isinstance(each, forms.BaseFormSet) else [each]:
                form._errors, form.cleaned_data = forms.utils.ErrorDict(), {}
            if isinstance(each, forms.BaseFormSet):
                each._errors, each._non_form_errors = [], forms.utils.ErrorList()


class AmendingSheet(Sheet):
    """A section of a published tender with the changes so far of an amendment over what stands."""

    def __init__(self, section: Section, owner: Tender, data: QueryDict | None = None, *, changes: Changes) -> None:
        self.changes = changes
        super().__init__(section, owner, data)
        self._keep_fixed()

    @property
    def address(self) -> str:
        return reverse("amendment_edit", args=[self.owner.number, self.section.key])

    def instance(self) -> Tender:
        return amended(self.owner, self.changes)

    def now_there(self) -> dict[str, Any]:
        return content_of(self.section, self.owner, self.changes)

    def initial(self, now_there: Mapping[str, Any]) -> Mapping[str, Any]:
        return {name: now_there[name] for name in self.section.rows}

    def last_knock_out(self) -> int:
        return max((row["number"] for row in self.changes.get("knock_outs", [])), default=super().last_knock_out())

    def _keep_fixed(self) -> None:
        """What an amendment doesn't change is shown as it stands, whatever is sent."""
        for name in FIXED & self.form.fields.keys():
            self.form.fields[name].disabled = True
        if FIXED & set(self.section.rows):
            self.formset = None


def sheet_for(key: str, tender: Tender, data: QueryDict | None = None, *, amending: Changes | None = None) -> Sheet:
    """`amending`: the changes so far of an amendment."""
    if key not in SECTIONS:
        raise Http404
    if amending is None:
        return Sheet(SECTIONS[key], tender, data)
    return AmendingSheet(SECTIONS[key], tender, data, changes=amending)


def _as_it_is_seen(data: QueryDict) -> QueryDict:
    """Without hidden marks, and each line ended with LF alone, as in a posting from a file: the hash of the rules sees
    every character."""
    data = data.copy()
    for name, values in data.lists():
        data.setlist(name, [without_hidden(value) for value in values])
    return data


def _with_one_more(data: QueryDict, prefix: str) -> QueryDict:
    """The same page with one more row of the formset `prefix`."""
    data = data.copy()
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    if not re.fullmatch("[0-9]{1,4}", total):
        raise Http404
    data[f"{prefix}-TOTAL_FORMS"] = str(int(total) + 1)
    if "add_stage" in data:  # the kind of the new stage, from which its fields follow
        data[f"{prefix}-{total}-kind"] = data["add_stage"]
    if prefix in LISTS_IN_A_ROW:
        inner, rows_in_it = LISTS_IN_A_ROW[prefix]
        data[f"{prefix}-{total}-{inner}-TOTAL_FORMS"] = str(rows_in_it)
        data[f"{prefix}-{total}-{inner}-INITIAL_FORMS"] = "0"
    return data
