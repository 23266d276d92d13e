"""Another template for the procedure of a draft: chosen, looked at beside what it replaces, and only then put there."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from audit import clock
from tenders.forms import ProcedureForm
from tenders.models import Tender
from tenders.procedures import TEMPLATES, Template
from tenders.rules import tender_for
from tenders.sections import SECTIONS
from tenders.services.drafting import ChangedMeanwhile, replace_procedure, stamp

PROCEDURE = SECTIONS["procedure"]


@require_GET
def procedure_choose(request: HttpRequest, number: str) -> HttpResponse:
    tender = tender_for(request.user, number, "tender.edit", now=clock.now())
    context = {"tender": tender, "organisation": tender.client, "templates": TEMPLATES.values()}
    return render(request, "tenders/procedure_choose.html", context)


@require_http_methods(["GET", "POST"])
def procedure_replace(request: HttpRequest, number: str) -> HttpResponse:
    """By GET the question: which steps go and which come. By POST the answer."""
    now = clock.now()
    tender = tender_for(request.user, number, "tender.edit", now=now)
    if request.method == "GET":
        template = TEMPLATES.get(request.GET.get("template", ""))
        return _question(request, tender, template) if template else redirect("procedure_choose", number)
    form = ProcedureForm(request.POST)
    if not form.is_valid():
        return _question(request, tender, next(iter(TEMPLATES.values())), status=422)
    template = TEMPLATES[form.cleaned_data["template"]]
    try:
        replace_procedure(tender, template, seen=form.cleaned_data["seen"], by=request.user, now=now)
    except ChangedMeanwhile:
        return _question(request, tender, template, status=409)
    messages.success(request, _("The steps are replaced. Adapt them below."))
    return redirect("tender_edit", number, "procedure")


def _question(request: HttpRequest, tender: Tender, template: Template, *, status: int = 200) -> HttpResponse:
    now_there = PROCEDURE.read(tender)
    context = {
        "tender": tender,
        "organisation": tender.client,
        "template": template,
        "now_there": now_there,
        "seen": stamp(now_there),
        "changed_meanwhile": status == 409,
    }
    return render(request, "tenders/procedure_replace.html", context, status=status)
