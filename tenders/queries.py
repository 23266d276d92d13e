from datetime import datetime

from django.db.models import BooleanField, Case, F, Q, QuerySet, Value, When

from accounts.models import Organisation, User

from .models import Assignment, Tender


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


def copyable(user: User, offices: list[Organisation], wanted: str = "") -> QuerySet[Tender]:
    """What this officer may begin from, the newest first: what the organisation published, and drafts of one's own."""
    own = Assignment.objects.filter(user=user, role=Assignment.Role.OFFICER).values("tender")
    found = Tender.objects.filter(Q(pk__in=own) | (Q(run_by__in=offices) & ~Q(state=Tender.State.DRAFT)))
    for word in wanted.split():
        found = found.filter(Q(title__icontains=word) | Q(number__icontains=word) | Q(client__name__icontains=word))
    return found.select_related("client").order_by("-created_at", "number")
