"""The officer writes a posting, section by section, until it is published."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.rules import organisations_as, require_general
from audit import clock
from tenders.forms import NewTenderForm, Sheet, sheet_for
from tenders.models import Tender
from tenders.pages import posting_page
from tenders.publishing import findings
from tenders.rules import tender_for, visit_for
from tenders.sections import SECTIONS
from tenders.services.drafting import ChangedMeanwhile, create_tender, save_section

from .section_page import section_page


@require_http_methods(["GET", "POST"])
def tender_new(request: HttpRequest) -> HttpResponse:
    require_general(request.user, "tender.create")
    form = NewTenderForm(request.POST or None, offices=organisations_as(request.user, "officer"))
    if request.method == "POST" and form.is_valid():
        tender = create_tender(**form.cleaned_data, by=request.user, now=clock.now())
        return redirect("tender_manage", tender.number)
    return render(request, "tenders/new.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def tender_preview(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    visit = visit_for(request.user, number, "tender.manage", now=now)
    return render(request, "tenders/page.html", posting_page(visit, now) | {"preview": True})


@require_http_methods(["GET", "POST"])
def tender_edit(request: HttpRequest, number: str, section: str) -> HttpResponse:
    now = clock.now()
    tender = tender_for(request.user, number, "tender.edit", now=now)
    if request.method == "GET":
        return _section_page(request, tender, sheet_for(section, tender), now)
    sheet = sheet_for(section, tender, request.POST)
    if sheet.more:
        return _section_page(request, tender, sheet, now)
    if not sheet.is_valid():
        return _section_page(request, tender, sheet, now, status=422)
    try:
        saved = save_section(tender, sheet.section, sheet.content(), seen=sheet.seen, by=request.user, now=now)
    except ChangedMeanwhile:
        return _section_page(request, tender, sheet, now, status=409, changed_meanwhile=True)
    messages.success(request, _("Saved: %(section)s.") % {"section": sheet.section.title})
    if "pick" in request.POST:
        return redirect("tender_competences", saved.number)
    return _onwards(saved, section, to_overview="overview" in request.POST)


def _onwards(tender: Tender, section: str, *, to_overview: bool) -> HttpResponse:
    keys = list(SECTIONS)
    place = keys.index(section) + 1
    if to_overview or place == len(keys):
        return redirect("tender_manage", tender.number)
    return redirect("tender_edit", tender.number, keys[place])


def _section_page(
    request: HttpRequest, tender: Tender, sheet: Sheet, now: datetime, *, status: int = 200, **extra: Any
) -> HttpResponse:
    return section_page(request, tender, sheet, findings(tender, now), status=status, **extra)
