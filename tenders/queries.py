import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from accounts.models import Organisation

from .differences import Change, differences
from .models import Amendment, Answer, AskedQuestion, RulesVersion, Tender


def listed(now: datetime, wanted: str = "") -> QuerySet[Tender]:
    """The public assignments: those open first, the next to close on top; then the others, the last closed on top.

    Each has `is_open`. `wanted` is looked for in title, number, client and region, each word of it.
    """
    found = Tender.objects.public().select_related("client", "run_by")
    for word in wanted.split():
        found = found.filter(
            Q(title__icontains=word)
            | Q(number__icontains=word)
            | Q(client__name__icontains=word)
            | Q(region__icontains=word)
        )
    is_open = Case(
        When(state=Tender.State.PUBLISHED, closes_at__gt=now, then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
    soonest_open = Case(When(is_open=True, then=F("closes_at")))
    return found.annotate(is_open=is_open).order_by(
        "-is_open", soonest_open.asc(nulls_last=True), F("closes_at").desc(nulls_last=True), "number"
    )


# Questions -----------------------------------------------------------------------------------------------------------
def answers_of(tender: Tender) -> QuerySet[Answer]:
    """What was answered to everybody, under its public number."""
    return (
        Answer.objects.filter(batch__tender=tender, position__isnull=False).select_related("batch").order_by("position")
    )


def own_questions(tender: Tender, suppliers: Iterable[Organisation]) -> QuerySet[AskedQuestion]:
    """What these suppliers asked, with the answers."""
    return tender.asked_questions.filter(supplier__in=suppliers).select_related("answer__batch").order_by("-sequence")


# Amendments ----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Told:
    """An amendment with what it changed."""

    amendment: Amendment
    changes: list[Change]


def amendments_of(tender: Tender) -> list[Told]:
    """The last one on top; in two queries, however many."""
    amendments = list(tender.amendments.select_related("rules_version", "question__answer").order_by("-number"))
    if not amendments:
        return []
    rules = {version.version: json.loads(version.rules) for version in tender.rules_versions.all()}
    return [Told(each, differences(rules[each.number], rules[each.number + 1])) for each in amendments]


def changes_since(version: RulesVersion) -> list[Change]:
    """What differs between these rules and those that apply now."""
    latest = version.tender.rules_versions.latest("version")
    return differences(json.loads(version.rules), json.loads(latest.rules))


def binding_version(tender: OuterRef | Tender) -> Coalesce:
    """As a column: the number of the rules version under which, or after which, a bid must have been submitted."""
    again = Amendment.objects.filter(tender=tender, asks_again=True).order_by("-number")
    return Coalesce(Subquery(again.values("rules_version__version")[:1]), 1)
