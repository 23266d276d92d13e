from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, Case, F, Q, QuerySet, Value, When

from .models import FindingOverruled, Tender
from .posting.lint import WARNING
from .posting.lint import Finding as Checked
from .publishing import said


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


@dataclass(frozen=True)
class Overruled:
    """A finding that may stand, in a sentence."""

    sentence: str
    row: FindingOverruled


def overruled_of(tender: Tender) -> list[Overruled]:
    """In the order in which they were overruled. One query."""
    rows = tender.overruled_findings.select_related("overruled_by")
    return [Overruled(said(Checked(row.code, WARNING, row.field, row.values)), row) for row in rows]
