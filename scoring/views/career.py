"""The candidate's jobs, stated by the supplier, and what they come to for the criteria that count experience."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from audit import clock
from candidates import vault
from candidates.asked import asked_by
from candidates.content import Draft, Job
from candidates.cv.jobs import jobs_of
from candidates.models import Bid
from candidates.reading import periods_of
from candidates.rules import bid_for
from candidates.services import require_draft, save_career
from candidates.steps import STEPS, after, place_among
from documents.unreadable import Unreadable
from scoring.careers import counting, windows_of
from scoring.forms.career import JobFormSet, proposed


@require_http_methods(["GET", "HEAD", "POST"])
def bid_career(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    bid = bid_for(request.user, number, "bid.edit", now=now)
    require_draft(bid)
    criteria = counting(bid.tender)
    asked = [criterion for _kind, criterion in criteria]
    if request.method != "POST":
        return _page(request, bid, criteria, **_to_fill_in(request, bid, asked))
    formset = JobFormSet(request.POST, asked=asked)
    if not formset.management_form.is_valid():
        return redirect("bid_career", number)
    if "more" in request.POST:
        return _page(request, bid, criteria, formset=JobFormSet(jobs=formset.jobs, asked=asked, more=1))
    save_career(bid, formset.jobs, by=request.user, now=now)
    if not formset.is_valid():
        return _page(request, bid, criteria, formset=formset, status=422)
    messages.success(request, _("The jobs have been saved. They have not been submitted yet."))
    if "next" in request.POST:
        return redirect(after(STEPS["loopbaan"], number, asked_by(bid.tender)))
    return redirect("bid_career", number)


def _to_fill_in(request: HttpRequest, bid: Bid, asked: Sequence[Any]) -> dict[str, Any]:
    """The jobs that were saved; without any, or when asked, those that the CV seems to tell of, not saved yet."""
    draft = vault.read_draft(bid, by=request.user)
    saved = list(draft.answers.career)
    if draft.cv is None or (saved and "cv" not in request.GET):
        return {"formset": JobFormSet(jobs=saved, asked=asked)}
    try:
        found, schools = jobs_of(periods_of(bid, draft, by=request.user))
    except Unreadable as error:
        return {"formset": JobFormSet(jobs=saved, asked=asked), "unreadable": error.message}
    there = {(job.begins, job.ends) for job in saved}
    new = [job for job in map(proposed, found) if (job.begins, job.ends) not in there]
    return {"formset": JobFormSet(jobs=[*saved, *new], asked=asked), "proposals": len(new), "schools": schools}


def _page(request: HttpRequest, bid: Bid, criteria: Sequence[Any], *, status: int = 200, **found: Any) -> HttpResponse:
    draft = vault.read_draft(bid, by=request.user)
    context = {
        "bid": bid,
        "tender": bid.tender,
        "organisation": bid.tender.client,
        "saved_at": draft.saved_at,
        "has_cv": draft.cv is not None,
        "counts": bool(criteria),
        "windows": _windows(bid, criteria, draft),
        **place_among("loopbaan", asked_by(bid.tender)),
        **found,
    }
    return render(request, "scoring/bid_career.html", context, status=status)


def _windows(bid: Bid, criteria: Sequence[Any], draft: Draft) -> list[Any]:
    """Of what is saved: what was only proposed counts for nothing."""
    jobs: tuple[Job, ...] = draft.answers.career
    if not jobs:
        return []
    return windows_of(criteria, jobs, closes_at=bid.tender.closes_at, language=(get_language() or "nl")[:2])
