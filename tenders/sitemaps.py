from collections.abc import Sequence
from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from audit import clock

from .models import Tender
from .queries.listing import Listed, listed


class Assignments(Sitemap):
    """Also those that closed: their address stays."""

    def items(self) -> Listed:
        return listed(clock.now(), "newest")

    def lastmod(self, tender: Tender) -> datetime | None:
        return tender.changed_at


class Pages(Sitemap):
    def items(self) -> Sequence[str]:
        return ("tenders", "access_table")

    def location(self, name: str) -> str:
        return reverse(name)


SITEMAPS = {"pages": Pages, "assignments": Assignments}
