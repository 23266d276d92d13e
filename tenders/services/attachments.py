from datetime import datetime

from django.core.files import File
from django.db import transaction

from accounts.models import User
from audit.services import record
from documents import services as files
from tenders.models import Attachment, Tender

from .drafting import forget_request, locked_draft, note_save

PART = "bijlagen"  # beside the sections, in the list of what a draft is made of


@transaction.atomic
def add_attachment(tender: Tender, *, name: str, file: File, by: User, now: datetime) -> Attachment:
    """Of a PDF that was read without trouble. Raises NotNow after publication."""
    tender = locked_draft(tender)
    stored = files.keep(file, name=file.name, content_type="application/pdf", now=now)
    attachment = Attachment.objects.create(tender=tender, name=name, file=stored)
    _tell(tender, attachment, "added", by=by, now=now)
    return attachment


@transaction.atomic
def remove_attachment(tender: Tender, attachment: Attachment, *, by: User, now: datetime) -> None:
    tender = locked_draft(tender)
    _tell(tender, attachment, "removed", by=by, now=now)
    attachment.delete()
    files.erase(attachment.file)


def _tell(tender: Tender, attachment: Attachment, what: str, *, by: User, now: datetime) -> None:
    forget_request(tender)
    note_save(tender, PART, by=by, now=now)
    data = {"section": PART, "attachment": attachment.name, "what": what, "sha256": attachment.file.sha256}
    record("tender.edited", by=by, about=("tender", tender.number), tender=tender.number, now=now, **data)
