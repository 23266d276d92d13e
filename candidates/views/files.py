"""A supplier's own files, as they were sent."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.access import NotNow
from audit import clock
from candidates import vault
from candidates.rules import bid_for
from documents.models import StoredFile
from documents.names import attachment_header
from documents.reading import content_of
from documents.unreadable import Unreadable


@require_safe
def bid_file(request: HttpRequest, number: str, file: UUID) -> HttpResponse:
    """Always a download, and nothing in it may run: it is a stranger's file to the browser."""
    bid = bid_for(request.user, number, "bid.read", now=clock.now())
    offered = vault.files(bid, by=request.user).get(str(file))
    if offered is None:
        raise Http404
    stored = get_object_or_404(StoredFile, pk=file)
    headers = {
        "Content-Disposition": attachment_header(offered.name),
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    try:
        return HttpResponse(content_of(stored), content_type=stored.content_type, headers=headers)
    except Unreadable as error:
        raise NotNow(error.message) from error
