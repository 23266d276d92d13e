"""The client's side: the shortlist, its candidates and the PDF of it all. Each page that shows them leaves an event."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.access import NotNow
from audit import clock
from audit.services import record
from documents.unreadable import Unreadable
from scoring.models import Shortlist
from scoring.queries.shortlist import Row, Table, client_spine, table
from scoring.rules import shortlist_of, shortlisted_offer, tender_for, visit_for
from scoring.services import shortlist_pdf as pdf

from .pages import file_pages, page_response


@require_GET
def shortlist(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    visit = visit_for(request.user, number, "shortlist.read", now=now)
    released = shortlist_of(visit.tender)
    found = table(released, language=get_language())
    _record(request, "shortlist.viewed", released, now, bids=found.bids)
    context = {
        "tender": visit.tender,
        "organisation": visit.tender.client,
        "shortlist": released,
        "table": found,
        "may_manage": visit.may("ranking.read"),
        "spine": client_spine(released, now),
    }
    return render(request, "scoring/shortlist.html", context)


@require_GET
def shortlist_candidate(request: HttpRequest, number: str, bid_number: str) -> HttpResponse:
    now = clock.now()
    tender = tender_for(request.user, number, "shortlist.read", now=now)
    found = table(shortlist_of(tender), language=get_language())
    row = _row_of(found, bid_number)
    with transaction.atomic():
        record("cv.viewed", by=request.user, about=("bid", bid_number), tender=number, now=now)
    context = {
        "tender": tender,
        "organisation": tender.client,
        "table": found,
        "row": row,
        "offer": row.offer,
        "pages": file_pages(row.offer.cv),
        "before": found.beside(row, -1),
        "after": found.beside(row, 1),
    }
    return render(request, "scoring/shortlist_candidate.html", context)


@require_GET
def shortlist_page(request: HttpRequest, number: str, bid_number: str, page: int) -> HttpResponse:
    """A page of the CV as an image that the server made."""
    tender = tender_for(request.user, number, "shortlist.read", now=clock.now())
    _entry, offer = shortlisted_offer(tender, bid_number)
    return page_response(offer.cv, page)


@require_GET
def shortlist_pdf(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    tender = tender_for(request.user, number, "shortlist.read", now=now)
    released = shortlist_of(tender)
    try:
        data = pdf.shortlist_pdf(released)
    except Unreadable as error:
        raise NotNow(_("The PDF could not be made just now. Try again in a minute.")) from error
    bids = sorted(released.entries.values_list("bid__number", flat=True))
    _record(request, "shortlist.exported", released, now, bids=bids, sha256=sha256(data).hexdigest())
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=f"shortlist-{number}.pdf"),
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(data, content_type="application/pdf", headers=headers)


def _row_of(found: Table, bid_number: str) -> Row:
    row = next((row for row in found.rows if row.offer.bid.number == bid_number), None)
    if row is None:
        raise Http404
    return row


@transaction.atomic
def _record(request: HttpRequest, act: str, released: Shortlist, now: datetime, **data: object) -> None:
    number = released.run.stage.tender.number
    snapshot = released.snapshot.sha256
    record(act, by=request.user, about=("tender", number), tender=number, now=now, snapshot=snapshot, **data)
