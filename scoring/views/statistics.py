"""A supplier's own figures."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from candidates.people import folder_for
from scoring.queries.statistics import figures_of


@require_safe
def statistics(request: HttpRequest, organisation: int) -> HttpResponse:
    supplier = folder_for(request.user, organisation, "statistics.read")
    return render(request, "scoring/statistics.html", {"figures": figures_of(supplier), "supplier": supplier})
