"""The library of function profiles and an organisation's own: reading, searching, comparing, writing."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.rules import organisations_as, require_general
from audit import clock
from tenders.forms.profiles import CompareForm, NewProfileForm, ProfileSheet, profile_sheet_for
from tenders.models import FunctionProfile
from tenders.profile_pages import comparison_of, found_in, profile_content
from tenders.profiles import PARTS, content_of
from tenders.queries.profiles import profiles_for
from tenders.rules import may_on_profile, profile_for
from tenders.services.drafting import ChangedMeanwhile
from tenders.services.profiles import InUse, create_profile, delete_profile, save_part, uses

PER_PAGE = 20


@require_safe
def profile_list(request: HttpRequest) -> HttpResponse:
    require_general(request.user, "profile.list")
    wanted = request.GET.get("q", "").strip()
    found = profiles_for(request.user, wanted).annotate(
        competence_count=Count("competences", distinct=True),
        indicator_count=Count("competences__indicators", distinct=True),
    )
    page = Paginator(found.with_rows() if wanted else found, PER_PAGE).get_page(request.GET.get("page"))
    if wanted:
        for profile in page:
            profile.hits = found_in(content_of(profile), wanted)
    context = {
        "page": page,
        "q": wanted,
        "query": urlencode({"q": wanted}) if wanted else "",
        "compare_form": CompareForm(profiles=profiles_for(request.user), auto_id="compare_%s"),
    }
    return render(request, "tenders/profiles/list.html", context)


@require_safe
def profile_page(request: HttpRequest, profile: str) -> HttpResponse:
    found = profile_for(request.user, profile, "profile.read")
    context = {
        "profile": found,
        "content": profile_content(found),
        "may_edit": may_on_profile(request.user, found, "profile.edit"),
        "others": profiles_for(request.user).exclude(pk=found.pk),
    }
    return render(request, "tenders/profiles/page.html", context)


@require_safe
def profile_compare(request: HttpRequest) -> HttpResponse:
    require_general(request.user, "profile.list")
    asked = request.GET if request.GET.keys() & {"links", "rechts"} else None
    form = CompareForm(asked, profiles=profiles_for(request.user))
    if not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "tenders/profiles/compare.html", {"form": form}, status=status)
    left, right = form.cleaned_data["links"], form.cleaned_data["rechts"]
    context = {"form": form, "left": left, "right": right, "groups": comparison_of(left, right)}
    return render(request, "tenders/profiles/compare.html", context)


@require_http_methods(["GET", "POST"])
def profile_new(request: HttpRequest) -> HttpResponse:
    require_general(request.user, "profile.create")
    like = _copied(request)
    offices = organisations_as(request.user, "officer")
    form = NewProfileForm(request.POST or None, offices=offices, initial={"name": like.name} if like else {})
    if request.method == "POST" and form.is_valid():
        made = create_profile(**form.cleaned_data, by=request.user, now=clock.now(), like=like)
        messages.success(request, _("Function profile made: %(name)s.") % {"name": made.name})
        return redirect("profile_edit", made.slug, "algemeen")
    status = 422 if form.errors else 200
    return render(request, "tenders/profiles/new.html", {"form": form, "like": like}, status=status)


@require_http_methods(["GET", "POST"])
def profile_edit(request: HttpRequest, profile: str, part: str) -> HttpResponse:
    found = profile_for(request.user, profile, "profile.edit")
    if request.method == "GET":
        return _part_page(request, found, profile_sheet_for(part, found))
    sheet = profile_sheet_for(part, found, request.POST)
    if sheet.more:
        return _part_page(request, found, sheet)
    if not sheet.is_valid():
        return _part_page(request, found, sheet, status=422)
    now = clock.now()
    try:
        saved = save_part(found, sheet.section, sheet.content(), seen=sheet.seen, by=request.user, now=now)
    except ChangedMeanwhile:
        return _part_page(request, found, sheet, status=409, changed_meanwhile=True)
    messages.success(request, _("Saved: %(section)s.") % {"section": sheet.section.title})
    return _onwards(saved, part, to_profile="overview" in request.POST)


@require_http_methods(["GET", "POST"])
def profile_delete(request: HttpRequest, profile: str) -> HttpResponse:
    found = profile_for(request.user, profile, "profile.edit")
    if request.method == "POST":
        try:
            delete_profile(found, by=request.user, now=clock.now())
        except InUse as used:
            return _delete_page(request, found, used.assignments, status=409)
        messages.success(request, _("Function profile deleted: %(name)s.") % {"name": found.name})
        return redirect("profiles")
    return _delete_page(request, found, uses(found))


def _copied(request: HttpRequest) -> FunctionProfile | None:
    """The profile that the new one begins as: `van` in the address."""
    slug = request.GET.get("van", "")
    return profile_for(request.user, slug, "profile.read") if slug else None


def _onwards(profile: FunctionProfile, part: str, *, to_profile: bool) -> HttpResponse:
    keys = list(PARTS)
    place = keys.index(part) + 1
    if to_profile or place == len(keys):
        return redirect(profile)
    return redirect("profile_edit", profile.slug, keys[place])


def _part_page(
    request: HttpRequest, profile: FunctionProfile, sheet: ProfileSheet, *, status: int = 200, **extra: Any
) -> HttpResponse:
    context = {
        "profile": profile,
        "sheet": sheet,
        "form": sheet.form,
        "formset": sheet.formset,
        "has_errors": status == 422,
        "parts": PARTS.values(),
        "place": list(PARTS).index(sheet.section.key) + 1,
        "places": len(PARTS),
    }
    return render(request, sheet.layout.template, context | extra, status=status)


def _delete_page(request: HttpRequest, profile: FunctionProfile, used_by: int, *, status: int = 200) -> HttpResponse:
    text = ngettext(
        "%(n)s assignment took competences from this profile. It stays, so that it can be seen where they come from.",
        "%(n)s assignments took competences from this profile. It stays, so that it can be seen where they come from.",
        used_by,
    )
    context = {"profile": profile, "in_use": text % {"n": used_by} if used_by else "", "has_errors": status != 200}
    return render(request, "tenders/profiles/delete.html", context, status=status)
