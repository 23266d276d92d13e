"""Beginning from an earlier assignment of the own organisation."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.rules import organisations_as, require_general
from audit import clock
from tenders.forms import CopyForm
from tenders.queries.copying import copyable
from tenders.rules import tender_for
from tenders.services.copying import copy_tender

PER_PAGE = 20


@require_GET
def copy_choose(request: HttpRequest) -> HttpResponse:
    require_general(request.user, "tender.create")
    wanted = request.GET.get("q", "").strip()
    found = copyable(request.user, organisations_as(request.user, "officer"), wanted)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "q": wanted, "query": urlencode({"q": wanted}) if wanted else ""}
    return render(request, "tenders/copy_choose.html", context)


@require_http_methods(["GET", "POST"])
def tender_copy(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    tender = tender_for(request.user, number, "tender.copy", now=now)
    form = CopyForm(request.POST or None, initial={"title": tender.title})
    if request.method == "POST" and form.is_valid():
        copy = copy_tender(tender, **form.cleaned_data, by=request.user, now=now)
        messages.success(request, _("The copy is made. Its dates are empty."))
        return redirect("tender_manage", copy.number)
    context = {"tender": tender, "organisation": tender.client, "form": form}
    return render(request, "tenders/copy.html", context, status=422 if form.errors else 200)
