"""The assessor's bench: the bids one by one, the CV beside the form. No rate is here, nor a colleague's verdict."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from audit import clock
from audit.services import record
from candidates.cv_page import for_assessor
from candidates.models import Offer
from scoring.forms.bench import SheetForm
from scoring.models import StageRun
from scoring.queries import bench as work
from scoring.queries.offered import Stated, stated
from scoring.queries.progress import runs_of
from scoring.rules import opened_offer, tender_for
from scoring.services.verdicts import Sheet, Taken, is_out, save_sheet
from tenders.models import Tender

from .pages import file_pages, page_response


@require_safe
def bench(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    tender = tender_for(request.user, number, "bench.read", now=now)
    items = work.work_of(tender, request.user)
    is_open = any(run.state == StageRun.State.OPEN for run in runs_of(tender))
    context = {"tender": tender, "items": items, "is_open": is_open, "next_up": work.next_after(items, "")}
    return render(request, "scoring/bench.html", context | _progress(items))


@require_safe
def bench_bid(request: HttpRequest, number: str, bid_number: str) -> HttpResponse:
    now = clock.now()
    tender = tender_for(request.user, number, "bench.read", now=now)
    offer = opened_offer(tender, bid_number)
    with transaction.atomic():
        record("cv.viewed", by=request.user, about=("bid", bid_number), tender=number, now=now)
    return _page(request, tender, _form(request, offer))


@require_POST
def bench_save(request: HttpRequest, number: str, bid_number: str) -> HttpResponse:
    """Keep what is there, finished or not, and stay on the bid."""
    now = clock.now()
    tender = tender_for(request.user, number, "bench.write", now=now)
    form = _form(request, opened_offer(tender, bid_number))
    if not form.is_valid():
        return _page(request, tender, form, status=422)
    return _refused(request, tender, form, form.filled_in(), now, hand_in=False) or _stay(request, number, bid_number)


@require_POST
def bench_hand_in(request: HttpRequest, number: str, bid_number: str) -> HttpResponse:
    """Hand in and go to the next bid. With something missing it is kept all the same, and the page says what."""
    now = clock.now()
    tender = tender_for(request.user, number, "bench.write", now=now)
    form = _form(request, opened_offer(tender, bid_number))
    if not form.is_valid():
        return _page(request, tender, form, status=422)
    sheet = form.filled_in()
    missing = form.add_gaps(sheet)
    refused = _refused(request, tender, form, sheet, now, hand_in=not missing)
    if refused:
        return refused
    if missing:
        return _page(request, tender, form, status=422, kept=sheet)
    return _on_to_the_next(request, tender, bid_number)


@require_safe
def bench_page(request: HttpRequest, number: str, bid_number: str, page: int) -> HttpResponse:
    """A page of the CV as an image that the server made: the PDF itself never reaches the browser."""
    tender = tender_for(request.user, number, "bench.read", now=clock.now())
    return page_response(opened_offer(tender, bid_number).cv, page)


@require_safe
def bench_document(request: HttpRequest, number: str, bid_number: str, document: int, page: int) -> HttpResponse:
    """A page of another document that came with the bid."""
    tender = tender_for(request.user, number, "bench.read", now=clock.now())
    found = get_object_or_404(opened_offer(tender, bid_number).documents.select_related("file"), pk=document)
    return page_response(found.file, page)


def _form(request: HttpRequest, offer: Offer) -> SheetForm:
    runs = runs_of(offer.bid.tender)
    open_kinds = {run.stage.kind for run in runs if run.state == StageRun.State.OPEN}
    sheet = work.sheet_of(offer, request.user)
    typed = request.POST if request.method == "POST" else None
    return SheetForm(typed, offer=offer, sheet=sheet, open_kinds=open_kinds)


def _refused(
    request: HttpRequest, tender: Tender, form: SheetForm, sheet: Sheet, now: datetime, *, hand_in: bool
) -> HttpResponse | None:
    """Saves; answers only where a colleague has the bid already, with everything typed still there."""
    try:
        save_sheet(form.offer, sheet, by=request.user, hand_in=hand_in, now=now)
    except Taken as taken:
        sentence = _("%(name)s already assesses this bid. What you typed is below, and was not kept.")
        form.add_error(None, sentence % {"name": taken.assessor})
        return _page(request, tender, form, status=409)
    return None


def _stay(request: HttpRequest, number: str, bid_number: str) -> HttpResponse:
    messages.success(request, _("Saved. This bid is not handed in yet."))
    return redirect("bench_bid", number, bid_number)


def _on_to_the_next(request: HttpRequest, tender: Tender, bid_number: str) -> HttpResponse:
    messages.success(request, _("Bid %(number)s is handed in.") % {"number": bid_number})
    following = work.next_after(work.work_of(tender, request.user), bid_number)
    if following is None:
        return redirect("bench", tender.number)
    return redirect("bench_bid", tender.number, following.bid_number)


def _page(
    request: HttpRequest, tender: Tender, form: SheetForm, *, status: int = 200, kept: Sheet | None = None
) -> HttpResponse:
    """`kept` is the sheet that was just saved although it is not complete."""
    offer = form.offer
    items = work.work_of(tender, request.user)
    said = stated(offer, language=(get_language() or "nl")[:2])
    here = next(item for item in items if item.bid_number == offer.bid.number)
    context = {
        "tender": tender,
        "offer": offer,
        "form": form,
        "kept": kept,
        "here": here,
        "cv_shown": for_assessor(offer.bid, by=request.user),
        "pages": _marked(file_pages(offer.cv, count=offer.cv_pages), said),
        "jobs": said.jobs,
        "knock_out_parts": _with_claims(form.knock_out_parts(), "knock_out", said),
        "criterion_parts": _with_claims(form.criterion_parts(), "criterion", said),
        "documents": [{"document": each, "pages": file_pages(each.file)} for each in offer.documents.all()],
        "check_failed": any(not check.met for check in offer.program_checks.all()),
        "out": is_out(offer, kept or form.sheet),
        "following": work.next_after(items, offer.bid.number),
        "writable": bool(form.open_kinds) and here.state != "taken",
    }
    return render(request, "scoring/bench_bid.html", context | _progress(items), status=status)


def _marked(pages: list[dict[str, Any]], said: Stated) -> list[dict[str, Any]]:
    return [page | {"marked": said.marked.get(page["number"])} for page in pages]


def _with_claims(parts: list[dict[str, Any]], kind: str, said: Stated) -> list[dict[str, Any]]:
    """What the supplier claims of each; the verdict is the assessor's, and nothing of it is filled in from this."""
    return [part | {"claim": said.of(kind, part[kind].number)} for part in parts]


def _progress(items: list[work.Work]) -> dict[str, int]:
    finished = sum(item.state == "done" for item in items)
    return {"finished": finished, "total": sum(item.state != "taken" for item in items)}
