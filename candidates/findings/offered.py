"""Who is offered, for what rate, how long and from when."""

import re
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from accounts.templatetags.weegschaal import euro
from candidates.asked import Asked
from candidates.content import Draft, same_name
from tenders.fields import EuroField

from .finding import LONGEST, Finding, Known, Weight, too_long

MOST_CENTS = 9_999_99
MOST_HOURS = 60


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


def candidate(draft: Draft, asked: Asked, known: Known) -> Iterator[Finding]:
    name = draft.answers.candidate
    if not any(character.isalpha() for character in name):
        yield Finding("candidate", Weight.MISSING, _("Enter the candidate's name."))
    elif same_name(name) in known.taken:
        yield Finding(
            "candidate",
            Weight.WRONG,
            _("Your organisation already offers this candidate on this assignment. Offer someone else."),
        )
    yield from too_long("candidate", name, LONGEST["candidate"])


def email(draft: Draft, asked: Asked, known: Known) -> Iterator[Finding]:
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
    yield from too_long("candidate_email", email.lower(), LONGEST["candidate_email"])  # as it is kept


def rate(draft: Draft, asked: Asked, known: Known) -> Iterator[Finding]:
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


def hours(draft: Draft, asked: Asked, known: Known) -> Iterator[Finding]:
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


def start(draft: Draft, asked: Asked, known: Known) -> Iterator[Finding]:
    text = draft.answers.available_from
    if not text:
        yield Finding("available_from", Weight.MISSING, _("Enter from when the candidate is available."))
    yield from too_long("available_from", text, LONGEST["available_from"])
