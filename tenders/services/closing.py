"""A later closing by two officers, and bids again after an outage at the closing.

Before the closing it moves as an amendment of the dates. After it only while the bids are sealed, with the record of an
outage that overlaps the closing (`tenders/outages.py`). Where the assignment asks for a second officer, one asks and
another one agrees to exactly that.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotNow
from accounts.models import User
from audit.services import record
from tenders.amending import obstacles, value
from tenders.models import Amendment, ClosingRequest, Outage, Tender
from tenders.outages import OutageReport, problems
from tenders.rulesbook import canonical, digest

from .amending import CannotAmend, Closing, plain_dates, publish_changes
from .drafting import ChangedMeanwhile
from .standing import locked_closed, locked_open


@dataclass(frozen=True)
class Asked:
    """What a request asks: the dates as values of the fields, why, and the outage."""

    closing: Closing
    outage: OutageReport | None


class OutageRefused(Exception):
    """What is wrong with the dates of an outage or with the new closing, by the name of the date."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(problems.values()))
        self.problems = problems


@transaction.atomic
def reopen(tender: Tender, closing: Closing, outage: OutageReport, *, to: Iterable[User], by: User) -> Amendment:
    """Take bids again until the new closing. Raises OutageRefused, CannotAmend; NotNow before the closing, after the
    opening, and where it takes two officers."""
    tender, now = locked_closed(tender)
    if tender.second_officer:
        raise NotNow(_("Two officers decide this: ask another one to agree."))
    return _reopen(tender, closing, outage, to=to, reported_by=by, agreed_by=None, now=now)


@transaction.atomic
def ask_to_move(tender: Tender, closing: Closing, *, outage: OutageReport | None = None, by: User) -> ClosingRequest:
    """Ask another officer to agree; an earlier request is replaced. Raises as moving and reopening do."""
    tender, now = locked_closed(tender) if outage else locked_open(tender)
    if not tender.second_officer:
        raise NotNow(_("This assignment asks for no second officer."))
    _refuse_what_blocks(tender, closing, outage, now)
    content = {"dates": plain_dates(closing), "reason": closing.reason, "outage": outage.plain if outage else None}
    text = canonical(content)
    asked = {"content": text, "sha256": digest(text), "asked_by": by, "asked_at": now}
    request, _is_new = ClosingRequest.objects.update_or_create(tender=tender, defaults=asked)
    _tell("closing.asked", tender, by=by, now=now, sha256=request.sha256)
    return request


@transaction.atomic
def agree(tender: Tender, *, seen: str, to: Iterable[User], by: User) -> Amendment:
    """Move the closing, or take bids again, as was asked. Raises ChangedMeanwhile when it is not what was `seen`;
    NotNow for who asked; and as moving and reopening do: what was asked may have come too late."""
    request = ClosingRequest.objects.filter(tender=tender).first()
    if request is None:
        raise NotNow(_("Nobody asks to move the closing of this assignment."))
    asked = asked_of(request)
    tender, now = locked_closed(tender) if asked.outage else locked_open(tender)
    request = ClosingRequest.objects.filter(tender=tender, sha256=seen).select_related("asked_by").first()
    if request is None:
        raise ChangedMeanwhile
    if request.asked_by_id == by.pk:
        raise NotNow(_("You asked for this yourself. Another officer agrees."))
    asked = asked_of(request)
    request.delete()
    if asked.outage:
        return _reopen(tender, asked.closing, asked.outage, to=to, reported_by=request.asked_by, agreed_by=by, now=now)
    facts = {"asked_by": request.asked_by_id}
    dates = plain_dates(asked.closing)
    return publish_changes(tender, dates, reason=asked.closing.reason, to=to, by=by, now=now, **facts)


@transaction.atomic
def take_back(tender: Tender, *, by: User, now: datetime) -> bool:
    """Any officer may. False where nothing is asked (any more): a colleague may have agreed at the same moment."""
    tender = Tender.objects.select_for_update(of=("self",)).get(pk=tender.pk)
    found, _rows = ClosingRequest.objects.filter(tender=tender).delete()
    if found:
        _tell("closing.taken_back", tender, by=by, now=now)
    return bool(found)


def asked_of(request: ClosingRequest) -> Asked:
    asked = request.asked
    dates = {name: value(name, written) for name, written in asked["dates"].items()}
    outage = OutageReport.read(asked["outage"]) if asked["outage"] else None
    return Asked(Closing(dates, asked["reason"]), outage)


def _reopen(
    tender: Tender,
    closing: Closing,
    outage: OutageReport,
    *,
    to: Iterable[User],
    reported_by: User,
    agreed_by: User | None,
    now: datetime,
) -> Amendment:
    _refuse_outage(tender, closing, outage, now)
    closed_at, by = tender.closes_at, agreed_by or reported_by
    kept = partial(_keep, outage, closed_at=closed_at, reported_by=reported_by, agreed_by=agreed_by)
    dates = plain_dates(closing)
    amendment = publish_changes(
        tender, dates, reason=closing.reason, to=to, by=by, now=now, keep=kept, letter="reopened"
    )
    ClosingRequest.objects.filter(tender=tender).delete()
    told = {name: outage.plain[name] for name in ("began_at", "ended_at")} | {"sha256": outage.sha256}
    asked = {"asked_by": reported_by.pk} if agreed_by else {}
    _tell("closing.reopened", tender, by=by, now=now, amendment=amendment.number, **told, **asked)
    return amendment


def _keep(
    outage: OutageReport, amendment: Amendment, *, closed_at: datetime, reported_by: User, agreed_by: User | None
) -> Outage:
    return Outage.objects.create(
        amendment=amendment,
        began_at=outage.began_at,
        ended_at=outage.ended_at,
        closed_at=closed_at,
        what=outage.what,
        evidence=outage.evidence,
        contact=outage.contact,
        sha256=outage.sha256,
        reported_by=reported_by,
        agreed_by=agreed_by,
    )


def _refuse_what_blocks(tender: Tender, closing: Closing, outage: OutageReport | None, now: datetime) -> None:
    if outage:
        _refuse_outage(tender, closing, outage, now)
    findings = obstacles(tender, plain_dates(closing), now)
    if findings:
        raise CannotAmend(findings)


def _refuse_outage(tender: Tender, closing: Closing, outage: OutageReport, now: datetime) -> None:
    closes_at = closing.dates.get("closes_at", tender.closes_at)
    found = problems(outage, closed_at=tender.closes_at, closes_at=closes_at, now=now)
    if found:
        raise OutageRefused(found)


def _tell(act: str, tender: Tender, *, by: User, now: datetime, **facts: Any) -> None:
    record(act, by=by, about=("tender", tender.number), tender=tender.number, now=now, **facts)
