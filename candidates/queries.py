"""Reads of bids that more than one page uses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from django.db.models import F, Max, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import ENDED
from accounts.mail import Kind, wanting
from accounts.models import Organisation, User
from accounts.rules import people_of
from audit.clock import AMSTERDAM
from tenders.models import Tender
from tenders.procedure import is_closed, phase
from tenders.queries.amendments import binding_version

from .models import (
    Bid,
    BidVersion,
    Offer,
    OfferedDocument,
    Opening,
    OpeningConsent,
    ProgramCheck,
    ProgressMessage,
    Results,
    Statement,
)


def offers_of(tender: Tender) -> QuerySet[Offer]:
    """The opened bids by number, with all that may be shown before the rates: four queries, however many there are."""
    return (
        Offer.objects.filter(bid__tender=tender)
        .select_related("bid__supplier", "candidate", "cv", "version")
        .defer("bid__draft", "version__envelope")
        .prefetch_related(
            Prefetch("statements", Statement.objects.select_related("knock_out")),
            Prefetch("program_checks", ProgramCheck.objects.select_related("knock_out")),
            Prefetch("documents", OfferedDocument.objects.select_related("file").order_by("pk")),
        )
        .order_by("bid__number")
    )


def number_submitted(tender: Tender) -> int:
    """All that an officer may know of the bids before the opening."""
    return tender.bids.filter(state=Bid.State.SUBMITTED).count()


def taking_part(tender: Tender) -> QuerySet[Bid]:
    """The bids that are opened at the opening, or were: submitted, and confirmed where an amendment asked for it."""
    bids = tender.bids.filter(state=Bid.State.SUBMITTED)
    return bids.exclude(pk__in=unconfirmed(tender).values("pk"))


def last_consent(tender: Tender) -> OpeningConsent | None:
    """Of the first of two officers; whether it still stands depends on the moment."""
    return tender.opening_consents.select_related("officer").last()


@dataclass(frozen=True)
class Offering:
    """Whose an opened bid is, for officers alone: no record names them."""

    number: str
    candidate: str
    supplier: str


def people_behind(opening: Opening) -> list[Offering]:
    """In one query, by number."""
    offers = Offer.objects.filter(bid__tender=opening.tender_id).select_related("candidate", "bid__supplier")
    return [
        Offering(offer.bid.number, offer.candidate.name, offer.bid.supplier.name)
        for offer in offers.order_by("bid__number")
    ]


def own_bids(suppliers: Iterable[Organisation]) -> QuerySet[Bid]:
    """The suppliers' bids with the moment at which each was submitted: first what closes first."""
    return (
        with_rules(Bid.objects.filter(supplier__in=suppliers))
        .select_related("tender__client", "supplier")
        .annotate(submitted_at=Max("versions__submitted_at"))
        .order_by("-tender__closes_at", "number")
    )


def is_open_draft(bid: Bid, now: datetime) -> bool:
    """Can it still be filled in and submitted?"""
    return bid.is_editable and phase(bid.tender, now) == Tender.State.PUBLISHED


@dataclass(frozen=True)
class Standing:
    """How a bid stands for its supplier: a status of the style sheet and its word."""

    state: str
    word: str


def standing_of(bid: Bid, now: datetime) -> Standing:
    """Of a bid that was read `with_rules`: the same word for every bid that takes part, whatever it came to."""
    standings = UNCONFIRMED if is_unconfirmed(bid) else REOPENED if bid.reopened_at else STANDINGS
    state, word = standings[bid.state, is_closed(bid.tender, now)]
    if bid.state == Bid.State.SUBMITTED and not is_unconfirmed(bid):
        state, word = _under_way(bid) or (state, word)
    return Standing(state, str(word))


def _under_way(bid: Bid) -> tuple[str, Any] | None:
    if bid.results_known_at:
        return RESULTS_KNOWN
    return BEING_ASSESSED if bid.opened_at and bid.tender.state == Tender.State.OPENED else None


BEING_ASSESSED = ("current", gettext_lazy("Being assessed"))
RESULTS_KNOWN = ("done", gettext_lazy("Results known"))


STANDINGS = {
    (Bid.State.DRAFT, False): ("needs-you", gettext_lazy("Not submitted yet")),
    (Bid.State.DRAFT, True): ("danger", gettext_lazy("Not submitted")),
    (Bid.State.SUBMITTED, False): ("ok", gettext_lazy("Submitted")),
    (Bid.State.SUBMITTED, True): ("ok", gettext_lazy("Submitted")),
    (Bid.State.WITHDRAWN, False): ("skipped", gettext_lazy("Withdrawn")),
    (Bid.State.WITHDRAWN, True): ("skipped", gettext_lazy("Withdrawn")),
}

