"""The opening as it was found: the list of receipts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from audit import clock
from candidates.models import Opening
from candidates.queries import receipts_of
from tenders.rules import tender_for


@require_safe
def opening(request: HttpRequest, number: str) -> HttpResponse:
    tender = tender_for(request.user, number, "opening.read", now=clock.now())
    opening = get_object_or_404(Opening.objects.select_related("opened_by"), tender=tender)
    context = {
        "tender": tender,
        "organisation": tender.client,
        "opening": opening,
        "record": opening.content,
        "receipts": receipts_of(opening),
    }
    return render(request, "candidates/opening.html", context)
