"""Who works on an assignment, and in which role."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from audit import clock
from tenders.forms.people import PersonForm
from tenders.models import Tender
from tenders.rules import tender_for
from tenders.services.people import ROLES, CannotAssign, assign, explained, unassign


@require_GET
def tender_people(request: HttpRequest, number: str) -> HttpResponse:
    tender = tender_for(request.user, number, "tender.staff", now=clock.now())
    return _people_page(request, tender)


@require_POST
def person_add(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    tender = tender_for(request.user, number, "tender.staff", now=now)
    role = request.POST.get("role", "")
    if role not in ROLES:
        raise Http404
    form = PersonForm(request.POST, tender=tender, role=role)
    if form.is_valid():
        try:
            added = assign(tender, form.cleaned_data["user"], role, by=request.user, now=now)
        except CannotAssign as refusal:
            form.add_error("user", str(refusal))
        else:
            values = {"person": added.user.name, "role": added.get_role_display()}
            messages.success(request, _("%(person)s is now %(role)s on this assignment.") % values)
            return redirect("tender_people", number)
    return _people_page(request, tender, status=422, sent={role: form})


@require_POST
def person_remove(request: HttpRequest, number: str, assignment: int) -> HttpResponse:
    now = clock.now()
    tender = tender_for(request.user, number, "tender.staff", now=now)
    found = get_object_or_404(tender.assignments.select_related("user"), pk=assignment)
    try:
        unassign(tender, found.user, found.role, by=request.user, now=now)
    except CannotAssign as refusal:
        return _people_page(request, tender, status=409, findings=[{"text": str(refusal)}])
    values = {"person": found.user.name, "role": found.get_role_display()}
    messages.success(request, _("%(person)s is no longer %(role)s on this assignment.") % values)
    return redirect("tender_people", number)


def _people_page(
    request: HttpRequest, tender: Tender, *, status: int = 200, sent: dict[str, PersonForm] | None = None, **extra: Any
) -> HttpResponse:
    forms = {role: PersonForm(tender=tender, role=role) for role in ROLES} | (sent or {})
    assigned = list(tender.assignments.select_related("user").order_by("user__name"))
    parts = [
        {
            "role": role,
            "label": role.label,
            "explained": explained(tender, role),
            "form": forms[role],
            "assignments": [each for each in assigned if each.role == role],
        }
        for role in ROLES
    ]
    context = {"tender": tender, "organisation": tender.client, "parts": parts, "forms": (sent or {}).values()}
    context["has_errors"] = status != 200
    return render(request, "tenders/people.html", context | extra, status=status)
