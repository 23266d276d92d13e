"""What the forms of all steps share. A form shows a draft and what `findings` says of it; it refuses nothing itself, so
that every answer is kept as it was typed. `answered` puts what was typed into a draft and touches no other step's
answers: two people can fill in two steps at once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.marks import without_hidden
from candidates.asked import Asked
from candidates.content import Draft
from candidates.findings import Finding, Weight, of_weight
from candidates.people import Person


class StepForm(forms.Form):
    template: ClassVar[str] = "candidates/steps/fields.html"
    uses_folder: ClassVar[bool] = False  # is someone chosen here from the supplier's folder of candidates?
    use_required_attribute = False

    def __init__(
        self,
        draft: Draft,
        asked: Asked,
        *,
        people: Sequence[Person] = (),
        said: Iterable[Finding] = (),
        refused: Mapping[str, str] | None = None,
    ) -> None:
        """`said`: the findings on the draft, also those of other steps; `refused`: why an upload was not taken, by the
        name of its field."""
        super().__init__(self.shown(draft, asked), label_suffix="")
        self.content, self.asked = draft, asked
        self.fields |= self.folder_fields(people) | self.asked_fields(asked)
        self.said = [finding for finding in said if finding.field in self.fields]
        self.refused = dict(refused or {})

    @classmethod
    def asked_fields(cls, asked: Asked) -> dict[str, forms.Field]:
        return {}

    @classmethod
    def folder_fields(cls, people: Sequence[Person]) -> dict[str, forms.Field]:
        return {}

    @classmethod
    def shown(cls, draft: Draft, asked: Asked) -> dict[str, str]:
        """The draft's answers, by the names of the fields. A file is none: its row shows what is kept."""
        return {}

    @classmethod
    def answered(cls, draft: Draft, data: QueryDict, asked: Asked, people: Sequence[Person] = ()) -> Draft:
        """The draft with what was typed here: with one kind of line end and without the spaces around it. Files come by
        `uploads`."""
        return draft

    @classmethod
    def uploads(cls, files: Mapping[str, Any], asked: Asked) -> dict[str, Any]:
        """The files that came along, by the name of their field."""
        return {}

    def full_clean(self) -> None:
        self._errors = ErrorDict(renderer=self.renderer)
        self.cleaned_data = {}
        for finding in of_weight(self.said, Weight.WRONG):
            self.add_error(finding.field, finding.text)
        for name, sentence in self.refused.items():
            self.add_error(name, sentence)

    @property
    def warnings(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for finding in of_weight(self.said, Weight.WARNING):
            found.setdefault(finding.field, []).append(finding.text)
        return found

    @property
    def rows(self) -> list[tuple[forms.BoundField, list[str]]]:
        """Each field with its warnings."""
        return [(field, self.warnings.get(field.name, [])) for field in self]

    def anchor(self, name: str) -> str:
        """The id of the field's first input."""
        return self[name].id_for_label or f"{self[name].auto_id}_0"


def text_in(data: QueryDict, name: str) -> str:
    return as_kept(data.get(name, ""))


def as_kept(typed: str) -> str:
    """A draft refuses nothing: it leaves out also what no database keeps."""
    return without_hidden(typed).replace("\x00", "").strip()


def line(css_class: str = "", **attrs: str) -> forms.TextInput:
    return forms.TextInput(attrs={"class": css_class, **attrs})


def lines(rows: int, *, css_class: str = "") -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": css_class})


def pdf(label: str, help_text: str) -> forms.FileField:
    return forms.FileField(
        label=label, help_text=help_text, widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"})
    )


def pdf_help() -> str:
    return _("A PDF of at most %(megabytes)s MB.") % {"megabytes": f"{settings.UPLOAD_MAX_BYTES / 1024 / 1024:g}"}
