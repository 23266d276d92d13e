"""Making a draft and writing in it, until it is published."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import yaml
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from accounts.access import NotNow
from accounts.models import Organisation, User
from audit import clock
from audit.services import record
from tenders.models import Assignment, PublicationRequest, Tender
from tenders.sections import SECTIONS, Section

PROCEDURES = settings.BASE_DIR / "fixtures" / "procedures"


class ChangedMeanwhile(Exception):
    """Someone else saved this section after it was read."""


@transaction.atomic
def create_tender(
    *, number: str, title: str, client: Organisation, run_by: Organisation, by: User, now: datetime
) -> Tender:
    """A draft with the usual procedure; its maker is its first officer."""
    tender = _new(number=number, title=title, client=client, run_by=run_by, by=by, now=now)
    _write(tender, usual_procedure("flextender"))
    record("tender.created", by=by, about=("tender", number), tender=number, now=now)
    return tender


@transaction.atomic
def load_posting(data: Mapping[str, Any], *, by: User, now: datetime, shift: timedelta = timedelta()) -> Tender:
    """A draft with everything that a file of `fixtures/postings` says, its dates moved by `shift` (whole days).

    Its organisations are found by name, or made.
    """
    client = _organisation(data["client"], Organisation.Kind.CLIENT)
    run_by = _organisation(data["run_by"], Organisation.Kind.BROKER)
    tender = _new(number=data["number"], title=data["title"], client=client, run_by=run_by, by=by, now=now)
    _write(tender, _content(data, shift))
    record("tender.created", by=by, about=("tender", tender.number), tender=tender.number, now=now, loaded=True)
    return tender


@transaction.atomic
def save_section(
    tender: Tender, section: Section, content: Mapping[str, Any], *, seen: str, by: User, now: datetime
) -> Tender:
    """Write a section of a draft that still is as it was `seen` (its `stamp`); the tender as it is then.

    Raises ChangedMeanwhile; NotNow when it was published in the meantime.
    """
    tender = locked_draft(tender)
    before = section.read(tender)
    if stamp(before) != seen:
        raise ChangedMeanwhile
    number = tender.number
    section.write(tender, content)
    changed = [name for name, value in content.items() if value != before[name]]
    if changed:
        forget_request(tender)
        about, what = ("tender", tender.number), {"section": section.key, "fields": changed}
        renamed = {"number_was": number} if tender.number != number else {}
        record("tender.edited", by=by, about=about, tender=tender.number, now=now, **what, **renamed)
    return tender


def forget_request(tender: Tender) -> None:
    """A second officer was asked to publish another draft than this one."""
    PublicationRequest.objects.filter(tender=tender).delete()


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


@cache
def usual_procedure(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((PROCEDURES / f"{name}.yaml").read_text("utf-8"))
    return content


def _new(*, number: str, title: str, client: Organisation, run_by: Organisation, by: User, now: datetime) -> Tender:
    tender = Tender.objects.create(
        number=number, title=title, client=client, run_by=run_by, created_by=by, created_at=now
    )
    Assignment.objects.create(tender=tender, user=by, role=Assignment.Role.OFFICER)
    return tender


def _write(tender: Tender, content: Mapping[str, Any]) -> None:
    for section in SECTIONS.values():
        section.write(tender, content)


def _organisation(name: str, kind: str) -> Organisation:
    return Organisation.objects.get_or_create(name=name, defaults={"kind": kind})[0]


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
