"""A submitted bid after an amendment: look at what changed and confirm, or replace it."""

from collections.abc import Mapping
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit import clock
from candidates.asked import asked_by, in_its_language
from candidates.content import Stated
from candidates.findings import Finding, Weight, blocks, findings, holds_field, of_weight, remark_field
from candidates.forms import StatementsForm, anew_from
from candidates.models import Bid, BidVersion
from candidates.queries import is_unconfirmed
from candidates.review import review
from candidates.rewording import Reworded, reworded, with_statements
from candidates.rules import bid_for
from candidates.services import Refusal, Why, draft_again, names_taken, submit
from tenders.procedure import is_closed
from tenders.queries.amendments import changes_since

from .submitting import REFUSED, to_receipt, uuid_of


@require_http_methods(["GET", "HEAD", "POST"])
def bid_confirm(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    bid = bid_for(request.user, number, "bid.submit", now=now)
    token = uuid_of(request.POST.get("token", ""))
    asks_again = is_unconfirmed(bid)
    if request.method == "POST" and token is not None:
        typed = anew_from(request.POST, _anew(bid)) if asks_again else {}
        checked, rules = request.POST.get("checked", ""), request.POST.get("rules", "")
        outcome = submit(bid, token=token, by=request.user, checked=checked, rules=rules, anew=typed)
        if isinstance(outcome, Refusal) and outcome.why is Why.INCOMPLETE and asks_again:
            return _confirm_page(request, bid, typed=typed, status=422)
        if isinstance(outcome, Refusal):
            return REFUSED[outcome.why](request, bid, outcome)
        return to_receipt(outcome)
    if bid.reopened_at is not None and not is_closed(bid.tender, now):
        return redirect("bid_check", number)
    if not asks_again or is_closed(bid.tender, now):
        return redirect("bid_receipt" if bid.state == Bid.State.SUBMITTED else "bid", number)
    return _confirm_page(request, bid)


def _confirm_page(
    request: HttpRequest, bid: Bid, *, typed: Mapping[int, Stated] | None = None, status: int = 200
) -> HttpResponse:
    """`typed`: the statements that were answered again and not taken."""
    asked, anew = asked_by(bid.tender), _anew(bid)
    draft = draft_again(bid, asked, by=request.user)
    shown = with_statements(draft, typed or {})
    found = findings(shown, asked, taken=names_taken(bid, by=request.user))
    here, elsewhere = _parted(blocks(found), anew)
    wrong = {each.field: each.text for each in here} if typed is not None else {}
    form = StatementsForm(shown, asked, said=found, refused=wrong)
    again = {in_its_language(each.knock_out) for each in anew}
    context = {
        "bid": bid,
        "tender": bid.tender,
        "organisation": bid.tender.client,
        "changes": changes_since(_last_version(bid).rules_version),
        "amendments": bid.tender.amendments.filter(number__gte=bid.made_under).select_related("rules_version"),
        "groups": [
            (group.title, [row for row in group.rows if row["label"] not in again]) for group in review(draft, asked)
        ],
        "form": form,
        "wrong": [{"text": text, "href": f"#{form.anchor(field)}"} for field, text in wrong.items()],
        "anew": form.asked_anew(anew),
        "blocks": elsewhere,
        "warnings": [each for each in of_weight(found, Weight.WARNING) if each.field not in _fields(anew)],
        "checked": draft.fingerprint,
        "rules": bid.tender.rules_versions.latest("version").sha256,
        "token": uuid4(),
    }
    return render(request, "candidates/bid_confirm.html", context, status=status)


def _last_version(bid: Bid) -> BidVersion:
    return bid.versions.select_related("rules_version__tender").latest("sequence")


def _anew(bid: Bid) -> list[Reworded]:
    return reworded(_last_version(bid).rules_version, asked_by(bid.tender))


def _fields(anew: list[Reworded]) -> set[str]:
    numbers = [each.knock_out.number for each in anew]
    return {name(number) for number in numbers for name in (holds_field, remark_field)}


def _parted(blocking: list[Finding], anew: list[Reworded]) -> tuple[list[Finding], list[Finding]]:
    """What is answered on this page, and what asks to change the bid first."""
    here = _fields(anew)
    return [each for each in blocking if each.field in here], [each for each in blocking if each.field not in here]
