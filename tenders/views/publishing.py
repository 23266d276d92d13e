from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from audit import clock
from tenders.publishing import obstacles
from tenders.rules import tender_for
from tenders.rulesbook import canonical, digest, rules_of
from tenders.services.people import unfilled
from tenders.services.publishing import CannotPublish, publish


@require_http_methods(["GET", "POST"])
def tender_publish(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    tender = tender_for(request.user, number, "tender.publish", now=now)
    findings, status = obstacles(tender, now), 200
    if request.method == "POST":
        try:
            publish(tender, by=request.user, now=now)
        except CannotPublish as refusal:
            findings, status = refusal.findings, 422
        else:
            messages.success(request, _("The assignment is published. Suppliers can bid from now on."))
            return redirect("tender_manage", number)
    context = {
        "tender": tender,
        "organisation": tender.client,
        "findings": findings,
        "has_errors": bool(findings),
        "unfilled": unfilled(tender),
        "rules_sha256": digest(canonical(rules_of(tender))),
    }
    return render(request, "tenders/publish.html", context, status=status)
