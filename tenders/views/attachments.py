"""The files of a draft: kept at once, on a page of their own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from audit import clock
from tenders.forms.attachment import AttachmentForm
from tenders.models import Tender
from tenders.rules import tender_for
from tenders.services.attachments import add_attachment, remove_attachment


@require_safe
def attachments(request: HttpRequest, number: str) -> HttpResponse:
    tender = tender_for(request.user, number, "tender.edit", now=clock.now())
    return _page(request, tender, AttachmentForm(tender=tender))


@require_POST
def attachment_add(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    tender = tender_for(request.user, number, "tender.edit", now=now)
    form = AttachmentForm(request.POST, request.FILES, tender=tender)
    if not form.is_valid():
        return _page(request, tender, form, status=422)
    add_attachment(tender, **form.cleaned_data, by=request.user, now=now)
    messages.success(request, _("Attachment added: %(name)s.") % {"name": form.cleaned_data["name"]})
    return redirect("tender_attachments", number)


@require_POST
def attachment_remove(request: HttpRequest, number: str, attachment: int) -> HttpResponse:
    now = clock.now()
    tender = tender_for(request.user, number, "tender.edit", now=now)
    found = get_object_or_404(tender.attachments.select_related("file"), pk=attachment)
    remove_attachment(tender, found, by=request.user, now=now)
    messages.success(request, _("Attachment removed: %(name)s.") % {"name": found.name})
    return redirect("tender_attachments", number)


def _page(request: HttpRequest, tender: Tender, form: AttachmentForm, *, status: int = 200) -> HttpResponse:
    context = {
        "tender": tender,
        "organisation": tender.client,
        "attachments": list(tender.attachments.select_related("file")),
        "attachment_form": form,
    }
    return render(request, "tenders/attachments.html", context, status=status)
