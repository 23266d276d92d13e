"""Tell who is offered, after the opening, that and where they are; keep their objection (AVG articles 14 and 21)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import NotNow
from accounts.forms import AddressField
from accounts.models import Membership, User
from accounts.rules import people_of
from audit.services import record
from candidates.informing import address_of
from candidates.models import Candidate, Notice, Offer, PersonObjection
from outbox.letters import address, write
from outbox.services import Addressed, post, post_each
from tenders.letters import about_tender
from tenders.models import Assignment, Tender


def inform(tender: Tender, *, by: User, now: datetime) -> None:
    """At the opening, in its transaction: everybody whose address is known gets a mail; else the supplier's bidders are
    asked for it. A handful of queries, however many bids there are."""
    offers = Offer.objects.filter(bid__tender=tender).select_related("candidate", "bid__supplier")
    notices = Notice.objects.bulk_create(
        Notice(offer=offer, email=email, told_at=now if email else None)
        for offer in offers.defer("bid__draft").order_by("bid__number")
        for email in [_usable(offer.candidate.email)]
    )
    if not notices:
        return
    told = [notice for notice in notices if notice.email]
    untold = [notice for notice in notices if not notice.email]
    post_each([*(_letter(notice, tender) for notice in told), *_questions(untold, tender)], now=now)
    numbers = {"told": _numbers(told), "untold": _numbers(untold)}
    record("people.informed", by=by, about=("tender", tender.number), tender=tender.number, now=now, **numbers)


@transaction.atomic
def give_address(notice: Notice, email: str, *, by: User, now: datetime) -> Notice:
    """The supplier gives the address that the bid lacked. Raises NotNow when the person was told already."""
    notice = _locked(notice)
    if notice.told_at is not None:
        raise NotNow(_("The candidate has been told already."))
    notice.email, notice.told_at = email.strip().lower(), now
    notice.save(update_fields=["email", "told_at"])
    offer = notice.offer
    Candidate.objects.filter(pk=offer.candidate_id).update(email=notice.email)
    post_each([_letter(notice, offer.bid.tender)], now=now)
    record("person.informed", by=by, about=("bid", offer.bid.number), tender=offer.bid.tender.number, now=now)
    return notice


@transaction.atomic
def object_to(notice: Notice, reason: str, *, now: datetime) -> PersonObjection:
    """Once: a second time gives the same objection, and nobody is told again. Supplier and officer are told that there
    is one, not what it says."""
    notice = _locked(notice)
    objection, is_new = PersonObjection.objects.get_or_create(
        notice=notice, defaults={"reason": reason, "objected_at": now}
    )
    if is_new:
        _tell_objection(notice, now=now)
    return objection


def _tell_objection(notice: Notice, *, now: datetime) -> None:
    bid = notice.offer.bid
    tender = bid.tender
    about, key = ("bid", bid.number), f"objection:{bid.number}"
    facts = about_tender(tender) | {"bid": bid}
    to_supplier = write("objection_supplier", facts | {"url": address(reverse("bid_notice", args=[bid.number]))})
    post(to_supplier, to=people_of([bid.supplier], "bidder"), key=f"{key}:supplier", about=about, now=now)
    to_officer = write("objection_officer", facts | {"url": address(reverse("objections", args=[tender.number]))})
    officers = User.objects.filter(
        is_active=True, assignments__tender=tender, assignments__role=Assignment.Role.OFFICER
    ).order_by("name")
    post(to_officer, to=officers, key=f"{key}:officer", about=about, now=now)
    record("person.objected", by=None, about=about, tender=tender.number, now=now)


def _usable(email: str) -> str:
    """What was typed in a bid need be no address, or one that fits as it is kept."""
    try:
        return AddressField().clean(email)
    except ValidationError:
        return ""


def _letter(notice: Notice, tender: Tender) -> Addressed:
    bid = notice.offer.bid
    facts = about_tender(tender) | {"supplier": bid.supplier, "url": address_of(notice)}
    return Addressed(write("notice", facts), notice.email, key=f"notice:{bid.number}", about=("notice", bid.number))


def _questions(untold: Sequence[Notice], tender: Tender) -> Iterator[Addressed]:
    """For the address that a bid lacks, to each of its supplier's bidders."""
    suppliers = [notice.offer.bid.supplier_id for notice in untold]
    held = Membership.objects.filter(organisation__in=suppliers, role=Membership.Role.BIDDER, user__is_active=True)
    bidders = list(held.select_related("user").order_by("user__name"))
    for notice in untold:
        bid = notice.offer.bid
        facts = about_tender(tender) | {"bid": bid, "url": address(reverse("bid_notice", args=[bid.number]))}
        letter = write("notice_asked", facts)
        for user in (each.user for each in bidders if each.organisation_id == bid.supplier_id):
            yield Addressed(letter, user.email, key=f"notice-asked:{bid.number}", about=("bid", bid.number), user=user)


def _numbers(notices: Iterable[Notice]) -> list[str]:
    return [notice.offer.bid.number for notice in notices]


def _locked(notice: Notice) -> Notice:
    rows = Notice.objects.select_for_update(of=("self",))
    return rows.select_related("offer__bid__supplier", "offer__bid__tender__client").get(pk=notice.pk)
