"""Letting a warning of the check stand, with a reason that is kept."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotNow
from accounts.models import User
from audit.services import record
from tenders.models import FindingOverruled, Tender
from tenders.publishing import Finding, findings

from .drafting import locked_draft

LEAST = 10  # characters: shorter than this says nothing to who reads it later


@transaction.atomic
def overrule(tender: Tender, reasons: Mapping[str, str], *, by: User, now: datetime) -> list[FindingOverruled]:
    """`reasons` by the fingerprint of a warning; one that was overruled already keeps its first reason.

    Raises NotNow for a fingerprint that the draft has no longer, and after publication.
    """
    tender = locked_draft(tender)
    standing = {each.fingerprint: each for each in findings(tender, now) if each.can_be_overruled}
    if not reasons.keys() <= standing.keys():
        raise NotNow(_("The draft was changed, and with it what the check finds. Look at it again."))
    open_ones = {mark: standing[mark] for mark in reasons if standing[mark].is_open}
    return [_overruled(tender, each, reasons[mark], by=by, now=now) for mark, each in open_ones.items()]


@transaction.atomic
def restore(tender: Tender, fingerprint: str, *, by: User, now: datetime) -> None:
    """The finding counts again; without it nothing happens. Raises NotNow after publication: then it is kept."""
    tender = locked_draft(tender)
    overruled = tender.overruled_findings.filter(fingerprint=fingerprint).first()
    if overruled is not None:
        overruled.delete()
        _tell("finding.restored", tender, overruled, by=by, now=now)


def _overruled(tender: Tender, finding: Finding, reason: str, *, by: User, now: datetime) -> FindingOverruled:
    assert finding.checked is not None  # noqa: S101 — every warning comes from the check
    overruled = FindingOverruled.objects.create(
        tender=tender,
        code=finding.code,
        field=finding.checked.field,
        values=dict(finding.checked.values),
        fingerprint=finding.fingerprint,
        reason=reason,
        overruled_at=now,
        overruled_by=by,
    )
    _tell("finding.overruled", tender, overruled, by=by, now=now)
    return overruled


def _tell(act: str, tender: Tender, overruled: FindingOverruled, *, by: User, now: datetime) -> None:
    what = {"code": overruled.code, "field": overruled.field, "fingerprint": overruled.fingerprint}
    record(act, by=by, about=("tender", tender.number), tender=tender.number, now=now, **what)
