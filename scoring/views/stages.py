"""The officer's side of the stages: progress, closing, the ranking, the draw, the release."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import NotNow
from audit import clock
from audit.services import record
from scoring.forms.draw import DrawForm
from scoring.models import StageRun
from scoring.queries import ranking as rankings
from scoring.queries.overview import StageOverview, overview_of
from scoring.queries.progress import run_of_kind
from scoring.queries.spine import spine_of
from scoring.rules import tender_for
from scoring.services import shortlist
from scoring.services.runs import Incomplete, close_run
from tenders.models import Tender


@require_safe
def progress(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    tender = tender_for(request.user, number, "runs.read", now=now)
    return _progress_page(request, tender, now)


@require_POST
def run_close(request: HttpRequest, number: str, run: int) -> HttpResponse:
    now = clock.now()
    tender = tender_for(request.user, number, "runs.close", now=now)
    found = get_object_or_404(StageRun.objects.select_related("stage"), pk=run, stage__tender=tender)
    found.stage.tender = tender
    try:
        close_run(found, by=request.user, now=now)
    except Incomplete as incomplete:
        return _progress_page(request, tender, now, missing=incomplete.missing, refused=found, status=409)
    messages.success(request, _("%(stage)s is closed.") % {"stage": found.stage.name})
    return redirect("ranking" if found.stage.kind == "weighted" else "progress", number)


@require_safe
def ranking(request: HttpRequest, number: str) -> HttpResponse:
    """Shows rates, so it leaves an event that lists whose."""
    now = clock.now()
    tender = tender_for(request.user, number, "ranking.read", now=now)
    table = _table(tender)
    with transaction.atomic():
        refs = sorted(place.ref for place in table.ranking.places)
        record("ranking.viewed", by=request.user, about=("tender", number), tender=number, now=now, bids=refs)
    return render(request, "scoring/ranking.html", _ranking_context(tender, table, now))


@require_http_methods(["GET", "HEAD", "POST"])
def draw(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    tender = tender_for(request.user, number, "draw.record", now=now)
    table = _table(tender)
    if not table.across:
        raise NotNow(_("No tie at the cut is open: there is nothing to draw."))
    form = DrawForm(request.POST or None, rows=table.across, now=now)
    if request.method == "POST" and form.is_valid():
        try:
            shortlist.record_draw(_weighted_run(tender), form.drawing(), by=request.user, now=now)
        except shortlist.DrawRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The drawn order is recorded."))
            return redirect("ranking", number)
    context = {"tender": tender, "organisation": tender.client, "form": form, "table": table}
    return render(request, "scoring/draw.html", context, status=422 if form.errors else 200)


@require_POST
def release(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    tender = tender_for(request.user, number, "shortlist.release", now=now)
    shortlist.release(_weighted_run(tender), by=request.user, now=now)
    messages.success(request, _("The shortlist is released: the reviewers of the client can see it now."))
    return redirect("ranking", number)


def _progress_page(
    request: HttpRequest, tender: Tender, now: datetime, *, status: int = 200, **extra: Any
) -> HttpResponse:
    stages: list[StageOverview] = overview_of(tender)
    context = {"tender": tender, "organisation": tender.client, "stages": stages, "spine": spine_of(tender, now)}
    return render(request, "scoring/progress.html", context | extra, status=status)


def _weighted_run(tender: Tender) -> StageRun:
    run = run_of_kind(tender, "weighted")
    if run is None:
        raise NotNow
    return run


def _table(tender: Tender) -> rankings.Table:
    table = rankings.table(_weighted_run(tender))
    if table is None:
        raise NotNow(_("The points are not final yet."))
    return table


def _ranking_context(tender: Tender, table: rankings.Table, now: datetime) -> dict[str, Any]:
    run = _weighted_run(tender)
    return {
        "tender": tender,
        "organisation": tender.client,
        "table": table,
        "columns": len(table.criteria) + 5,
        "run": run,
        "draw": run.draws.last(),
        "released": run.state == StageRun.State.RELEASED,
        "spine": spine_of(tender, now),
    }
