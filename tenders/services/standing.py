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
    locked = Tender.objects.select_for_update(of=("self",)).select_related("client", "run_by").get(pk=tender.pk)
    now = clock.now()
    if locked.state != Tender.State.PUBLISHED:
        raise NotNow
    if is_closed(locked, now):
        moments = {"closed": moment_ms(locked.closes_at), "now": moment_ms(now)}
        raise NotNow(_("The assignment closed on %(closed)s; it is now %(now)s. Nothing changes any more.") % moments)
    return locked, now
