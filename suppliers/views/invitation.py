"""The link in an invitation: for an account that is there, or a new one."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.rules import require_general
from audit import clock
from suppliers import links
from suppliers.forms.sign_up import NewColleagueForm
from suppliers.models import Invitation
from suppliers.rules import has_role
from suppliers.services.colleagues import CannotAccept, accept, accept_as_new, account_of, holds_address


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, invitation: str) -> HttpResponse:
    """Asking for the page changes nothing, because programs look at the links in a mail; its button does."""
    require_general(request.user, "invitation.accept")
    found = links.invitation_of(invitation)
    if request.method != "POST":
        return _page(request, found, NewColleagueForm(email=found.email))
    try:
        if request.user.is_authenticated:
            return _accepted(request, found)
        return _accepted_as_new(request, found)
    except CannotAccept as refusal:
        if _is_in(request, found):  # a second click
            return redirect("company")
        return _page(request, found, NewColleagueForm(email=found.email), status=409, refused=str(refusal))


def _accepted(request: HttpRequest, found: Invitation) -> HttpResponse:
    accept(found, request.user, now=clock.now())
    return _onward(request, found)


def _accepted_as_new(request: HttpRequest, found: Invitation) -> HttpResponse:
    form = NewColleagueForm(request.POST, email=found.email)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    user = accept_as_new(found, **form.cleaned_data, now=clock.now())
    perform_login(request, user)
    return _onward(request, found)


def _onward(request: HttpRequest, found: Invitation) -> HttpResponse:
    values = {"role": found.get_role_display(), "company": found.organisation.name}
    messages.success(request, _("At %(company)s you are now %(role)s.") % values)
    return redirect("company")


def _is_in(request: HttpRequest, found: Invitation) -> bool:
    """Who was invited has this role."""
    user = request.user
    return has_role(user, found.organisation, found.role) and holds_address(user, found.email)


def _page(
    request: HttpRequest, found: Invitation, form: NewColleagueForm, *, status: int = 200, refused: str = ""
) -> HttpResponse:
    context = {
        "invitation": found,
        "form": form,
        "refused": refused,
        "usable": found.is_usable(clock.now()),
        "is_accepted": found.state == Invitation.State.ACCEPTED,
        "is_in": _is_in(request, found),
        "has_account": account_of(found.email) is not None,
        "is_theirs": request.user.is_authenticated and holds_address(request.user, found.email),
        "has_errors": status != 200,
    }
    response = render(request, "suppliers/invitation.html", context, status=status)
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex"
    return response
