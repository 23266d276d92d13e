"""The first page: for a visitor the open assignments, for everyone who works here what waits for them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts import access
from accounts.rules import general_roles, require_general
from audit import clock
from scoring.queries.desk import desk_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    require_general(request.user, "site.read")
    if not request.user.is_authenticated:
        return redirect("tenders")
    roles = general_roles(request.user)
    context = {
        "piles": desk_of(request.user, clock.now()),
        "may_create": "office" in roles,
        "is_bidder": "bidder" in roles,
        "is_auditor": "auditor" in roles,
    }
    return render(request, "scoring/home.html", context)


@require_safe
def access_table(request: HttpRequest) -> HttpResponse:
    """The access table as the program reads it."""
    require_general(request.user, "site.read")
    return render(request, "scoring/access_table.html", {"rows": access.rows()})
