"""How points, money and moments are written on every screen, letter and PDF. Loaded as a builtin: no `{% load %}`.

Pure functions; the language is the active one, the place is the Netherlands.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django import forms, template
from django.template.loader import render_to_string
from django.utils import dateformat, timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

register = template.Library()

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def _dutch() -> bool:
    return (get_language() or "nl").startswith("nl")


def _in_amsterdam(moment: datetime) -> datetime:
    if timezone.is_naive(moment):
        raise ValueError("A moment needs its time zone.")
    return moment.astimezone(AMSTERDAM)


# Numbers -------------------------------------------------------------------------------------------------------------
@register.filter
def points(hundredths: int | None) -> str:
    """6000 → "60", 6250 → "62,5", 6233 → "62,33"; nothing for nothing: not assessed is not zero."""
    if hundredths is None:
        return ""
    whole, rest = divmod(abs(hundredths), 100)
    decimals = f"{rest:02d}".rstrip("0")
    mark = "," if _dutch() else "."
    return f"{'−' if hundredths < 0 else ''}{whole}{mark + decimals if decimals else ''}"


@register.filter
def euro(cents: int | None) -> str:
    """5450 → "€ 54,50" in Dutch, "€54.50" in English."""
    if cents is None:
        return ""
    whole, rest = divmod(abs(cents), 100)
    sign = "−" if cents < 0 else ""
    if _dutch():
        return f"€ {sign}{whole:,}".replace(",", ".") + f",{rest:02d}"
    return f"{sign}€{whole:,}.{rest:02d}"


@register.filter
def hash_short(digest: str) -> str:
    """Enough of a SHA-256 to compare by eye."""
    return (digest or "")[:12]


# Moments and days ----------------------------------------------------------------------------------------------------
def _moment(value: datetime | None, days: str, clock: str, milliseconds: bool = False) -> str:
    if value is None:
        return ""
    local = _in_amsterdam(value)
    time = dateformat.format(local, clock)
    if milliseconds:
        time += f".{local.microsecond // 1000:03d}"
    hour_word = " uur" if _dutch() else ""
    return f"{dateformat.format(local, days)}, {time}{hour_word} ({local.tzname()})"


@register.filter
def moment(value: datetime | None) -> str:
    """maandag 2 maart 2026, 09:00 uur (CET)"""
    return _moment(value, "l j F Y", "H:i")


@register.filter
def moment_ms(value: datetime | None) -> str:
    """maandag 2 maart 2026, 08:59:12.345 uur (CET): cut off, never rounded up to a second that had not come."""
    return _moment(value, "l j F Y", "H:i:s", milliseconds=True)


@register.filter
def moment_short(value: datetime | None) -> str:
    """ma 2 mrt 2026, 09:00; where rows stand close together and the zone is told nearby."""
    return "" if value is None else f"{weekday_short(value)}, {clock_time(value)}"


@register.filter
def clock_time(value: datetime | None) -> str:
    """09:00"""
    return "" if value is None else f"{_in_amsterdam(value):%H:%M}"


def _as_day(value: date) -> date:
    return _in_amsterdam(value).date() if isinstance(value, datetime) else value


@register.filter
def day(value: date | None) -> str:
    """dinsdag 3 maart 2026; a moment counts as its day in the Netherlands."""
    return "" if value is None else dateformat.format(_as_day(value), "l j F Y")


@register.filter
def day_short(value: date | None) -> str:
    """3 mrt 2026"""
    if value is None:
        return ""
    return dateformat.format(_as_day(value), "j b Y" if _dutch() else "j M Y")  # mrt, but Mar


@register.filter
def weekday_short(value: date | None) -> str:
    """di 3 mrt 2026"""
    return "" if value is None else f"{dateformat.format(_as_day(value), 'D')} {day_short(value)}"


@register.filter
def when(value: datetime | date | str | None) -> str:
    """A moment, a day or the words of the posting ("Maart 2026"), each in its own way."""
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    return value or ""


@register.filter
def when_short(value: datetime | date | str | None) -> str:
    if isinstance(value, datetime):
        return moment_short(value)
    if isinstance(value, date):
        return weekday_short(value)
    return value or ""


@register.filter
def machine(value: datetime | date) -> str:
    """For <time datetime="…">."""
    return value.isoformat()


def _days(n: int) -> str:
    return ngettext("%(n)s day", "%(n)s days", n)


def _hours(n: int) -> str:
    return ngettext("%(n)s hour", "%(n)s hours", n)


def _minutes(n: int) -> str:
    return ngettext("%(n)s minute", "%(n)s minutes", n)


def _seconds(n: int) -> str:
    return ngettext("%(n)s second", "%(n)s seconds", n)


UNITS = [(24 * 60 * 60, _days), (60 * 60, _hours), (60, _minutes), (1, _seconds)]


def _largest_and_next(seconds: int) -> Iterator[str]:
    """2 days 3 hours; 1 hour, when not a whole minute follows; 12 minutes 5 seconds."""
    first = next(index for index, (size, _words) in enumerate(UNITS) if seconds >= size)
    for size, words in UNITS[first : first + 2]:
        count, seconds = divmod(seconds, size)
        if count:
            yield words(count) % {"n": count}


@register.filter
def left_until(deadline: datetime, now: datetime) -> str:
    """nog 2 dagen 3 uur; at the deadline itself it is too late, so that reads "gesloten"."""
    if now >= deadline:
        return gettext("closed")
    seconds = max(1, int((deadline - now).total_seconds()))
    return gettext("%(time)s left") % {"time": " ".join(_largest_and_next(seconds))}


@register.simple_tag
def left_words() -> str:
    """What js/site.js counts down with: {"closed", "pattern", "units": [[seconds, one, more], …]}."""
    units = [[size, words(1), words(2)] for size, words in UNITS]
    return json.dumps({"closed": gettext("closed"), "pattern": gettext("%(time)s left"), "units": units})


@register.filter
def has_passed(deadline: datetime, now: datetime) -> bool:
    return now >= deadline


@register.filter
def day_has_passed(day: date, now: datetime) -> bool:
    return day < now.astimezone(AMSTERDAM).date()


# Forms ---------------------------------------------------------------------------------------------------------------
class Finding(NamedTuple):
    text: str
    href: str = ""


def _first_input(field: forms.BoundField) -> str:
    """Radio buttons and groups of boxes have no single id; their first one is where the cursor must go."""
    return field.id_for_label or f"{field.auto_id}_0"


def _lead(label: object) -> str:
    """A question needs no colon."""
    return str(label) if str(label).endswith("?") else f"{label}:"


def _in_form(form: forms.BaseForm) -> Iterator[Finding]:
    for error in form.non_field_errors():
        yield Finding(error)
    for name, errors in form.errors.items():
        if name == forms.forms.NON_FIELD_ERRORS:
            continue
        field = form[name]
        for error in errors:
            yield Finding(f"{_lead(field.label)} {error}", "" if field.is_hidden else f"#{_first_input(field)}")


def _found(source: Any) -> Iterator[Finding]:
    if not source:
        return
    if isinstance(source, forms.BaseFormSet):
        yield from map(Finding, source.non_form_errors())
        yield from (finding for form in source.forms for finding in _in_form(form))
    elif isinstance(source, forms.BaseForm):
        yield from _in_form(source)
    elif isinstance(source, Iterable):
        for each in source:
            is_form = isinstance(each, forms.BaseForm | forms.BaseFormSet)
            yield from _found(each) if is_form else [_finding(each)]


def _finding(each: Any) -> Finding:
    if isinstance(each, dict):
        return Finding(each["text"], each.get("href", ""))
    if isinstance(each, str):
        return Finding(each)
    return Finding(each.text, getattr(each, "href", ""))


@register.simple_tag
def error_links(*sources: Any) -> list[Finding]:
    """All errors of forms, formsets and findings, in the order of the page, each once and after its field's label."""
    return list(dict.fromkeys(finding for source in sources for finding in _found(source)))


# Notices -------------------------------------------------------------------------------------------------------------
NOTICE_WORDS = {
    "info": _("Information"),
    "attention": _("Please note"),
    "danger": _("Problem"),
    "ok": _("Done"),
}
MESSAGE_KINDS = {"debug": "info", "info": "info", "success": "ok", "warning": "attention", "error": "danger"}


@register.filter
def notice_word(kind: str) -> str:
    return str(NOTICE_WORDS[kind])


@register.filter
def message_kind(level_tag: str) -> str:
    """The notice that a message of Django's becomes."""
    return MESSAGE_KINDS.get(level_tag, "info")


@register.simple_block_tag
def notice(content: SafeString, kind: str, title: str = "", heading_level: int = 2) -> SafeString:
    """{% notice "attention" title=_("…") %} any HTML {% endnotice %}"""
    return render_to_string(
        "parts/notice.html", {"kind": kind, "title": title, "html": content, "heading_level": heading_level}
    )


@register.simple_block_tag
def wrapped(content: SafeString, template_name: str) -> SafeString:
    """What stands between the tags inside `template_name`; nothing at all, when there is nothing."""
    return render_to_string(template_name, {"html": content}) if content.strip() else SafeString("")
