"""What the suppliers of the demo hear on the closing day: a message, and half an hour later the results."""

from datetime import datetime, timedelta

from accounts.models import User
from audit import clock
from candidates.models import ProgressMessage
from candidates.queries import taking_part
from candidates.services.telling import News, tell_progress
from scoring.letters import Ask
from scoring.rules import shortlist_of
from scoring.services.results import letters_for, make_known, stamp_of
from tenders.models import Tender

NEWS = (
    "Alle inschrijvingen zijn beoordeeld en de opdrachtgever heeft de shortlist. U hoort vandaag nog wat de uitslag "
    "van uw inschrijving is."
)
TO_ASK = timedelta(weeks=2)


def tell(tender: Tender, officer: User, closes_at: datetime) -> None:
    with clock.at(closes_at + timedelta(hours=5, minutes=30)):
        news = News(1, NEWS, ProgressMessage.Audience.EVERYONE)
        tell_progress(tender, news, bids=taking_part(tender), by=officer, now=clock.now())
    with clock.at(closes_at + timedelta(hours=6)):
        _results(tender, officer, now=clock.now())


def _results(tender: Tender, officer: User, *, now: datetime) -> None:
    shortlist = shortlist_of(tender)
    ask = Ask(where=tender.contact, until=now.astimezone(clock.AMSTERDAM).date() + TO_ASK)
    seen = stamp_of(letters_for(shortlist, ask, by=officer, now=now))
    make_known(shortlist, ask, seen=seen, by=officer, now=now)
