"""Publishing: the moment from which the rules of a tender no longer change."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.services import record
from tenders import procedure
from tenders.models import RulesVersion, Tender
from tenders.publishing import Finding, obstacles
from tenders.rulesbook import canonical, digest, rules_of

from .drafting import locked_draft
from .telling import tell_at_publication


class CannotPublish(Exception):
    """What has to be put right first."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("; ".join(str(finding.text) for finding in findings))
        self.findings = findings


@transaction.atomic
def publish(tender: Tender, *, by: User, now: datetime) -> RulesVersion:
    """Freeze the rules and open the tender for bids. Raises CannotPublish; NotNow if it is no draft any more."""
    draft = locked_draft(tender)
    findings = obstacles(draft, now)
    if findings:
        raise CannotPublish(findings)
    rules = canonical(rules_of(draft))
    procedure.move(tender, "publish")
    version = RulesVersion.objects.create(
        tender=tender, version=1, rules=rules, sha256=digest(rules), published_at=now, published_by=by
    )
    about = ("tender", tender.number)
    tell_at_publication(draft, now=now)
    record("tender.published", by=by, about=about, tender=tender.number, now=now, version=1, sha256=version.sha256)
    return version
