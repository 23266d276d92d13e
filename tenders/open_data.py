"""The open assignments as JSON for other programs; docs/public.md is its contract.

A field that a posting doesn't fill in is null. Keys are only added; one that changes its meaning makes a new VERSION.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.paginator import Page
from django.urls import reverse

from audit.clock import AMSTERDAM

from .models import Tender

VERSION = 1
PER_PAGE = 50

Absolute = Callable[[str], str]


def page_of(page: Page, *, pages: Callable[[int], str], absolute: Absolute) -> dict[str, Any]:
    """`pages` gives the address of a page by its number."""
    return {
        "version": VERSION,
        "count": page.paginator.count,
        "page": page.number,
        "pages": page.paginator.num_pages,
        "next": pages(page.next_page_number()) if page.has_next() else None,
        "previous": pages(page.previous_page_number()) if page.has_previous() else None,
        "assignments": [assignment(tender, absolute) for tender in page.object_list],
    }


def assignment(tender: Tender, absolute: Absolute) -> dict[str, Any]:
    """Of a tender from `queries.listed`."""
    return {
        "number": tender.number,
        "title": tender.title,
        "url": absolute(tender.get_absolute_url()),
        "calendar": absolute(reverse("tender_calendar", args=[tender.number])),
        "client": tender.client.name,
        "run_by": tender.run_by.name,
        "discipline": tender.discipline or None,
        "region": tender.region or None,
        "education_level": tender.education_level or None,
        "hours_per_week": _range(tender.hours_min, tender.hours_max),
        "positions": _range(tender.positions_min, tender.positions_max),
        "start": tender.start_text or None,
        "start_on": _day(tender.start_on),
        "duration_months": tender.duration_months,
        "extension": _extension(tender),
        "hybrid": tender.hybrid,
        "das": tender.das,
        "rate_ceiling": _rate(tender),
        "questions_until": _moment(tender.questions_until),
        "answers_on": _day(tender.answers_on),
        "closes_at": _moment(tender.closes_at),
        "invitations_by": _day(tender.invitations_by),
        "interviews_on": _day(tender.interviews_on),
        "results_on": _day(tender.results_on),
        "published_at": _moment(tender.published_at),
        "changed_at": _moment(tender.changed_at),
        "rules_version": tender.version,
    }


def _moment(value: datetime | None) -> str | None:
    return value.astimezone(AMSTERDAM).isoformat(timespec="seconds") if value else None


def _day(value: Any) -> str | None:
    return value.isoformat() if value else None


def _range(low: int | None, high: int | None) -> dict[str, int | None] | None:
    return None if low is None and high is None else {"min": low, "max": high}


def _extension(tender: Tender) -> dict[str, int | None] | None:
    if tender.extension_count is None:
        return None
    return {"count": tender.extension_count, "months": tender.extension_months}


def _rate(tender: Tender) -> dict[str, str | None] | None:
    """The highest rate that may be offered for an hour: no salary."""
    cents = tender.rate_ceiling_cents
    if cents is None:
        return None
    return {
        "amount": f"{cents // 100}.{cents % 100:02d}",
        "currency": "EUR",
        "per": "hour",
        "vat": tender.rate_vat or None,
        "travel": tender.rate_travel or None,
        "fee": tender.rate_fee or None,
    }
