"""Opening the bids: the act of an officer, or of two, that begins the assessment."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import NotNow
from accounts.again import is_recent, logged_in_again_at, page_to_log_in_again
from audit import clock
from candidates.models import Opening
from candidates.queries import last_consent, number_submitted, unconfirmed
from candidates.services import begin_opening
from candidates.services.opening import why_not_now
from candidates.vault import Damaged
from scoring.queries.spine import spine_of
from scoring.rules import tender_for
from scoring.services.opening import open_bids, report_damage
from tenders.models import Assignment, Tender


@require_http_methods(["GET", "HEAD", "POST"])
def vault_open(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    tender = _tender(request, number, now)
    if request.method != "POST":
        return render(request, "scoring/vault_open.html", _context(request, tender, now))
    logged_in_at = logged_in_again_at(request)
    if not is_recent(logged_in_at, now):
        return redirect(page_to_log_in_again(request.path))
    try:
        open_bids(tender, by=request.user, logged_in_at=logged_in_at, now=now)
    except Damaged as damaged:
        report_damage(tender, damaged.bid_number, by=request.user, now=now)
        context = {"tender": tender, "organisation": tender.client, "bid_number": damaged.bid_number}
        return render(request, "scoring/vault_damaged.html", context, status=409)
    messages.success(request, _("The bids are open; the assessment has begun."))
    return redirect("opening", number)


@require_POST
def vault_begin(request: HttpRequest, number: str) -> HttpResponse:
    """The first of two officers, also when the ten minutes of an earlier beginning are over."""
    now = clock.now()
    tender = _tender(request, number, now)
    logged_in_at = logged_in_again_at(request)
    if not is_recent(logged_in_at, now):
        return redirect(page_to_log_in_again(reverse("vault_open", args=[number])))
    begin_opening(tender, by=request.user, logged_in_at=logged_in_at, now=now)
    messages.success(request, _("The opening has begun. Another officer has ten minutes to open the bids."))
    return redirect("vault_open", number)


def _tender(request: HttpRequest, number: str, now: datetime) -> Tender:
    """As the table says, with the reason why it is not now."""
    try:
        return tender_for(request.user, number, "vault.open", now=now)
    except NotNow as refusal:
        tender = Tender.objects.get(number=number)
        raise NotNow(why_not_now(tender, now), _record_of(tender)) from refusal


def _record_of(tender: Tender) -> tuple[str, str] | None:
    """The first of two officers hears from this page that the other one has opened."""
    is_opened = Opening.objects.filter(tender=tender).exists()
    return (reverse("opening", args=[tender.number]), _("Record of the opening")) if is_opened else None


def _context(request: HttpRequest, tender: Tender, now: datetime) -> dict[str, object]:
    """Before the opening nothing of the bids but their number."""
    return {
        "tender": tender,
        "organisation": tender.client,
        "bids": number_submitted(tender),
        "unconfirmed": unconfirmed(tender).count(),
        "assessors": list(tender.assignments.filter(role=Assignment.Role.ASSESSOR).select_related("user")),
        "spine": spine_of(tender, now),
        "log_in": "" if is_recent(logged_in_again_at(request), now) else page_to_log_in_again(request.path),
        **_together(request, tender, now),
    }


def _together(request: HttpRequest, tender: Tender, now: datetime) -> dict[str, object]:
    """Where two officers open: who began, whether that still stands, and what this officer can do now."""
    if tender.opening_officers == Tender.Openers.ONE:
        return {"step": "open"}
    consent = last_consent(tender)
    officers = tender.assignments.filter(role=Assignment.Role.OFFICER).exclude(user=request.user)
    others = [assignment.user.name for assignment in officers.select_related("user").order_by("user__name")]
    stands = consent is not None and consent.stands(now)
    step = "begin" if not stands else "wait" if consent.officer_id == request.user.pk else "open"
    return {"two": True, "consent": consent, "stands": stands, "others": others, "step": step}
