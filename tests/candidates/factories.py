"""Bids that other tests build on, made by the services that the site uses."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import weasyprint
from django.core.files.base import ContentFile

from accounts.models import Organisation, User
from audit import clock
from audit.chain import Position
from candidates import vault
from candidates.asked import asked_by
from candidates.content import Answers, Envelope, Stated
from candidates.models import Bid, BidVersion, Opening
from candidates.numbers import new_number
from candidates.services import attach_cv, attach_document, open_vault, save_draft, start_bid, submit
from tenders.models import Tender
from tests.factories import RAALTE_CLOSES, a_person, an_organisation
from tests.remembered import remembered

DATA = Path(__file__).parents[1] / "data"
IN_TIME = RAALTE_CLOSES - timedelta(days=1)
JUST_AFTER = RAALTE_CLOSES + timedelta(minutes=5)


@cache
def a_pdf(text: str = "Curriculum vitae van een kandidaat", pages: int = 2) -> bytes:
    """Real, and searchable for `text` on each page."""
    body = "".join(f'<p style="page-break-after: always">{text}, bladzijde {page + 1}</p>' for page in range(pages))
    return weasyprint.HTML(string=f"<html lang=nl><title>CV</title><body>{body}").write_pdf()


def an_upload(data: bytes | None = None, name: str = "cv.pdf") -> ContentFile:
    return ContentFile(a_pdf() if data is None else data, name=name)


def answers_for(tender: Tender, **changes: Any) -> Answers:
    """A complete, fitting set for any tender."""
    stated = {knock_out.number: Stated(holds=True) for knock_out in tender.knock_outs.all()}
    fitting = {
        "candidate": "Sanne de Vries",
        "hourly_rate": "54,50",
        "hours_per_week": str(tender.hours_min or 28),
        "available_from": "1 maart 2026",
        "motivation": "Ik help graag mensen aan de telefoon.",
        "statements": stated,
    }
    return Answers(**fitting | changes)


def bidder_of(supplier: Organisation) -> User:
    membership = supplier.memberships.filter(role="bidder").select_related("user").first()
    return membership.user if membership else a_person(supplier.name.replace(" ", "-"), supplier, "bidder")


@remembered
def a_draft(
    tender: Tender, supplier: Organisation, *, now: datetime = IN_TIME, cv: bytes | None = None, **changes: Any
) -> Bid:
    """Complete, not submitted. `changes` are answers (`candidate="…"`)."""
    by = bidder_of(supplier)
    with clock.at(now):
        bid = start_bid(tender, supplier=supplier, by=by, now=now)
        save_draft(bid, answers_for(tender, **changes), by=by, now=now)
        attach_cv(bid, an_upload(cv), by=by, now=now)
        for file in asked_by(tender).files:
            attach_document(bid, file.key, an_upload(name=f"{file.kind}.pdf"), by=by, now=now)
    return bid


@remembered
def a_submitted_bid(
    tender: Tender, supplier: Organisation, *, now: datetime = IN_TIME, cv: bytes | None = None, **changes: Any
) -> Bid:
    bid = a_draft(tender, supplier, now=now, cv=cv, **changes)
    with clock.at(now):
        version = submit(bid, token=uuid4(), by=bidder_of(supplier))
    assert isinstance(version, BidVersion), version
    bid.refresh_from_db()
    return bid


@remembered
def copies_of(bid: Bid, number: int) -> list[Bid]:
    """The same offer by that many other suppliers, sealed as it was without reading its CV again: for long lists."""
    version = bid.versions.select_related("rules_version").get()
    envelope = vault.read_version(version, by=bidder_of(bid.supplier))
    return [_copy(bid, version, envelope, supplier) for supplier in suppliers(number, first=bid.pk * 1000)]


def _copy(bid: Bid, version: BidVersion, envelope: Envelope, supplier: Organisation) -> Bid:
    by, now = bidder_of(supplier), version.submitted_at
    copy = Bid.objects.create(
        number=new_number(),
        key_id=vault.new_key(),
        tender=bid.tender,
        supplier=supplier,
        started_by=by,
        started_at=bid.started_at,
    )
    content = replace(envelope, bid=copy.number, candidate=f"Kandidaat van {supplier}")
    head = Position(version.head_count, version.head_hash)
    vault.store_version(copy, content, token=uuid4(), rules=version.rules_version, head=head, by=by, now=now)
    return copy


@remembered
def opened(tender: Tender, *, now: datetime = JUST_AFTER) -> Opening:
    opening = open_vault(tender, by=tender.created_by, logged_in_at=now, now=now)
    tender.refresh_from_db()
    return opening


def suppliers(number: int, *, first: int = 1) -> list[Organisation]:
    return [an_organisation(f"Leverancier {place}", "supplier") for place in range(first, first + number)]
