"""The files of a published assignment in the draft of an amendment: added, replaced, taken away."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from audit import clock
from documents.names import attachment_header
from documents.services import open_file
from tenders.amending import FILES
from tenders.forms.attachment import AmendedAttachmentForm
from tenders.models import AmendmentDraft, Attachment, DraftedAttachment, Tender
from tenders.rules import tender_for
from tenders.services.amended_files import draft_file, leave_file, take_file_away


@dataclass(frozen=True)
class Row:
    """One name: what stands under it, and what the draft puts there. `goes`: it is taken away."""

    name: str
    stands: Attachment | None
    drafted: DraftedAttachment | None
    goes: bool


@require_safe
def attachments(request: HttpRequest, number: str) -> HttpResponse:
    tender = tender_for(request.user, number, "amendment.write", now=clock.now())
    form = AmendedAttachmentForm(tender=tender, initial={"name": request.GET.get("name", "")})
    return _page(request, tender, form)


@require_safe
def attachment_file(request: HttpRequest, number: str, drafted: int) -> FileResponse:
    tender = tender_for(request.user, number, "amendment.write", now=clock.now())
    found = get_object_or_404(DraftedAttachment.objects.select_related("file"), pk=drafted, draft__tender=tender)
    response = FileResponse(open_file(found.file), content_type=found.file.content_type)
    response["Content-Disposition"] = attachment_header(found.file.original_name)
    return response


@require_POST
def attachment_add(request: HttpRequest, number: str) -> HttpResponse:
    tender = tender_for(request.user, number, "amendment.write", now=clock.now())
    form = AmendedAttachmentForm(request.POST, request.FILES, tender=tender)
    if not form.is_valid():
        return _page(request, tender, form, status=422)
    drafted = draft_file(tender, **form.cleaned_data, by=request.user)
    messages.success(request, _("Saved in the amendment: %(section)s.") % {"section": drafted.name})
    return redirect("amendment_attachments", number)


@require_POST
def attachment_remove(request: HttpRequest, number: str) -> HttpResponse:
    tender = tender_for(request.user, number, "amendment.write", now=clock.now())
    name = request.POST.get("name", "")
    try:
        take_file_away(tender, name=name, by=request.user)
    except LookupError as unknown:
        raise Http404 from unknown
    messages.success(request, _("The amendment takes this attachment away: %(name)s.") % {"name": name})
    return redirect("amendment_attachments", number)


@require_POST
def attachment_undo(request: HttpRequest, number: str) -> HttpResponse:
    tender = tender_for(request.user, number, "amendment.write", now=clock.now())
    name = request.POST.get("name", "")
    leave_file(tender, name=name, by=request.user)
    messages.success(request, _("The amendment no longer changes this attachment: %(name)s.") % {"name": name})
    return redirect("amendment_attachments", number)


def _page(request: HttpRequest, tender: Tender, form: AmendedAttachmentForm, *, status: int = 200) -> HttpResponse:
    context = {
        "tender": tender,
        "organisation": tender.client,
        "rows": _rows(tender),
        "attachment_form": form,
    }
    return render(request, "tenders/amendment_attachments.html", context, status=status)


def _rows(tender: Tender) -> list[Row]:
    draft = AmendmentDraft.objects.filter(tender=tender).first()
    stands = {each.name: each for each in tender.attachments.standing().select_related("file")}
    drafted = {each.name: each for each in draft.attachments.select_related("file")} if draft else {}
    kept = {row["name"] for row in draft.changes[FILES]} if draft and FILES in draft.changes else set(stands)
    names = sorted({*stands, *drafted})
    return [Row(name, stands.get(name), drafted.get(name), goes=name not in kept) for name in names]
