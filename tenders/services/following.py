"""Following assignments and keeping searches. No events: the log can't forget, and who follows an assignment could tell
who is going to bid on it."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from accounts.models import User
from tenders import ways_out
from tenders.models import Follow, SavedSearch, Tender
from tenders.ways_out import WayOut

Mail = SavedSearch.Mail


def follow(tender: Tender, *, by: User, now: datetime) -> None:
    """Once; a second time changes nothing."""
    Follow.objects.get_or_create(tender=tender, user=by, defaults={"followed_at": now})


def unfollow(tender: Tender, *, by: User) -> None:
    Follow.objects.filter(tender=tender, user=by).delete()


def way_out_for_followers(tender: Tender) -> Callable[[User], str]:
    """For `outbox.services.post`: the address at which a person stops following; "" for who doesn't follow."""
    followers = set(tender.follows.values_list("user", flat=True))
    return lambda user: ways_out.of_follow(tender, user).address if user.pk in followers else ""


@transaction.atomic
def keep_search(*, name: str, query: str, mail: str, by: User, now: datetime) -> SavedSearch:
    """The same filters are kept once, under the last name."""
    fresh = {"name": name, "mail": mail, "created_at": now, "told_until": now}
    search, is_new = SavedSearch.objects.get_or_create(user=by, query=query, defaults=fresh)
    if not is_new:
        SavedSearch.objects.filter(pk=search.pk).update(name=name)
        search.refresh_from_db()
        set_mail(search, mail, now=now)
    return search


def set_mail(search: SavedSearch, mail: str, *, now: datetime) -> None:
    """What was published before someone asks for a daily mail isn't in the first one."""
    if search.mail != Mail.DAILY:
        search.told_until = now
    search.mail = mail
    search.save(update_fields=["mail", "told_until"])


@transaction.atomic
def end_mail(way: WayOut) -> None:
    Follow.objects.filter(tender=way.tender, user=way.user).delete()
    SavedSearch.objects.filter(pk__in=way.searches, user=way.user).update(mail=Mail.OFF)


@transaction.atomic
def begin_again(way: WayOut, *, now: datetime) -> None:
    """Undo `end_mail`. Raises nothing for what is no longer there."""
    user = User.objects.filter(pk=way.user).first()
    tender = Tender.objects.public().filter(pk=way.tender).first()
    if user and tender:
        follow(tender, by=user, now=now)
    for search in SavedSearch.objects.filter(pk__in=way.searches, user=way.user, mail=Mail.OFF):
        set_mail(search, way.mail, now=now)
