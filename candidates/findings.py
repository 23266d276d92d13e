"""What is missing or wrong in a draft, and what the supplier should know before submitting it.

Every rule on the content of a bid stands here once: the form, the check page and the submission all ask `findings`.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import Enum

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.templatetags.weegschaal import euro
from tenders.fields import EuroField

from .asked import Asked
from .content import Draft, OfferedFile, same_name

LONGEST = {"candidate": 150, "available_from": 100, "motivation": 10_000, "remark": 2_000}
MOST_CENTS = 9_999_99
MOST_HOURS = 60


class Weight(Enum):
    MISSING = "missing"  # a draft may wait for it, a bid may not
    WRONG = "wrong"  # said at the field at once; a bid may not have it
    WARNING = "warning"  # the supplier decides


@dataclass(frozen=True)
class Finding:
    """`field` is the form's name of the field; links lead there."""

    field: str
    weight: Weight
    text: str


Check = Callable[[Draft, Asked, Collection[str]], Iterator[Finding]]


def findings(draft: Draft, asked: Asked, *, taken: Collection[str] = ()) -> list[Finding]:
    """In the order of the form. `taken`: names (as `same_name`) that the supplier already offers on this tender."""
    return [finding for check in CHECKS for finding in check(draft, asked, taken)]


def blocks(found: Collection[Finding]) -> list[Finding]:
    """Those that keep a bid from being submitted."""
    return [finding for finding in found if finding.weight is not Weight.WARNING]


def of_weight(found: Collection[Finding], weight: Weight) -> list[Finding]:
    return [finding for finding in found if finding.weight is weight]


def holds_field(number: int) -> str:
    return f"statement_{number}"


def remark_field(number: int) -> str:
    return f"remark_{number}"


def cents_of(text: str) -> int:
    """Raises ValidationError with its sentence."""
    cents = EuroField(required=False).clean(text)
    if cents is None or not 0 < cents <= MOST_CENTS:
        raise ValidationError(_("Enter an hourly rate above zero, of at most %(most)s.") % {"most": euro(MOST_CENTS)})
    return int(cents)


def hours_of(text: str) -> int:
    """Raises ValidationError with its sentence."""
    if not re.fullmatch("[1-9][0-9]?", text) or int(text) > MOST_HOURS:
        raise ValidationError(
            _("Enter the hours per week as a whole number from 1 to %(most)s.") % {"most": MOST_HOURS}
        )
    return int(text)


def _candidate(draft: Draft, asked: Asked, taken: Collection[str]) -> Iterator[Finding]:
    name = draft.answers.candidate
    if not any(character.isalpha() for character in name):
        yield Finding("candidate", Weight.MISSING, _("Enter the candidate's name."))
    elif same_name(name) in taken:
        yield Finding(
            "candidate",
            Weight.WRONG,
            _("Your organisation already offers this candidate on this assignment. Offer someone else."),
        )
    yield from _too_long("candidate", name, LONGEST["candidate"])


def _rate(draft: Draft, asked: Asked, taken: Collection[str]) -> Iterator[Finding]:
    if not draft.answers.hourly_rate:
        yield Finding("hourly_rate", Weight.MISSING, _("Enter the hourly rate."))
        return
    try:
        cents = cents_of(draft.answers.hourly_rate)
    except ValidationError as error:
        yield Finding("hourly_rate", Weight.WRONG, " ".join(error.messages))
        return
    ceiling = asked.tender.rate_ceiling_cents
    if ceiling is not None and cents > ceiling:
        yield Finding("hourly_rate", Weight.WARNING, _above_ceiling(asked, cents, ceiling))


def _above_ceiling(asked: Asked, cents: int, ceiling: int) -> str:
    said = {"rate": euro(cents), "ceiling": euro(ceiling)}
    if asked.ceiling is None:
        return _("%(rate)s is above the highest rate of %(ceiling)s.") % said
    text = _(
        "%(rate)s is above the highest rate of %(ceiling)s. Knock-out criterion %(number)s says: “%(text)s”. "
        "A bid that does not meet it is excluded."
    )
    return text % {**said, "number": asked.ceiling.number, "text": asked.ceiling.text}


