"""The dates of assignments as iCalendar (RFC 5545), for a file to keep or an address that a calendar program reads.

An event keeps its UID for as long as the assignment is there; its SEQUENCE grows with the version of the rules, so that
a calendar which already has it moves it.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID, uuid5

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from accounts.templatetags.weegschaal import day, moment
from audit.clock import AMSTERDAM

from .models import Tender

# Never changed: all UIDs follow from it.
NAMESPACE = UUID("4b1f4a54-3a3e-5d0b-9f0f-9a2b1c6f7a10")
CONTENT_TYPE = "text/calendar; charset=utf-8"
HOW_OFTEN = timedelta(hours=4)

Address = Callable[[Tender], str]


class Entry(NamedTuple):
    key: str  # part of the UID
    words: str
    when: datetime | date
    note: str = ""


def entries(tender: Tender) -> Iterator[Entry]:
    """The dates that the posting gives: a moment, or a whole day."""
    part_of_day = str(tender.get_interviews_part_of_day_display())
    found = (
        ("questions", _("Questions until"), tender.questions_until, ""),
        ("answers", _("Answers on"), tender.answers_on, ""),
        ("closing", _("Closing"), tender.closes_at, _("A bid at this moment, or after it, is late.")),
        ("invitations", _("Invitations by"), tender.invitations_by, ""),
        ("interviews", _("Interviews on"), tender.interviews_on, part_of_day),
        ("results", _("Results on"), tender.results_on, ""),
    )
    return (Entry(key, words, when, note) for key, words, when, note in found if when)


def calendar(tenders: Iterable[Tender], *, name: str, address: Address) -> bytes:
    """Of tenders with their `changed_at` and `version` (`queries.listed`); `address` is where each can be read."""
    made = Calendar()
    made.add("prodid", f"-//Weegschaal//{(get_language() or 'nl').upper()}")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("refresh-interval", HOW_OFTEN, parameters={"value": "DURATION"})
    for tender in tenders:
        for entry in entries(tender):
            made.add_component(_event(tender, entry, address(tender)))
    made.add_missing_timezones()
    return bytes(made.to_ical())


def _event(tender: Tender, entry: Entry, url: str) -> Event:
    event = Event()
    event.add("uid", str(uuid5(NAMESPACE, f"{tender.pk}/{tender.created_at.isoformat()}/{entry.key}")))
    event.add("dtstamp", tender.changed_at or tender.created_at)
    event.add("sequence", _sequence(tender))
    event.add("summary", f"{entry.words}: {tender.title} ({tender.number})")
    event.add("description", "\n".join(filter(None, [_in_words(entry), entry.note, tender.client.name, url])))
    event.add("url", url)
    event.add("transp", "TRANSPARENT")  # a date to know of keeps nobody busy
    event.add("status", "CANCELLED" if tender.state == Tender.State.CANCELLED else "CONFIRMED")
    if isinstance(entry.when, datetime):
        event.add("dtstart", entry.when.astimezone(AMSTERDAM))
    else:
        event.add("dtstart", entry.when)
        event.add("dtend", entry.when + timedelta(days=1))
    return event


def _sequence(tender: Tender) -> int:
    """0 for the rules as first published; withdrawing the assignment is one change more."""
    return (tender.version or 1) - 1 + (tender.state == Tender.State.CANCELLED)


def _in_words(entry: Entry) -> str:
    return moment(entry.when) if isinstance(entry.when, datetime) else day(entry.when)
