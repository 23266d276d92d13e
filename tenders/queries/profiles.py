from django.db.models import Exists, F, OuterRef, Q, QuerySet

from accounts.rules import Visitor, organisations_as
from tenders.models import FunctionProfile, Indicator, ProfileCompetence, ProfileTask


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
