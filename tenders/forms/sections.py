"""The fields of each section as a form. Which fields belong to a section is told in `tenders/sections.py`."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout, LayoutObject
from django import forms
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organisation
from tenders.converters import NUMBER
from tenders.fields import DayField, EuroField, LinesField, MomentField, PointsField, YesNoField, unmarked
from tenders.models import Assignment, Competence, Tender

number_is_an_address = RegexValidator(
    rf"^{NUMBER}\Z", gettext_lazy("Use letters, digits, dots and dashes, with at least one digit, and no spaces.")
)


def for_model_field(field: models.Field, **options: Any) -> forms.Field | None:
    """How a column is asked, where Django's own choice of field doesn't do."""
    if isinstance(field, models.BooleanField) and field.null:
        return field.formfield(form_class=_yes_no)
    if isinstance(field, models.DateTimeField):
        return field.formfield(form_class=MomentField)
    if isinstance(field, models.DateField):
        return field.formfield(form_class=DayField)
    if isinstance(field, models.TextField):
        options.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
    if isinstance(field, models.IntegerField) and not field.choices and not isinstance(field, models.BigAutoField):
        options.setdefault("widget", forms.NumberInput(attrs={"class": "w-6ch"}))
    asked = field.formfield(**options)
    if isinstance(asked, forms.TypedChoiceField) and not asked.required:
        asked.choices = [("", gettext_lazy("not stated")), *asked.choices[1:]]
    return asked


def _yes_no(**options: Any) -> YesNoField:
    widget = forms.Select(attrs={"class": "w-20ch"})
    return YesNoField(label=options["label"], help_text=options["help_text"], widget=widget)


def side_by_side(*names: str) -> Div:
    return Div(*names, css_class="row-fields")


def group(legend: Any, *parts: Any) -> Fieldset:
    return Fieldset(legend, *parts, css_class="group")


class SectionForm(forms.ModelForm):
    """A form without fields of its own: for sections of rows alone."""

    parts: tuple[str | LayoutObject, ...] = ()
    needed_to_publish: tuple[str, ...] = ()

    class Meta:
        model = Tender
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in self.needed_to_publish:
            field = unmarked(self.fields[name])
            field.help_text = field.help_text or gettext_lazy("Needed to publish.")

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag, helper.disable_csrf = False, True
        helper.layout = Layout(*self.parts)
        return helper

    def not_below(self, low: str, high: str, sentence: str) -> None:
        first, last = self.cleaned_data.get(low), self.cleaned_data.get(high)
        if first is not None and last is not None and last < first:
            self.add_error(high, sentence % {"low": first, "high": last})


NEW_CLIENT = gettext_lazy("Is the client not in the list? The administrator of this site can add it.")


class BriefForm(SectionForm):
    number = forms.CharField(
        label=gettext_lazy("Assignment number"), max_length=20, validators=[number_is_an_address],
        help_text=gettext_lazy("The number under which it is published."),
        widget=forms.TextInput(attrs={"class": "w-20ch"}),
    )  # fmt: skip
    parts = (
        group(gettext_lazy("What it is"), "number", "title", "discipline", "client", "das"),
        group(
            gettext_lazy("When and how long"),
            side_by_side("start_text", "start_on"),
            side_by_side("duration_months", "extension_count", "extension_months"),
        ),
        group(
            gettext_lazy("How much and where"),
            side_by_side("hours_min", "hours_max"),
            side_by_side("positions_min", "positions_max"),
            "region",
            "work_days",
            "hybrid",
        ),
        group(gettext_lazy("Level and pay"), side_by_side("education_level", "function_scale"), "cao"),
    )

    class Meta(SectionForm.Meta):
        fields = (
            "number", "title", "discipline", "client", "das", "start_text", "start_on", "duration_months",
            "extension_count", "extension_months", "hours_min", "hours_max", "positions_min", "positions_max", "region",
            "work_days", "hybrid", "education_level", "function_scale", "cao",
        )  # fmt: skip
        formfield_callback = for_model_field
        widgets = {"work_days": forms.Textarea(attrs={"rows": 2, "class": "textarea-short"})}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["client"].queryset = Organisation.objects.filter(kind=Organisation.Kind.CLIENT)
        self.fields["client"].help_text = NEW_CLIENT

    def clean_client(self) -> Organisation:
        client = self.cleaned_data["client"]
        before = Tender.objects.values_list("client", flat=True).get(pk=self.instance.pk)
        if client.pk != before and self.instance.assignments.filter(role=Assignment.Role.REVIEWER).exists():
            raise forms.ValidationError(
                _("There are reviewers of the present client on this assignment. Take them off it first.")
            )
        return client

    def clean(self) -> dict[str, Any]:
        self.not_below("hours_min", "hours_max", _("%(high)s hours is less than the lowest number, %(low)s."))
        self.not_below(
            "positions_min", "positions_max", _("%(high)s professionals is less than the lowest number, %(low)s.")
        )
        return super().clean()


class TextsForm(SectionForm):
    needed_to_publish = ("assignment_text",)
    parts = ("organisation_text", "assignment_text", "execution_condition")

    class Meta(SectionForm.Meta):
        fields = ("organisation_text", "assignment_text", "execution_condition")
        formfield_callback = for_model_field
        help_texts = {
            "organisation_text": gettext_lazy(
                "An empty line starts a new paragraph; a line that starts with “- ” is an item of a list."
            ),
            "execution_condition": gettext_lazy("For example that no self-employed person can do the work."),
        }
        widgets = {
            "organisation_text": forms.Textarea(attrs={"rows": 8}),
            "assignment_text": forms.Textarea(attrs={"rows": 14}),
            "execution_condition": forms.Textarea(attrs={"rows": 5}),
        }


class KnockOutsForm(SectionForm):
    parts = ("knock_outs_heading",)

    class Meta(SectionForm.Meta):
        fields = ("knock_outs_heading",)


class CriteriaForm(SectionForm):
    points_total = PointsField(
        label=gettext_lazy("Total of points"), help_text=gettext_lazy("The points of all award criteria together.")
    )
    parts = ("criteria_heading", "points_total")

    class Meta(SectionForm.Meta):
        fields = ("criteria_heading", "points_total")


class CompetencesForm(SectionForm):
    competences = LinesField(
        label=gettext_lazy("Competences"),
        rows=8,
        required=False,
        help_text=gettext_lazy("One on each line. They are assessed in the interview."),
    )
    parts = ("competences",)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "competences" not in self.initial:
            self.initial["competences"] = list(self.instance.competences.values_list("text", flat=True))

    @property
    def detailed(self) -> list[Competence]:
        """Those that came from function profiles, with what these say of them."""
        return [each for each in self.instance.competences.all() if each.definition or each.indicators]


class ProcedureForm(SectionForm):
    parts = (
        group(gettext_lazy("Award"), "award_text", side_by_side("standstill", "standstill_days")),
        group(gettext_lazy("Rules"), "bids_per_supplier", "officer_may_assess", "second_officer", "opening_officers"),
    )

    class Meta(SectionForm.Meta):
        fields = (
            "award_text", "standstill", "standstill_days", "bids_per_supplier", "officer_may_assess", "second_officer",
            "opening_officers",
        )  # fmt: skip
        formfield_callback = for_model_field


class RateForm(SectionForm):
    rate_ceiling_cents = EuroField(label=gettext_lazy("Highest hourly rate"), required=False)
    fee_cents = EuroField(label=gettext_lazy("Fee per hour"), required=False)
    parts = (
        group(
            gettext_lazy("Highest rate"),
            "rate_ceiling_cents",
            side_by_side("rate_vat", "rate_travel", "rate_fee"),
        ),
        group(gettext_lazy("Fee"), side_by_side("fee_kind", "fee_cents"), "fee_text"),
        group(gettext_lazy("Hours per year"), "max_hours_per_year", "max_hours_note"),
    )

    class Meta(SectionForm.Meta):
        fields = (
            "rate_ceiling_cents", "rate_vat", "rate_travel", "rate_fee", "fee_kind", "fee_cents", "fee_text",
            "max_hours_per_year", "max_hours_note",
        )  # fmt: skip
        formfield_callback = for_model_field

    def clean_rate_ceiling_cents(self) -> int | None:
        cents: int | None = self.cleaned_data["rate_ceiling_cents"]
        if cents == 0:
            raise forms.ValidationError(_("The highest hourly rate must be above zero."))
        return cents

    def clean(self) -> dict[str, Any]:
        per_hour = self.cleaned_data.get("fee_kind") == Tender.Fee.PER_HOUR
        if per_hour and "fee_cents" not in self.errors and not self.cleaned_data.get("fee_cents"):
            self.add_error("fee_cents", _("Enter the fee per hour."))
        return super().clean()


class CvForm(SectionForm):
    parts = (
        side_by_side("cv_max_pages", "cv_language", "cv_min_references"),
        "cv_instruction",
    )

    class Meta(SectionForm.Meta):
        fields = ("cv_max_pages", "cv_language", "cv_min_references", "cv_instruction")
        formfield_callback = for_model_field


class PlanningForm(SectionForm):
    needed_to_publish = ("closes_at",)
    parts = (
        group(gettext_lazy("Questions"), "questions_until", "answers_on"),
        group(gettext_lazy("Closing"), "closes_at"),
        group(
            gettext_lazy("After closing"),
            "invitations_by",
            side_by_side("interviews_on", "interviews_part_of_day"),
            "results_on",
            "progress_note",
        ),
    )

    class Meta(SectionForm.Meta):
        fields = (
            "questions_until", "answers_on", "closes_at", "invitations_by", "interviews_on",
            "interviews_part_of_day", "results_on", "progress_note",
        )  # fmt: skip
        formfield_callback = for_model_field


class OtherForm(SectionForm):
    parts = ("contact", "questions_note", "questions_public", "other_information")

    class Meta(SectionForm.Meta):
        fields = ("contact", "questions_note", "questions_public", "other_information")
        formfield_callback = for_model_field
