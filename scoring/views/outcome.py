"""For the supplier of a bid: what it came to, and the letters that say so."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import NotNow
from accounts.rules import Visitor
from audit import clock
from candidates import vault
from candidates.models import Bid
from candidates.rules import bid_for
from documents.names import attachment_header
from scoring.letter_pdf import letter_pdf
from scoring.queries.progress import phase

PRIVATE = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}


@require_safe
def bid_outcome(request: HttpRequest, number: str) -> HttpResponse:
    bid = _bid_for(request.user, number)
    letters = list(bid.letters.all())
    if not letters:
        raise NotNow(_("There is no result for this bid."))
    context = {
        "bid": bid,
        "tender": bid.tender,
        "organisation": bid.tender.client,
        "name": vault.names([bid], by=request.user)[bid.pk],
        "letters": letters,
        "last": letters[0],
    }
    return render(request, "scoring/bid_outcome.html", context)


@require_safe
def bid_letter_pdf(request: HttpRequest, number: str, letter: int) -> HttpResponse:
    bid = _bid_for(request.user, number)
    found = get_object_or_404(bid.letters, pk=letter)
    headers = PRIVATE | {"Content-Disposition": attachment_header(_("letter-%s.pdf") % bid.number)}
    return HttpResponse(letter_pdf(found, bid.tender), content_type="application/pdf", headers=headers)


def _bid_for(user: Visitor, number: str) -> Bid:
    """Until the results are known it is not there, however far the assessment is."""
    return bid_for(user, number, "bid.outcome", now=clock.now(), phase=phase)
