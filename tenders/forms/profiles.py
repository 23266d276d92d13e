"""Function profiles as forms: making one, its parts with their rows, picking competences out of one."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.marks import SeenField
from accounts.models import Organisation
from tenders.models import FunctionProfile, ProfileCompetence
from tenders.profiles import PARTS

from .rows import RowForm, RowFormSet, text_field
from .sections import SectionForm, for_model_field
from .sheets import Layout, Sheet

PROSE = gettext_lazy("An empty line starts a new paragraph; a line that starts with “- ” is an item of a list.")


class NewProfileForm(forms.Form):
    name = SeenField(
        label=gettext_lazy("Name of the function"),
        max_length=FunctionProfile._meta.get_field("name").max_length,
        widget=forms.TextInput(attrs={"class": "w-40ch"}),
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Organisation"),
        help_text=gettext_lazy("Its officers see the profile and can change it."),
    )

    def __init__(self, *args: Any, offices: list[Organisation], **options: Any) -> None:
        """`offices`: the organisations for which this person is an officer."""
        super().__init__(*args, **options)
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=[each.pk for each in offices])
        if len(offices) == 1:
            self.initial.setdefault("organisation", offices[0].pk)


# The parts -----------------------------------------------------------------------------------------------------------
class PartForm(SectionForm):
    """The fields of one part; for parts of rows alone without any."""

    class Meta(SectionForm.Meta):
        model = FunctionProfile


class PurposeForm(PartForm):
    parts = ("name", "family", "source", "purpose", "place", "context")

    class Meta(PartForm.Meta):
        fields = ("name", "family", "source", "purpose", "place", "context")
        formfield_callback = for_model_field
        help_texts = {"purpose": PROSE}
        widgets = {"place": forms.Textarea(attrs={"rows": 2, "class": "textarea-short"})}


class TasksForm(PartForm):
    parts = ("tasks_intro",)

    class Meta(PartForm.Meta):
        fields = ("tasks_intro",)
        formfield_callback = for_model_field
        widgets = {"tasks_intro": forms.Textarea(attrs={"rows": 2, "class": "textarea-short"})}


class RequirementsForm(PartForm):
    parts = ("education_level", "education", "knowledge", "experience", "learning_path")

    class Meta(PartForm.Meta):
        fields = ("education_level", "education", "knowledge", "experience", "learning_path")
        formfield_callback = for_model_field
        widgets = {
            "education_level": forms.TextInput(attrs={"class": "w-20ch"}),
            "education": forms.Textarea(attrs={"rows": 2, "class": "textarea-short"}),
        }


# Their rows ----------------------------------------------------------------------------------------------------------
class LineForm(RowForm):
    """One task, skill or indicator."""

    text = text_field(gettext_lazy("Text"), rows=1)

    def clean_text(self) -> str:
        return " ".join(self.cleaned_data["text"].split())


class LineFormSet(RowFormSet):
    form = LineForm
    placeholder = "__level__"  # it stands inside a row that may be new itself

    def lines(self) -> list[str]:
        return [row["text"] for row in self.rows()]


class RowOfLines(RowForm):
    """A row that holds lines; `called` is the key under which the content of the part has them."""

    lines: LineFormSet
    called = "lines"

    @property
    def inner(self) -> LineFormSet:
        return self.lines

    def has_changed(self) -> bool:
        return super().has_changed() or any(line.has_changed() for line in self.lines.forms)

    def is_valid(self) -> bool:
        return super().is_valid() and (not self.has_changed() or self.lines.is_valid())

    def row(self) -> dict[str, Any]:
        return super().row() | {self.called: self.lines.lines()}


class RowOfLinesFormSet(RowFormSet):
    """Each form has its own formset of lines, under the prefix `PREFIX-N-lines`."""

    def add_fields(self, form: RowOfLines, index: int | None) -> None:
        super().add_fields(form, index)
        lines = form.initial.get(form.called, []) if form.initial else []
        data = self.data if self.is_bound and index is not None else None
        form.lines = LineFormSet(data, rows=[{"text": line} for line in lines], prefix=f"{form.prefix}-lines")


class HeadedForm(RowOfLines):
    """Lines under a heading, which may be empty; never a heading alone."""

    counts = ("heading",)

    def clean(self) -> None:
        if self.has_changed() and not any(line.is_kept for line in self.lines.forms):
            self.add_error("heading", _("Nothing stands under this heading. Write something, or remove it."))


class AreaForm(HeadedForm):
    heading = forms.CharField(label=gettext_lazy("Result area"), max_length=200, required=False)


class AreaFormSet(RowOfLinesFormSet):
    form = AreaForm


class SkillForm(HeadedForm):
    heading = forms.CharField(label=gettext_lazy("Kind of skill"), max_length=200, required=False)


class SkillFormSet(RowOfLinesFormSet):
    form = SkillForm


class ProfileCompetenceForm(RowOfLines):
    counts = ("name", "cluster", "definition")
    called = "indicators"
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    cluster = forms.CharField(
        label=gettext_lazy("Cluster"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("The same cluster: together on the page."),
    )
    definition = forms.CharField(
        label=gettext_lazy("Definition"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 1, "class": "textarea-short"}),
        help_text=gettext_lazy("What it is, or the question that an interview answers."),
    )


class ProfileCompetenceFormSet(RowOfLinesFormSet):
    form = ProfileCompetenceForm

    def clean(self) -> None:
        seen: set[str] = set()
        for form in self.written():
            name = getattr(form, "cleaned_data", {}).get("name", "").casefold()
            if name and name in seen:
                form.add_error("name", _("This competence already stands in the list."))
            seen.add(name)


class ProfileSheet(Sheet):
    """What an officer sees and sends of one part of a profile."""

    layouts = {
        "algemeen": Layout(PurposeForm, template="tenders/profiles/part.html"),
        "taken": Layout(TasksForm, AreaFormSet, "tenders/profiles/part_tasks.html"),
        "eisen": Layout(RequirementsForm, SkillFormSet, "tenders/profiles/part_requirements.html"),
        "competenties": Layout(PartForm, ProfileCompetenceFormSet, "tenders/profiles/part_competences.html"),
    }

    @property
    def address(self) -> str:
        return reverse("profile_edit", args=[self.owner.slug, self.section.key])


def profile_sheet_for(key: str, profile: FunctionProfile, data: QueryDict | None = None) -> ProfileSheet:
    if key not in PARTS:
        raise Http404
    return ProfileSheet(PARTS[key], profile, data)


# Picking -------------------------------------------------------------------------------------------------------------
class PickForm(forms.Form):
    """Competences of one profile; the page draws the boxes itself, with their indicators."""

    competences = forms.MultipleChoiceField(
        label=gettext_lazy("Competences"),
        error_messages={"required": gettext_lazy("Choose at least one competence.")},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, profile: FunctionProfile) -> None:
        super().__init__(data)
        self.offered = list(profile.competences.select_related("profile").prefetch_related("indicators"))
        self.fields["competences"].choices = [(str(each.pk), each.name) for each in self.offered]

    def clean_competences(self) -> list[ProfileCompetence]:
        chosen = self.cleaned_data["competences"]
        return [competence for competence in self.offered if str(competence.pk) in chosen]

    @property
    def ticked(self) -> set[str]:
        return set(self["competences"].value() or ()) if self.is_bound else set()


class CompareForm(forms.Form):
    """Which two: `links` and `rechts` are the words of the address."""

    links = forms.ModelChoiceField(
        FunctionProfile.objects.none(), to_field_name="slug", label=gettext_lazy("First profile")
    )
    rechts = forms.ModelChoiceField(
        FunctionProfile.objects.none(), to_field_name="slug", label=gettext_lazy("Second profile")
    )

    def __init__(self, data: Any = None, *, profiles: Any, **options: Any) -> None:
        super().__init__(data, **options)
        for field in self.fields.values():
            field.queryset = profiles
            field.empty_label = gettext_lazy("Choose a profile")

    def clean(self) -> None:
        left, right = self.cleaned_data.get("links"), self.cleaned_data.get("rechts")
        if left and left == right:
            raise ValidationError({"rechts": _("Choose another profile than the first one.")})
