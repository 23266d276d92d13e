"""The officer makes the results known: first where suppliers can ask, then every letter, then once and for all."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.rules import without_people
from audit import clock
from candidates.models import Results
from scoring.forms.telling import AskForm
from scoring.models import Letter
from scoring.rules import shortlist_of, tender_for
from scoring.services.results import letters_for, make_known, stamp_of
from tenders.models import Tender
from tenders.services.drafting import ChangedMeanwhile


@require_http_methods(["GET", "HEAD", "POST"])
def results(request: HttpRequest, number: str) -> HttpResponse:
    """What was sent; before that the form, with what was written when it is sent back from the check."""
    now = clock.now()
    tender = tender_for(request.user, number, "results.manage", now=now)
    known = Results.objects.filter(tender=tender).select_related("made_known_by").first()
    if known is None:
        return _form_page(request, tender, AskForm(request.POST or None, tender=tender, now=now))
    letters = Letter.objects.filter(bid__tender=tender, sent_at=known.known_at)
    page = {"known": known, **_counted(list(letters.select_related("bid__supplier").order_by("bid__number")))}
    return render(request, "scoring/results_known.html", _about(tender) | page)


@require_http_methods(["GET", "HEAD", "POST"])
def results_check(request: HttpRequest, number: str) -> HttpResponse:
    """Every letter as it would be sent now. A GET is someone who had to log in again on the way, or who chose another
    language: the form comes first again."""
    now = clock.now()
    tender = tender_for(request.user, number, "results.manage", now=now)
    if request.method != "POST" or Results.objects.filter(tender=tender).exists():
        return redirect("results", number)
    form = AskForm(request.POST, tender=tender, now=now)
    if not form.is_valid():
        return _form_page(request, tender, form, status=422)
    letters = letters_for(shortlist_of(tender), form.ask, by=request.user, now=now)
    page = {"form": form, "seen": stamp_of(letters), **_counted(letters)}
    return render(request, "scoring/results_check.html", _about(tender) | page)


@require_http_methods(["GET", "HEAD", "POST"])
def results_make_known(request: HttpRequest, number: str) -> HttpResponse:
    """A second click finds it done; a GET is as with the check."""
    now = clock.now()
    tender = tender_for(request.user, number, "results.manage", now=now)
    if request.method != "POST" or Results.objects.filter(tender=tender).exists():
        return redirect("results", number)
    form = AskForm(request.POST, tender=tender, now=now)
    if not form.is_valid():
        return _form_page(request, tender, form, status=422)
    try:
        seen = request.POST.get("seen", "")
        is_new = make_known(shortlist_of(tender), form.ask, seen=seen, by=request.user, now=now)
    except ChangedMeanwhile:
        messages.warning(request, _("The letters are no longer those that you saw. Nothing was sent: look once more."))
        return _form_page(request, tender, form, status=409)
    if is_new:
        messages.success(
            request, _("The results are known: who bids for a supplier gets a mail that its letter is ready.")
        )
    return redirect("results", number)


def _form_page(request: HttpRequest, tender: Tender, form: AskForm, *, status: int = 200) -> HttpResponse:
    return render(request, "scoring/results.html", _about(tender) | {"form": form}, status=status)


def _about(tender: Tender) -> dict[str, Any]:
    return {"tender": tender, "organisation": tender.client}


def _counted(letters: list[Letter]) -> dict[str, Any]:
    counts = Counter(letter.kind for letter in letters)
    labels = [(kind.label, counts[kind]) for kind in Letter.Kind if counts[kind]]
    unreached = without_people((letter.bid.supplier for letter in letters), "bidder")
    return {"letters": letters, "counts": labels, "unreached": unreached}
