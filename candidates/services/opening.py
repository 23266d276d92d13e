"""Open the vault of a tender: once, after the deadline, by a person. What was submitted becomes typed rows."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotNow
from accounts.models import User
from audit.chain import canonical, stamp
from audit.models import Event
from audit.services import head, record
from candidates import vault
from candidates.content import Envelope
from candidates.models import (
    Bid,
    BidVersion,
    Candidate,
    Offer,
    OfferedDocument,
    OfferedJob,
    OfferedPassage,
    Opening,
    ProgramCheck,
    Statement,
)
from candidates.program_checks import CHECKS
from candidates.proofs import root_over
from candidates.queries import unconfirmed
from candidates.services.informing import inform
from candidates.services.stating import jobs_of, passages_of
from tenders.models import KnockOut, Tender
from tenders.procedure import is_closed, move

Found = tuple[Bid, BidVersion, Envelope]


def open_vault(tender: Tender, *, by: User, now: datetime) -> Opening:
    """Raises NotNow before the deadline and for the second of two who open; vault.Damaged when an envelope was
    tampered with, and then nothing is opened."""
    with transaction.atomic():
        tender = Tender.objects.select_for_update().get(pk=tender.pk)
        if not is_closed(tender, now):
            raise NotNow(_("The bids can be opened after the assignment has closed."))
        move(tender, "open")
        left = list(unconfirmed(tender))
        found = vault.unseal(tender, unconfirmed=left)
        _make_rows(tender, found)
        inform(tender, by=by, now=now)
        content = _record(tender, found, left, now)
        opening = _opening(tender, content, by=by, now=now)
        hashes = {"sha256": opening.sha256, "merkle_root": opening.merkle_root}
        about, receipts = ("tender", tender.number), content["bids"]
        record("vault.opened", by=by, about=about, tender=tender.number, now=now, bids=receipts, **hashes)
    return opening


def _opening(tender: Tender, content: Mapping[str, Any], *, by: User, now: datetime) -> Opening:
    text = canonical(content)
    return Opening.objects.create(
        tender=tender,
        opened_at=now,
        opened_by=by,
        record=text,
        sha256=sha256(text.encode()).hexdigest(),
        merkle_root=root_over(content["bids"]),
    )


def _record(tender: Tender, found: Sequence[Found], left: Sequence[Bid], now: datetime) -> dict[str, Any]:
    """The list of receipts as the opening found it, by number; it holds random numbers and hashes, no names.
    `left`: bids that an amendment asked to confirm and nobody confirmed; they stay sealed."""
    refused = Event.objects.of_tender(tender.number).filter(act="bid.refused").count()
    return {
        "format": 1,
        "tender": tender.number,
        "rules_sha256": tender.rules_versions.latest("version").sha256,
        "closed_at": stamp(tender.closes_at),
        "opened_at": stamp(now),
        "log_head": str(head()),
        "refused_attempts": refused,
        "bids": [
            {"bid": bid.number, "submitted_at": stamp(version.submitted_at), "sha256": version.sha256}
            for bid, version, _envelope in found
        ],
        "unconfirmed": [
            {"bid": bid.number, "submitted_at": stamp(version.submitted_at), "sha256": version.sha256}
            for bid in left
            for version in [bid.versions.latest("sequence")]
        ],
    }


def _make_rows(tender: Tender, found: Sequence[Found]) -> None:
    """A handful of inserts, however many bids there are."""
    candidates = [
        Candidate(supplier=bid.supplier, name=envelope.candidate, email=envelope.candidate_email)
        for bid, _version, envelope in found
    ]
    Candidate.objects.bulk_create(candidates)
    offers = [_offer(one, candidate) for one, candidate in zip(found, candidates, strict=True)]
    Offer.objects.bulk_create(offers)
    opened = [(offer, envelope) for offer, (_bid, _version, envelope) in zip(offers, found, strict=True)]
    knock_outs = {knock_out.number: knock_out for knock_out in tender.knock_outs.all()}
    vault.lock_rates({offer: envelope.hourly_rate_cents for offer, envelope in opened})
    Statement.objects.bulk_create(row for one in opened for row in _statements(*one, knock_outs))
    OfferedDocument.objects.bulk_create(row for one in opened for row in _documents(*one))
    ProgramCheck.objects.bulk_create(row for one in opened for row in _checks(*one, tender, knock_outs))
    criteria = {criterion.number: criterion for criterion in tender.criteria.all()}
    OfferedJob.objects.bulk_create(row for one in opened for row in jobs_of(*one))
    OfferedPassage.objects.bulk_create(row for one in opened for row in passages_of(*one, knock_outs, criteria))


def _offer(found: Found, candidate: Candidate) -> Offer:
    bid, version, envelope = found
    return Offer(
        bid=bid,
        version=version,
        candidate=candidate,
        hours_per_week=envelope.hours_per_week,
        available_from=envelope.available_from,
        motivation=envelope.motivation,
        cv_id=UUID(envelope.cv.id),
        cv_pages=envelope.cv.pages,
        cv_has_text=envelope.cv.has_text,
    )


def _statements(offer: Offer, envelope: Envelope, knock_outs: Mapping[int, KnockOut]) -> list[Statement]:
    return [
        Statement(offer=offer, knock_out=knock_outs[number], holds=bool(stated.holds), remark=stated.remark)
        for number, stated in envelope.statements.items()
    ]


def _documents(offer: Offer, envelope: Envelope) -> list[OfferedDocument]:
    return [
        OfferedDocument(offer=offer, kind=document.kind, name=document.name, file_id=UUID(document.file.id))
        for document in envelope.documents
    ]


def _checks(offer: Offer, envelope: Envelope, tender: Tender, knock_outs: Mapping[int, KnockOut]) -> list[ProgramCheck]:
    return [
        ProgramCheck(offer=offer, knock_out=knock_out, met=CHECKS[knock_out.kind](knock_out, tender, envelope))
        for knock_out in knock_outs.values()
        if knock_out.kind in CHECKS
    ]
