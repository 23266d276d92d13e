"""Replace what was submitted: it stands, sealed as it was, until the replacement is submitted too."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotNow
from accounts.models import User
from audit.services import record
from candidates import vault
from candidates.asked import asked_by
from candidates.models import Bid
from tenders.models import Tender
from tenders.procedure import phase

from .confirming import draft_again
from .drafting import erase_files


def reopen(bid: Bid, *, by: User, now: datetime) -> None:
    """What was submitted becomes a draft beside itself; a second click finds it there. Raises NotNow, vault.Sealed."""
    with transaction.atomic():
        tender, bid = _locked(bid, now)
        if bid.state != Bid.State.SUBMITTED:
            raise NotNow(_("This bid has not been submitted, or it was withdrawn: there is nothing to replace."))
        if bid.reopened_at is None:
            vault.write_draft(bid, draft_again(bid, asked_by(tender), by=by), by=by)
            Bid.objects.filter(pk=bid.pk).update(reopened_at=now)
            record("bid.reopened", by=None, about=("bid", bid.number), tender=tender.number, now=now)


def keep_submitted(bid: Bid, *, by: User, now: datetime) -> None:
    """Throw the replacement away, with the files that came with it alone. Raises NotNow, vault.Sealed."""
    with transaction.atomic():
        tender, bid = _locked(bid, now)
        if bid.reopened_at is None:
            return
        left = vault.empty_draft(bid, by=by)
        Bid.objects.filter(pk=bid.pk).update(reopened_at=None)
        erase_files(left)
        record("bid.kept", by=None, about=("bid", bid.number), tender=tender.number, now=now)


def _locked(bid: Bid, now: datetime) -> tuple[Tender, Bid]:
    tender = Tender.objects.select_for_update().get(pk=bid.tender_id)
    if phase(tender, now) != Tender.State.PUBLISHED:
        raise NotNow(_("This assignment takes no bids now."))
    return tender, Bid.objects.select_for_update().get(pk=bid.pk)
