"""The CV and the other documents: each a field of its own, with the file that is there already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.templatetags.weegschaal import day
from candidates.asked import Asked, AskedFile
from candidates.content import Draft, OfferedFile
from candidates.findings import closing_day, issued_field
from candidates.freshness import oldest
from candidates.people import Person
from tenders.models import Tender

from .base import StepForm, line, pdf, pdf_help, text_in


@dataclass(frozen=True)
class FileRow:
    """`kept` is the file that is there already, `issued` the field for its day of issue where its age matters."""

    field: forms.BoundField
    kept: OfferedFile | None
    warnings: list[str]
    issued: forms.BoundField | None = None
    issued_warnings: tuple[str, ...] = ()


class CvForm(StepForm):
    template = "candidates/steps/files.html"

    @classmethod
    def asked_fields(cls, asked: Asked) -> dict[str, forms.Field]:
        return {"cv": pdf(_("CV"), _cv_help(asked.tender))}

    @classmethod
    def uploads(cls, files: Mapping[str, Any], asked: Asked) -> dict[str, Any]:
        return _those(files, ["cv"])

    @property
    def file_rows(self) -> list[FileRow]:
        return [FileRow(self["cv"], self.content.cv, self.warnings.get("cv", []))]


class DocumentsForm(StepForm):
    template = "candidates/steps/files.html"

    @classmethod
    def asked_fields(cls, asked: Asked) -> dict[str, forms.Field]:
        fields: dict[str, forms.Field] = {}
        for file in asked.files:
            fields[file.key] = pdf(file.name, _document_help(file))
            if file.months:
                fields[issued_field(file.key)] = _issued(file, asked)
        return fields

    @classmethod
    def shown(cls, draft: Draft, asked: Asked) -> dict[str, str]:
        return {issued_field(key): typed for key, typed in draft.answers.issued.items()}

    @classmethod
    def answered(cls, draft: Draft, data: QueryDict, asked: Asked, people: Sequence[Person] = ()) -> Draft:
        typed = {file.key: text_in(data, issued_field(file.key)) for file in asked.files if file.months}
        return replace(draft, answers=replace(draft.answers, issued=typed))

    @classmethod
    def uploads(cls, files: Mapping[str, Any], asked: Asked) -> dict[str, Any]:
        return _those(files, [file.key for file in asked.files])

    @property
    def file_rows(self) -> list[FileRow]:
        return [self._row(file) for file in self.asked.files]

    def _row(self, file: AskedFile) -> FileRow:
        issued = issued_field(file.key)
        return FileRow(
            self[file.key],
            self.content.documents.get(file.key),
            self.warnings.get(file.key, []),
            self[issued] if file.months else None,
            tuple(self.warnings.get(issued, [])),
        )


def _those(files: Mapping[str, Any], names: list[str]) -> dict[str, Any]:
    return {name: files[name] for name in names if name in files}


def _document_help(file: AskedFile) -> str:
    """The posting's words, marked as Dutch for whoever reads the site in English."""
    return format_html('<span lang="nl">{}</span> {}', file.text, pdf_help()) if file.text else pdf_help()


def _issued(file: AskedFile, asked: Asked) -> forms.CharField:
    months = file.months or 0
    rule = ngettext(
        "At most %(months)s month old at the closing.", "At most %(months)s months old at the closing.", months
    ) % {"months": months}
    if asked.tender.closes_at:
        first = oldest(months, closes_on=closing_day(asked))
        rule += " " + _("So issued on %(first)s or later.") % {"first": day(first)}
    return forms.CharField(
        label=_("Day of issue of “%(name)s”") % {"name": file.name},
        help_text=rule + " " + _("Day, month and year, such as 31-1-2026."),
        widget=line("w-10ch", autocomplete="off"),
    )


def _cv_help(tender: Tender) -> str:
    asked = []
    if tender.cv_max_pages:
        asked.append(
            ngettext("At most %(most)s page.", "At most %(most)s pages.", tender.cv_max_pages)
            % {"most": tender.cv_max_pages}
        )
    if tender.cv_language:
        asked.append(_("In %(language)s.") % {"language": tender.get_cv_language_display()})
    if tender.cv_min_references:
        asked.append(
            ngettext("At least %(least)s reference.", "At least %(least)s references.", tender.cv_min_references)
            % {"least": tender.cv_min_references}
        )
    return " ".join([*asked, tender.cv_instruction, pdf_help()]).replace("  ", " ")
