"""The CV and the documents."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.templatetags.weegschaal import day
from audit.clock import AMSTERDAM
from candidates.asked import Asked, AskedFile
from candidates.content import Draft, OfferedFile
from candidates.freshness import day_of, oldest

from .finding import Finding, Known, Weight, issued_field


def cv(draft: Draft, asked: Asked, known: Known) -> Iterator[Finding]:
    if draft.cv is None:
        yield Finding("cv", Weight.MISSING, _("Select the CV, as a PDF."))
    else:
        yield from _readable("cv", draft.cv)


def cv_pages(draft: Draft, asked: Asked, known: Known) -> Iterator[Finding]:
    most = asked.tender.cv_max_pages
    if draft.cv is not None and most is not None and draft.cv.pages > most:
        text = _(
            "The CV has %(pages)s pages; the assignment allows %(most)s. The assessor will see that it is longer. "
            "You can still select a shorter one."
        )
        yield Finding("cv", Weight.WARNING, text % {"pages": draft.cv.pages, "most": most})


def cv_language(draft: Draft, asked: Asked, known: Known) -> Iterator[Finding]:
    language = asked.tender.cv_language
    if known.facts is not None and language and known.facts.language.code != language:
        text = _(
            "The CV does not seem to be written in %(language)s, as the assignment asks. The assessor will see that."
        )
        yield Finding("cv", Weight.WARNING, text % {"language": asked.tender.get_cv_language_display()})


def cv_references(draft: Draft, asked: Asked, known: Known) -> Iterator[Finding]:
    least = asked.tender.cv_min_references or 0
    if known.facts is not None and known.facts.references < least:
        text = ngettext(
            "The program found %(found)s reference in the CV; the assignment asks for %(least)s. Look whether they are "
            "all there: the assessor will.",
            "The program found %(found)s references in the CV; the assignment asks for %(least)s. Look whether they "
            "are all there: the assessor will.",
            known.facts.references,
        )
        yield Finding("cv", Weight.WARNING, text % {"found": known.facts.references, "least": least})


def cv_amounts(draft: Draft, asked: Asked, known: Known) -> Iterator[Finding]:
    if known.facts is not None and known.facts.amounts:
        text = ngettext(
            "An amount in euros stands on page %(pages)s of the CV. If that is a rate, leave it out: the assessors "
            "read the CV, and the rate stays hidden from them until the points are final.",
            "Amounts in euros stand on pages %(pages)s of the CV. If they are rates, leave them out: the assessors "
            "read the CV, and the rate stays hidden from them until the points are final.",
            len(known.facts.amounts),
        )
        yield Finding("cv", Weight.WARNING, text % {"pages": ", ".join(map(str, known.facts.amounts))})


def documents(draft: Draft, asked: Asked, known: Known) -> Iterator[Finding]:
    for file in asked.files:
        kept = draft.documents.get(file.key)
        if kept is None:
            text = _("Select the document “%(name)s”, as a PDF.") % {"name": file.name}
            yield Finding(file.key, Weight.MISSING, text)
        else:
            yield from _readable(file.key, kept)


def ages(draft: Draft, asked: Asked, known: Known) -> Iterator[Finding]:
    for file in asked.files:
        if file.months and file.key in draft.documents:
            yield from _age(file, draft.answers.issued.get(file.key, ""), closes_on=closing_day(asked))


def _age(file: AskedFile, typed: str, *, closes_on: date) -> Iterator[Finding]:
    field, name = issued_field(file.key), {"name": file.name}
    if not typed:
        text = _("Without the day of issue of “%(name)s” the program can't tell whether it is too old.")
        yield Finding(field, Weight.WARNING, text % name)
        return
    issued = day_of(typed)
    if issued is None:
        yield Finding(field, Weight.WRONG, _("Enter the day of issue as day, month and year, such as 31-1-2026."))
        return
    first = oldest(file.months or 0, closes_on=closes_on)
    said = name | {"issued": day(issued), "first": day(first), "closes": day(closes_on)}
    if issued > closes_on:
        text = _("“%(name)s” can't have been issued after the closing on %(closes)s.")
        yield Finding(field, Weight.WRONG, text % said)
    elif issued < first:
        text = _(
            "“%(name)s” was issued on %(issued)s. That is too old: the assignment asks for one of %(first)s or later. "
            "The assessor may exclude the bid for it."
        )
        yield Finding(field, Weight.WARNING, text % said)


def closing_day(asked: Asked) -> date:
    return asked.tender.closes_at.astimezone(AMSTERDAM).date()


def _readable(field: str, file: OfferedFile) -> Iterator[Finding]:
    if not file.has_text:
        text = _(
            "The file holds pictures of pages, no text. People can read it; it can't be searched. "
            "If you can, save it as a PDF from the program in which it was written."
        )
        yield Finding(field, Weight.WARNING, text)
    elif file.unreadable:
        pages = ", ".join(str(page) for page in file.unreadable)
        text = ngettext(
            "Page %(pages)s is a picture: its text can't be searched.",
            "Pages %(pages)s are pictures: their text can't be searched.",
            len(file.unreadable),
        )
        yield Finding(field, Weight.WARNING, text % {"pages": pages})
