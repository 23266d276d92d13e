"""Start a bid and keep what is typed and uploaded, complete or not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import NotNow
from accounts.models import Organisation, User
from audit.services import record
from candidates import vault
from candidates.content import Answers, Draft, OfferedFile
from candidates.models import READ_CV, Bid
from candidates.numbers import new_number
from documents.models import StoredFile
from documents.names import clean_name
from documents.reading import PdfFacts, read_facts
from documents.services import erase, hash_of, keep
from jobs.services import forget, start
from tenders.models import Tender
from tenders.procedure import phase

PDF = "application/pdf"
Change = Callable[[Draft], Draft]


def start_bid(tender: Tender, *, supplier: Organisation, by: User, now: datetime) -> Bid:
    """An empty draft. Raises NotNow when the tender takes no bids, or no more of this supplier."""
    with transaction.atomic():
        tender = Tender.objects.select_for_update().get(pk=tender.pk)
        if phase(tender, now) != Tender.State.PUBLISHED:
            raise NotNow(_("This assignment takes no bids now."))
        _require_room(tender, supplier)
        bid = Bid.objects.create(
            number=new_number(),
            key_id=vault.new_key(),
            tender=tender,
            supplier=supplier,
            started_by=by,
            started_at=now,
        )
        record("bid.started", by=None, about=("bid", bid.number), tender=tender.number, now=now)
    return bid


def save_draft(bid: Bid, answers: Answers, *, by: User, now: datetime) -> Draft:
    """Keeps the answers as they are. Raises NotNow for a bid that is no draft any more, Sealed for a stranger."""
    with transaction.atomic():
        return _change(bid, lambda draft: replace(draft, answers=answers), by=by, now=now)


def attach_cv(bid: Bid, upload: File, *, by: User, now: datetime) -> OfferedFile:
    """Looks at the PDF in a child process, then keeps it in the place of the one before, to be read in the background.
    Raises Unreadable."""

    def put(draft: Draft, kept: OfferedFile) -> tuple[Draft, OfferedFile | None]:
        return replace(draft, cv=kept), draft.cv

    def have_it_read(kept: OfferedFile) -> None:
        start(READ_CV, key=kept.id, arguments={"file": kept.id}, now=now)

    return _attach(bid, upload, put, then=have_it_read, by=by, now=now)


def attach_document(bid: Bid, key: str, upload: File, *, by: User, now: datetime) -> OfferedFile:
    """The same for a document, under the key by which it is asked (`asked.AskedFile`)."""

    def put(draft: Draft, kept: OfferedFile) -> tuple[Draft, OfferedFile | None]:
        return replace(draft, documents={**draft.documents, key: kept}), draft.documents.get(key)

    return _attach(bid, upload, put, by=by, now=now)


def require_draft(bid: Bid) -> None:
    """Raises NotNow once the bid was submitted."""
    if bid.state != Bid.State.DRAFT:
        raise NotNow(_("This bid has been submitted. What was submitted can't be changed any more."))


Put = Callable[[Draft, OfferedFile], tuple[Draft, OfferedFile | None]]


def _attach(
    bid: Bid, upload: File, put: Put, *, then: Callable[[OfferedFile], None] | None = None, by: User, now: datetime
) -> OfferedFile:
    """`then` is done in the same transaction."""
    facts = read_facts(upload)  # may take seconds: before any lock
    replaced: list[OfferedFile | None] = []
    with transaction.atomic():
        _locked_draft(bid)
        kept = keep(upload, name="", content_type=PDF, now=now, key_id=bid.key_id)
        offered = _offered(kept, upload, facts)

        def change(draft: Draft) -> Draft:
            changed, before = put(draft, offered)
            replaced.append(before)
            return changed

        _change(bid, change, by=by, now=now)
        sealed = vault.sealed_file_ids(bid, by=by)
        for before in (each for each in replaced if each and each.id not in sealed):
            erase(StoredFile.objects.get(pk=before.id))
            forget(READ_CV, keys=[before.id])
        if then:
            then(offered)
    return offered


def _change(bid: Bid, change: Change, *, by: User, now: datetime) -> Draft:
    _locked_draft(bid)
    draft = replace(change(vault.read_draft(bid, by=by)), saved_at=now)
    vault.write_draft(bid, draft, by=by)
    return draft


def _locked_draft(bid: Bid) -> None:
    require_draft(Bid.objects.select_for_update().get(pk=bid.pk))


def _offered(kept: StoredFile, upload: File, facts: PdfFacts) -> OfferedFile:
    """The name and the hash of the file as it came stand in the bid alone: the kept row shows neither."""
    return OfferedFile(
        id=str(kept.pk),
        name=clean_name(upload.name or ""),
        sha256=hash_of(upload),
        size=kept.size,
        pages=facts.pages,
        has_text=facts.text_layer != "none",
        unreadable=facts.pictures,
    )


def _require_room(tender: Tender, supplier: Organisation) -> None:
    most = tender.bids_per_supplier
    live = tender.bids.filter(supplier=supplier).exclude(state=Bid.State.WITHDRAWN)
    if live.count() >= most:
        text = ngettext(
            "%(supplier)s already has a bid on this assignment; %(most)s per supplier is allowed.",
            "%(supplier)s already has %(most)s bids on this assignment; %(most)s per supplier are allowed.",
            most,
        )
        raise NotNow(text % {"supplier": supplier.name, "most": most})
