"""Messages about the progress: to everybody who bid, or to a part of them that a later stage knows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from accounts.rules import people_of
from audit.services import record
from candidates.models import Bid, ProgressMessage
from outbox.letters import address, write
from outbox.services import post
from tenders.letters import about_tender
from tenders.models import Tender
from tenders.rulesbook import digest
from tenders.services.drafting import ChangedMeanwhile


@dataclass(frozen=True)
class News:
    """`number` is the one that the message was to have when it was previewed: it goes out once under it."""

    number: int
    text: str
    audience: str


def next_number(tender: Tender) -> int:
    return tender.progress_messages.count() + 1


def was_sent(tender: Tender, news: News) -> bool:
    """The very same, under its number."""
    return tender.progress_messages.filter(number=news.number, text=news.text, audience=news.audience).exists()


@transaction.atomic
def tell_progress(tender: Tender, news: News, *, bids: QuerySet[Bid], by: User, now: datetime) -> bool:
    """Keep the message and mail it; False where the same went out already: a second click sends nothing. Raises
    ChangedMeanwhile where another message went out under its number."""
    locked = Tender.objects.select_for_update(of=("self",)).get(pk=tender.pk)
    if was_sent(locked, news):
        return False
    if news.number != next_number(locked):
        raise ChangedMeanwhile
    message = ProgressMessage.objects.create(
        tender=tender, number=news.number, text=news.text, audience=news.audience, sent_at=now, sent_by=by
    )
    told = list(bids.select_related("supplier"))
    message.bids.set(told)
    _mail(tender, message, told, now=now)
    facts = {"number": news.number, "audience": news.audience, "sha256": digest(news.text)}
    numbers = sorted(bid.number for bid in told)
    record(
        "progress.told", by=by, about=("tender", tender.number), tender=tender.number, now=now, bids=numbers, **facts
    )
    return True


def _mail(tender: Tender, message: ProgressMessage, told: Sequence[Bid], *, now: datetime) -> None:
    """One letter for all: nobody learns from it who else bid. It leads to the list of one's own bids."""
    letter = write("progress", about_tender(tender) | {"message": message, "url": address(reverse("bids"))})
    people = people_of([bid.supplier for bid in told], "bidder")
    key = f"progress:{tender.number}:{message.number}"
    post(letter, to=people, key=key, about=("tender", tender.number), now=now)