def _hours(draft: Draft, asked: Asked, taken: Collection[str]) -> Iterator[Finding]:
    if not draft.answers.hours_per_week:
        yield Finding("hours_per_week", Weight.MISSING, _("Enter the hours per week."))
        return
    try:
        hours = hours_of(draft.answers.hours_per_week)
    except ValidationError as error:
        yield Finding("hours_per_week", Weight.WRONG, " ".join(error.messages))
        return
    least, most = asked.tender.hours_min or 0, asked.tender.hours_max or MOST_HOURS
    if not least <= hours <= most:
        yield Finding("hours_per_week", Weight.WARNING, _hours_asked(least, most, hours))


def _hours_asked(least: int, most: int, hours: int) -> str:
    said = {"least": least, "most": most, "hours": hours}
    if least == most:
        return _("The assignment asks for %(most)s hours per week; you offer %(hours)s.") % said
    return _("The assignment asks for %(least)s to %(most)s hours per week; you offer %(hours)s.") % said


def _start(draft: Draft, asked: Asked, taken: Collection[str]) -> Iterator[Finding]:
    text = draft.answers.available_from
    if not text:
        yield Finding("available_from", Weight.MISSING, _("Enter from when the candidate is available."))
    yield from _too_long("available_from", text, LONGEST["available_from"])


def _statements(draft: Draft, asked: Asked, taken: Collection[str]) -> Iterator[Finding]:
    for knock_out in asked.knock_outs:
        number = {"number": knock_out.number}
        stated = draft.answers.statements.get(knock_out.number)
        field = holds_field(knock_out.number)
        if stated is None or stated.holds is None:
            text = _("Answer whether the candidate meets knock-out criterion %(number)s.")
            yield Finding(field, Weight.MISSING, text % number)
        elif not stated.holds:
            text = _("You state that criterion %(number)s is not met. A bid that does not meet it is excluded.")
            yield Finding(field, Weight.WARNING, text % number)
        yield from _too_long(remark_field(knock_out.number), stated.remark if stated else "", LONGEST["remark"])


def _motivation(draft: Draft, asked: Asked, taken: Collection[str]) -> Iterator[Finding]:
    text = draft.answers.motivation
    if asked.motivation and not text:
        yield Finding("motivation", Weight.MISSING, _("Enter the motivation."))
    yield from _too_long("motivation", text, LONGEST["motivation"])


def _cv(draft: Draft, asked: Asked, taken: Collection[str]) -> Iterator[Finding]:
    if draft.cv is None:
        yield Finding("cv", Weight.MISSING, _("Select the CV, as a PDF."))
        return
    most = asked.tender.cv_max_pages
    if most is not None and draft.cv.pages > most:
        text = _(
            "The CV has %(pages)s pages; the assignment allows %(most)s. The assessor will see that it is longer. "
            "You can still select a shorter one."
        )
        yield Finding("cv", Weight.WARNING, text % {"pages": draft.cv.pages, "most": most})
    yield from _readable("cv", draft.cv)


def _files(draft: Draft, asked: Asked, taken: Collection[str]) -> Iterator[Finding]:
    for file in asked.files:
        kept = draft.documents.get(file.key)
        if kept is None:
            text = _("Select the document “%(name)s”, as a PDF.") % {"name": file.name}
            yield Finding(file.key, Weight.MISSING, text)
        else:
            yield from _readable(file.key, kept)


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


def _too_long(field: str, text: str, most: int) -> Iterator[Finding]:
    if len(text) > most:
        said = {"most": most, "length": len(text)}
        yield Finding(field, Weight.WRONG, _("Use at most %(most)s characters; this has %(length)s.") % said)


CHECKS: tuple[Check, ...] = (_candidate, _rate, _hours, _start, _statements, _motivation, _cv, _files)
