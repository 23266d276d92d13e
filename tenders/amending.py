"""A change of a published assignment before it is published itself: the values that differ, over those that stand.

`changes` are plain values under the names of fields and rows, as the rules have them (`tenders/rulesbook.py`).
"""

from collections.abc import Mapping
from copy import copy
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.templatetags.weegschaal import moment

from .models import Tender
from .posting import lint
from .publishing import Draft, Finding, findings
from .rows import ROWS
from .rulesbook import plain
from .sections import Section

Changes = Mapping[str, Any]

# What an amendment never changes: the address, whose assignment it is, who works on it, and the answered questions.
FIXED = frozenset(
    {
        "number", "client", "bids_per_supplier", "officer_may_assess", "second_officer", "opening_officers",
        "questions",
    }
)  # fmt: skip
# What bids don't answer to: after a change of these alone a submitted bid stands as it is.
ASKS_NOTHING = frozenset(
    {
        "questions_until", "answers_on", "closes_at", "invitations_by", "interviews_on", "interviews_part_of_day",
        "results_on", "progress_note", "contact", "questions_note", "questions_public",
    }
)  # fmt: skip
# Kept as rows of their own beside the other changes; here as the rules have them: name and hash.
FILES = "attachments"
# Suppliers count on these: they move forward or stay.
FORWARD_ONLY = ("questions_until", "closes_at")


def content_of(section: Section, tender: Tender, changes: Changes) -> dict[str, Any]:
    """The section as it would be."""
    written = {name: value(name, changes[name]) for name in names_of(section) if name in changes}
    return section.read(tender) | written


def with_section(section: Section, tender: Tender, changes: Changes, content: Changes) -> dict[str, Any]:
    """`changes` with this section's content in it; what is as it stands is no change."""
    stands = section.read(tender)
    others = {name: change for name, change in changes.items() if name not in names_of(section)}
    differing = {
        name: plain(new) for name, new in content.items() if name not in FIXED and plain(new) != plain(stands[name])
    }
    return others | differing


def amended(tender: Tender, changes: Changes) -> Tender:
    """A copy with the changed fields, for reading; its rows are those that stand."""
    tender = copy(tender)
    for name, new in typed(changes).items():
        if name not in ROWS:
            setattr(tender, name, new)
    return tender


def typed(changes: Changes) -> dict[str, Any]:
    """The changed fields and rows, as they are written; without the files."""
    return {name: value(name, change) for name, change in changes.items() if name != FILES}


def asks_again(changes: Changes) -> bool:
    """Must submitted bids be confirmed?"""
    return not changes.keys() <= ASKS_NOTHING


def obstacles(tender: Tender, changes: Changes, now: datetime) -> list[Finding]:
    """What keeps the change from being published."""
    return [finding for finding in check(tender, changes, now) if finding.severity == lint.ERROR]


def check(tender: Tender, changes: Changes, now: datetime) -> list[Finding]:
    """What the check says of the assignment as it would be, and what an amendment may never do.

    A warning keeps nothing: the reason of the amendment stands for it. What was overruled before publication stays so.
    """
    found = [finding for finding in findings(tender, now, unsaved=typed(changes)) if finding.is_open]
    found += [*_renumbered(tender, changes, now), *_dates_go_back(tender, changes, now)]
    return [_led_here(finding, tender) for finding in found]


def moved_by_two(tender: Tender) -> Finding:
    """What keeps one officer from moving the closing where the assignment asks for a second one."""
    text = _("Two officers move the closing of this assignment. Do that on its own page: one asks, the other agrees.")
    href = reverse("closing_move", args=[tender.number])
    return Finding("closing_moved_by_two", text, "planning", "closes_at_0", href)


def value(name: str, written: Any) -> Any:
    """A plain value as the field or the rows have it."""
    return written if name in ROWS else Tender._meta.get_field(name).to_python(written)


def names_of(section: Section) -> tuple[str, ...]:
    return (*section.fields, *section.rows)


def _renumbered(tender: Tender, changes: Changes, now: datetime) -> list[Finding]:
    """Suppliers state per number that they meet a knock-out: under another number it would be another statement."""
    draft, found = Draft(tender, {}, now), []
    stands = {row["text"]: row["number"] for row in ROWS["knock_outs"].read(tender)}
    for place, row in enumerate(changes.get("knock_outs", [])):
        number = stands.get(row["text"], row["number"])
        if number != row["number"]:
            text = _("Knock-out criterion %(number)s keeps its number in an amendment: bids refer to it.")
            field = f"knock_outs-{place}-number"
            found.append(draft.finding("renumbered", text % {"number": number}, "knock-outs", field))
    return found


def _dates_go_back(tender: Tender, changes: Changes, now: datetime) -> list[Finding]:
    draft, found = Draft(amended(tender, changes), {}, now), []
    for name in FORWARD_ONLY:
        stands, new = getattr(tender, name), getattr(draft.tender, name)
        if stands is not None and (new is None or new < stands):
            text = _("%(field)s: suppliers count on %(moment)s. It can be moved to later, never to earlier.")
            label = str(Tender._meta.get_field(name).verbose_name).capitalize()
            values = {"field": label, "moment": moment(stands)}
            found.append(draft.finding("date_goes_back", text % values, "planning", f"{name}_0"))
    return found


def _led_here(finding: Finding, tender: Tender) -> Finding:
    href = reverse("amendment_edit", args=[tender.number, finding.section])
    return replace(finding, href=f"{href}#id_{finding.field}")
