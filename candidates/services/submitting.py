"""Submit a bid. The moment on the database's clock decides; it is read before any lock: waiting costs nobody a bid."""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from django.db import connection, transaction

from accounts.models import User
from audit import clock
from audit.services import record
from candidates import vault
from candidates.asked import Asked, asked_by
from candidates.content import Draft, Envelope, SealedDocument, Stated, same_name
from candidates.findings import Finding, blocks, cents_of, findings, hours_of
from candidates.models import Bid, BidVersion
from candidates.queries import is_unconfirmed, with_rules
from tenders.models import RulesVersion, Tender
from tenders.procedure import is_closed

from .confirming import draft_again, with_statements


class Why(Enum):
    LATE = "late"  # at the deadline or after it
    NOT_OPEN = "not open"  # the tender takes no bids for another reason
    WITHDRAWN = "withdrawn"
    AMENDED = "amended"  # the rules were amended after the person saw them
    CHANGED = "changed"  # someone changed the draft after it was checked
    INCOMPLETE = "incomplete"


@dataclass(frozen=True)
class Refusal:
    """`at` is the moment of the attempt. The attempt is in the event log."""

    why: Why
    at: datetime
    closes_at: datetime
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
    """Make the draft a sealed version. The same token, or a bid that was submitted already, gives the same receipt;
    one that an amendment asks to confirm is sealed anew, as it was, under the rules of now.

    `checked` is the fingerprint of the draft that the person saw, `rules` the hash of the rules; with None whatever
    they are now is submitted. `anew`: the statements that confirming asks again, by knock-out. Raises Sealed for a
    stranger.
    """
    with _transaction() as now:
        # The opening locks the same row: this ends before it begins, or finds the tender opened.
        tender = Tender.objects.select_for_update().get(pk=bid.tender_id)
        bid = with_rules(Bid.objects.select_for_update(of=("self",))).get(pk=bid.pk)
        again = is_unconfirmed(bid)
        asked = asked_by(tender)
        version = bid.versions.filter(token=token).first()
        if version is None and bid.state != Bid.State.DRAFT and not again:
            version = bid.versions.last()
        if version is not None:
            return version
        draft = draft_again(bid, asked, by=by) if again else vault.read_draft(bid, by=by)
        latest = tender.rules_versions.latest("version")
        seen = {Why.CHANGED: checked in (None, draft.fingerprint), Why.AMENDED: rules in (None, latest.sha256)}
        draft = with_statements(draft, anew or {}) if again else draft
        found = blocks(findings(draft, asked, taken=names_taken(bid, by=by)))
        why = _refused(tender, bid, seen, found, now)
        if why is not None:
            return _refuse(bid, tender, why, found, now=now)
        return _accept(bid, draft, asked, rules=latest, token=token, by=by, now=now)


def names_taken(bid: Bid, *, by: User) -> set[str]:
    """The candidates whom the supplier's other submitted bids on this tender offer."""
    others = Bid.objects.filter(tender=bid.tender_id, supplier=bid.supplier_id, state=Bid.State.SUBMITTED)
    return {same_name(name) for name in vault.names(others.exclude(pk=bid.pk), by=by).values()}


@contextmanager
def _transaction() -> Iterator[datetime]:
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
        Why.LATE: is_closed(tender, now),
        Why.NOT_OPEN: tender.state != Tender.State.PUBLISHED,
        Why.WITHDRAWN: bid.state == Bid.State.WITHDRAWN,
        Why.AMENDED: not seen[Why.AMENDED],
        Why.CHANGED: not seen[Why.CHANGED],
        Why.INCOMPLETE: bool(found),
    }
    return next((why for why, holds in reasons.items() if holds), None)


def _refuse(bid: Bid, tender: Tender, why: Why, found: list[Finding], *, now: datetime) -> Refusal:
    record("bid.refused", by=None, about=("bid", bid.number), tender=tender.number, now=now, why=why.value)
    return Refusal(why, now, tender.closes_at, tuple(found))


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
    return vault.store_version(bid, envelope, token=token, rules=rules, head=event.position, by=by, now=now)


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
        documents=tuple(SealedDocument(file.kind, file.name, draft.documents[file.key]) for file in asked.files),
        career=answers.career,
        evidence=answers.evidence,
        salt=secrets.token_hex(16),
    )


def _statements(typed: dict[int, Stated], asked: Asked) -> dict[int, Stated]:
    return {knock_out.number: typed[knock_out.number] for knock_out in asked.knock_outs}
