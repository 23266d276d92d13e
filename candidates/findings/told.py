"""What the supplier states, tells of the career, points at and writes."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candidates.asked import Asked
from candidates.career import has_dates
from candidates.content import Draft
from candidates.evidence import stale

from .finding import LONGEST, Finding, Known, Weight, holds_field, remark_field, too_long


def statements(draft: Draft, asked: Asked, known: Known) -> Iterator[Finding]:
    for knock_out in asked.knock_outs:
        number = {"number": knock_out.number}
        stated = draft.answers.statements.get(knock_out.number)
        field = holds_field(knock_out.number)
        if stated is None or stated.holds is None:
            text = _("Answer whether the candidate meets knock-out criterion %(number)s.")
            yield Finding(field, Weight.MISSING, text % number)
        elif not stated.holds:
            text = _(
                "You state that criterion %(number)s is not met. A “no” on a knock-out criterion means that the bid is "
                "excluded: it gets no points and no place."
            )
            yield Finding(field, Weight.WARNING, text % number)
        yield from too_long(remark_field(knock_out.number), stated.remark if stated else "", LONGEST["remark"])


def career(draft: Draft, asked: Asked, known: Known) -> Iterator[Finding]:
    wrong = sum(not has_dates(job) for job in draft.answers.career)
    if wrong:
        text = ngettext(
            "The dates of %(n)s job can't be read; it counts for nothing.",
            "The dates of %(n)s jobs can't be read; they count for nothing.",
            wrong,
        )
        yield Finding("career", Weight.WARNING, text % {"n": wrong})


def evidence(draft: Draft, asked: Asked, known: Known) -> Iterator[Finding]:
    left = len(stale(draft))
    if left:
        text = ngettext(
            "%(n)s passage was marked in an earlier CV: the assessor can't jump there.",
            "%(n)s passages were marked in an earlier CV: the assessor can't jump there.",
            left,
        )
        yield Finding("evidence", Weight.WARNING, text % {"n": left})


def motivation(draft: Draft, asked: Asked, known: Known) -> Iterator[Finding]:
    text = draft.answers.motivation
    if asked.motivation and not text:
        yield Finding("motivation", Weight.MISSING, _("Enter the motivation."))
    yield from too_long("motivation", text, LONGEST["motivation"])
