"""A supplier's folder of candidates."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Organisation
from accounts.rules import require_general
from audit import clock
from candidates.forms.person import PersonForm
from candidates.people import Person, folder_for, named, opened, row_for, saved
from candidates.rules import bids_as
from candidates.services.people import change_person, remove_person, save_person
from documents.keystore import Unsealable

View = Callable[..., HttpResponse]


def where_the_key_is(view: View) -> View:
    """Without the folder's key nothing in it can be shown or written: the list says so."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Unsealable:
            return redirect("people")

    return asked


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Usually there is one folder; who bids for several suppliers sees each."""
    require_general(request.user, "people.use")
    words = request.GET.get("q", "")[:100]
    folders = [_folder(request, supplier, words) for supplier in bids_as(request.user)]
    context = {"folders": folders, "q": words, "several": len(folders) > 1}
    return render(request, "candidates/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@where_the_key_is
def person_new(request: HttpRequest, organisation: int) -> HttpResponse:
    supplier = folder_for(request.user, organisation, "person.use")
    form = PersonForm(_sent(request), person=Person())
    if request.method == "POST" and form.is_valid():
        save_person(supplier, form.person(), by=request.user, now=clock.now())
        messages.success(request, _("%(name)s is in the folder.") % {"name": form.cleaned_data["name"]})
        return redirect("people")
    return _page(request, form, supplier)


@require_http_methods(["GET", "HEAD", "POST"])
@where_the_key_is
def person_edit(request: HttpRequest, person: UUID) -> HttpResponse:
    row = row_for(request.user, person, "person.use")
    form = PersonForm(_sent(request), person=opened(row, by=request.user))
    if request.method == "POST" and form.is_valid():
        change_person(row, form.person(), by=request.user, now=clock.now())
        messages.success(request, _("The data of %(name)s have been saved.") % {"name": form.cleaned_data["name"]})
        return redirect("people")
    return _page(request, form, row.supplier)


@require_http_methods(["GET", "HEAD", "POST"])
@where_the_key_is
def person_remove(request: HttpRequest, person: UUID) -> HttpResponse:
    row = row_for(request.user, person, "person.use")
    found = opened(row, by=request.user)
    if request.method == "POST":
        remove_person(row, by=request.user, now=clock.now())
        messages.success(request, _("%(name)s is no longer in the folder.") % {"name": found.name})
        return redirect("people")
    return render(request, "candidates/person_remove.html", {"person": found})


def _sent(request: HttpRequest) -> object:
    return request.POST if request.method == "POST" else None


def _folder(request: HttpRequest, supplier: Organisation, words: str) -> dict[str, object]:
    try:
        everybody = saved(supplier, by=request.user)
    except Unsealable:
        return {"supplier": supplier, "unreadable": True}
    return {"supplier": supplier, "people": named(everybody, words), "is_empty": not everybody}


def _page(request: HttpRequest, form: PersonForm, supplier: Organisation) -> HttpResponse:
    has_errors = form.is_bound and not form.more and not form.is_valid()
    context = {
        "form": form,
        "formset": form.jobs,
        "sheet": form,
        "person": form.was,
        "supplier": supplier,
        "has_errors": has_errors,
    }
    return render(request, "candidates/person.html", context, status=422 if has_errors else 200)
