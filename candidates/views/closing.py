"""Moving the closing to later, by one officer or by two; after it, only because of an outage."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import NotNow
from audit import clock
from candidates.queries import interested
from tenders.differences import differences
from tenders.forms.closing import DatesForm, OutageForm, ReasonForm, ReopeningReasonForm
from tenders.models import Amendment, Assignment, ClosingRequest, Tender
from tenders.rules import tender_for
from tenders.rulesbook import rules_of
from tenders.services.amending import CannotAmend, move_closing, plain_dates
from tenders.services.closing import OutageRefused, agree, ask_to_move, asked_of, reopen, take_back
from tenders.services.drafting import ChangedMeanwhile


@require_http_methods(["GET", "HEAD", "POST"])
def closing_move(request: HttpRequest, number: str) -> HttpResponse:
    """An amendment of the dates alone, on one page."""
    tender = tender_for(request.user, number, "amendment.write", now=clock.now())
    sent = request.POST if request.method == "POST" else None
    sheets = {"dates": DatesForm(sent, tender=tender), "reason": ReasonForm(sent)}
    if sent is None:
        return _page(request, "candidates/closing_move.html", tender, sheets)
    if not _all_valid(sheets):
        return _page(request, "candidates/closing_move.html", tender, sheets, status=422)
    closing = sheets["dates"].closing(sheets["reason"].cleaned_data["reason"])
    try:
        if tender.second_officer:
            return _asked(request, ask_to_move(tender, closing, by=request.user))
        published = move_closing(tender, closing, to=interested(tender), by=request.user)
    except CannotAmend as refusal:
        page = sheets | {"findings": refusal.findings}
        return _page(request, "candidates/closing_move.html", tender, page, status=422)
    messages.success(
        request, _("Amendment %(n)s has been published. Everybody concerned gets a mail.") % {"n": published.number}
    )
    return redirect("tender_manage", number)


@require_http_methods(["GET", "HEAD", "POST"])
def closing_reopen(request: HttpRequest, number: str) -> HttpResponse:
    """Bids again after an outage at the closing, while all of them are sealed."""
    tender = tender_for(request.user, number, "closing.reopen", now=clock.now())
    sent = request.POST if request.method == "POST" else None
    outage, dates = OutageForm(sent), DatesForm(sent, tender=tender)
    sheets = {"outage": outage, "dates": dates, "reason": ReopeningReasonForm(sent)}
    if sent is None:
        return _page(request, "candidates/closing_reopen.html", tender, sheets)
    if not _all_valid(sheets):
        return _page(request, "candidates/closing_reopen.html", tender, sheets, status=422)
    closing, report = dates.closing(sheets["reason"].cleaned_data["reason"]), outage.report
    try:
        if tender.second_officer:
            return _asked(request, ask_to_move(tender, closing, outage=report, by=request.user))
        return _reopened(request, reopen(tender, closing, report, to=interested(tender), by=request.user))
    except OutageRefused as refusal:
        for name, problem in refusal.problems.items():
            (outage if name in outage.fields else dates).add_error(name, problem)
        return _page(request, "candidates/closing_reopen.html", tender, sheets, status=422)
    except CannotAmend as refusal:
        page = sheets | {"findings": refusal.findings}
        return _page(request, "candidates/closing_reopen.html", tender, page, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def closing_agree(request: HttpRequest, number: str) -> HttpResponse:
    """What one officer asked, for another one to agree to."""
    tender = tender_for(request.user, number, "closing.agree", now=clock.now())
    asked = ClosingRequest.objects.filter(tender=tender).select_related("asked_by").first()
    if asked is None:
        raise NotNow(_("Nobody asks to move the closing of this assignment."))
    if request.method != "POST":
        return _agree_page(request, tender, asked)
    try:
        published = agree(tender, seen=request.POST.get("seen", ""), to=interested(tender), by=request.user)
    except ChangedMeanwhile:
        messages.warning(request, _("Something else is asked than you saw. Nothing was changed: look at it again."))
        return redirect("closing_agree", number)
    except OutageRefused as refusal:
        return _agree_page(request, tender, asked, problems=list(refusal.problems.values()), status=422)
    except CannotAmend as refusal:
        return _agree_page(request, tender, asked, problems=[each.text for each in refusal.findings], status=422)
    return _reopened(request, published)


@require_POST
def closing_take_back(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    tender = tender_for(request.user, number, "closing.agree", now=now)
    if take_back(tender, by=request.user, now=now):
        messages.success(request, _("The request is taken back. The closing stays as it is."))
    else:
        messages.info(request, _("There was no request any more. Look at the closing: a colleague may have agreed."))
    return redirect("tender_manage", number)


def _page(
    request: HttpRequest, template: str, tender: Tender, page: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    context = {
        "tender": tender,
        "organisation": tender.client,
        "has_errors": status == 422,
        "request_stands": ClosingRequest.objects.filter(tender=tender).exists(),
        "sheets": [sheet for sheet in page.values() if isinstance(sheet, forms.Form)] if status == 422 else None,
        "others": _other_officers(request, tender).exists(),
    }
    return render(request, template, context | page, status=status)


def _agree_page(
    request: HttpRequest, tender: Tender, asked: ClosingRequest, *, problems: list[str] | None = None, status: int = 200
) -> HttpResponse:
    what, rules = asked_of(asked), rules_of(tender)
    context = {
        "tender": tender,
        "organisation": tender.client,
        "asked": asked,
        "closing": what.closing,
        "outage": what.outage,
        "changes": differences(rules, rules | plain_dates(what.closing)),
        "problems": problems,
        "is_own": asked.asked_by_id == request.user.pk,
        "others": _other_officers(request, tender).exists(),
    }
    return render(request, "candidates/closing_agree.html", context, status=status)


def _other_officers(request: HttpRequest, tender: Tender) -> Any:
    return tender.assignments.filter(role=Assignment.Role.OFFICER).exclude(user=request.user)


def _asked(request: HttpRequest, asked: ClosingRequest) -> HttpResponse:
    messages.success(request, _("A second officer is asked to agree. Until then nothing changes."))
    return redirect("closing_agree", asked.tender.number)


def _reopened(request: HttpRequest, amendment: Amendment) -> HttpResponse:
    messages.success(request, _("The new closing has been published. Everybody concerned gets a mail."))
    return redirect("tender_manage", amendment.tender.number)


def _all_valid(sheets: dict[str, Any]) -> bool:
    """Each is asked, so that each says what is wrong."""
    answers = [sheet.is_valid() for sheet in sheets.values()]
    return all(answers)
