"""Opening the bids: the act of an officer that begins the assessment."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from audit import clock
from candidates.queries import number_submitted
from scoring.queries.spine import spine_of
from scoring.rules import tender_for
from scoring.services.opening import open_bids


@require_http_methods(["GET", "POST"])
def vault_open(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    tender = tender_for(request.user, number, "vault.open", now=now)
    if request.method == "POST":
        open_bids(tender, by=request.user, now=now)
        messages.success(request, _("The bids are open; the assessment has begun."))
        return redirect("opening", number)
    context = {
        "tender": tender,
        "organisation": tender.client,
        "bids": number_submitted(tender),
        "spine": spine_of(tender, now),
    }
    return render(request, "scoring/vault_open.html", context)
