"""The form of a bid. It shows a draft and what `findings` says of it; it refuses nothing itself, so that every answer
is kept as it was typed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.templatetags.weegschaal import euro
from tenders.models import KnockOut, Tender

from .asked import Asked, AskedFile, in_its_language
from .content import Answers, Draft, OfferedFile, Stated
from .findings import Finding, Weight, holds_field, of_weight, remark_field
from .rewording import Reworded

# Control characters, and the marks that turn the reading direction of what stands beside them.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
HOLDS = {"yes": True, "no": False}
TYPED = ("candidate", "hourly_rate", "hours_per_week", "available_from", "motivation")
BASIS = {
    ("rate_vat", Tender.Basis.EXCLUDED): gettext_lazy("excluding VAT"),
    ("rate_vat", Tender.Basis.INCLUDED): gettext_lazy("including VAT"),
    ("rate_travel", Tender.Basis.EXCLUDED): gettext_lazy("excluding commuting costs"),
    ("rate_travel", Tender.Basis.INCLUDED): gettext_lazy("including commuting costs"),
    ("rate_fee", Tender.Basis.EXCLUDED): gettext_lazy("excluding the intermediary's fee"),
    ("rate_fee", Tender.Basis.INCLUDED): gettext_lazy("including the intermediary's fee"),
}


def answers_from(data: QueryDict, asked: Asked) -> Answers:
    """What was typed, with one kind of line end and without the spaces around it."""
    typed = {name: _text(data, name) for name in TYPED}
    return Answers(**typed, statements={each.number: _stated(data, each.number) for each in asked.knock_outs})


def anew_from(data: QueryDict, anew: Iterable[Reworded]) -> dict[int, Stated]:
    """What was typed for the statements that are asked again."""
    return {each.knock_out.number: _stated(data, each.knock_out.number) for each in anew}


def uploads_from(files: Mapping[str, Any], asked: Asked) -> dict[str, Any]:
    """The files that came along, by the name of their field."""
    return {name: files[name] for name in ("cv", *(file.key for file in asked.files)) if name in files}


@dataclass(frozen=True)
class StatementRow:
    holds: forms.BoundField
    remark: forms.BoundField
    warnings: list[str]


@dataclass(frozen=True)
class FileRow:
    """`kept` is the file that is there already."""

    field: forms.BoundField
    kept: OfferedFile | None
    warnings: list[str]


@dataclass(frozen=True)
class AskedAnew:
    """A statement that is asked again, beside what its sentence was and is."""

    row: StatementRow
    reworded: Reworded


class BidForm(forms.Form):
    use_required_attribute = False

    def __init__(
        self, draft: Draft, asked: Asked, *, said: Iterable[Finding] = (), refused: Mapping[str, str] | None = None
    ) -> None:
        """`said`: the findings on the draft; `refused`: why an upload was not taken, by the name of its field."""
        super().__init__(_shown(draft, asked), label_suffix="")
        self.content, self.asked = draft, asked
        self.said, self.refused = list(said), dict(refused or {})
        self.fields |= _fields(asked)

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
    def statements(self) -> list[StatementRow]:
        return [self._statement(knock_out.number) for knock_out in self.asked.knock_outs]

    def asked_anew(self, anew: Iterable[Reworded]) -> list[AskedAnew]:
        return [AskedAnew(self._statement(each.knock_out.number), each) for each in anew]

    @property
    def cv_row(self) -> FileRow:
        return FileRow(self["cv"], self.content.cv, self.warnings.get("cv", []))

    @property
    def file_rows(self) -> list[FileRow]:
        return [
            FileRow(self[file.key], self.content.documents.get(file.key), self.warnings.get(file.key, []))
            for file in self.asked.files
        ]

    def anchor(self, name: str) -> str:
        """The id of the field's first input."""
        return self[name].id_for_label or f"{self[name].auto_id}_0"

    def _statement(self, number: int) -> StatementRow:
        holds, remark = holds_field(number), remark_field(number)
        return StatementRow(self[holds], self[remark], self.warnings.get(holds, []))


