"""Submit a bid. The moment on the database's clock decides; it is read before any lock: waiting costs nobody a bid."""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from accounts.models import User
from audit import clock
from audit.chain import Position
from audit.services import record
from candidates import vault
from candidates.asked import Asked, asked_by
from candidates.content import Draft, Envelope, SealedDocument, Stated, same_name, sentence_hash
from candidates.findings import Finding, blocks, cents_of, findings, hours_of
from candidates.models import Bid, BidVersion
from candidates.queries import is_unconfirmed, with_rules
from candidates.rewording import as_asked_now, with_statements
from tenders.models import RulesVersion, Tender
from tenders.procedure import is_closed

from .confirming import draft_again
from .receipts import mail_receipt


class Why(Enum):
    LATE = "late"  # at the deadline or after it
    NOT_OPEN = "not open"  # the tender takes no bids for another reason
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"  # a colleague threw the draft away at the same moment
    AMENDED = "amended"  # the rules were amended after the person saw them
    CHANGED = "changed"  # someone changed the draft after it was checked
    FULL = "full"  # the supplier has as many submitted bids as the tender allows
    INCOMPLETE = "incomplete"


@dataclass(frozen=True)
class Refusal:
    """`at` is the moment of the attempt, `logged` its place in the event log."""

    why: Why
    at: datetime
    closes_at: datetime
    logged: Position
    findings: tuple[Finding, ...] = ()


def submit(
    bid: Bid,
    *,
    token: UUID,
    by: User,
    checked: str | None = None,
    rules: str | None = None,
    anew: Mapping[int, Stated] | None = None,
) -> BidVersion | Refusal:
    """Make the draft a sealed version: the first one, or the one that replaces what was submitted. The same token, or a
    submitted bid of which no replacement is being written, gives the receipt that is there; one that an amendment asks
    to confirm is sealed anew, as it was, under the rules of now.

    `checked` is the fingerprint of the draft that the person saw, `rules` the hash of the rules; with None whatever
    they are now is submitted. `anew`: the statements that confirming asks again, by knock-out. Raises Sealed for a
    stranger.
    """
    with at_its_moment() as now:
        # The opening locks the same row: this ends before it begins, or finds the tender opened.
        tender = Tender.objects.select_for_update().get(pk=bid.tender_id)
        locked = with_rules(Bid.objects.select_for_update(of=("self",))).filter(pk=bid.pk).first()
        if locked is None:
            return _refuse(bid, tender, Why.DISCARDED, [], now=now)
        bid = locked
        again = is_unconfirmed(bid) and not bid.is_editable
        asked = asked_by(tender)
        version = bid.versions.filter(token=token).first()
        if version is None and bid.state == Bid.State.SUBMITTED and not bid.is_editable and not again:
            version = bid.versions.last()
        if version is not None:
            return version
        draft = draft_again(bid, asked, by=by) if again else as_asked_now(vault.read_draft(bid, by=by), asked)
        latest = tender.rules_versions.latest("version")
        seen = {Why.CHANGED: checked in (None, draft.fingerprint), Why.AMENDED: rules in (None, latest.sha256)}
        draft = with_statements(draft, anew or {}) if again else draft
        found = blocks(findings(draft, asked, taken=names_taken(bid, by=by)))
        why = _refused(tender, bid, seen, found, now)
        if why is not None:
            return _refuse(bid, tender, why, found, now=now)
        return _accept(bid, draft, asked, rules=latest, token=token, by=by, now=now)


def names_taken(bid: Bid, *, by: User) -> set[str]:
    """The candidates whom the supplier's other submitted bids on this tender offer; this bid's own one too, when that
    person's e-mail address stands in one of them under another name.

    `submit` asks it while it holds the tender's row: of two bids with one candidate that come at once, one is refused.
    """
    others = vault.people_submitted(_others(bid), by=by)
    names = {same_name(person.name) for person in others}
    emails = {same_name(person.email) for person in others} - {""}
    own = vault.person_in(bid, by=by) if emails else None
    return names | ({same_name(own.name)} if own and same_name(own.email) in emails else set())


