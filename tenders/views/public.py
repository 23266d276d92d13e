"""What everyone may read: the list of assignments and the page of each."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.rules import require_general
from audit import clock
from documents.names import attachment_header
from documents.services import open_file
from tenders.models import Tender
from tenders.pages import posting_page
from tenders.posting_pdf import fingerprint, posting_pdf
from tenders.queries import listed
from tenders.rules import tender_for

PER_PAGE = 20


@require_safe
def tender_list(request: HttpRequest) -> HttpResponse:
    require_general(request.user, "site.read")
    now = clock.now()
    wanted = request.GET.get("q", "").strip()
    page = Paginator(listed(now, wanted), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "q": wanted, "query": urlencode({"q": wanted}) if wanted else ""}
    return render(request, "tenders/list.html", context)


@require_safe
def tender_page(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    tender = tender_for(request.user, number, "tender.read", now=now)
    return render(request, "tenders/page.html", posting_page(request.user, tender, now))


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