REOPENED = {
    (Bid.State.SUBMITTED, False): ("needs-you", gettext_lazy("Being replaced")),
    (Bid.State.SUBMITTED, True): ("ok", gettext_lazy("Submitted")),
}

UNCONFIRMED = {
    (Bid.State.SUBMITTED, False): ("needs-you", gettext_lazy("To be confirmed")),
    (Bid.State.SUBMITTED, True): ("danger", gettext_lazy("Not confirmed")),
}


def messages_to(bid: Bid) -> QuerySet[ProgressMessage]:
    """What was told to everybody, also before this bid came in, and to its supplier."""
    everyone = Q(audience=ProgressMessage.Audience.EVERYONE)
    return bid.tender.progress_messages.filter(everyone | Q(bids=bid)).distinct()


def steps_of(
    bid: Bid, received_at: datetime | None, opening: Opening | None, results: Results | None = None
) -> list[dict[str, Any]]:
    """Received, opened, being assessed and the days of the planning, then the results, for `parts/spine.html`; never
    the outcome of a step. Where the assignment ended before the results, what was to come is skipped."""
    planned = [{"name": name, "state": "waiting", "when": when} for name, when in planned_days(bid.tender)]
    known = [{"name": _("Results known"), "state": "done", "when": results.known_at}] if results else planned
    received = {"name": _("Received"), "state": "done", "when": received_at}
    submitting = {"name": _("Submitting"), "state": "current", "needs_you": True}
    opened = {"name": _("Opened"), "state": "done", "when": opening.opened_at} if opening else None
    steps = [
        received if received_at else submitting,
        opened or {"name": _("Opening"), "state": "waiting", "note": _("after closing")},
        {"name": _("Assessed"), "state": "done"} if results else _assessment(opening),
        *known,
    ]
    return [_skipped(step) for step in steps] if bid.tender.state in ENDED else steps


def _skipped(step: dict[str, Any]) -> dict[str, Any]:
    return step if step["state"] == "done" else step | {"state": "skipped", "needs_you": False}


def _assessment(opening: Opening | None) -> dict[str, Any]:
    return {"name": _("Being assessed"), "state": "current" if opening else "waiting"}


def planned_days(tender: Tender) -> list[tuple[str, date]]:
    """What the posting promises after the opening, for everybody who bids alike."""
    days = [
        (_("Invitations at the latest on"), tender.invitations_by),
        (_("Interviews on"), tender.interviews_on),
        (_("Results on"), tender.results_on),
    ]
    return [(name, when) for name, when in days if when]


def next_day(tender: Tender, now: datetime) -> tuple[str, date] | None:
    """The first of them that is not past."""
    today = now.astimezone(AMSTERDAM).date()
    return next(iter(sorted((each for each in planned_days(tender) if each[1] >= today), key=itemgetter(1))), None)


# Amendments ----------------------------------------------------------------------------------------------------------
def with_rules(bids: QuerySet[Bid]) -> QuerySet[Bid]:
    """Each with `made_under`, the rules version of its last submission, and `binding`, the least that counts; and with
    the moments of the opening and of the results of its assignment."""
    last = BidVersion.objects.filter(bid=OuterRef("pk")).order_by("-sequence").values("rules_version__version")[:1]
    opened = Opening.objects.filter(tender=OuterRef("tender")).values("opened_at")
    known = Results.objects.filter(tender=OuterRef("tender")).values("known_at")
    return bids.annotate(
        made_under=Subquery(last),
        binding=binding_version(OuterRef("tender")),
        opened_at=Subquery(opened),
        results_known_at=Subquery(known),
    )


def unconfirmed(tender: Tender) -> QuerySet[Bid]:
    """Submitted before an amendment that asks again, and not confirmed since: as it stands it takes no part."""
    return with_rules(tender.bids.filter(state=Bid.State.SUBMITTED)).filter(made_under__lt=F("binding"))


def is_unconfirmed(bid: Bid) -> bool:
    """Of a bid that was read `with_rules`."""
    return bid.state == Bid.State.SUBMITTED and bid.made_under < bid.binding


def interested(tender: Tender) -> QuerySet[User]:
    """Whom an answer or an amendment is told: who follows the assignment, who bids for a supplier with a bid, begun or
    submitted, and who asked.

    One letter for all of them, each in a mail of its own: nobody learns from it who bids.
    """
    bidding = tender.bids.exclude(state=Bid.State.WITHDRAWN).values("supplier")
    asking = tender.asked_questions.values("supplier")
    bidders = people_of(Organisation.objects.filter(Q(pk__in=bidding) | Q(pk__in=asking)), "bidder")
    followers = wanting(User.objects.filter(follows__tender=tender), Kind.FOLLOWING)
    concerned = Q(pk__in=bidders.order_by().values("pk")) | Q(pk__in=followers.values("pk"))
    return User.objects.filter(concerned, is_active=True).order_by("name")
