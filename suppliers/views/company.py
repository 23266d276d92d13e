"""A supplier's own details."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Organisation
from accounts.rules import organisations_as, require_general
from audit import clock
from suppliers.forms.company import CompanyForm
from suppliers.rules import companies_of, company_for, is_manager
from suppliers.services.profile import STATED, change_profile


@require_safe
def company(request: HttpRequest) -> HttpResponse:
    """Usually there is one; who acts for several sees each."""
    require_general(request.user, "company.list")
    rows = [_row(request, each) for each in companies_of(request.user)]
    return render(request, "suppliers/company.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def company_edit(request: HttpRequest, organisation: int) -> HttpResponse:
    found = company_for(request.user, organisation, "company.edit")
    sent = request.POST if request.method == "POST" else None
    form = CompanyForm(sent, instance=Organisation.objects.get(pk=found.pk))
    if form.is_valid():
        stated = {name: form.cleaned_data[name] for name in STATED}
        change_profile(found, stated, by=request.user, now=clock.now())
        messages.success(request, _("The details of the company have been saved."))
        return redirect("company")
    context = {"company": found, "form": form}
    return render(request, "suppliers/company_edit.html", context, status=422 if form.errors else 200)


def _row(request: HttpRequest, company: Organisation) -> dict[str, object]:
    stated = [
        (_("Chamber of Commerce number (KvK)"), company.kvk_number),
        (_("Legal form"), company.get_legal_form_display()),
        (_("Place"), company.place),
        (_("Waadi registration"), _with_number(company.get_waadi_status_display(), company.waadi_number)),
        (_("Wtta admission"), _with_number(company.get_wtta_status_display(), company.wtta_number)),
        (_("Contact for procedures"), _lines(company.contact_name, company.contact_email, company.contact_telephone)),
    ]
    return {
        "company": company,
        "may_manage": is_manager(request.user, company),
        "may_bid": any(each.pk == company.pk for each in organisations_as(request.user, "bidder")),
        "stated": [{"label": label, "value": value} for label, value in stated],
    }


def _with_number(status: str, number: str) -> str:
    return ", ".join(filter(None, [str(status or ""), number]))


def _lines(*values: str) -> str:
    return "\n".join(filter(None, values))
