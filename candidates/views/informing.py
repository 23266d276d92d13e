"""The page of the person who is offered, without an account; what its supplier and the officer see of it."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import NotNow
from accounts.rules import require_general
from audit import clock
from candidates.forms.notice import AddressForm, ObjectionForm
from candidates.informing import held_about, notice_of, notices_of
from candidates.models import Notice
from candidates.rules import bid_for
from candidates.services.informing import give_address, object_to
from documents.keystore import Unsealable
from documents.names import attachment_header
from documents.reading import clean_pdf
from documents.unreadable import Unreadable
from tenders.rules import tender_for

View = Callable[[HttpRequest, str], HttpResponse]


def while_it_is_kept(view: View) -> View:
    """What was erased is not there, for the person it was about either."""

    @wraps(view)
    def asked(request: HttpRequest, notice: str) -> HttpResponse:
        try:
            return view(request, notice)
        except Unsealable as error:
            raise Http404 from error

    return asked


@require_safe
@while_it_is_kept
def notice(request: HttpRequest, notice: str) -> HttpResponse:
    require_general(request.user, "notice.read")
    found = notice_of(notice, now=clock.now())
    return _person_page(request, notice, found, ObjectionForm())


@require_safe
@while_it_is_kept
def notice_cv(request: HttpRequest, notice: str) -> HttpResponse:
    """The pages as they look, without what a file can hide or do."""
    require_general(request.user, "notice.read")
    found = notice_of(notice, now=clock.now())
    headers = {
        "Content-Disposition": attachment_header("CV.pdf"),
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    try:
        pages = clean_pdf(found.offer.cv)
    except Unreadable as error:
        raise NotNow(error.message) from error
    return _for_one_person(HttpResponse(pages, content_type="application/pdf", headers=headers))


@require_POST
@while_it_is_kept
def notice_object(request: HttpRequest, notice: str) -> HttpResponse:
    require_general(request.user, "notice.read")
    now = clock.now()
    found = notice_of(notice, now=now)
    form = ObjectionForm(request.POST)
    if not form.is_valid():
        return _person_page(request, notice, found, form, status=422)
    object_to(found, form.cleaned_data["reason"], now=now)
    return _for_one_person(redirect("notice", notice))


@require_http_methods(["GET", "HEAD", "POST"])
def bid_notice(request: HttpRequest, number: str) -> HttpResponse:
    """Whether the candidate was told; where the bid has no address, the supplier gives it here."""
    now = clock.now()
    bid = bid_for(request.user, number, "bid.inform", now=now)
    found = get_object_or_404(Notice.objects.select_related("objection", "offer__candidate"), offer__bid=bid)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        give_address(found, form.cleaned_data["email"], by=request.user, now=now)
        messages.success(request, _("A message is on its way to the candidate."))
        return redirect("bid_notice", bid.number)
    context = {"bid": bid, "tender": bid.tender, "organisation": bid.tender.client, "notice": found, "form": form}
    return render(request, "candidates/bid_notice.html", context, status=422 if form.errors else 200)


@require_safe
def objections(request: HttpRequest, number: str) -> HttpResponse:
    """For the officer: who was told, who wasn't, and who objects with which reason."""
    tender = tender_for(request.user, number, "opening.read", now=clock.now())
    rows = list(notices_of(tender))
    context = {
        "tender": tender,
        "organisation": tender.client,
        "notices": rows,
        "objections": [row for row in rows if hasattr(row, "objection")],
        "untold": [row for row in rows if row.told_at is None],
    }
    return render(request, "candidates/objections.html", context)


def _person_page(
    request: HttpRequest, token: str, found: Notice, form: ObjectionForm, *, status: int = 200
) -> HttpResponse:
    tender = found.offer.bid.tender
    context = {
        "notice": found,
        "token": token,
        "held": held_about(found),
        "tender": tender,
        "organisation": tender.client,
        "supplier": found.offer.bid.supplier,
        "objection": getattr(found, "objection", None),
        "form": form,
    }
    return _for_one_person(render(request, "candidates/notice.html", context, status=status))


def _for_one_person(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex"
    return response
