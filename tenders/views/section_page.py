"""The page of one section, of a draft and of an amendment alike."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tenders.forms import Sheet
from tenders.models import Tender
from tenders.publishing import Finding
from tenders.sections import SECTIONS
from tenders.stages import KINDS


def section_page(
    request: HttpRequest, tender: Tender, sheet: Sheet, found: Iterable[Finding], *, status: int = 200, **extra: Any
) -> HttpResponse:
    """`found`: what the check says of the whole; those of this section stand on its page."""
    keys, key = list(SECTIONS), sheet.section.key
    context = {
        "tender": tender,
        "organisation": tender.client,
        "sheet": sheet,
        "form": sheet.form,
        "formset": sheet.formset,
        "has_errors": status == 422,
        "place": keys.index(key) + 1,
        "places": len(keys),
        "stage_kinds": KINDS.values(),
        "findings": of_section(found, key),
    }
    return render(request, sheet.layout.template, context | extra, status=status)


def of_section(found: Iterable[Finding], section: str) -> list[Finding]:
    return [finding for finding in found if finding.section == section]
