"""What a supplier will be asked, for the officer who writes the assignment. No bid is made of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from audit import clock
from candidates.asked import asked_by
from candidates.content import Draft
from candidates.steps import steps_for
from tenders.rules import tender_for


@require_GET
def bid_preview(request: HttpRequest, number: str) -> HttpResponse:
    tender = tender_for(request.user, number, "tender.manage", now=clock.now())
    asked = asked_by(tender)
    pages = [(step, step.form(Draft(), asked) if step.form else None) for step in steps_for(asked)]
    context = {"tender": tender, "organisation": tender.client, "pages": pages}
    return render(request, "candidates/bid_preview.html", context)
