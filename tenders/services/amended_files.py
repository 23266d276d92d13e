"""Attachments of a published assignment: drafted with the other changes of an amendment, and published with them.

A file is kept as soon as it comes in; until then nobody but the officers of the assignment can open it.
"""

from datetime import datetime

from django.core.files import File
from django.db import transaction

from accounts.models import User
from audit.services import record
from documents import services as files
from tenders.amending import FILES
from tenders.models import AmendmentDraft, DraftedAttachment, Tender

from .amending import draft_of, save_changes
from .attachments import PART
from .standing import locked_open


@transaction.atomic
def draft_file(tender: Tender, *, name: str, file: File, by: User) -> DraftedAttachment:
    """The file under this name, in the place of one that bears it. Of a PDF that was read without trouble.

    Raises NotNow.
    """
    tender, now = locked_open(tender)
    draft = draft_of(tender, by=by, now=now)
    _forget_file(draft, name)
    stored = files.keep(file, name=file.name or "", content_type="application/pdf", now=now)
    drafted: DraftedAttachment = draft.attachments.create(name=name, file=stored)
    _keep(draft, _drafted(draft) | {name: stored.sha256}, what="added", name=name, by=by, now=now)
    return drafted


@transaction.atomic
def take_file_away(tender: Tender, *, name: str, by: User) -> None:
    """Raises LookupError where no attachment that stands bears this name, NotNow."""
    tender, now = locked_open(tender)
    if name not in _standing(tender):
        raise LookupError(name)
    draft = draft_of(tender, by=by, now=now)
    _forget_file(draft, name)
    remaining = {each: sha256 for each, sha256 in _drafted(draft).items() if each != name}
    _keep(draft, remaining, what="removed", name=name, by=by, now=now)


@transaction.atomic
def leave_file(tender: Tender, *, name: str, by: User) -> None:
    """What the draft would do under this name it no longer does. Raises NotNow."""
    tender, now = locked_open(tender)
    draft = AmendmentDraft.objects.filter(tender=tender).first()
    if draft is None:
        return
    _forget_file(draft, name)
    others = {each: sha256 for each, sha256 in _drafted(draft).items() if each != name}
    stands = {each: sha256 for each, sha256 in _standing(tender).items() if each == name}
    _keep(draft, others | stands, what="left", name=name, by=by, now=now)


def _standing(tender: Tender) -> dict[str, str]:
    return dict(tender.attachments.standing().values_list("name", "file__sha256"))


def _drafted(draft: AmendmentDraft) -> dict[str, str]:
    """Name and hash of each attachment, as it would be."""
    rows = draft.changes.get(FILES)
    return _standing(draft.tender) if rows is None else {row["name"]: row["sha256"] for row in rows}


def _forget_file(draft: AmendmentDraft, name: str) -> None:
    for drafted in draft.attachments.filter(name=name).select_related("file"):
        drafted.delete()
        files.erase(drafted.file)


def _keep(draft: AmendmentDraft, would_be: dict[str, str], *, what: str, name: str, by: User, now: datetime) -> None:
    changes = {key: change for key, change in draft.changes.items() if key != FILES}
    if would_be != _standing(draft.tender):
        changes[FILES] = [{"name": each, "sha256": would_be[each]} for each in sorted(would_be)]
    if changes == draft.changes:  # a second click
        return
    save_changes(draft, changes)
    tender, told = draft.tender, {"section": PART, "attachment": name, "what": what}
    record("amendment.drafted", by=by, about=("tender", tender.number), tender=tender.number, now=now, **told)
