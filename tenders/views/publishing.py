from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from audit import clock
from tenders.frozen import what_freezes
from tenders.models import Assignment, Tender
from tenders.publishing import Finding, open_findings
from tenders.queries.overruling import overruled_of
from tenders.rules import tender_for
from tenders.rulesbook import canonical, digest, rules_of
from tenders.services.people import unfilled
from tenders.services.publishing import CannotPublish, ask_second_officer, publish, standing_request


@require_http_methods(["GET", "POST"])
def tender_publish(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    tender = tender_for(request.user, number, "tender.publish", now=now)
    if request.method == "GET":
        return _publish_page(request, tender, open_findings(tender, now), now)
    try:
        publish(tender, by=request.user, now=now, seen=request.POST.get("seen", ""))
    except CannotPublish as refusal:
        return _publish_page(request, tender, refusal.findings, now, status=422)
    messages.success(request, _("The assignment is published. Suppliers can bid from now on."))
    return redirect("tender_manage", number)


@require_POST
def tender_publish_ask(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    tender = tender_for(request.user, number, "tender.publish", now=now)
    try:
        ask_second_officer(tender, by=request.user, now=now, seen=request.POST.get("seen", ""))
    except CannotPublish as refusal:
        return _publish_page(request, tender, refusal.findings, now, status=422)
    messages.success(request, _("A second officer is asked to publish. Every change of the draft takes this back."))
    return redirect("tender_publish", number)


def _publish_page(
    request: HttpRequest, tender: Tender, findings: list[Finding], now: datetime, *, status: int = 200
) -> HttpResponse:
    sha256 = digest(canonical(rules_of(tender)))
    context = {
        "tender": tender,
        "organisation": tender.client,
        "findings": findings,
        "has_errors": bool(findings),
        "overruled": overruled_of(tender),
        "unfilled": unfilled(tender),
        "rules_sha256": sha256,
        "frozen": what_freezes(tender),
        "step": _step(request, tender, sha256),
    }
    return render(request, "tenders/publish.html", context, status=status)


def _step(request: HttpRequest, tender: Tender, sha256: str) -> dict[str, Any]:
    """What this officer can do here: publish, ask another one, wait for that one, or confirm."""
    if not tender.second_officer:
        return {"name": "publish"}
    others = tender.assignments.filter(role=Assignment.Role.OFFICER).exclude(user=request.user).exists()
    asked = standing_request(tender, sha256)
    if asked is None:
        return {"name": "ask", "others": others}
    return {"name": "wait" if asked.asked_by_id == request.user.pk else "confirm", "asked": asked, "others": others}
