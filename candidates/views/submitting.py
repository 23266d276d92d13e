"""Check the answers and submit with one tiny request."""

from collections.abc import Callable
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import NotNow
from audit import clock
from candidates import vault
from candidates.asked import asked_by
from candidates.findings import Known, Weight, blocks, findings, of_weight
from candidates.models import Bid, BidVersion
from candidates.queries import is_unconfirmed
from candidates.review import review, self_check
from candidates.rewording import as_asked_now
from candidates.rules import bid_for
from candidates.services import Refusal, Why, names_taken, submit
from candidates.steps import BACK, place_in


@require_safe
def bid_check(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    bid = bid_for(request.user, number, "bid.edit", now=now)
    if not bid.is_editable:
        return redirect("bid_confirm" if is_unconfirmed(bid) else "bid_receipt", number)
    asked = asked_by(bid.tender)
    draft = as_asked_now(vault.read_draft(bid, by=request.user), asked)
    known = Known(names_taken(bid, by=request.user), vault.cv_facts(bid, by=request.user))
    found = findings(draft, asked, taken=known.taken, facts=known.facts)
    place = place_in(number, asked, query=BACK)
    context = {
        "bid": bid,
        "tender": bid.tender,
        "organisation": bid.tender.client,
        "saved_at": draft.saved_at,
        "checked": draft.fingerprint,
        "groups": review(draft, asked, place=place),
        "blocks": [{"text": each.text, "href": place(each.field)} for each in blocks(found)],
        "warnings": [
            {"field": each.field, "text": each.text, "href": place(each.field)}
            for each in of_weight(found, Weight.WARNING)
        ],
        "self_check": self_check(draft, asked, known),
        "token": uuid4(),
        "rules": bid.tender.rules_versions.latest("version").sha256,
    }
    return render(request, "candidates/bid_check.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def bid_submit(request: HttpRequest, number: str) -> HttpResponse:
    """A GET is someone who had to log in again on the way: the answers are checked once more."""
    bid = bid_for(request.user, number, "bid.submit", now=clock.now())
    token = uuid_of(request.POST.get("token", ""))
    if request.method != "POST" or token is None:
        return redirect("bid_check", number)
    checked, rules = request.POST.get("checked", ""), request.POST.get("rules", "")
    outcome = submit(bid, token=token, by=request.user, checked=checked, rules=rules)
    if isinstance(outcome, Refusal):
        return REFUSED[outcome.why](request, bid, outcome)
    return to_receipt(outcome)


def to_receipt(version: BidVersion) -> HttpResponse:
    """A token that was used before leads to its own receipt, whatever was submitted since."""
    is_last = version.sequence == version.bid.versions.count()
    number = version.bid.number
    return redirect("bid_receipt", number) if is_last else redirect("bid_version", number, version.sequence)


def uuid_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


# What a refused attempt is answered with -----------------------------------------------------------------------------
def _late(request: HttpRequest, bid: Bid, refusal: Refusal) -> HttpResponse:
    context = {
        "bid": bid,
        "tender": bid.tender,
        "organisation": bid.tender.client,
        "refusal": refusal,
        "standing": bid.versions.last() if bid.state == Bid.State.SUBMITTED and not is_unconfirmed(bid) else None,
    }
    return render(request, "candidates/late.html", context, status=409)


def _not_open(request: HttpRequest, bid: Bid, refusal: Refusal) -> HttpResponse:
    raise NotNow(_("This assignment takes no bids now."))


def _withdrawn(request: HttpRequest, bid: Bid, refusal: Refusal) -> HttpResponse:
    raise NotNow(_("This bid was withdrawn."))


def _discarded(request: HttpRequest, bid: Bid, refusal: Refusal) -> HttpResponse:
    raise NotNow(_("This draft was thrown away."))


def _full(request: HttpRequest, bid: Bid, refusal: Refusal) -> HttpResponse:
    text = _(
        "Your organisation has as many submitted bids on this assignment as are allowed. Withdraw one of them first; "
        "what you filled in stays saved."
    )
    raise NotNow(text)


def _changed(request: HttpRequest, bid: Bid, refusal: Refusal) -> HttpResponse:
    text = _("Someone changed this bid after you opened the page. Nothing was submitted: check it once more.")
    messages.warning(request, text)
    return redirect("bid_check", bid.number)


def _amended(request: HttpRequest, bid: Bid, refusal: Refusal) -> HttpResponse:
    text = _("The assignment was amended after you opened the page. Nothing was submitted: look at what changed first.")
    messages.warning(request, text)
    return redirect("bid_check", bid.number)


def _incomplete(request: HttpRequest, bid: Bid, refusal: Refusal) -> HttpResponse:
    messages.error(request, _("Nothing was submitted: the bid is not complete."))
    return redirect("bid_check", bid.number)


REFUSED: dict[Why, Callable[[HttpRequest, Bid, Refusal], HttpResponse]] = {
    Why.LATE: _late,
    Why.NOT_OPEN: _not_open,
    Why.WITHDRAWN: _withdrawn,
    Why.DISCARDED: _discarded,
    Why.FULL: _full,
    Why.CHANGED: _changed,
    Why.AMENDED: _amended,
    Why.INCOMPLETE: _incomplete,
}
