"""Publishing: the moment from which the rules of a tender no longer change."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotNow
from accounts.models import User
from audit.services import record
from tenders import procedure
from tenders.models import PublicationRequest, RulesVersion, Tender
from tenders.publishing import Finding, open_findings
from tenders.rulesbook import canonical, digest, rules_of

from .drafting import locked_draft
from .telling import tell_at_publication


class CannotPublish(Exception):
    """What has to be put right or overruled first."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("; ".join(str(finding.text) for finding in findings))
        self.findings = findings


@transaction.atomic
def publish(tender: Tender, *, by: User, now: datetime, seen: str = "") -> RulesVersion:
    """Freeze the rules and open the tender for bids. `seen`: the hash of the rules that this person looked at.

    Raises CannotPublish; NotNow if it is no draft any more, if the rules are others than those seen, or without the
    second officer that the tender asks for.
    """
    draft = locked_draft(tender)
    _refuse_what_blocks(draft, now)
    rules = canonical(rules_of(draft))
    sha256 = digest(rules)
    if seen and seen != sha256:
        raise NotNow(_changed())
    asked = _asked_by_another(draft, sha256, by=by, seen=seen) if draft.second_officer else {}
    procedure.move(tender, "publish")
    version = RulesVersion.objects.create(
        tender=tender, version=1, rules=rules, sha256=sha256, published_at=now, published_by=by
    )
    about = ("tender", tender.number)
    tell_at_publication(draft, now=now)
    record("tender.published", by=by, about=about, tender=tender.number, now=now, version=1, sha256=sha256, **asked)
    return version


@transaction.atomic
def ask_second_officer(tender: Tender, *, by: User, now: datetime, seen: str) -> PublicationRequest:
    """Ask another officer to publish the rules as they are now. Raises as `publish` does."""
    draft = locked_draft(tender)
    if not draft.second_officer:
        raise NotNow(_("This assignment asks for no second officer."))
    _refuse_what_blocks(draft, now)
    sha256 = digest(canonical(rules_of(draft)))
    if seen != sha256:
        raise NotNow(_changed())
    standing = standing_request(draft, sha256)
    if standing is not None and standing.asked_by_id == by.pk:  # a second click
        return standing
    content = {"sha256": sha256, "asked_by": by, "asked_at": now}
    request, _is_new = PublicationRequest.objects.update_or_create(tender=draft, defaults=content)
    record("publication.asked", by=by, about=("tender", draft.number), tender=draft.number, now=now, sha256=sha256)
    return request


def standing_request(tender: Tender, sha256: str) -> PublicationRequest | None:
    """What was asked, as long as the draft still is what was asked about."""
    return PublicationRequest.objects.filter(tender=tender, sha256=sha256).select_related("asked_by").first()


def _refuse_what_blocks(draft: Tender, now: datetime) -> None:
    findings = open_findings(draft, now)
    if findings:
        raise CannotPublish(findings)


def _asked_by_another(draft: Tender, sha256: str, *, by: User, seen: str) -> dict[str, Any]:
    request = standing_request(draft, sha256)
    if request is None:
        raise NotNow(_("Nobody has asked for the publication of this draft as it is now."))
    if request.asked_by_id == by.pk:
        raise NotNow(_("You asked for this publication. Another officer confirms it."))
    if not seen:
        raise NotNow(_changed())
    return {"asked_by": request.asked_by_id}


def _changed() -> str:
    return _("The draft was changed after you looked at it. Look at it again.")
