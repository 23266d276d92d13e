"""Remind bidders, a day and an hour before the closing, of a bid that does not take part as it stands now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.urls import reverse

from accounts.mail import Kind, wanting
from accounts.rules import people_of
from audit.chain import stamp
from candidates.models import Bid
from candidates.queries import is_unconfirmed, with_rules
from outbox.letters import address, write
from outbox.models import Message
from outbox.services import post
from tenders.models import RulesVersion, Tender

HOURS = (1, 24)


class Waiting(StrEnum):
    """What a bid waits for; each has its own words in the letter."""

    SUBMITTING = "submitting"
    REPLACING = "replacing"  # what was submitted before stands until then
    CONFIRMING = "confirming"  # what was submitted before takes no part until then


@dataclass(frozen=True)
class Reminder:
    """`hours` before the closing; a closing that was moved makes another one."""

    bid: Bid
    hours: int

    @property
    def key(self) -> str:
        return f"reminder:{self.hours}:{self.bid.number}:{stamp(self.bid.tender.closes_at)}"


def remind(now: datetime) -> int:
    """Write the mails that are due; how many. Run it every few minutes: nobody gets the same one twice."""
    due = list(_due(now))
    written = set(Message.objects.filter(key__in=[each.key for each in due]).values_list("key", flat=True))
    return sum(_remind_of(each, now) for each in due if each.key not in written)


def _due(now: datetime) -> Iterator[Reminder]:
    """Who began, or was asked to confirm, when that hour had already come knows how late it is."""
    for bid in _waiting(now):
        hours = next(hours for hours in HOURS if bid.tender.closes_at - now <= timedelta(hours=hours))
        if _waits_since(bid) <= bid.tender.closes_at - timedelta(hours=hours):
            yield Reminder(bid, hours)


def _waiting(now: datetime) -> Iterator[Bid]:
    """The bids on what closes within a day that are not, or not as they are now, submitted."""
    tenders = Tender.objects.filter(
        state=Tender.State.PUBLISHED, closes_at__gt=now, closes_at__lte=now + timedelta(hours=max(HOURS))
    )
    live = with_rules(Bid.objects.filter(tender__in=tenders).exclude(state=Bid.State.WITHDRAWN))
    bids = live.select_related("tender__client", "supplier").order_by("tender__closes_at", "number")
    return (bid for bid in bids if _waits_for(bid))


def _waits_for(bid: Bid) -> Waiting | None:
    """Of a bid that was read `with_rules`."""
    if is_unconfirmed(bid):
        return Waiting.CONFIRMING
    if bid.is_editable:
        return Waiting.REPLACING if bid.state == Bid.State.SUBMITTED else Waiting.SUBMITTING
    return None


def _waits_since(bid: Bid) -> datetime:
    if is_unconfirmed(bid):
        asked: datetime = RulesVersion.objects.get(tender=bid.tender, version=bid.binding).published_at
        return asked
    began: datetime = bid.reopened_at or bid.started_at
    return began


def _remind_of(reminder: Reminder, now: datetime) -> int:
    with transaction.atomic():
        # It may have been submitted since it was listed: the mail would say that it is not.
        rows = with_rules(Bid.objects.select_for_update(of=("self",)))
        bid = rows.select_related("tender__client", "supplier").get(pk=reminder.bid.pk)
        waits = _waits_for(bid)
        if waits is None or Reminder(bid, reminder.hours).key != reminder.key:
            return 0
        people = wanting(people_of([bid.supplier], "bidder"), Kind.REMINDERS)
        context = {
            "bid": bid,
            "tender": bid.tender,
            "waits": waits,
            "earlier": bid.versions.last(),
            "now": now,
            "url": address(reverse("bid", args=[bid.number])),
            "preferences": address(reverse("mail_preferences")),
        }
        post(write("reminder", context), to=people, key=reminder.key, about=("bid", bid.number), now=now)
        return Message.objects.filter(key=reminder.key).count()
