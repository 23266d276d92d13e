from django.db.models import Q, QuerySet

from accounts.models import Organisation, User
from tenders.models import Assignment, Tender


def copyable(user: User, offices: list[Organisation], wanted: str = "") -> QuerySet[Tender]:
    """What this officer may begin from, the newest first: what the organisation published, and drafts of one's own."""
    own = Assignment.objects.filter(user=user, role=Assignment.Role.OFFICER).values("tender")
    found = Tender.objects.filter(Q(pk__in=own) | (Q(run_by__in=offices) & ~Q(state=Tender.State.DRAFT)))
    for word in wanted.split():
        found = found.filter(Q(title__icontains=word) | Q(number__icontains=word) | Q(client__name__icontains=word))
    return found.select_related("client").order_by("-created_at", "number")
