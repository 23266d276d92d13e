from collections.abc import Iterable

from django.db.models import QuerySet

from accounts.models import Organisation
from tenders.models import Answer, AskedQuestion, Tender


def answers_of(tender: Tender) -> QuerySet[Answer]:
    """What was answered to everybody, under its public number."""
    return (
        Answer.objects.filter(batch__tender=tender, position__isnull=False).select_related("batch").order_by("position")
    )


def own_questions(tender: Tender, suppliers: Iterable[Organisation]) -> QuerySet[AskedQuestion]:
    """What these suppliers asked, with the answers."""
    return tender.asked_questions.filter(supplier__in=suppliers).select_related("answer__batch").order_by("-sequence")
