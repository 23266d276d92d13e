"""The officer's forecast of an assignment: how often will the rate decide who gets on the shortlist?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from audit import clock
from scoring import explain, explain_forecast
from scoring.engine import Unusable
from scoring.forecast_picture import picture
from scoring.forms.forecast import AssumptionsForm
from scoring.queries.forecast import Outlook, outlook, subject_of
from scoring.queries.spine import spine_of
from scoring.rules import visit_for


@require_safe
def forecast(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    visit = visit_for(request.user, number, "tender.manage", now=now)
    tender = visit.tender
    language = get_language() or "nl"
    context = {
        "tender": tender,
        "organisation": tender.client,
        "may_edit": visit.may("tender.edit"),
        "spine": spine_of(tender, now),
    }
    try:
        subject = subject_of(tender)
    except Unusable as error:
        return render(request, "scoring/forecast.html", context | {"unusable": explain.error(error, language)})
    if subject is None:
        return render(request, "scoring/forecast.html", context)
    form = AssumptionsForm(subject.criteria, request.GET)
    context |= {"form": form, "subject": subject}
    if not form.is_valid():
        return render(request, "scoring/forecast.html", context, status=422)
    found = outlook(subject, form.chances(), form.cleaned_data["bids"])
    return render(request, "scoring/forecast.html", context | _said(found, language))


def _said(found: Outlook, language: str) -> dict[str, Any]:
    lead, *more = explain_forecast.summary(found.expected.question, found.expected.forecast, language)
    return {
        "lead": lead,
        "more": more,
        "by_rate": "hourly_rate" in found.expected.question.tie_breakers,
        "picture": picture([(row.question.bids, row.forecast.tie_at_cut, row.expected) for row in found.rows]),
        "rows": [
            {
                "bids": row.question.bids,
                "expected": row.expected,
                "points": explain_forecast.percent(1 - row.forecast.tie_at_cut, language),
                "other": explain_forecast.percent(row.forecast.tie_at_cut, language),
                "tied_mean": explain_forecast.decimal(row.forecast.tied_mean, language)
                if row.forecast.tied_mean
                else "",
            }
            for row in found.rows
        ],
        "changes": [
            {"change": explain_forecast.change(each, language), "left": explain_forecast.left(each, language)}
            for each in found.changes
        ],
        "has_ties": found.expected.forecast.tie_at_cut > 0,
    }
