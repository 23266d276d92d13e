"""What everyone may read: the list of assignments and the page of each."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.rules import require_general
from audit import clock
from documents.names import attachment_header
from documents.services import open_file
from tenders.filters import TenderFilter, words_of
from tenders.job_posting import job_posting
from tenders.models import Tender
from tenders.pages import posting_page
from tenders.posting_pdf import fingerprint, posting_pdf
from tenders.queries.listing import DEFAULT_ORDER, ORDERS, listed
from tenders.rules import tender_for, visit_for

PER_PAGE = 20


@require_safe
def tender_list(request: HttpRequest) -> HttpResponse:
    require_general(request.user, "site.read")
    asked = request.GET.get("sort", DEFAULT_ORDER)
    order = asked if asked in ORDERS else DEFAULT_ORDER
    search = TenderFilter(request.GET, listed(clock.now(), order))
    search.offer_choices()
    found = search.qs.aggregate(all=Count("pk"), open=Count("pk", filter=Q(is_open=True)))
    paginator = Paginator(search.qs, PER_PAGE)
    paginator.count = found["all"]
    context = {"page": paginator.get_page(request.GET.get("page")), "found": found, "form": search.form}
    return render(request, "tenders/list.html", context | _search_links(search, order))


def _search_links(search: TenderFilter, order: str) -> dict[str, Any]:
    """The filters in use, each with the address of the list without it; and the other orders of the list."""
    chosen, sort = search.chosen, "" if order == DEFAULT_ORDER else f"sort={order}"
    orders = [
        {"words": words, "current": key == order, "query": _joined(chosen.query, f"sort={key}")}
        for key, (words, _columns) in ORDERS.items()
    ]
    return {
        "chosen": [{"words": words_of(pair), "query": _joined(chosen.without(pair), sort)} for pair in chosen.pairs],
        "filters": chosen.query,
        "query": _joined(chosen.query, sort),
        "orders": orders,
        "order": order if sort else "",
    }


def _joined(*queries: str) -> str:
    return "&".join(filter(None, queries))


@require_safe
def tender_page(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    visit = visit_for(request.user, number, "tender.read", now=now)
    tender, context = visit.tender, posting_page(visit, now)
    url = request.build_absolute_uri(tender.get_absolute_url())
    if context["is_open"]:
        context["job_posting"] = job_posting(tender, url=url, published_at=context["published_at"])
    return render(request, "tenders/page.html", context | {"canonical": url})


@require_safe
def attachment_file(request: HttpRequest, number: str, attachment: int) -> FileResponse:
    tender = tender_for(request.user, number, "tender.read", now=clock.now())
    found = get_object_or_404(tender.attachments.select_related("file"), pk=attachment)
    response = FileResponse(open_file(found.file), content_type=found.file.content_type)
    response["Content-Disposition"] = attachment_header(found.file.original_name)
    return response


@require_safe
def tender_pdf(request: HttpRequest, number: str) -> HttpResponse:
    """The assignment as a PDF; of a draft, for its officers alone. Whoever has this version isn't sent it again."""
    tender = tender_for(request.user, number, "tender.read", now=clock.now())
    is_draft = tender.state == Tender.State.DRAFT
    etag = f'"{fingerprint(tender)}"'
    unchanged = get_conditional_response(request, etag=etag)
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=f"opdracht-{number}.pdf"),
        "Cache-Control": "private, no-store" if is_draft else "no-cache",
        "X-Content-Type-Options": "nosniff",
        "ETag": etag,
    }
    return unchanged or HttpResponse(posting_pdf(tender), content_type="application/pdf", headers=headers)