def _text(data: QueryDict, name: str) -> str:
    return UNSEEN.sub("", data.get(name, "").replace("\r\n", "\n")).strip()


def _stated(data: QueryDict, number: int) -> Stated:
    return Stated(HOLDS.get(data.get(holds_field(number), "")), _text(data, remark_field(number)))


def _shown(draft: Draft, asked: Asked) -> dict[str, str]:
    answers = draft.answers
    shown = {name: getattr(answers, name) for name in TYPED}
    words = {holds: word for word, holds in HOLDS.items()}
    for number, stated in answers.statements.items():
        shown |= {holds_field(number): words.get(stated.holds, ""), remark_field(number): stated.remark}
    return shown


def _fields(asked: Asked) -> dict[str, forms.Field]:
    tender = asked.tender
    fields: dict[str, forms.Field] = {
        "candidate": forms.CharField(label=_("Name of the candidate"), widget=_input(autocomplete="off")),
        "hourly_rate": forms.CharField(
            label=_("Hourly rate in euros"),
            help_text=_rate_help(tender),
            widget=_input("w-10ch figures", inputmode="decimal"),
        ),
        "hours_per_week": forms.CharField(
            label=_("Hours per week"),
            help_text=_hours_help(tender),
            widget=_input("w-4ch figures", inputmode="numeric"),
        ),
        "available_from": forms.CharField(
            label=_("Available from"), help_text=_start_help(tender), widget=_input("w-20ch")
        ),
        "motivation": forms.CharField(label=_("Motivation"), required=asked.motivation, widget=_lines(10)),
        "cv": _file(_("CV"), _cv_help(tender)),
    }
    for knock_out in asked.knock_outs:
        fields |= _statement_fields(knock_out)
    return fields | {file.key: _document(file) for file in asked.files}


def _statement_fields(knock_out: KnockOut) -> dict[str, forms.Field]:
    choices = [("yes", _("Yes, this is met")), ("no", _("No, this is not met"))]
    remark = _("Remark on criterion %(number)s") % {"number": knock_out.number}
    return {
        holds_field(knock_out.number): forms.ChoiceField(
            label=in_its_language(knock_out), choices=choices, widget=forms.RadioSelect
        ),
        remark_field(knock_out.number): forms.CharField(label=remark, required=False, widget=_lines(3)),
    }


def _document(file: AskedFile) -> forms.FileField:
    return _file(file.name, " ".join(filter(None, [file.text, _file_help()])))


def _file(label: str, help_text: str) -> forms.FileField:
    return forms.FileField(
        label=label, help_text=help_text, widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"})
    )


def _input(css_class: str = "", **attrs: str) -> forms.TextInput:
    return forms.TextInput(attrs={"class": css_class, **attrs})


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _rate_help(tender: Tender) -> str:
    basis = [str(words) for (field, value), words in BASIS.items() if getattr(tender, field) == value]
    sentences = [", ".join([_("Per hour"), *basis]) + "."]
    if tender.rate_ceiling_cents is not None:
        sentences.append(_("At most %(ceiling)s.") % {"ceiling": euro(tender.rate_ceiling_cents)})
    return " ".join([*sentences, tender.fee_text]).strip()


def _hours_help(tender: Tender) -> str:
    if not tender.hours_min or not tender.hours_max:
        return ""
    if tender.hours_min == tender.hours_max:
        return _("Asked: %(most)s hours.") % {"most": tender.hours_max}
    return _("Asked: %(least)s to %(most)s hours.") % {"least": tender.hours_min, "most": tender.hours_max}


def _start_help(tender: Tender) -> str:
    asked = _("Asked: %(start)s.") % {"start": tender.start_text.rstrip(".")} if tender.start_text else ""
    return " ".join(filter(None, [asked, _("A date or a few words.")]))


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
    return " ".join([*asked, tender.cv_instruction, _file_help()]).replace("  ", " ")


def _file_help() -> str:
    return _("A PDF of at most %(megabytes)s MB.") % {"megabytes": f"{settings.UPLOAD_MAX_BYTES / 1024 / 1024:g}"}
