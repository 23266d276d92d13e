"""The first page: for a visitor the open assignments, for everyone who works here what waits for them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts import access
from accounts.rules import general_roles, require_general
from audit import clock
from scoring.queries.desk import desk_of

# The table's own words, for people.
PHASES = {
    "draft": _("draft"),
    "published": _("open for bids"),
    "closed": _("closed"),
    "opened": _("being assessed"),
    "scored": _("points final"),
    "released": _("shortlist released"),
    "known": _("results known"),
    "concluded": _("concluded"),
    "cancelled": _("withdrawn"),
    "closed_without_award": _("closed without award"),
}
ROLES = {
    "anyone": _("everyone"),
    "user": _("whoever is logged in"),
    "staff": _("administrator"),
    "office": _("procurement officers"),
    "reader": _("procurement officers who may see the profile"),
    "keeper": _("procurement officers of the profile's organisation"),
    "house": _("procurement officers of the organisation that runs it"),
    "maker": _("procurement officer who read the text in"),
    "bidder": _("suppliers"),
    "member": _("who acts for a supplier"),
    "colleague": _("who acts for this supplier"),
    "company manager": _("manager of this supplier"),
    "holder": _("bidder of the supplier whose folder it is"),
    "officer": _("officer of the assignment"),
    "assessor": _("assessor of the assignment"),
    "reviewer": _("reviewer of the client"),
    "owner": _("supplier of the bid"),
    "asker": _("supplier who asked the question"),
    "auditor": _("auditor of the organisation"),
}


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
    rows = [(act, ROLES[role], [PHASES[phase] for phase in phases]) for act, role, phases in access.rows()]
    return render(request, "scoring/access_table.html", {"rows": rows, "number_of_phases": len(PHASES)})
