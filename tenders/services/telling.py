"""Mailing new assignments to who keeps a search that they fit: at the publication, or once a day."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from accounts.mail import Kind, wanting
from accounts.models import User
from outbox.letters import address, write
from outbox.services import post
from tenders import ways_out
from tenders.filters import read_query
from tenders.models import SavedSearch, Tender
from tenders.queries.listing import Listed, open_now

Mail = SavedSearch.Mail
# Less than a day: the job that runs every day is never quite on time.
BETWEEN = timedelta(hours=20)
MOST = 20


@dataclass(frozen=True)
class Told:
    searches: int  # that were looked at
    mails: int


def tell_at_publication(tender: Tender, *, now: datetime) -> None:
    """In the transaction of publishing: one letter, to everybody with a search that fits."""
    published = open_now(now).filter(pk=tender.pk)
    queries = _wanted().filter(mail=Mail.AT_ONCE).order_by().values_list("query", flat=True).distinct()
    fitting = [query for query in queries if fitting_of(query, published).exists()]
    searches: dict[User, list[SavedSearch]] = defaultdict(list)
    for search in _wanted().filter(mail=Mail.AT_ONCE, query__in=fitting).select_related("user"):
        searches[search.user].append(search)
    if searches:
        post(
            write("new_assignment", _of(tender) | {"preferences": address(reverse("follows"))}),
            to=searches,
            key=f"tender.published:{tender.number}",
            about=("tender", tender.number),
            now=now,
            unsubscribe=lambda user: ways_out.of_searches(searches[user]).address,
        )


def tell_daily(now: datetime) -> Told:
    """Everybody whose searches are due; each person in a transaction of their own."""
    due = _wanted().filter(mail=Mail.DAILY, told_until__lte=now - BETWEEN)
    told = [_tell_one(pk, now) for pk in due.order_by("user").values_list("user", flat=True).distinct()]
    return Told(searches=sum(each.searches for each in told), mails=sum(each.mails for each in told))


def _wanted() -> QuerySet[SavedSearch]:
    """Those of people who want such mail at all."""
    return SavedSearch.objects.filter(user__in=wanting(User.objects.all(), Kind.FOLLOWING))


@transaction.atomic
def _tell_one(user: int, now: datetime) -> Told:
    due = SavedSearch.objects.filter(user=user, mail=Mail.DAILY, told_until__lte=now - BETWEEN)
    searches = list(due.select_for_update(of=("self",)).select_related("user"))
    groups = [group for search in searches if (group := _group(search, now))["tenders"]]
    SavedSearch.objects.filter(pk__in=[search.pk for search in searches]).update(told_until=now)
    if groups:
        post(
            write("new_assignments", {"groups": groups, "preferences": address(reverse("follows"))}),
            to=[searches[0].user],
            key=f"searches:{user}:{now:%Y-%m-%dT%H:%M}",
            about=("searches", str(user)),
            now=now,
            unsubscribe=lambda _user: ways_out.of_searches(searches).address,
        )
    return Told(searches=len(searches), mails=bool(groups))


def fitting_of(query: str, found: Listed) -> Listed:
    """None, where the kept filters can't be understood any more: better silent than everything."""
    search = read_query(query, found)
    return search.qs if search.is_valid() else found.none()


def _group(search: SavedSearch, now: datetime) -> dict[str, Any]:
    new = open_now(now, "newest").filter(published_at__gt=search.told_until, published_at__lte=now)
    tenders: Sequence[Tender] = fitting_of(search.query, new)[: MOST + 1]
    more = address(f"{reverse('tenders')}?{search.query}") if len(tenders) > MOST else ""
    return {"name": search.name, "tenders": [_of(tender) for tender in tenders[:MOST]], "more": more}


def _of(tender: Tender) -> dict[str, Any]:
    return {"tender": tender, "url": address(tender.get_absolute_url())}
