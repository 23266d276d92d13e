"""Removing the demo: its rows and its files. Events stay; the removal leaves one more."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.demo import DOMAIN
from accounts.models import Organisation, User
from audit.services import record
from candidates import vault
from candidates.models import (
    READ_CV,
    Bid,
    BidVersion,
    Candidate,
    Offer,
    Opening,
    ProgressMessage,
    RateOpening,
    Results,
    SupplierKey,
)
from documents import keystore
from documents.models import StoredFile
from documents.services import erase
from jobs.services import forget
from outbox.models import Message
from scoring.models import Assessment, Draw, Letter, Shortlist, Snapshot, StageRun
from suppliers.models import Invitation
from tenders.models import AmendmentDraft, AskedQuestion, Tender


@dataclass(frozen=True)
class Cleared:
    """How many of each are gone."""

    tenders: int
    bids: int
    accounts: int
    files: int


@transaction.atomic
def clear(now: datetime) -> Cleared:
    """What accounts of the demo's domain made, those accounts, and the organisations that this leaves empty.

    Raises RestrictedError where somebody else's amendment follows from a question of theirs: then nothing is removed.
    """
    people = User.objects.filter(email__endswith=f"@{DOMAIN}")
    tenders = Tender.objects.filter(created_by__in=people)
    bids = Bid.objects.filter(Q(tender__in=tenders) | Q(started_by__in=people))
    numbers = sorted(tenders.values_list("number", flat=True))
    counts = (tenders.count(), bids.count(), people.count())
    files = _files(tenders, bids)
    vault.destroy_keys(bids)
    organisations = _organisations(people, tenders)
    AskedQuestion.objects.filter(asked_by__in=people).exclude(tender__in=tenders).delete()
    _clear_decisions(tenders)
    Message.objects.filter(about_type="notice", about_number__in=bids.values("number")).delete()
    _clear_bids(bids)
    tenders.delete()
    people.delete()
    _clear_empty(organisations)
    for file in files:
        erase(file)
    forget(READ_CV, keys=[str(file.pk) for file in files])
    record("demo.cleared", by=None, about=("demo", "demo"), now=now, tenders=numbers)
    return Cleared(*counts, files=len(files))


def _files(tenders: QuerySet[Tender], bids: QuerySet[Bid]) -> list[StoredFile]:
    attached = tenders.exclude(attachments=None).values_list("attachments__file", flat=True)
    amended = AmendmentDraft.objects.filter(tender__in=tenders)
    drafted = amended.exclude(attachments=None).values_list("attachments__file", flat=True)
    return list(StoredFile.objects.filter(pk__in={*vault.files_to_erase(bids), *attached, *drafted}))


def _organisations(people: QuerySet[User], tenders: QuerySet[Tender]) -> list[Organisation]:
    return list(Organisation.objects.filter(Q(memberships__user__in=people) | Q(tenders__in=tenders)).distinct())


def _clear_decisions(tenders: QuerySet[Tender]) -> None:
    runs = StageRun.objects.filter(stage__tender__in=tenders)
    for model in (Letter, Shortlist, Snapshot, Draw, Assessment):
        model._default_manager.filter(run__in=runs).delete()
    runs.delete()


def _clear_bids(bids: QuerySet[Bid]) -> None:
    ids = list(bids.values_list("pk", flat=True))
    tenders = Tender.objects.filter(bids__in=ids)
    for told in (ProgressMessage, Results):
        told._default_manager.filter(tender__in=tenders).delete()
    RateOpening.objects.filter(tender__in=tenders).delete()
    Opening.objects.filter(tender__in=tenders).delete()
    candidates = list(Candidate.objects.filter(offers__bid__in=ids).values_list("pk", flat=True))
    Offer.objects.filter(bid__in=ids).delete()
    Candidate.objects.filter(pk__in=candidates).delete()
    BidVersion.objects.filter(bid__in=ids).delete()
    Bid.objects.filter(pk__in=ids).delete()


def _clear_empty(organisations: list[Organisation]) -> None:
    """Not one that others still belong to, or that stands in a tender or a bid. Own function profiles go along, and the
    folder of candidates with its key."""
    empty = Organisation.objects.filter(
        pk__in=[organisation.pk for organisation in organisations],
        memberships=None,
        tenders=None,
        tenders_run=None,
        bids=None,
        asked_questions=None,
    )
    keys = list(SupplierKey.objects.filter(supplier__in=empty).values_list("key_id", flat=True))
    invited = [str(pk) for pk in Invitation.objects.filter(organisation__in=empty).values_list("pk", flat=True)]
    Message.objects.filter(about_type="invitation", about_number__in=invited).delete()
    empty.delete()
    transaction.on_commit(lambda: [keystore.erase(key) for key in keys])
