"""What other programs read of the published assignments: calendars, a feed, JSON, the addresses for search engines."""

import hashlib
import json
from urllib.parse import urlencode

from django.contrib.sitemaps.views import sitemap as render_sitemap
from django.core.paginator import InvalidPage, Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.rules import require_general
from audit import clock
from tenders import calendar, open_data
from tenders.feeds import OpenAssignments
from tenders.filters import Misunderstood, understood
from tenders.models import Tender
from tenders.queries.listing import listed, open_now
from tenders.rules import tender_for
from tenders.sitemaps import SITEMAPS

FEED = OpenAssignments()


@require_safe
def tender_calendar(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    tender = listed(now).get(pk=tender_for(request.user, number, "tender.share", now=now).pk)
    response = _calendar(request, [tender], name=f"{tender.title} ({tender.number})")
    response["Content-Disposition"] = f'attachment; filename="{tender.number}.ics"'
    return response


@require_safe
def tenders_calendar(request: HttpRequest) -> HttpResponse:
    require_general(request.user, "site.read")
    found = understood(request.GET, open_now(clock.now())).qs
    return _calendar(request, list(found), name=_("Open assignments"))


@require_safe
def tenders_feed(request: HttpRequest) -> HttpResponse:
    require_general(request.user, "site.read")
    return _shared(request, FEED(request))


@require_safe
def tenders_json(request: HttpRequest) -> HttpResponse:
    require_general(request.user, "site.read")
    try:
        search = understood(request.GET, open_now(clock.now()))
        page = Paginator(search.qs, open_data.PER_PAGE).page(request.GET.get("page", 1))
    except (Misunderstood, InvalidPage) as error:
        return JsonResponse({"version": open_data.VERSION, "error": str(error)}, status=400)

    def address_of(place: int) -> str:
        query = urlencode([*search.chosen.pairs, ("page", place)])
        return request.build_absolute_uri(f"{reverse('tenders_json')}?{query}")

    content = open_data.page_of(page, pages=address_of, absolute=request.build_absolute_uri)
    text = json.dumps(content, ensure_ascii=False, indent=1)
    return _shared(request, HttpResponse(text, content_type="application/json"))


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    require_general(request.user, "site.read")
    return render_sitemap(request, SITEMAPS).render()


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    require_general(request.user, "site.read")
    context = {"sitemap": request.build_absolute_uri(reverse("sitemap"))}
    return render(request, "robots.txt", context, content_type="text/plain; charset=utf-8")


def _calendar(request: HttpRequest, tenders: list[Tender], *, name: str) -> HttpResponse:
    def address(tender: Tender) -> str:
        return request.build_absolute_uri(tender.get_absolute_url())

    body = calendar.calendar(tenders, name=name, address=address)
    return _shared(request, HttpResponse(body, content_type=calendar.CONTENT_TYPE))


def _shared(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The same for everybody: kept by caches for a minute, and not sent again to who has it."""
    response["Cache-Control"] = "public, max-age=60"
    response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
