"""What an assignment takes from a function profile: its start, or some of its competences."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.rules import organisations_as
from audit import clock
from tenders.forms import NewTenderForm
from tenders.forms.profiles import PickForm
from tenders.models import FunctionProfile, Tender
from tenders.profile_pages import clustered
from tenders.queries.profiles import profiles_for
from tenders.rules import profile_for, tender_for
from tenders.services.profiles import assignment_text, pick_competences, start_from_profile


@require_http_methods(["GET", "POST"])
def profile_start(request: HttpRequest, profile: str) -> HttpResponse:
    found = profile_for(request.user, profile, "profile.use")
    offices = organisations_as(request.user, "officer")
    form = NewTenderForm(request.POST or None, offices=offices, initial={"title": found.name})
    if request.method == "POST" and form.is_valid():
        tender = start_from_profile(found, **form.cleaned_data, by=request.user, now=clock.now())
        messages.success(request, _("The draft begins with what the profile says. Look at its texts and competences."))
        return redirect("tender_manage", tender.number)
    context = {
        "profile": found,
        "form": form,
        "assignment_text": assignment_text(found),
        "competences": list(found.competences.prefetch_related("indicators")),
    }
    return render(request, "tenders/profiles/start.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def tender_competences(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    tender = tender_for(request.user, number, "tender.edit", now=now)
    slug = request.GET.get("profiel", "")
    if not slug:
        context = {"tender": tender, "organisation": tender.client, "profiles": profiles_for(request.user)}
        return render(request, "tenders/profiles/pick_profile.html", context)
    profile = profile_for(request.user, slug, "profile.read")
    if request.method == "GET":
        return _pick_page(request, tender, profile, PickForm(profile=profile))
    form = PickForm(request.POST, profile=profile)
    if not form.is_valid():
        return _pick_page(request, tender, profile, form, status=422)
    added = pick_competences(tender, form.cleaned_data["competences"], by=request.user, now=now)
    messages.success(request, _added(len(added)))
    return redirect("tender_edit", number, "competenties")


def _pick_page(
    request: HttpRequest, tender: Tender, profile: FunctionProfile, form: PickForm, *, status: int = 200
) -> HttpResponse:
    known = {text.casefold() for text in tender.competences.values_list("text", flat=True)}
    new = [each for each in form.offered if each.name.casefold() not in known]
    context = {
        "tender": tender,
        "organisation": tender.client,
        "profile": profile,
        "form": form,
        "ticked": form.ticked,
        "clusters": clustered(form.offered),
        "new": new,
        "first": new[0] if new else None,
    }
    return render(request, "tenders/profiles/pick.html", context, status=status)


def _added(count: int) -> str:
    if count == 0:
        return _("Nothing was added: these competences were already in the assignment.")
    return ngettext("%(n)s competence added.", "%(n)s competences added.", count) % {"n": count}
