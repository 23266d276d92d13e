"""The record of the opening: as a page, as a PDF, and word for word as it was stored."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from audit import clock
from candidates.models import Opening
from candidates.opening_pdf import opening_pdf
from candidates.queries import people_behind
from candidates.records import record_of
from documents.names import attachment_header
from tenders.models import Tender
from tenders.rules import tender_for, visit_for


@require_safe
def opening(request: HttpRequest, number: str) -> HttpResponse:
    """An officer reads below it whose bids they are; the record itself names nobody but officers."""
    visit = visit_for(request.user, number, "opening.read", now=clock.now())
    opening = _opening_of(visit.tender)
    is_officer = visit.may("tender.manage")
    context = {
        "tender": opening.tender,
        "organisation": opening.tender.client,
        "record": record_of(opening),
        "is_officer": is_officer,
        "people": people_behind(opening) if is_officer else [],
    }
    return render(request, "candidates/opening.html", context)


@require_safe
def opening_record_pdf(request: HttpRequest, number: str) -> HttpResponse:
    opening = _opening(request, number)
    name = f"proces-verbaal-opening-{number}.pdf"
    return _file(opening_pdf(opening), name, "application/pdf")


@require_safe
def opening_record_text(request: HttpRequest, number: str) -> HttpResponse:
    """The very bytes whose SHA-256 stands on the record."""
    opening = _opening(request, number)
    return _file(opening.record.encode(), f"proces-verbaal-opening-{number}.json", "application/json")


def _opening(request: HttpRequest, number: str) -> Opening:
    return _opening_of(tender_for(request.user, number, "opening.read", now=clock.now()))


def _opening_of(tender: Tender) -> Opening:
    opening = get_object_or_404(Opening.objects.select_related("opened_by"), tender=tender)
    opening.tender = tender
    return opening


def _file(content: bytes, name: str, content_type: str) -> HttpResponse:
    headers = {
        "Content-Disposition": attachment_header(name),
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=content_type, headers=headers)
