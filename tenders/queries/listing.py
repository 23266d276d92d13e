"""The published assignments, in the order in which people look for them."""

from datetime import datetime
from typing import TypeAlias

from django.db.models import BooleanField, Case, F, OrderBy, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from tenders.models import RulesVersion, Tender

Listed: TypeAlias = QuerySet[Tender]

SOONEST_OPEN = Case(When(is_open=True, then=F("closes_at"))).asc(nulls_last=True)
ORDERS: dict[str, tuple[object, tuple[OrderBy, ...]]] = {
    # key in the address: its words, the order within the open ones and within the others
    "closing": (_("closing first"), (SOONEST_OPEN, F("closes_at").desc(nulls_last=True))),
    "newest": (_("newest"), (F("published_at").desc(nulls_last=True),)),
    "title": (_("title"), (Lower("title").asc(),)),
}
DEFAULT_ORDER = "closing"


def listed(now: datetime, order: str = DEFAULT_ORDER) -> Listed:
    """The public assignments, those open first. Each has `is_open`, `published_at`, and `changed_at` and `version` of
    its present rules."""
    is_open = Case(
        When(state=Tender.State.PUBLISHED, closes_at__gt=now, then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
    rules = RulesVersion.objects.filter(tender=OuterRef("pk"))
    return (
        Tender.objects.public()
        .select_related("client", "run_by")
        .annotate(
            is_open=is_open,
            published_at=Subquery(rules.order_by("version").values("published_at")[:1]),
            changed_at=Subquery(rules.order_by("-version").values("published_at")[:1]),
            version=Subquery(rules.order_by("-version").values("version")[:1]),
        )
        .order_by("-is_open", *ORDERS[order][1], "number")
    )


def open_now(now: datetime, order: str = DEFAULT_ORDER) -> Listed:
    return listed(now, order).filter(is_open=True)


def choices_of_public_tenders() -> dict[str, set[str]]:
    """The fields of work, regions, education levels and clients that the public assignments have."""
    columns = {"discipline": "discipline", "region": "region", "education": "education_level", "client": "client__name"}
    rows = Tender.objects.public().order_by().values_list(*columns.values()).distinct()
    return {name: {row[place] for row in rows} for place, name in enumerate(columns)}


def followed_by(user: User, now: datetime) -> Listed:
    return listed(now).filter(follows__user=user)
