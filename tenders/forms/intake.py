"""Reading a posting in: the text or the file, and then all sections at once as what was read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organisation
from tenders.intake import Draft, content_of
from tenders.models import Intake, Tender
from tenders.sections import SECTIONS, Section
from tenders.source import Line, pointers_of

from .rows import RowFormSet
from .sections import BriefForm, group
from .sheets import LAYOUTS, Layout, Sheet
from .start import free_number

MOST_CHARACTERS = 200_000


class IntakeForm(forms.Form):
    """Either of the two; what was pasted stays on the page when the file is refused."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("PDF, Word (.docx), HTML or plain text, at most 10 MB."),
    )
    text = forms.CharField(
        label=gettext_lazy("Or the text itself"),
        required=False,
        max_length=MOST_CHARACTERS,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=gettext_lazy("Copy the whole posting and paste it here."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > settings.UPLOAD_MAX_BYTES:
            megabytes = f"{settings.UPLOAD_MAX_BYTES / 1024 / 1024:g}"
            raise forms.ValidationError(
                _("The file must not be larger than %(megabytes)s MB.") % {"megabytes": megabytes}
            )
        return file

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")

    def clean(self) -> None:
        file, text = self.cleaned_data.get("file"), self.cleaned_data.get("text", "")
        if self.errors:
            return
        if file and text.strip():
            self.add_error("text", _("Choose a file or paste the text, not both."))
        if not file and not text.strip():
            self.add_error("file", _("Choose a file, or paste the text below."))


# The review ----------------------------------------------------------------------------------------------------------
class ReviewBriefForm(BriefForm):
    """There is no tender yet, so it also asks what a new one needs."""

    run_by = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Run by"),
        help_text=gettext_lazy("The organisation that carries out the procedure."),
    )
    parts = (
        group(gettext_lazy("What it is"), "number", "title", "discipline", "client", "run_by", "das"),
        *BriefForm.parts[1:],
    )

    def clean_number(self) -> str:
        return free_number(self.cleaned_data["number"])

    def clean_client(self) -> Organisation:
        return self.cleaned_data["client"]


class ReviewSheet(Sheet):
    """A section of a draft that isn't there yet, filled with what was read."""

    layouts: Mapping[str, Layout] = LAYOUTS | {"opdracht": Layout(ReviewBriefForm)}

    def __init__(self, section: Section, read: Mapping[str, Any], data: QueryDict | None, *, address: str) -> None:
        self.read, self._address = read, address
        super().__init__(section, Tender(), data)

    @property
    def address(self) -> str:
        return self._address

    def now_there(self) -> dict[str, Any]:
        fields = {name: self.read.get(name, _new(name)) for name in self.section.fields}
        return fields | {name: self.read[name] for name in self.section.rows}

    def initial(self, now_there: Mapping[str, Any]) -> Mapping[str, Any]:
        return {**now_there, "run_by": self.read.get("run_by")}

    def last_knock_out(self) -> int:
        return max((row["number"] or 0 for row in self.read["knock_outs"]), default=0)


@dataclass(frozen=True)
class Remark:
    """What the check says of the field at `path`."""

    path: str
    text: str


@dataclass(frozen=True)
class Said:
    """A remark with the address of the field beside which it stands."""

    text: str
    href: str


@dataclass(frozen=True)
class Shown:
    """Where the review shows what the reader calls `key`."""

    key: str
    label: str
    href: str


class Review:
    """What was read as the sections of a draft, each field with the lines of the source that it was read from."""

    def __init__(
        self,
        intake: Intake,
        draft: Draft,
        *,
        offices: Sequence[Organisation],
        data: QueryDict | None = None,
        remarks: Iterable[Remark] = (),
    ) -> None:
        address = reverse("intake_review", args=[intake.pk])
        self.found = draft
        self.client_read = draft.get("client") or ""
        read = content_of(draft) | {"client": _client_called(self.client_read)}
        read |= {"run_by": offices[0]} if len(offices) == 1 else {}
        self.sheets = [ReviewSheet(section, read, data, address=address) for section in SECTIONS.values()]
        self.more = self.sheets[0].more
        run_by = self.sheets[0].form.fields["run_by"]
        run_by.queryset = Organisation.objects.filter(pk__in=[each.pk for each in offices])
        self._point()
        self.remarks = [Said(remark.text, self._remark(remark)) for remark in remarks]

    def is_valid(self) -> bool:
        valid = [sheet.is_valid() for sheet in self.sheets]
        return all(valid)

    @property
    def all_forms(self) -> list[forms.BaseForm | forms.BaseFormSet]:
        return [form for sheet in self.sheets for form in sheet.all_forms]

    def content(self) -> dict[str, Any]:
        """What was typed, as `services.drafting.make_draft` takes it; what a new draft asks for in `start`."""
        return {name: value for sheet in self.sheets for name, value in sheet.content().items()}

    def start(self) -> dict[str, Any]:
        typed = self.sheets[0].form.cleaned_data
        return {name: typed[name] for name in ("number", "title", "client", "run_by")}

    @cached_property
    def lines(self) -> list[Line]:
        return pointers_of(self.found).lines({shown.key: shown for shown in self._shown()})

    @cached_property
    def not_read(self) -> list[Shown]:
        """What the text doesn't say, so that nobody takes an empty field for one that was read as empty."""
        return [shown for shown in self._shown() if self.found.get(shown.key) in (None, "", [])]

    @property
    def unread(self) -> int:
        return sum(line.is_unread for line in self.lines)

    def _point(self) -> None:
        """Each field gets the lines that it was read from, each kind of rows those of the whole of it."""
        found = pointers_of(self.found)
        for sheet in self.sheets:
            sheet.pointers = [pointer for name in sheet.section.rows for pointer in found.of(*ROWS_READ.get(name, ()))]
        for path, form, name in self._fields():
            form.fields[name].pointers = found.of(path)
        if self.client_read:
            said = _("The text says “%(name)s”.") % {"name": escape(self.client_read)}
            self.sheets[0].form.fields["client"].help_text = said  # help texts are shown as HTML

    def _remark(self, remark: Remark) -> str:
        """Put beside the field that it is about, or the first one above it; its address, "" when there is none."""
        fields = {path: (form, name) for path, form, name in self._fields()}
        path = remark.path
        while path and path not in fields:
            path = path.rpartition(".")[0]
        if not path:
            return ""
        form, name = fields[path]
        form.fields[name].remarks = [*getattr(form.fields[name], "remarks", []), remark.text]
        return f"#{_first_id(form, name)}"

    def _fields(self) -> Iterator[tuple[str, forms.Form, str]]:
        """The reader's path of each field that the review shows, its form and its name there."""
        for sheet in self.sheets:
            for name, keys in FIELDS_READ.items():
                if name in sheet.form.fields:
                    yield from ((key, sheet.form, name) for key in keys)
            if sheet.formset is not None and sheet.formset.prefix in self.found:
                yield from self._fields_of_rows(sheet.formset)

    def _fields_of_rows(self, formset: RowFormSet) -> Iterator[tuple[str, forms.Form, str]]:
        rows = self.found[formset.prefix] or []
        for place, (form, row) in enumerate(zip(formset.forms, rows, strict=False), start=1):
            number = row.get("number") if isinstance(row, Mapping) else None
            path = f"{formset.prefix}.{number or place}"
            yield path, form, "text" if "text" in form.fields else form.counts[0]
            yield from ((key, form, name) for key, name in PARAMETERS_READ.items() if name in form.fields)
            for level in getattr(form, "levels", ()):
                yield f"{path}.levels.{level.initial.get('label')}", level, "text"

    def _shown(self) -> Iterator[Shown]:
        for sheet in self.sheets:
            for name, keys in FIELDS_READ.items():
                if name in sheet.form.fields:
                    yield from (
                        Shown(key, str(sheet.form.fields[name].label), f"#{_first_id(sheet.form, name)}")
                        for key in keys
                    )
            for name, keys in ROWS_READ.items():
                if name in sheet.section.rows:
                    yield from (Shown(key, str(ROW_WORDS[key]), f"#{name}") for key in keys)


# field of a form: the reader's names for what it shows
FIELDS_READ: Mapping[str, tuple[str, ...]] = {
    "number": ("number",),
    "title": ("title",),
    "client": ("client",),
    "das": ("das",),
    "start_text": ("start",),
    "duration_months": ("duration_months",),
    "extension_count": ("extension",),
    "hours_min": ("hours_per_week",),
    "positions_min": ("positions",),
    "region": ("region",),
    "work_days": ("work_days",),
    "hybrid": ("hybrid",),
    "education_level": ("education_level",),
    "function_scale": ("function_scale",),
    "cao": ("cao",),
    "organisation_text": ("organisation_text",),
    "assignment_text": ("assignment_text",),
    "execution_condition": ("execution_condition",),
    "points_total": ("points_total",),
    "competences": ("competences",),
    "standstill": ("standstill",),
    "rate_ceiling_cents": ("rate_ceiling",),
    "rate_vat": ("rate_excludes",),
    "rate_travel": ("rate_includes",),
    "fee_kind": ("fee",),
    "max_hours_per_year": ("max_hours_per_year",),
    "cv_max_pages": ("cv",),
    "questions_until": ("questions_until",),
    "answers_on": ("answers_on",),
    "closes_at": ("closes_at",),
    "invitations_by": ("invitations_by",),
    "interviews_on": ("interviews_on",),
    "interviews_part_of_day": ("interviews_part_of_day",),
    "contact": ("contact",),
    "other_information": ("other",),
}

# rows: the reader's names for what they show
ROWS_READ: Mapping[str, tuple[str, ...]] = {
    "knock_outs": ("knock_outs",),
    "criteria": ("criteria",),
    "stages": ("stages", "shortlist_size", "invites", "interviewers_min"),
    "documents": ("documents",),
    "questions": ("questions",),
}
# the reader's name: the parameter of the stage that has it
PARAMETERS_READ = {"shortlist_size": "places", "invites": "invites", "interviewers_min": "interviewers_min"}
ROW_WORDS: Mapping[str, Any] = {
    "knock_outs": gettext_lazy("Knock-out criteria"),
    "criteria": gettext_lazy("Award criteria"),
    "stages": gettext_lazy("Steps"),
    "shortlist_size": gettext_lazy("Number of places"),
    "invites": gettext_lazy("Number of invitations"),
    "interviewers_min": gettext_lazy("Interviewers, at least"),
    "documents": gettext_lazy("Documents"),
    "questions": gettext_lazy("Questions and answers"),
}


def _new(name: str) -> Any:
    field = Tender._meta.get_field(name)
    return field.get_default() if not field.is_relation else None


def _first_id(form: forms.BaseForm, name: str) -> str:
    """A day and a time have two inputs; the cursor goes into the first."""
    field = form[name]
    return field.id_for_label or f"{field.auto_id}_0"


def _client_called(name: str) -> Organisation | None:
    return Organisation.objects.filter(kind=Organisation.Kind.CLIENT, name__iexact=name).first() if name else None
