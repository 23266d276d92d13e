"""Take a submitted bid back before the closing: it is not opened, and the supplier may bid anew."""

from django.utils.translation import gettext as _

from accounts.access import NotNow
from accounts.models import User
from audit.services import record
from candidates import vault
from candidates.models import Bid, Withdrawal
from candidates.rules import is_owner
from tenders.models import Tender
from tenders.procedure import is_closed

from .drafting import erase_files
from .receipts import mail_withdrawal
from .submitting import Refusal, Why, at_its_moment


def withdraw(bid: Bid, *, by: User) -> Withdrawal | Refusal:
    """Decided by the same clock as a submission. A second click gives the same receipt. Raises NotNow for what was
    never submitted, vault.Sealed for a stranger."""
    with at_its_moment() as now:
        tender = Tender.objects.select_for_update().get(pk=bid.tender_id)
        bid = Bid.objects.select_for_update().get(pk=bid.pk)
        if not is_owner(by, bid):
            raise vault.Sealed
        about = {"by": None, "about": ("bid", bid.number), "tender": tender.number, "now": now}
        withdrawn = Withdrawal.objects.filter(bid=bid).first()
        if withdrawn is not None:
            return withdrawn
        if bid.state != Bid.State.SUBMITTED:
            raise NotNow(_("This bid has not been submitted: there is nothing to withdraw."))
        why = _refused(tender, is_closed(tender, now))
        if why is not None:
            event = record("bid.withdrawal_refused", **about, why=why.value)
            return Refusal(why, now, tender.closes_at, event.position)
        erase_files(vault.empty_draft(bid, by=by))
        Bid.objects.filter(pk=bid.pk).update(state=Bid.State.WITHDRAWN, reopened_at=None)
        head = record("bid.withdrawn", **about).position
        withdrawn = Withdrawal.objects.create(
            bid=bid, withdrawn_at=now, withdrawn_by=by, head_count=head.count, head_hash=head.hash
        )
        mail_withdrawal(withdrawn, tender)
        return withdrawn


def _refused(tender: Tender, closed: bool) -> Why | None:
    if closed:
        return Why.LATE
    return None if tender.state == Tender.State.PUBLISHED else Why.NOT_OPEN
