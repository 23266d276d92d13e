"""A new draft from an earlier assignment: its words and rules, without its dates, its people and its questions."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from documents import services as files
from tenders.models import Tender
from tenders.rows import ROWS
from tenders.sections import SECTIONS

from .drafting import make_draft

# Also the words of a start: "March 2026" is as old as the posting.
DATES = (
    "start_text", "start_on", "questions_until", "answers_on", "closes_at", "invitations_by", "interviews_on",
    "interviews_part_of_day", "results_on",
)  # fmt: skip


@transaction.atomic
def copy_tender(source: Tender, *, number: str, title: str, by: User, now: datetime) -> Tender:
    """The copier is its only officer. The attachments are its own, so that removing one leaves the other alone."""
    start = {"number": number, "title": title, "client": source.client, "run_by": source.run_by}
    copy = make_draft(_content(source), **start, by=by, now=now, copied_from=source.number)
    for attachment in source.attachments.standing().select_related("file"):
        old = attachment.file
        file = files.keep(files.content(old), name=old.original_name, content_type=old.content_type, now=now)
        copy.attachments.create(name=attachment.name, file=file)
    return copy


def _content(source: Tender) -> dict[str, Any]:
    content = {name: value for section in SECTIONS.values() for name, value in section.read(source).items()}
    emptied = {name: Tender._meta.get_field(name).get_default() for name in DATES}
    # With their definitions and indicators, where they came from a function profile.
    competences = ROWS["competences"].detailed(source)
    return content | emptied | {"questions": [], "competences": competences}
