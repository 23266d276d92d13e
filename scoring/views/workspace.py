"""The officer's overview of one assignment: in a draft what is still to be written, later what waits."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from accounts import access
from accounts.templatetags.weegschaal import moment
from audit import clock
from audit.clock import AMSTERDAM
from candidates.informing import number_of_objections
from candidates.queries import last_consent, unconfirmed
from scoring.queries.progress import phase
from scoring.queries.spine import spine_of
from scoring.rules import tender_for
from tenders.models import AmendmentDraft, Assignment, ClosingRequest, Tender
from tenders.publishing import open_findings
from tenders.tasks import section_tasks

# What comes next in each phase after publication: a sentence, and where it is done ("" when nobody has to act).
NEXT: dict[str, tuple[Any, Any, str]] = {
    "published": (_("Suppliers can bid. Until the closing nobody but the supplier sees any of it."), "", ""),
    "closed": (_("The assignment is closed. The bids are still sealed."), _("Open the bids"), "vault_open"),
    "opened": (_("The bids are being assessed."), _("Follow the assessment"), "progress"),
    "scored": (
        _("The points are final. The shortlist has not been released yet."),
        _("See the ranking"),
        "ranking",
    ),
    "released": (
        _("The client can see the shortlist. The suppliers have not heard anything yet."),
        _("Make the results known"),
        "results",
    ),
    "known": (_("The suppliers have heard their results."), _("See the letters"), "results"),
    "concluded": (_("The procedure has ended."), _("See the ranking"), "ranking"),
    "cancelled": (_("The assignment has been withdrawn."), "", ""),
    "closed_without_award": (_("The assignment was closed without an award."), "", ""),
}

# After the opening, until the suppliers hear their results.
UNKNOWN = {"opened", "scored", "released"}


@require_GET
def tender_manage(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    tender = tender_for(request.user, number, "tender.manage", now=now)
    stands = phase(tender, now)
    context = {
        "tender": tender,
        "organisation": tender.client,
        "phase": stands,
        "people": _people(tender),
        "spine": spine_of(tender, now),
    }
    return render(request, "scoring/workspace.html", context | PARTS.get(stands, _what_waits)(tender, stands, now))


def _draft(tender: Tender, stands: str, now: datetime) -> dict[str, Any]:
    findings = open_findings(tender, now)
    return {"findings": findings, "tasks": section_tasks(tender, findings, now)}


def _what_waits(tender: Tender, stands: str, now: datetime) -> dict[str, Any]:
    sentence, action, address = NEXT[stands]
    begun = _begun_by_another(tender, stands, now)
    return {
        "waits": {"text": begun or sentence, "action": action, "address": address},
        "questions": {
            "waiting": tender.asked_questions.waiting().count(),
            "unconfirmed": unconfirmed(tender).count(),
            "closing_asked": _closing_is_asked(tender, stands),
            "drafting": AmendmentDraft.objects.filter(tender=tender).exists(),
        },
        "objections": number_of_objections(tender),
        "is_opened": stands in access.OPENED | access.SCORED | access.RELEASED,
        "ranking_is_there": stands in access.RELEASED,
        "may_tell": access.ask("progress.tell", {"officer"}, stands) is access.Outcome.YES,
        "promised": _promised(tender, stands, now),
        "rules_version": tender.rules_versions.last(),
    }


def _begun_by_another(tender: Tender, stands: str, now: datetime) -> str:
    """Of two officers the second has ten minutes: the overview must not look as before."""
    consent = last_consent(tender) if stands == "closed" else None
    if consent is None or not consent.stands(now):
        return ""
    return _("%(officer)s began the opening. Another officer opens the bids before %(moment)s.") % {
        "officer": consent.officer.name,
        "moment": moment(consent.until),
    }


def _promised(tender: Tender, stands: str, now: datetime) -> str:
    """The posting's own sentence about news after the interviews, while those have been and nobody wrote since."""
    held = tender.interviews_on
    if held is None or held >= now.astimezone(AMSTERDAM).date() or stands not in UNKNOWN:
        return ""
    return "" if tender.progress_messages.filter(sent_at__date__gte=held).exists() else tender.progress_note


def _closing_is_asked(tender: Tender, stands: str) -> bool:
    """What was asked before the closing and not agreed to has come too late."""
    asked = ClosingRequest.objects.filter(tender=tender).first() if stands in ("published", "closed") else None
    return asked is not None and bool(asked.asked["outage"]) is (stands == "closed")


# phase: what the overview shows of it besides people and spine
PARTS: dict[str, Callable[[Tender, str, datetime], dict[str, Any]]] = {"draft": _draft}


def _people(tender: Tender) -> list[dict[str, Any]]:
    assigned = list(tender.assignments.select_related("user").order_by("user__name"))
    return [
        {"label": role.label, "names": [each.user.name for each in assigned if each.role == role]}
        for role in (Assignment.Role.OFFICER, Assignment.Role.ASSESSOR, Assignment.Role.REVIEWER)
    ]
