"""Opening the bids: the act of an officer that begins the assessment."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from audit import clock
from candidates.queries import number_submitted, unconfirmed
from candidates.vault import Damaged
from scoring.queries.spine import spine_of
from scoring.rules import tender_for
from scoring.services.opening import open_bids, report_damage
from tenders.models import Assignment, Tender


@require_http_methods(["GET", "HEAD", "POST"])
def vault_open(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    tender = tender_for(request.user, number, "vault.open", now=now)
    if request.method != "POST":
        return render(request, "scoring/vault_open.html", _context(tender, now))
    try:
        open_bids(tender, by=request.user, now=now)
    except Damaged as damaged:
        report_damage(tender, damaged.bid_number, by=request.user, now=now)
        context = {"tender": tender, "organisation": tender.client, "bid_number": damaged.bid_number}
        return render(request, "scoring/vault_damaged.html", context, status=409)
    messages.success(request, _("The bids are open; the assessment has begun."))
    return redirect("opening", number)


def _context(tender: Tender, now: datetime) -> dict[str, object]:
    """Before the opening nothing of the bids but their number."""
    return {
        "tender": tender,
        "organisation": tender.client,
        "bids": number_submitted(tender),
        "unconfirmed": unconfirmed(tender).count(),
        "assessors": list(tender.assignments.filter(role=Assignment.Role.ASSESSOR).select_related("user")),
        "spine": spine_of(tender, now),
    }
