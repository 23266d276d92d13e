"""What waits for a person: their assignments by role, the most urgent first."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from candidates.models import Bid, Results
from scoring.models import StageRun
from scoring.queries.progress import refined
from tenders import procedure
from tenders.models import AskedQuestion, Assignment, ClosingRequest, PublicationRequest, Tender

Role = Assignment.Role


@dataclass(frozen=True)
class Item:
    """One line on the desk: a tender, what to do there, and whether it waits for this person."""

    tender: Tender
    action: str
    url: str
    needs_you: bool


@dataclass(frozen=True)
class Pile:
    """The lines of one role."""

    role: str
    title: Any
    items: list[Item]


# What a role does in a phase: the words, where, and whether the tender waits for this person.
ACTIONS: dict[str, dict[str, tuple[Any, str, bool]]] = {
    Role.OFFICER: {
        "draft": (_("Write and publish"), "tender_manage", True),
        "asked": (_("Confirm the publication"), "tender_publish", True),
        "published": (_("Open for bids"), "tender_manage", False),
        "closed": (_("Open the bids"), "vault_open", True),
        "opened": (_("Follow the assessment"), "progress", False),
        "scored": (_("See the ranking and release the shortlist"), "ranking", True),
        "released": (_("Make the results known to the suppliers"), "results", True),
        "known": (_("Results known"), "results", False),
    },
    Role.ASSESSOR: {
        "opened": (_("Assess the bids"), "bench", True),
        "scored": (_("Assessment closed"), "bench", False),
        "released": (_("Assessment closed"), "bench", False),
        "known": (_("Assessment closed"), "bench", False),
    },
    Role.REVIEWER: dict.fromkeys(("released", "known"), (_("See the shortlist"), "shortlist", True)),
}
NOTHING_YET = (_("Nothing to do yet"), "tender", False)
TITLES = {
    Role.OFFICER: _("Assignments that you run"),
    Role.ASSESSOR: _("Assignments that you assess"),
    Role.REVIEWER: _("Shortlists for you"),
}


def desk_of(user: User, now: datetime) -> list[Pile]:
    """The person's piles. Two queries, however many tenders."""
    by_role: dict[str, set[int]] = defaultdict(set)
    for tender_id, role in Assignment.objects.filter(user=user).values_list("tender_id", "role"):
        by_role[role].add(tender_id)
    tenders = list(_tenders(set().union(*by_role.values()), user))
    return [
        Pile(role, title, _items([tender for tender in tenders if tender.pk in by_role[role]], role, now))
        for role, title in TITLES.items()
        if by_role[role]
    ]


def _tenders(ids: set[int], user: User) -> QuerySet[Tender]:
    """With the state of the weighted run and the number of bids, which is all that may be known of these; and whether
    another officer asked for publication or for a later closing."""
    asked = PublicationRequest.objects.filter(tender=OuterRef("pk")).exclude(asked_by=user)
    closing = ClosingRequest.objects.filter(tender=OuterRef("pk")).exclude(asked_by=user)
    weighted = StageRun.objects.filter(stage__tender=OuterRef("pk"), stage__kind="weighted").order_by("-round")
    return (
        Tender.objects.filter(pk__in=ids)
        .select_related("client")
        .annotate(
            is_asked=Exists(asked),
            results_are_known=Exists(Results.objects.filter(tender=OuterRef("pk"))),
            closing_asked_at=Subquery(closing.values("asked_at")[:1]),
            weighted_state=Subquery(weighted.values("state")[:1]),
            number_of_bids=Count("bids", filter=Q(bids__state=Bid.State.SUBMITTED), distinct=True),
            open_questions=Count(
                "asked_questions", filter=Q(asked_questions__state=AskedQuestion.State.OPEN), distinct=True
            ),
        )
    )


def _items(tenders: list[Tender], role: str, now: datetime) -> list[Item]:
    items = [_item(tender, role, now) for tender in tenders]
    return sorted(items, key=lambda item: (not item.needs_you, item.tender.closes_at or now, item.tender.number))


def _item(tender: Tender, role: str, now: datetime) -> Item:
    phase = procedure.phase(tender, now)
    if phase == Tender.State.OPENED:
        phase = "known" if tender.results_are_known else refined(tender.weighted_state or "")
    if phase == Tender.State.DRAFT and tender.is_asked:
        phase = "asked"
    if role == Role.OFFICER and _closing_is_asked(tender, phase):
        return Item(tender, _("Agree to the new closing"), reverse("closing_agree", args=[tender.number]), True)
    if phase == Tender.State.PUBLISHED and role == Role.OFFICER and tender.open_questions:
        return Item(tender, _to_answer(tender.open_questions), reverse("question_list", args=[tender.number]), True)
    action, url, needs_you = ACTIONS[role].get(phase, NOTHING_YET)
    return Item(tender, action, reverse(url, args=[tender.number]), needs_you)


def _closing_is_asked(tender: Tender, phase: str) -> bool:
    """Before the closing, or since it: what was not agreed to before it has come too late."""
    asked_at = tender.closing_asked_at
    if asked_at is None or phase not in ("published", "closed"):
        return False
    return phase == "published" or asked_at >= tender.closes_at


def _to_answer(number: int) -> str:
    return ngettext("%(n)s question to answer", "%(n)s questions to answer", number) % {"n": number}
