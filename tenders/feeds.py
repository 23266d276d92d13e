"""The open assignments as an Atom feed, the newest first; also of a search."""

from datetime import datetime

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from audit import clock

from . import facts
from .filters import TenderFilter, in_words, understood
from .models import Tender
from .queries.listing import open_now

MOST = 50


class AtomFeed(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """A feed without entries says that it is of now, by the clock of the program."""
        return super().latest_post_date() if self.items else clock.now()


class OpenAssignments(Feed):
    feed_type = AtomFeed

    def get_object(self, request: HttpRequest) -> TenderFilter:
        return understood(request.GET, open_now(clock.now(), "newest"))

    def title(self, search: TenderFilter) -> str:
        return _("Open assignments")

    def subtitle(self, search: TenderFilter) -> str:
        return in_words(search.chosen.query)

    def link(self, search: TenderFilter) -> str:
        return _with(reverse("tenders"), search)

    def feed_url(self, search: TenderFilter) -> str:
        return _with(reverse("tenders_feed"), search)

    def items(self, search: TenderFilter) -> list[Tender]:
        return list(search.qs[:MOST])

    def item_title(self, tender: Tender) -> str:
        return f"{tender.title} · {tender.client.name}"

    def item_description(self, tender: Tender) -> SafeString:
        lines = [*facts.in_brief(tender), facts.closing(tender)]
        terms = format_html_join("", "<dt>{}</dt><dd>{}</dd>", lines)
        return format_html("<dl>{}</dl>", terms)

    def item_author_name(self, tender: Tender) -> str:
        return tender.run_by.name

    def item_pubdate(self, tender: Tender) -> datetime | None:
        return tender.published_at

    def item_updateddate(self, tender: Tender) -> datetime | None:
        return tender.changed_at

    def item_categories(self, tender: Tender) -> list[str]:
        said = [tender.get_discipline_display(), tender.region, tender.education_level]
        return [str(word) for word in said if word]


def _with(path: str, search: TenderFilter) -> str:
    query = search.chosen.query
    return f"{path}?{query}" if query else path
