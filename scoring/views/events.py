"""The auditor's page: what happened on the tenders of the organisation, never what was offered."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.rules import organisations_as, require_general
from audit.acts import sentence
from audit.models import Event
from audit.services import head
from tenders.models import Tender


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    require_general(request.user, "audit.read")
    tenders = Tender.objects.filter(run_by__in=organisations_as(request.user, "auditor"))
    numbers = tenders.values("number")
    found = Event.objects.filter(tender__in=numbers).order_by("-sequence")
    chosen = request.GET.get("tender", "")
    if chosen:
        found = found.filter(tender=chosen)
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    people = User.objects.in_bulk({event.actor_id for event in page if event.actor_id})
    rows = [{"event": event, "sentence": sentence(event.act), "actor": people.get(event.actor_id)} for event in page]
    context = {
        "page": page,
        "rows": rows,
        "head": head(),
        "chosen": chosen,
        "chosen_is_public": bool(chosen) and tenders.public().filter(number=chosen).exists(),
        "chosen_is_opened": bool(chosen) and tenders.filter(number=chosen, opening__isnull=False).exists(),
        "query": urlencode({"tender": chosen}),
        "tenders": numbers.order_by("number"),
    }
    return render(request, "scoring/events.html", context)
