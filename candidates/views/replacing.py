"""Replace a submitted bid, keep it after all, or withdraw it: until the closing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import NotNow
from accounts.templatetags.weegschaal import moment
from audit import clock
from candidates.models import Bid
from candidates.queries import is_unconfirmed
from candidates.rules import bid_for
from candidates.services import Refusal, Why, reopen, withdraw
from tenders.procedure import is_closed


@require_POST
def bid_reopen(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    bid = bid_for(request.user, number, "bid.edit", now=now)
    reopen(bid, by=request.user, now=now)
    if is_unconfirmed(bid):
        messages.warning(request, _("The bid is open again. It takes part only after you submit it once more."))
    else:
        submitted = {"moment": moment(bid.versions.latest("sequence").submitted_at)}
        messages.info(request, _("Your bid of %(moment)s stands until you submit again.") % submitted)
    return redirect("bid_edit", number)


@require_http_methods(["GET", "HEAD", "POST"])
def bid_withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Asks once. Late is an outcome, as it is of submitting."""
    now = clock.now()
    bid = bid_for(request.user, number, "bid.withdraw", now=now)
    if request.method == "POST" and "sure" in request.POST:
        outcome = withdraw(bid, by=request.user)
        return _refused(request, bid, outcome) if isinstance(outcome, Refusal) else redirect("bid_withdrawal", number)
    if bid.state != Bid.State.SUBMITTED or is_closed(bid.tender, now):
        return redirect("bid_withdrawal" if bid.state == Bid.State.WITHDRAWN else "bid", number)
    context = {
        "bid": bid,
        "tender": bid.tender,
        "organisation": bid.tender.client,
        "version": bid.versions.latest("sequence"),
    }
    return render(request, "candidates/bid_withdraw.html", context)


def _refused(request: HttpRequest, bid: Bid, refusal: Refusal) -> HttpResponse:
    if refusal.why is not Why.LATE:
        raise NotNow(_("This assignment takes no bids now."))
    context = {"bid": bid, "tender": bid.tender, "organisation": bid.tender.client, "refusal": refusal}
    return render(request, "candidates/late_withdrawal.html", context, status=409)
