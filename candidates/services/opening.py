"""Open the vault of a tender: once, after the deadline, by one officer or two. What was submitted becomes typed rows.

Each officer has logged in again at most ten minutes before. Of two, the first one begins (`begin_opening`) and another
one opens within ten minutes.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotNow
from accounts.again import is_recent
from accounts.models import User
from accounts.templatetags.weegschaal import moment_ms
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
    OpeningConsent,
    ProgramCheck,
    Statement,
)
from candidates.program_checks import CHECKS
from candidates.proofs import root_over
from candidates.queries import last_consent, unconfirmed
from candidates.services.informing import inform
from candidates.services.stating import jobs_of, passages_of
from tenders.models import Assignment, KnockOut, Outage, Tender
from tenders.procedure import is_closed, move

Found = tuple[Bid, BidVersion, Envelope]


@transaction.atomic
def begin_opening(tender: Tender, *, by: User, logged_in_at: datetime | None, now: datetime) -> OpeningConsent:
    """The first of two officers consents. Raises NotNow, also while an earlier consent still stands."""
    tender = _closed_and_locked(tender, now)
    logged_in_at = _recent(logged_in_at, now)
    if tender.opening_officers == Tender.Openers.ONE:
        raise NotNow(_("One officer opens the bids of this assignment: no second one is needed."))
    standing = last_consent(tender)
    if standing and standing.stands(now):
        raise NotNow(_already_begun(standing, by))
    consent = OpeningConsent.objects.create(tender=tender, officer=by, at=now, logged_in_at=logged_in_at)
    record("opening.begun", by=by, about=("tender", tender.number), tender=tender.number, now=now)
    return consent


def open_vault(tender: Tender, *, by: User, logged_in_at: datetime | None, now: datetime) -> Opening:
    """`logged_in_at`: when this person last logged in again. Raises NotNow before the deadline, after the opening,
    without a recent login, and where the tender wants a first officer who began and isn't this one; vault.Damaged when
    an envelope was tampered with, and then nothing is opened."""
    with transaction.atomic():
        tender = _closed_and_locked(tender, now)
        logged_in_at = _recent(logged_in_at, now)
        first = _first_officer(tender, by, now) if tender.opening_officers == Tender.Openers.TWO else None
        move(tender, "open")
        left = list(unconfirmed(tender))
        found = vault.unseal(tender, unconfirmed=left)
        _make_rows(tender, found)
        inform(tender, by=by, now=now)
        consents = [_consent(first.officer_id, first.at, first.logged_in_at)] if first else []
        consents.append(_consent(by.pk, now, logged_in_at))
        content = _record(tender, found, left, consents, now)
        opening = _opening(tender, content, by=by, now=now)
        hashes = {"sha256": opening.sha256, "merkle_root": opening.merkle_root}
        facts = {"bids": content["bids"], "officers": [consent["officer"] for consent in consents]}
        record("vault.opened", by=by, about=("tender", tender.number), tender=tender.number, now=now, **facts, **hashes)
    return opening


def why_not_now(tender: Tender, now: datetime) -> str:
    """Why nobody opens these bids at this moment, whoever asks; "" when somebody can."""
    opening = Opening.objects.filter(tender=tender).first()
    if opening:
        return _("The bids were opened on %(moment)s. That is done once.") % {"moment": moment_ms(opening.opened_at)}
    if not is_closed(tender, now):
        return _("The bids can be opened after the assignment has closed.")
    return ""


# Who opens -----------------------------------------------------------------------------------------------------------
def _closed_and_locked(tender: Tender, now: datetime) -> Tender:
    tender = Tender.objects.select_for_update().get(pk=tender.pk)
    reason = why_not_now(tender, now)
    if reason or tender.state != Tender.State.PUBLISHED:
        raise NotNow(reason)
    return tender


def _recent(logged_in_at: datetime | None, now: datetime) -> datetime:
    if logged_in_at is None or not is_recent(logged_in_at, now):
        raise NotNow(_("Log in again first: that must have been at most ten minutes ago."))
    return logged_in_at


def _first_officer(tender: Tender, by: User, now: datetime) -> OpeningConsent:
    """The consent on which this second officer opens. Raises NotNow."""
    consent = last_consent(tender)
    if consent is None or consent.at > now:
        raise NotNow(_("Two officers open these bids. One begins, another one opens within ten minutes."))
    if not consent.stands(now):
        over = moment_ms(consent.until)
        raise NotNow(_("The ten minutes were over on %(moment)s. Begin the opening again.") % {"moment": over})
    if consent.officer_id == by.pk:
        raise NotNow(_("You began this opening yourself. Another officer opens the bids."))
    if not tender.assignments.filter(role=Assignment.Role.OFFICER, user=consent.officer_id).exists():
        raise NotNow(_("Who began this opening is no officer of the assignment any more. Begin it again."))
    return consent


def _already_begun(standing: OpeningConsent, by: User) -> str:
    if standing.officer_id == by.pk:
        text = _("You have begun the opening already. Another officer opens the bids before %(moment)s.")
    else:
        text = _("Another officer has begun the opening already: you can open the bids before %(moment)s.")
    return text % {"moment": moment_ms(standing.until)}


# The record ----------------------------------------------------------------------------------------------------------
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


def _record(
    tender: Tender, found: Sequence[Found], left: Sequence[Bid], consents: Sequence[Mapping[str, Any]], now: datetime
) -> dict[str, Any]:
    """The opening as it was found (docs/opening.md); it holds random numbers and hashes, no names.

    `left`: bids that an amendment asked to confirm and nobody confirmed; they stay sealed.
    """
    rules = tender.rules_versions.latest("version")
    return {
        "format": 2,
        "tender": tender.number,
        "rules_version": rules.version,
        "rules_sha256": rules.sha256,
        "closed_at": stamp(tender.closes_at),
        "opened_at": stamp(now),
        "log_head": str(head()),
        "consents": list(consents),
        "refused_attempts": _refused(tender),
        "outages": _outages(tender),
        "bids": [_receipt(bid, version) for bid, version, _envelope in found],
        "unconfirmed": [_receipt(bid, bid.versions.latest("sequence")) for bid in left],
    }


def _receipt(bid: Bid, version: BidVersion) -> dict[str, str]:
    return {"bid": bid.number, "submitted_at": stamp(version.submitted_at), "sha256": version.sha256}


def _consent(officer: int, at: datetime, logged_in_at: datetime) -> dict[str, Any]:
    return {"officer": officer, "at": stamp(at), "logged_in_at": stamp(logged_in_at)}


def _refused(tender: Tender) -> list[dict[str, str]]:
    """Every attempt to submit that was refused, in the order of the log."""
    refused = Event.objects.of_tender(tender.number).filter(act="bid.refused").order_by("sequence")
    return [
        {"at": stamp(event.at), "bid": event.object_id, "why": str(event.details.get("why", ""))} for event in refused
    ]


def _outages(tender: Tender) -> list[dict[str, Any]]:
    return [
        {
            "amendment": outage.amendment.number,
            "began_at": stamp(outage.began_at),
            "ended_at": stamp(outage.ended_at),
            "closed_at": stamp(outage.closed_at),
            "sha256": outage.sha256,
        }
        for outage in Outage.objects.filter(amendment__tender=tender).select_related("amendment")
    ]


# The rows ------------------------------------------------------------------------------------------------------------
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
        cv_sha256=envelope.cv.sha256,
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
