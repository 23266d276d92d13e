"""Is there still time? Suppliers need some, to use an answer or to confirm a bid under changed rules."""

from datetime import datetime, timedelta

from audit.clock import AMSTERDAM

from .models import Tender

# The program's own measure, no term of law: with less than this until the closing it asks whether to move that.
SHORT = timedelta(days=3)


def leaves_little_time(closes_at: datetime, now: datetime) -> bool:
    return closes_at - now < SHORT


def answers_are_late(tender: Tender, now: datetime) -> bool:
    """After the day that the posting gives for the answers, or shortly before the closing."""
    promised = tender.answers_on
    after_the_day = promised is not None and now.astimezone(AMSTERDAM).date() > promised
    return after_the_day or leaves_little_time(tender.closes_at, now)


def asking_ends_at(tender: Tender) -> datetime | None:
    """At that moment itself a question is late; where the posting says nothing, at the closing."""
    return tender.questions_until or tender.closes_at


def can_be_asked(tender: Tender, now: datetime) -> bool:
    ends_at = asking_ends_at(tender)
    return ends_at is not None and now < ends_at
