"""A supplier's own bids: the list, a new one, and how one stands."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import access
from accounts.access import NotNow
from accounts.models import Organisation, User
from accounts.rules import require_general
from audit import clock
from candidates import vault
from candidates.asked import asked_by
from candidates.attempts import late_attempts
from candidates.findings import findings
from candidates.informing import objection_in
from candidates.models import Bid, BidVersion, Opening, Results, Withdrawal
from candidates.queries import is_open_draft, is_unconfirmed, messages_to, next_day, own_bids, standing_of, steps_of
from candidates.rewording import as_asked_now
from candidates.rules import bid_for, bids_as
from candidates.services import start_bid
from candidates.steps import unfinished
from tenders.models import Tender
from tenders.procedure import is_closed, phase
from tenders.rules import tender_for


@require_safe
def bids(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    require_general(request.user, "bid.list")
    suppliers = bids_as(request.user)
    own = list(own_bids(suppliers).prefetch_related("tender__knock_outs", "tender__documents"))
    names = vault.names(own, by=request.user)
    needed = _still_needed(own, by=request.user, now=now)
    rows = [
        {
            "bid": bid,
            "name": names[bid.pk],
            "standing": standing_of(bid, now),
            "needed": needed.get(bid.pk),
            "takes_part": bid.state == Bid.State.SUBMITTED and not is_unconfirmed(bid),
        }
        for bid in own
    ]
    return render(request, "candidates/bids.html", {"rows": rows, "several": len(suppliers) > 1})


@require_http_methods(["GET", "HEAD", "POST"])
def bid_start(request: HttpRequest, number: str) -> HttpResponse:
    """A person who bids for one organisation starts with one click on the page of the assignment."""
    now = clock.now()
    tender = tender_for(request.user, number, "bid.start", now=now)
    suppliers = bids_as(request.user)
    supplier = _chosen(request, suppliers)
    if request.method != "POST" or supplier is None:
        return _choose(request, tender, suppliers)
    try:
        bid = start_bid(tender, supplier=supplier, by=request.user, now=now)
    except NotNow as refusal:
        messages.info(request, refusal.reason)
        return redirect("bid", _latest(tender, supplier).number)
    return redirect("bid_edit", bid.number)


@require_safe
def bid(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    bid = bid_for(request.user, number, "bid.read", now=now)
    versions = list(bid.versions.all())
    version = versions[-1] if versions else None
    opening = Opening.objects.filter(tender=bid.tender).first()
    results = Results.objects.filter(tender=bid.tender).first()
    withdrawal = Withdrawal.objects.filter(bid=bid).first()
    closed = is_closed(bid.tender, now)
    missed = version is None and closed
    out = missed or withdrawal or (closed and is_unconfirmed(bid))
    takes_part = version is not None and not withdrawal and not is_unconfirmed(bid)
    context = {
        "bid": bid,
        "tender": bid.tender,
        "organisation": bid.tender.client,
        "name": vault.names([bid], by=request.user)[bid.pk],
        "version": version,
        "standing": standing_of(bid, now),
        "ended": phase(bid.tender, now) in access.ENDED,
        "missed": missed,
        "takes_part": takes_part,
        "has_notice": takes_part and opening and not bid.erased_at and _informs(bid, now),
        "unconfirmed": is_unconfirmed(bid),
        "versions": versions,
        "withdrawal": withdrawal,
        "is_open": phase(bid.tender, now) == "published",
        "spine": [] if out else _spine(bid, version, opening, results),
        "opening": opening,
        "results": results,
        "next_day": next_day(bid.tender, now),
        "progress_messages": list(messages_to(bid)),
        "late_attempts": late_attempts(bid),
        "objection": objection_in(bid),
        "may_object": closed and results is None,
    }
    return render(request, "candidates/bid.html", context)


def _informs(bid: Bid, now: datetime) -> bool:
    """Can its supplier see now whether the candidate was told?"""
    return access.ask("bid.inform", {"owner"}, phase(bid.tender, now)) is access.Outcome.YES


def _spine(bid: Bid, version: BidVersion | None, opening: Opening | None, results: Results | None) -> list[Any]:
    return steps_of(bid, version.submitted_at if version else None, opening, results)


def _still_needed(bids: list[Bid], *, by: User, now: datetime) -> dict[int, list[dict[str, Any]]]:
    """Of each draft that can still be submitted, by the bid's key: the steps where something is needed before that."""
    written = vault.drafts(bids, by=by)
    found = {}
    for bid in (each for each in bids if is_open_draft(each, now)):
        asked = asked_by(bid.tender)
        draft = as_asked_now(written[bid.pk], asked)
        steps = unfinished(draft, asked, findings(draft, asked))
        found[bid.pk] = [{"title": step.title, "href": step.url(bid.number)} for step in steps]
    return found


def _chosen(request: HttpRequest, suppliers: list[Organisation]) -> Organisation | None:
    """The one in the form, or the only one there is."""
    chosen = request.POST.get("supplier", "")
    return next((each for each in suppliers if len(suppliers) == 1 or str(each.pk) == chosen), None)


def _choose(request: HttpRequest, tender: Tender, suppliers: list[Organisation]) -> HttpResponse:
    unchosen = request.method == "POST"
    text = _("Choose for which organisation you bid.")
    context = {
        "tender": tender,
        "organisation": tender.client,
        "suppliers": suppliers,
        "own": own_bids(suppliers).filter(tender=tender).exclude(state=Bid.State.WITHDRAWN),
        "findings": [{"text": text, "href": "#id_supplier_0"}] if unchosen else [],
        "has_errors": unchosen,
    }
    return render(request, "candidates/bid_start.html", context, status=422 if unchosen else 200)


def _latest(tender: Tender, supplier: Organisation) -> Bid:
    return tender.bids.filter(supplier=supplier).exclude(state=Bid.State.WITHDRAWN).latest("started_at")
