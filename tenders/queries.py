from datetime import datetime

from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from accounts.rules import Visitor, organisations_as

from .models import FunctionProfile, Indicator, ProfileCompetence, ProfileTask, Tender


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


def profiles_for(user: Visitor, wanted: str = "") -> QuerySet[FunctionProfile]:
    """The function profiles that an officer may see: those of the own organisations first, then the library.

    Each word of `wanted` stands in its name, its series, a task, a competence or an indicator.
    """
    found = FunctionProfile.objects.seen_from(organisations_as(user, "officer")).select_related("organisation")
    for word in wanted.split():
        here = OuterRef("pk")
        found = found.filter(
            Q(name__icontains=word)
            | Q(family__icontains=word)
            | Exists(ProfileTask.objects.filter(profile=here, text__icontains=word))
            | Exists(ProfileCompetence.objects.filter(profile=here, name__icontains=word))
            | Exists(Indicator.objects.filter(competence__profile=here, text__icontains=word))
        )
    return found.order_by(F("organisation__name").asc(nulls_last=True), "family", "name", "slug")
