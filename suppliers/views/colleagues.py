"""Who acts for a supplier: invited, withdrawn, removed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Organisation
from audit import clock
from suppliers.forms.company import EXPLAINED, InvitationForm
from suppliers.models import Invitation
from suppliers.rules import ROLES, company_for, is_manager
from suppliers.services.colleagues import CannotInvite, CannotRemove, invite, remove, withdraw


@require_safe
def colleagues(request: HttpRequest, organisation: int) -> HttpResponse:
    company = company_for(request.user, organisation, "company.read")
    return _page(request, company, InvitationForm())


@require_POST
def colleague_invite(request: HttpRequest, organisation: int) -> HttpResponse:
    company = company_for(request.user, organisation, "company.edit")
    form = InvitationForm(request.POST)
    if form.is_valid():
        try:
            made = invite(company, **form.cleaned_data, by=request.user, now=clock.now())
        except CannotInvite as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(request, _("An invitation is on its way to %(email)s.") % {"email": made.email})
            return redirect("colleagues", company.pk)
    return _page(request, company, form, status=422)


@require_POST
def invitation_withdraw(request: HttpRequest, organisation: int, invited: UUID) -> HttpResponse:
    company = company_for(request.user, organisation, "company.edit")
    found = get_object_or_404(company.invitations, pk=invited)
    withdraw(found, by=request.user, now=clock.now())
    messages.success(request, _("The invitation of %(email)s has been withdrawn.") % {"email": found.email})
    return redirect("colleagues", company.pk)


@require_POST
def colleague_remove(request: HttpRequest, organisation: int, membership: int) -> HttpResponse:
    company = company_for(request.user, organisation, "company.edit")
    found = get_object_or_404(company.memberships.select_related("user").filter(role__in=ROLES), pk=membership)
    try:
        remove(found, by=request.user, now=clock.now())
    except CannotRemove as refusal:
        return _page(request, company, InvitationForm(), status=409, findings=[{"text": str(refusal)}])
    values = {"person": found.user.name, "role": found.get_role_display()}
    messages.success(request, _("%(person)s is no longer %(role)s.") % values)
    # Who removed themself may not belong to it any more.
    return redirect("home") if found.user_id == request.user.pk else redirect("colleagues", company.pk)


def _page(
    request: HttpRequest, company: Organisation, form: InvitationForm, *, status: int = 200, **extra: Any
) -> HttpResponse:
    people = list(company.memberships.filter(role__in=ROLES).select_related("user").order_by("user__name", "pk"))
    now = clock.now()
    waiting = list(company.invitations.filter(state=Invitation.State.OPEN))
    context = {
        "company": company,
        "form": form,
        "may_manage": is_manager(request.user, company),
        "parts": [
            {"role": role, "explained": EXPLAINED[role], "people": [each for each in people if each.role == role]}
            for role in ROLES
        ],
        "invitations": [{"invitation": each, "is_over": not each.is_usable(now)} for each in waiting],
        "has_errors": status != 200,
    }
    return render(request, "suppliers/colleagues.html", context | extra, status=status)
