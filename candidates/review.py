"""The answers of a draft as people read them, to check before they are submitted."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.templatetags.weegschaal import euro

from .asked import Asked, in_its_language
from .content import Draft, OfferedFile, Stated
from .findings import cents_of, holds_field


@dataclass(frozen=True)
class Group:
    title: str
    rows: list[dict[str, Any]]


def review(draft: Draft, asked: Asked, *, edit: str, anchor: Callable[[str], str]) -> list[Group]:
    """Rows for `parts/summary_list.html`; each can be changed at its field, `edit`#`anchor(field)`."""

    def row(field: str, label: str, value: str) -> dict[str, Any]:
        return {"label": label, "value": value, "url": f"{edit}#{anchor(field)}"}

    answers = draft.answers
    offer = [
        row("candidate", _("Candidate"), answers.candidate),
        row("hourly_rate", _("Hourly rate"), _rate(answers.hourly_rate)),
        row("hours_per_week", _("Hours per week"), answers.hours_per_week),
        row("available_from", _("Available from"), answers.available_from),
    ]
    stated = [
        row(holds_field(each.number), in_its_language(each), _said(answers.statements.get(each.number, Stated())))
        for each in asked.knock_outs
    ]
    motivation = [row("motivation", _("Motivation"), answers.motivation)]
    files = [row(field, label, _file(file)) for field, label, file in _files(draft, asked)]
    return [
        Group(_("Offer"), offer),
        Group(_("Knock-out criteria"), stated),
        Group(_("Motivation"), motivation),
        Group(_("CV and documents"), files),
    ]


def read_as(file: OfferedFile) -> str:
    """What the program read: "3 pages, text readable"."""
    pages = ngettext("%(pages)s page", "%(pages)s pages", file.pages) % {"pages": file.pages}
    readable = _("text readable") if file.has_text else _("text not readable: pictures")
    return f"{pages}, {readable}"


def _rate(typed: str) -> str:
    try:
        return euro(cents_of(typed)) if typed else ""
    except ValidationError:
        return typed


def _said(stated: Stated) -> str:
    words = {True: _("Yes, this is met"), False: _("No, this is not met"), None: ""}
    return "\n".join(filter(None, [words[stated.holds], stated.remark]))


def _file(file: OfferedFile | None) -> str:
    return f"{file.name}\n{read_as(file)}" if file else ""


def _files(draft: Draft, asked: Asked) -> Iterator[tuple[str, str, OfferedFile | None]]:
    yield "cv", _("CV"), draft.cv
    for file in asked.files:
        yield file.key, file.name, draft.documents.get(file.key)
