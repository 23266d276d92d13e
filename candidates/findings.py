"""What is missing or wrong in a draft, and what the supplier should know before submitting it.

Every rule on the content of a bid stands here once: the pages of the steps, the check page and the submission all ask
`findings`. Nothing blocks but what can't be sealed; all else is a warning that says its consequence.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.templatetags.weegschaal import day, euro
from audit.clock import AMSTERDAM
from tenders.fields import EuroField

from .asked import Asked, AskedFile
from .career import has_dates
from .content import Draft, OfferedFile, same_name
from .cv.facts import Facts
from .evidence import stale
from .freshness import day_of, oldest

LONGEST = {"candidate": 150, "candidate_email": 254, "available_from": 100, "motivation": 10_000, "remark": 2_000}
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


@dataclass(frozen=True)
class Known:
    """What is known beside the draft. `taken`: names (as `same_name`) that the supplier already offers on this tender;
    `facts`: what was read in the CV, None while that is not known."""

    taken: Collection[str] = ()
    facts: Facts | None = None


Check = Callable[[Draft, Asked, Known], Iterator[Finding]]


def findings(draft: Draft, asked: Asked, *, taken: Collection[str] = (), facts: Facts | None = None) -> list[Finding]:
    """In the order of the steps."""
    known = Known(taken, facts)
    return [finding for checked in CHECKS for finding in checked.check(draft, asked, known)]


def blocks(found: Collection[Finding]) -> list[Finding]:
    """Those that keep a bid from being submitted."""
    return [finding for finding in found if finding.weight is not Weight.WARNING]


def of_weight(found: Collection[Finding], weight: Weight) -> list[Finding]:
    return [finding for finding in found if finding.weight is weight]


def holds_field(number: int) -> str:
    return f"statement_{number}"


def remark_field(number: int) -> str:
    return f"remark_{number}"


def sentence_field(number: int) -> str:
    return f"sentence_{number}"


def issued_field(key: str) -> str:
    return f"issued_{key}"


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


def _candidate(draft: Draft, asked: Asked, known: Known) -> Iterator[Finding]:
    name = draft.answers.candidate
    if not any(character.isalpha() for character in name):
        yield Finding("candidate", Weight.MISSING, _("Enter the candidate's name."))
    elif same_name(name) in known.taken:
        yield Finding(
            "candidate",
            Weight.WRONG,
            _("Your organisation already offers this candidate on this assignment. Offer someone else."),
        )
    yield from _too_long("candidate", name, LONGEST["candidate"])


def _email(draft: Draft, asked: Asked, known: Known) -> Iterator[Finding]:
    email = draft.answers.candidate_email
    if not email:
        text = _(
            "Without the candidate's e-mail address nobody here can tell them, after the opening, where they are "
            "offered. You have to tell them yourself."
        )
        yield Finding("candidate_email", Weight.WARNING, text)
        return
    try:
        validate_email(email)
    except ValidationError:
        text = _("Enter an e-mail address such as name@example.nl.")
        yield Finding("candidate_email", Weight.WRONG, text)
    yield from _too_long("candidate_email", email.lower(), LONGEST["candidate_email"])  # as it is kept


def _rate(draft: Draft, asked: Asked, known: Known) -> Iterator[Finding]:
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


def _hours(draft: Draft, asked: Asked, known: Known) -> Iterator[Finding]:
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


def _start(draft: Draft, asked: Asked, known: Known) -> Iterator[Finding]:
    text = draft.answers.available_from
    if not text:
        yield Finding("available_from", Weight.MISSING, _("Enter from when the candidate is available."))
    yield from _too_long("available_from", text, LONGEST["available_from"])


def _statements(draft: Draft, asked: Asked, known: Known) -> Iterator[Finding]:
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
        yield from _too_long(remark_field(knock_out.number), stated.remark if stated else "", LONGEST["remark"])


def _career(draft: Draft, asked: Asked, known: Known) -> Iterator[Finding]:
    wrong = sum(not has_dates(job) for job in draft.answers.career)
    if wrong:
        text = ngettext(
            "The dates of %(n)s job can't be read; it counts for nothing.",
            "The dates of %(n)s jobs can't be read; they count for nothing.",
            wrong,
        )
        yield Finding("career", Weight.WARNING, text % {"n": wrong})


def _evidence(draft: Draft, asked: Asked, known: Known) -> Iterator[Finding]:
    left = len(stale(draft))
    if left:
        text = ngettext(
            "%(n)s passage was marked in an earlier CV: the assessor can't jump there.",
            "%(n)s passages were marked in an earlier CV: the assessor can't jump there.",
            left,
        )
        yield Finding("evidence", Weight.WARNING, text % {"n": left})


def _motivation(draft: Draft, asked: Asked, known: Known) -> Iterator[Finding]:
    text = draft.answers.motivation
    if asked.motivation and not text:
        yield Finding("motivation", Weight.MISSING, _("Enter the motivation."))
    yield from _too_long("motivation", text, LONGEST["motivation"])


def _cv(draft: Draft, asked: Asked, known: Known) -> Iterator[Finding]:
    if draft.cv is None:
        yield Finding("cv", Weight.MISSING, _("Select the CV, as a PDF."))
    else:
        yield from _readable("cv", draft.cv)


def _cv_pages(draft: Draft, asked: Asked, known: Known) -> Iterator[Finding]:
    most = asked.tender.cv_max_pages
    if draft.cv is not None and most is not None and draft.cv.pages > most:
        text = _(
            "The CV has %(pages)s pages; the assignment allows %(most)s. The assessor will see that it is longer. "
            "You can still select a shorter one."
        )
        yield Finding("cv", Weight.WARNING, text % {"pages": draft.cv.pages, "most": most})


def _cv_language(draft: Draft, asked: Asked, known: Known) -> Iterator[Finding]:
    language = asked.tender.cv_language
    if known.facts is not None and language and known.facts.language.code != language:
        text = _(
            "The CV does not seem to be written in %(language)s, as the assignment asks. The assessor will see that."
        )
        yield Finding("cv", Weight.WARNING, text % {"language": asked.tender.get_cv_language_display()})


def _cv_references(draft: Draft, asked: Asked, known: Known) -> Iterator[Finding]:
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


def _cv_amounts(draft: Draft, asked: Asked, known: Known) -> Iterator[Finding]:
    if known.facts is not None and known.facts.amounts:
        text = ngettext(
            "An amount in euros stands on page %(pages)s of the CV. If that is a rate, leave it out: the assessors "
            "read the CV, and the rate stays hidden from them until the points are final.",
            "Amounts in euros stand on pages %(pages)s of the CV. If they are rates, leave them out: the assessors "
            "read the CV, and the rate stays hidden from them until the points are final.",
            len(known.facts.amounts),
        )
        yield Finding("cv", Weight.WARNING, text % {"pages": ", ".join(map(str, known.facts.amounts))})


def _files(draft: Draft, asked: Asked, known: Known) -> Iterator[Finding]:
    for file in asked.files:
        kept = draft.documents.get(file.key)
        if kept is None:
            text = _("Select the document “%(name)s”, as a PDF.") % {"name": file.name}
            yield Finding(file.key, Weight.MISSING, text)
        else:
            yield from _readable(file.key, kept)


def _ages(draft: Draft, asked: Asked, known: Known) -> Iterator[Finding]:
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


def _too_long(field: str, text: str, most: int) -> Iterator[Finding]:
    if len(text) > most:
        said = {"most": most, "length": len(text)}
        yield Finding(field, Weight.WRONG, _("Use at most %(most)s characters; this has %(length)s.") % said)


@dataclass(frozen=True)
class Checked:
    """One line of the self-check. `of_cv`: only known once the CV was read."""

    title: str | Promise
    check: Check
    of_cv: bool = False
    applies: Callable[[Asked], bool] = lambda asked: True


CHECKS: tuple[Checked, ...] = (
    Checked(gettext_lazy("The candidate's name"), _candidate),
    Checked(gettext_lazy("The candidate's e-mail address"), _email),
    Checked(gettext_lazy("Hours per week"), _hours),
    Checked(gettext_lazy("Available from"), _start),
    Checked(gettext_lazy("The hourly rate"), _rate),
    Checked(gettext_lazy("Every knock-out criterion answered"), _statements),
    Checked(gettext_lazy("The documents are there"), _files, applies=lambda asked: bool(asked.files)),
    Checked(
        gettext_lazy("The documents are recent enough"),
        _ages,
        applies=lambda asked: any(file.months for file in asked.files),
    ),
    Checked(gettext_lazy("The CV is there and can be read"), _cv),
    Checked(
        gettext_lazy("The number of pages of the CV"),
        _cv_pages,
        applies=lambda asked: asked.tender.cv_max_pages is not None,
    ),
    Checked(
        gettext_lazy("The language of the CV"),
        _cv_language,
        of_cv=True,
        applies=lambda asked: bool(asked.tender.cv_language),
    ),
    Checked(
        gettext_lazy("The references in the CV"),
        _cv_references,
        of_cv=True,
        applies=lambda asked: bool(asked.tender.cv_min_references),
    ),
    Checked(gettext_lazy("No rate in the CV"), _cv_amounts, of_cv=True),
    Checked(gettext_lazy("The dates of the jobs"), _career),
    Checked(gettext_lazy("The passages stand in this CV"), _evidence),
    Checked(gettext_lazy("The motivation"), _motivation, applies=lambda asked: asked.motivation),
)
