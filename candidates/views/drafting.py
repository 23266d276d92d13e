"""Fill in a bid: one page, kept at every save, complete or not."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from audit import clock
from candidates import vault
from candidates.asked import Asked, asked_by
from candidates.cv_page import cv_context
from candidates.findings import findings
from candidates.forms import BidForm, answers_from, uploads_from
from candidates.models import Bid
from candidates.rules import bid_for
from candidates.services import attach_cv, attach_document, names_taken, require_draft, save_draft
from documents.unreadable import Unreadable


@require_http_methods(["GET", "HEAD", "POST"])
def bid_edit(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    bid = bid_for(request.user, number, "bid.edit", now=now)
    require_draft(bid)
    asked = asked_by(bid.tender)
    if request.method != "POST":
        return _page(request, bid, _form(bid, asked, by=request.user))
    refused = _save(request, bid, asked, now)
    form = _form(bid, asked, by=request.user, refused=refused)
    if form.errors:
        return _page(request, bid, form, status=422)
    return _onward(request, bid)


def _save(request: HttpRequest, bid: Bid, asked: Asked, now: datetime) -> dict[str, str]:
    """First what was typed, then each file; why a file was not taken, by its field."""
    save_draft(bid, answers_from(request.POST, asked), by=request.user, now=now)
    return _attach(bid, uploads_from(request.FILES, asked), by=request.user, now=now)


def _attach(bid: Bid, uploads: Mapping[str, Any], *, by: User, now: datetime) -> dict[str, str]:
    refused = {}
    for name, upload in uploads.items():
        attach = attach_cv if name == "cv" else partial(_as_document, key=name)
        try:
            attach(bid, upload, by=by, now=now)
        except Unreadable as error:
            refused[name] = error.message
    return refused


def _as_document(bid: Bid, upload: Any, *, key: str, by: User, now: datetime) -> None:
    attach_document(bid, key, upload, by=by, now=now)


def _form(bid: Bid, asked: Asked, *, by: User, refused: Mapping[str, str] | None = None) -> BidForm:
    draft = vault.read_draft(bid, by=by)
    return BidForm(draft, asked, said=findings(draft, asked, taken=names_taken(bid, by=by)), refused=refused)


def _page(request: HttpRequest, bid: Bid, form: BidForm, *, status: int = 200) -> HttpResponse:
    context = {
        "bid": bid,
        "tender": bid.tender,
        "organisation": bid.tender.client,
        "form": form,
        "saved_at": form.content.saved_at,
        **cv_context(bid, request.user),
    }
    return render(request, "candidates/bid_edit.html", context, status=status)


def _onward(request: HttpRequest, bid: Bid) -> HttpResponse:
    if "stay" in request.POST:
        messages.success(request, _("Your answers have been saved. They have not been submitted yet."))
        return redirect("bid_edit", bid.number)
    return redirect("bid_check", bid.number)
