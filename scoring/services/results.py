"""The moment of the results: every supplier of an opened bid hears at once what it came to, by a letter of its own."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import NotNow
from accounts.models import Membership, User
from audit.chain import canonical
from audit.clock import AMSTERDAM
from audit.services import record
from candidates.models import Results
from outbox.letters import address, write
from outbox.services import Addressed, post_each
from scoring.letters import LANGUAGE, Ask, content_of
from scoring.models import Letter, Shortlist
from scoring.queries.outcomes import outcomes_of
from tenders.letters import about_tender
from tenders.models import Tender
from tenders.rulesbook import digest
from tenders.services.drafting import ChangedMeanwhile


def letters_for(shortlist: Shortlist, ask: Ask, *, by: User, now: datetime) -> list[Letter]:
    """As they would be sent now, by the bids' numbers; none is kept."""
    outcomes = outcomes_of(shortlist, language=LANGUAGE)
    today = now.astimezone(AMSTERDAM).date()
    letters = []
    for outcome in outcomes.rows:
        content = canonical(content_of(outcome, outcomes, ask, on=today))
        letters.append(
            Letter(
                run=outcome.run,
                bid=outcome.offer.bid,
                kind=outcome.kind,
                language=LANGUAGE,
                content=content,
                sha256=digest(content),
                sent_at=now,
                sent_by=by,
            )
        )
    return letters


def stamp_of(letters: Iterable[Letter]) -> str:
    """One hash over all of them: what was previewed is what is sent."""
    return digest("".join(letter.sha256 for letter in letters))


@transaction.atomic
def make_known(shortlist: Shortlist, ask: Ask, *, seen: str, by: User, now: datetime) -> bool:
    """Keep the letters and send them; False where that was done already: a second click sends nothing.

    Raises ChangedMeanwhile where the letters are others than those that were `seen`, and NotNow where the assignment
    has ended.
    """
    tender = Tender.objects.select_for_update(of=("self",)).get(pk=shortlist.run.stage.tender_id)
    if Results.objects.filter(tender=tender).exists():
        return False
    if tender.state != Tender.State.OPENED:
        raise NotNow(_("The assignment has ended: there are no results to make known."))
    letters = letters_for(shortlist, ask, by=by, now=now)
    if stamp_of(letters) != seen:
        raise ChangedMeanwhile
    Results.objects.create(tender=tender, known_at=now, made_known_by=by)
    Letter.objects.bulk_create(letters)
    post_each(list(_mails(shortlist.run.stage.tender, letters)), now=now)
    hashes = {letter.bid.number: letter.sha256 for letter in letters}
    about = ("tender", tender.number)
    record("results.made_known", by=by, about=about, tender=tender.number, now=now, letters=hashes)
    return True


def _mails(tender: Tender, letters: Sequence[Letter]) -> Iterator[Addressed]:
    """To each who bids for the supplier; the same words to everybody, so that a mailbox tells no outcome."""
    suppliers = {letter.bid.supplier_id for letter in letters}
    held = Membership.objects.filter(organisation__in=suppliers, role=Membership.Role.BIDDER, user__is_active=True)
    bidders = list(held.select_related("user").order_by("user__name"))
    for letter in letters:
        url = address(reverse("bid_outcome", args=[letter.bid.number]))
        mail = write("results", about_tender(tender) | {"bid": letter.bid, "url": url})
        about = ("bid", letter.bid.number)
        for user in (each.user for each in bidders if each.organisation_id == letter.bid.supplier_id):
            yield Addressed(mail, user.email, key=f"results:{letter.bid.number}", about=about, user=user)
