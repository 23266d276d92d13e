"""The check of a draft: all findings on one page, those of a section while it is written, and letting one stand."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from audit import clock
from tenders.forms import sheet_for
from tenders.forms.overruling import ReasonForm
from tenders.models import Tender
from tenders.publishing import Finding, findings
from tenders.queries.overruling import overruled_of
from tenders.rules import tender_for
from tenders.sections import SECTIONS
from tenders.services.overruling import overrule, restore

from .section_page import of_section


@require_GET
def tender_check(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    tender = tender_for(request.user, number, "tender.edit", now=now)
    return _check_page(request, tender, now)


@require_POST
def tender_check_section(request: HttpRequest, number: str, section: str) -> HttpResponse:
    """What the check says of a section as it is typed, saved or not; what can't be read yet is not checked."""
    now = clock.now()
    tender = tender_for(request.user, number, "tender.edit", now=now)
    sheet = sheet_for(section, tender, request.POST)
    unsaved = sheet.content() if sheet.is_valid() else None
    context: dict[str, Any] = {"tender": tender, "unreadable": unsaved is None, "is_live": True}
    if unsaved is not None:
        context["findings"] = of_section(findings(tender, now, unsaved=unsaved), section)
    return render(request, "tenders/parts/section_findings.html", context)


@require_POST
def finding_overrule(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    tender = tender_for(request.user, number, "tender.edit", now=now)
    form = ReasonForm(request.POST, fingerprint=request.POST.get("finding", ""))
    if not form.is_valid():
        return _check_page(request, tender, now, sent=form, status=422)
    overrule(tender, {form.fingerprint: form.cleaned_data["reason"]}, by=request.user, now=now)
    messages.success(request, _("The remark may stand. Your reason is kept."))
    return redirect("tender_check", number)


@require_POST
def finding_restore(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    tender = tender_for(request.user, number, "tender.edit", now=now)
    fingerprint = request.POST.get("finding", "")
    if not tender.overruled_findings.filter(fingerprint=fingerprint).exists():
        raise Http404
    restore(tender, fingerprint, by=request.user, now=now)
    messages.success(request, _("The remark counts again."))
    return redirect("tender_check", number)


@require_safe
def tender_overruled(request: HttpRequest, number: str) -> HttpResponse:
    """For the officer and the auditor, also after publication."""
    tender = tender_for(request.user, number, "overruled.read", now=clock.now())
    context = {"tender": tender, "organisation": tender.client, "overruled": overruled_of(tender)}
    return render(request, "tenders/overruled.html", context)


def _check_page(
    request: HttpRequest, tender: Tender, now: datetime, *, sent: ReasonForm | None = None, status: int = 200
) -> HttpResponse:
    found = findings(tender, now)
    parts = [_part(title.title, of_section(found, key), sent) for key, title in SECTIONS.items()]
    context = {
        "tender": tender,
        "organisation": tender.client,
        "parts": [part for part in parts if part["items"]],
        "number_open": sum(finding.is_open for finding in found),
        "sent": sent,
        "has_errors": sent is not None,
    }
    return render(request, "tenders/check.html", context, status=status)


def _part(title: Any, found: list[Finding], sent: ReasonForm | None) -> dict[str, Any]:
    return {"title": title, "items": [{"finding": each, "form": _form(each, sent)} for each in found]}


def _form(finding: Finding, sent: ReasonForm | None) -> ReasonForm | None:
    """What was typed and refused stands in the form of its own finding."""
    if not finding.can_be_overruled or finding.overruled:
        return None
    is_sent = sent is not None and sent.fingerprint == finding.fingerprint
    return sent if is_sent else ReasonForm(fingerprint=finding.fingerprint)
