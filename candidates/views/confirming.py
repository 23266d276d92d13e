"""A submitted bid after an amendment: look at what changed and confirm, or replace it."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit import clock
from candidates.asked import asked_by
from candidates.findings import Weight, blocks, findings, of_weight
from candidates.models import Bid
from candidates.queries import is_unconfirmed
from candidates.review import review
from candidates.rules import bid_for
from candidates.services import Refusal, draft_again, names_taken, submit
from tenders.procedure import is_closed
from tenders.queries.amendments import changes_since

from .submitting import REFUSED, to_receipt, uuid_of


@require_http_methods(["GET", "HEAD", "POST"])
def bid_confirm(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    bid = bid_for(request.user, number, "bid.submit", now=now)
    token = uuid_of(request.POST.get("token", ""))
    if request.method == "POST" and token is not None:
        checked, rules = request.POST.get("checked", ""), request.POST.get("rules", "")
        outcome = submit(bid, token=token, by=request.user, checked=checked, rules=rules)
        if isinstance(outcome, Refusal):
            return REFUSED[outcome.why](request, bid, outcome)
        return to_receipt(outcome)
    if bid.reopened_at is not None and not is_closed(bid.tender, now):
        return redirect("bid_check", number)
    if not is_unconfirmed(bid) or is_closed(bid.tender, now):
        return redirect("bid_receipt" if bid.state == Bid.State.SUBMITTED else "bid", number)
    return _confirm_page(request, bid)


def _confirm_page(request: HttpRequest, bid: Bid) -> HttpResponse:
    asked = asked_by(bid.tender)
    draft = draft_again(bid, asked, by=request.user)
    found = findings(draft, asked, taken=names_taken(bid, by=request.user))
    context = {
        "bid": bid,
        "tender": bid.tender,
        "organisation": bid.tender.client,
        "changes": changes_since(bid.versions.select_related("rules_version__tender").latest("sequence").rules_version),
        "amendments": bid.tender.amendments.filter(number__gte=bid.made_under).select_related("rules_version"),
        "groups": [(group.title, group.rows) for group in review(draft, asked)],
        "blocks": blocks(found),
        "warnings": of_weight(found, Weight.WARNING),
        "checked": draft.fingerprint,
        "rules": bid.tender.rules_versions.latest("version").sha256,
        "token": uuid4(),
    }
    return render(request, "candidates/bid_confirm.html", context)
