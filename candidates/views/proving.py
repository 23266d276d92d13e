"""The proof that a bid was among those that were opened, as a file to keep."""

import json

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from audit import clock
from candidates.rules import bid_for
from candidates.services import take_proof
from documents.names import attachment_header


@require_GET
def bid_proof(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    bid = bid_for(request.user, number, "bid.prove", now=now)
    proof = take_proof(bid, by=request.user, now=now)
    headers = {
        "Content-Disposition": attachment_header(_("proof-%s.json") % bid.number),
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(json.dumps(proof, indent=2) + "\n", content_type="application/json", headers=headers)
