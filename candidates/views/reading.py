"""What the program read in the CV of a bid: a part of its pages, and a page by itself for who has no script."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audit import clock
from candidates.cv_page import cv_context
from candidates.rules import bid_for


@require_safe
def bid_cv_facts(request: HttpRequest, number: str) -> HttpResponse:
    """To a script that asks again and again only what changed: 204 where it is as `seen`."""
    bid = bid_for(request.user, number, "bid.read", now=clock.now())
    context = cv_context(bid, request.user)
    if not request.htmx:
        return render(request, "candidates/cv_facts.html", context | {"tender": bid.tender})
    if request.GET.get("seen") == context["cv_shown"].stamp:
        return HttpResponse(status=204)
    return render(request, "candidates/parts/cv_facts.html", context)