def _others(bid: Bid) -> QuerySet[Bid]:
    submitted = Bid.objects.filter(tender=bid.tender_id, supplier=bid.supplier_id, state=Bid.State.SUBMITTED)
    return submitted.exclude(pk=bid.pk)


@contextmanager
def at_its_moment() -> Iterator[datetime]:
    """A transaction and the moment at which it was asked for.

    On PostgreSQL the clock is its first statement. On SQLite BEGIN IMMEDIATE itself waits for the one lock, so there
    the host's clock is read just before it.
    """
    before = clock.now() if connection.vendor == "sqlite" else None
    with transaction.atomic():
        yield before or clock.now()


def _refused(tender: Tender, bid: Bid, seen: Mapping[Why, bool], found: list[Finding], now: datetime) -> Why | None:
    """`seen`: whether the draft and the rules still are those that the person saw."""
    reasons = {
        Why.WITHDRAWN: bid.state == Bid.State.WITHDRAWN,
        Why.LATE: is_closed(tender, now),
        Why.NOT_OPEN: tender.state != Tender.State.PUBLISHED,
        Why.FULL: _others(bid).count() >= tender.bids_per_supplier,
        Why.AMENDED: not seen[Why.AMENDED],
        Why.CHANGED: not seen[Why.CHANGED],
        Why.INCOMPLETE: bool(found),
    }
    return next((why for why, holds in reasons.items() if holds), None)


def _refuse(bid: Bid, tender: Tender, why: Why, found: list[Finding], *, now: datetime) -> Refusal:
    event = record("bid.refused", by=None, about=("bid", bid.number), tender=tender.number, now=now, why=why.value)
    return Refusal(why, now, tender.closes_at, event.position, tuple(found))


def _accept(
    bid: Bid, draft: Draft, asked: Asked, *, rules: RulesVersion, token: UUID, by: User, now: datetime
) -> BidVersion:
    envelope = _sealed(draft, asked, bid=bid, rules=rules)
    event = record(
        "bid.submitted",
        by=None,
        about=("bid", bid.number),
        tender=asked.tender.number,
        now=now,
        sha256=envelope.sha256,
    )
    version = vault.store_version(bid, envelope, token=token, rules=rules, head=event.position, by=by, now=now)
    Bid.objects.filter(pk=bid.pk, reopened_at__isnull=False).update(reopened_at=None)
    mail_receipt(version, envelope, asked.tender)
    return version


def _sealed(draft: Draft, asked: Asked, *, bid: Bid, rules: RulesVersion) -> Envelope:
    answers = draft.answers
    assert draft.cv is not None  # noqa: S101 - `findings` asks for it
    return Envelope(
        bid=bid.number,
        tender=asked.tender.number,
        rules_sha256=rules.sha256,
        candidate=answers.candidate,
        candidate_email=answers.candidate_email,
        hourly_rate_cents=cents_of(answers.hourly_rate),
        hours_per_week=hours_of(answers.hours_per_week),
        available_from=answers.available_from,
        motivation=answers.motivation,
        statements=_statements(answers.statements, asked),
        cv=draft.cv,
        documents=_sealed_documents(draft, asked),
        career=answers.career,
        evidence=answers.evidence,
        salt=secrets.token_hex(16),
    )


def _statements(typed: dict[int, Stated], asked: Asked) -> dict[int, Stated]:
    """Each with the hash of the sentence that it says yes or no to."""
    return {each.number: replace(typed[each.number], sentence=sentence_hash(each.text)) for each in asked.knock_outs}


def _sealed_documents(draft: Draft, asked: Asked) -> tuple[SealedDocument, ...]:
    issued = draft.answers.issued
    return tuple(
        SealedDocument(file.kind, file.name, draft.documents[file.key], issued.get(file.key, "") if file.months else "")
        for file in asked.files
    )
