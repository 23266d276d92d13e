"""Making a draft and writing in it, until it is published."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from accounts.access import NotNow
from accounts.models import Organisation, User
from audit import clock
from audit.services import record
from tenders.models import Assignment, PublicationRequest, SectionSave, Tender
from tenders.procedures import USUAL, Template, template_content
from tenders.sections import SECTIONS, Section
from tenders.stages import KINDS


class ChangedMeanwhile(Exception):
    """Someone else saved this section after it was read."""


@transaction.atomic
def create_tender(
    *,
    number: str,
    title: str,
    client: Organisation,
    run_by: Organisation,
    by: User,
    now: datetime,
    procedure: str = USUAL,
) -> Tender:
    """A draft with one of the procedure's templates; its maker is its first officer."""
    start = {"number": number, "title": title, "client": client, "run_by": run_by}
    return make_draft(template_content(procedure), **start, by=by, now=now)


@transaction.atomic
def make_draft(
    content: Mapping[str, Any],
    *,
    number: str,
    title: str,
    client: Organisation,
    run_by: Organisation,
    by: User,
    now: datetime,
    **facts: Any,
) -> Tender:
    """A draft with this content of any of its sections. `facts` go into the event: where it came from."""
    tender = _new(number=number, title=title, client=client, run_by=run_by, by=by, now=now)
    start = {"number": number, "title": title, "client": client}
    for section in SECTIONS.values():
        section.write(tender, {**content, **start})
    record("tender.created", by=by, about=("tender", number), tender=number, now=now, **facts)
    return tender


@transaction.atomic
def load_posting(data: Mapping[str, Any], *, by: User, now: datetime, shift: timedelta = timedelta()) -> Tender:
    """A draft with everything that a file of `fixtures/postings` says, its dates moved by `shift` (whole days).

    Its organisations are found by name, or made.
    """
    client = _organisation(data["client"], Organisation.Kind.CLIENT)
    run_by = _organisation(data["run_by"], Organisation.Kind.BROKER)
    start = {"number": data["number"], "title": data["title"], "client": client, "run_by": run_by}
    return make_draft(_content(data, shift), **start, by=by, now=now, loaded=True)


@transaction.atomic
def save_section(
    tender: Tender, section: Section, content: Mapping[str, Any], *, seen: str, by: User, now: datetime
) -> Tender:
    """Write a section of a draft that still is as it was `seen` (its `stamp`); the tender as it is then.

    Raises ChangedMeanwhile; NotNow when it was published in the meantime.
    """
    tender = locked_draft(tender)
    before = section.read(tender)
    changed = [name for name, value in content.items() if value != before[name]]
    if changed and stamp(before) != seen:  # what is there already, is what a second click sends
        raise ChangedMeanwhile
    number = tender.number
    section.write(tender, content)
    note_save(tender, section.key, by=by, now=now, again=bool(changed))
    if changed:
        forget_request(tender)
        about, what = ("tender", tender.number), {"section": section.key, "fields": changed}
        renamed = {"number_was": number} if tender.number != number else {}
        record("tender.edited", by=by, about=about, tender=tender.number, now=now, **what, **renamed)
    return tender


def forget_request(tender: Tender) -> None:
    """A second officer was asked to publish another draft than this one."""
    PublicationRequest.objects.filter(tender=tender).delete()


def replace_procedure(tender: Tender, template: Template, *, seen: str, by: User, now: datetime) -> Tender:
    """The steps and the words of the award of a template instead of those that were `seen`. Raises as save_section."""
    content = template.content
    stages = [row | {"params": KINDS[row["kind"]].defaults() | row["params"]} for row in content["stages"]]
    replacement = {"stages": stages, "award_text": content["award_text"]}
    return save_section(tender, SECTIONS["procedure"], replacement, seen=seen, by=by, now=now)


def note_save(tender: Tender, section: str, *, by: User, now: datetime, again: bool = True) -> None:
    """Without `again` only the first one counts: to look and leave it as it is, is to have done it too."""
    write = SectionSave.objects.update_or_create if again else SectionSave.objects.get_or_create
    write(tender=tender, section=section, defaults={"saved_at": now, "saved_by": by})


def stamp(content: Mapping[str, Any]) -> str:
    """Which state of a section someone saw."""
    text = json.dumps(content, sort_keys=True, default=_as_text)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def locked_draft(tender: Tender) -> Tender:
    """The tender as it is now; nobody else writes in it or publishes it until this transaction ends."""
    locked = Tender.objects.select_for_update(of=("self",)).select_related("client", "run_by").get(pk=tender.pk)
    if locked.state != Tender.State.DRAFT:
        raise NotNow
    return locked


def _new(*, number: str, title: str, client: Organisation, run_by: Organisation, by: User, now: datetime) -> Tender:
    tender = Tender.objects.create(
        number=number, title=title, client=client, run_by=run_by, created_by=by, created_at=now
    )
    Assignment.objects.create(tender=tender, user=by, role=Assignment.Role.OFFICER)
    return tender


def _organisation(name: str, kind: str) -> Organisation:
    offices = Organisation.objects.exclude(kind=Organisation.Kind.SUPPLIER)  # one may bear the same name
    return offices.get_or_create(name=name, defaults={"kind": kind})[0]


def _content(data: Mapping[str, Any], shift: timedelta) -> dict[str, Any]:
    """The file's data as the rows have it: points in hundredths, moved dates, no document as an empty word."""
    names_alone = {name: value for name, value in data.items() if name not in ("client", "run_by")}
    return {name: _moved(value, shift) for name, value in names_alone.items()} | {
        "points_total": _hundredths(data["points_total"]),
        "knock_outs": [row | {"document": row["document"] or ""} for row in data["knock_outs"]],
        "criteria": [
            _in_hundredths(row) | {"levels": list(map(_in_hundredths, row["levels"]))} for row in data["criteria"]
        ],
    }


def _criterion(row: dict[str, Any]) -> dict[str, Any]:
    return _in_hundredths(row) | {"levels": [_in_hundredths(level) for level in row["levels"]]}


def _in_hundredths(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"points": _hundredths(row["points"])}


def _hundredths(points: float) -> int:
    return int(Decimal(str(points)) * 100)


def _moved(value: Any, shift: timedelta) -> Any:
    """Moments keep their time on the Dutch clock, also across the change to summer time."""
    if isinstance(value, datetime):
        return value.astimezone(clock.AMSTERDAM) + shift
    return value + shift if isinstance(value, date) else value


def _as_text(value: Any) -> Any:
    return value.name if isinstance(value, Organisation) else DjangoJSONEncoder().default(value)
