"""Who may do what once bids are being judged: the access table asked with the finer phase."""

from datetime import datetime

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.rules import Visitor
from candidates.models import Offer
from candidates.queries import offers_of
from tenders import rules
from tenders.models import Tender
from tenders.rules import Visit

from .models import Shortlist, ShortlistEntry
from .queries.progress import phase


def tender_for(user: Visitor, number: str, act: str, *, now: datetime) -> Tender:
    """The tender, if this person may do `act` on it now; else LoginNeeded, Http404 or NotNow."""
    return rules.tender_for(user, number, act, now=now, phase=phase)


def visit_for(user: Visitor, number: str, act: str, *, now: datetime) -> Visit:
    """The same with what else the person may do on it now."""
    return rules.visit_for(user, number, act, now=now, phase=phase)


def opened_offer(tender: Tender, bid_number: str) -> Offer:
    """An opened bid of this tender, by its number; for those who may see all of them."""
    offer = get_object_or_404(offers_of(tender), bid__number=bid_number)
    offer.bid.tender = tender
    return offer


def shortlist_of(tender: Tender) -> Shortlist:
    found = Shortlist.objects.filter(run__stage__tender=tender)
    shortlist = found.select_related("snapshot__rules_version", "run__stage").last()
    if shortlist is None:
        raise Http404
    shortlist.run.stage.tender = tender
    return shortlist


def shortlisted_offer(tender: Tender, bid_number: str) -> tuple[ShortlistEntry, Offer]:
    """The reviewer's only road to a bid: through the shortlist. Place eleven does not exist on it."""
    entry = get_object_or_404(shortlist_of(tender).entries, bid__number=bid_number)
    return entry, opened_offer(tender, bid_number)
