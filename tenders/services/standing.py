"""A published tender that still takes bids, locked: what happens to its questions and rules happens one at a time."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.access import NotNow
from accounts.templatetags.weegschaal import moment_ms
from audit import clock
from tenders.models import Tender
from tenders.procedure import is_closed


def locked_open(tender: Tender) -> tuple[Tender, datetime]:
    """The tender as it is now, and the moment read after the lock: who waits past the closing comes too late.

    Submitting a bid and opening the vault lock the same row. Raises NotNow.
    """
    locked, now = _locked(tender)
    if is_closed(locked, now):
        moments = {"closed": moment_ms(locked.closes_at), "now": moment_ms(now)}
        raise NotNow(_("The assignment closed on %(closed)s; it is now %(now)s. Nothing changes any more.") % moments)
    return locked, now


def locked_closed(tender: Tender) -> tuple[Tender, datetime]:
    """The same of a tender that has closed and whose bids are still sealed. Raises NotNow."""
    locked, now = _locked(tender)
    if not is_closed(locked, now):
        raise NotNow(_("The assignment is open for bids until %(moment)s.") % {"moment": moment_ms(locked.closes_at)})
    return locked, now


def _locked(tender: Tender) -> tuple[Tender, datetime]:
    locked = Tender.objects.select_for_update(of=("self",)).select_related("client", "run_by").get(pk=tender.pk)
    if locked.state != Tender.State.PUBLISHED:
        raise NotNow
    return locked, clock.now()
