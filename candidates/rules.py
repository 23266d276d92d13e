"""Who may do what with a bid: its supplier's bidders, and nobody else, whatever else they are."""

from datetime import datetime

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import Organisation
from accounts.rules import Visitor, general_roles, organisations_as, require_login
from accounts.templatetags.weegschaal import moment_ms
from tenders.procedure import is_closed, phase
from tenders.rules import Phase

from .models import Bid
from .queries import with_rules


def bids_as(user: Visitor) -> list[Organisation]:
    """The suppliers for which the person bids."""
    return organisations_as(user, "bidder")


def is_owner(user: Visitor, bid: Bid) -> bool:
    return any(organisation.pk == bid.supplier_id for organisation in bids_as(user))


def roles_on_bid(user: Visitor, bid: Bid) -> frozenset[str]:
    return general_roles(user) | ({"owner"} if is_owner(user, bid) else frozenset())


def bid_for(user: Visitor, number: str, act: str, *, now: datetime, phase: Phase = phase) -> Bid:
    """The bid, if this person may do `act` on it now; else LoginNeeded, Http404 or NotNow.

    The bid of someone else does not exist.
    """
    require_login(user, act)
    bids = with_rules(Bid.objects.select_related("tender__client", "tender__run_by", "supplier"))
    bid = get_object_or_404(bids, number=number)
    try:
        access.require(act, roles_on_bid(user, bid), phase(bid.tender, now))
    except access.NotNow as refusal:
        raise access.NotNow(_why(act, bid, now)) from refusal
    return bid


def _why(act: str, bid: Bid, now: datetime) -> str:
    if act == "bid.inform":
        return _("Your candidate is told once the bids have been opened.")
    if act == "bid.outcome":
        return _("The results have not been made known yet. Nobody hears theirs before the others.")
    return _("The proof is there once the bids have been opened.") if act == "bid.prove" else _closed(bid, now)


def _closed(bid: Bid, now: datetime) -> str:
    if not is_closed(bid.tender, now):
        return ""
    moments = {"closed": moment_ms(bid.tender.closes_at), "now": moment_ms(now)}
    return _("Bidding closed on %(closed)s. Your request came on %(now)s.") % moments
