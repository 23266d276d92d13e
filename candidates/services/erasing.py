"""Make a bid unreadable for ever, when nothing needs it any more: with its key, its content goes from every backup."""

from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.access import NotNow
from accounts.models import User
from audit.services import record
from candidates import vault
from candidates.models import Bid, Candidate, Notice, Offer, OfferedJob, OfferedPassage, Statement
from outbox.services import forget_letters
from tenders.models import Tender

# Stands where a name was. What was decided holds no name: rankings and the log still verify.
NOBODY = "–"
NEEDED = (Tender.State.PUBLISHED, Tender.State.OPENED)


def erase_bid(bid: Bid, *, by: User | None, now: datetime) -> None:
    """Draft, every version, files, the words that the opening made rows of, and what the person was told and objected.
    The rate and the verdicts stay: they hold no person, and the ranking follows from them.

    Raises NotNow while the procedure still needs what was submitted. A second time changes nothing.
    """
    with transaction.atomic():
        tender = Tender.objects.select_for_update().get(pk=bid.tender_id)
        bid = Bid.objects.select_for_update().get(pk=bid.pk)
        if bid.erased_at:
            return
        if bid.state == Bid.State.SUBMITTED and tender.state in NEEDED:
            raise NotNow(_("A submitted bid can be erased once the procedure has ended."))
        vault.destroy_content(bid, now=now)
        _blank_rows(bid)
        _forget_person(bid)
        record("bid.erased", by=by, about=("bid", bid.number), tender=tender.number, now=now)
        transaction.on_commit(_empty_write_ahead_log, robust=True)


def _empty_write_ahead_log() -> None:
    """SQLite's file forgets what a row was (`secure_delete`), its write-ahead log only when it is written over. Where a
    reader holds it up, a later erasure or the next start does it."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _blank_rows(bid: Bid) -> None:
    offers = Offer.objects.filter(bid=bid)
    Candidate.objects.filter(offers__in=offers).update(name=NOBODY, email="")
    Statement.objects.filter(offer__in=offers).update(remark="")
    for stated in (OfferedJob, OfferedPassage):
        stated.objects.filter(offer__in=offers).delete()
    offers.update(motivation="", available_from=NOBODY)


def _forget_person(bid: Bid) -> None:
    """With the notice goes the objection, and the link leads nowhere; that both were there stands in the log."""
    Notice.objects.filter(offer__bid=bid).delete()
    forget_letters("notice", bid.number)
