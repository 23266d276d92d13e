"""The draft of an amendment: its sections, one by one, on the same sheets as a posting."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit import clock
from tenders.amending import FILES, check
from tenders.differences import differences
from tenders.forms import Sheet, sheet_for
from tenders.models import AmendmentDraft, Tender
from tenders.posting import lint
from tenders.publishing import Finding
from tenders.rules import tender_for
from tenders.rulesbook import rules_of
from tenders.sections import SECTIONS, Section
from tenders.services.amending import discard, save_amended
from tenders.services.drafting import ChangedMeanwhile

from .section_page import of_section, section_page


@require_safe
def amendment(request: HttpRequest, number: str) -> HttpResponse:
    tender = tender_for(request.user, number, "amendment.write", now=clock.now())
    draft = AmendmentDraft.objects.filter(tender=tender).select_related("question").first()
    changes = draft.changes if draft else {}
    rules = rules_of(tender)
    missing = check(tender, changes, clock.now()) if changes else []
    context = {
        "tender": tender,
        "organisation": tender.client,
        "draft": draft,
        "parts": [
            *(_part(section, tender, changes, missing) for section in SECTIONS.values()),
            _attachments(tender, changes),
        ],
        "changes": differences(rules, rules | changes),
    }
    return render(request, "tenders/amendment.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def amendment_edit(request: HttpRequest, number: str, section: str) -> HttpResponse:
    tender = tender_for(request.user, number, "amendment.write", now=clock.now())
    changes = _changes(tender)
    if request.method != "POST":
        return _section_page(request, tender, sheet_for(section, tender, amending=changes))
    sheet = sheet_for(section, tender, request.POST, amending=changes)
    if sheet.more:
        return _section_page(request, tender, sheet)
    if not sheet.is_valid():
        return _section_page(request, tender, sheet, status=422)
    try:
        save_amended(tender, sheet.section, sheet.content(), seen=sheet.seen, by=request.user)
    except ChangedMeanwhile:
        return _section_page(request, tender, sheet, status=409, changed_meanwhile=True)
    messages.success(request, _("Saved in the amendment: %(section)s.") % {"section": sheet.section.title})
    return redirect("amendment", number)


@require_POST
def amendment_discard(request: HttpRequest, number: str) -> HttpResponse:
    tender = tender_for(request.user, number, "amendment.write", now=clock.now())
    discard(tender, by=request.user)
    messages.success(request, _("The draft of the amendment is gone. The assignment stands as it was."))
    return redirect("tender_manage", number)


def _changes(tender: Tender) -> dict[str, Any]:
    draft = AmendmentDraft.objects.filter(tender=tender).first()
    return draft.changes if draft else {}


def _part(section: Section, tender: Tender, changes: dict[str, Any], found: list[Finding]) -> dict[str, Any]:
    changed = any(name in changes for name in (*section.fields, *section.rows))
    return {
        "title": section.title,
        "url": reverse("amendment_edit", args=[tender.number, section.key]),
        "changed": changed,
        # A warning about what stays as it was published asks nothing of this amendment.
        "missing": [each for each in of_section(found, section.key) if changed or each.severity == lint.ERROR],
    }


def _attachments(tender: Tender, changes: dict[str, Any]) -> dict[str, Any]:
    url = reverse("amendment_attachments", args=[tender.number])
    return {"title": _("Attachments"), "url": url, "changed": FILES in changes, "missing": []}


def _section_page(
    request: HttpRequest, tender: Tender, sheet: Sheet, *, status: int = 200, **extra: Any
) -> HttpResponse:
    found = check(tender, _changes(tender), clock.now())
    return section_page(request, tender, sheet, found, status=status, amending=True, **extra)
