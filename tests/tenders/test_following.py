"""Following an assignment, and keeping a search: who may, what is kept, that it is theirs alone, and its mail."""

import io
import json
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import Event
from outbox.models import Message
from tenders import ways_out
from tenders.forms.search import MOST_SEARCHES
from tenders.models import Follow, SavedSearch, Tender
from tenders.services.following import follow, keep_search, set_mail, way_out_for_followers
from tenders.services.telling import MOST, tell_daily
from tests.factories import (
    BEFORE_RAALTE_CLOSES,
    RAALTE_CLOSES,
    a_posting,
    published,
    published_raalte,
)

pytestmark = pytest.mark.django_db
NOW = BEFORE_RAALTE_CLOSES
LATER = NOW + timedelta(hours=21)
PAGE = reverse("tender", args=["27750"])
FOLLOW, UNFOLLOW = (reverse(name, args=["27750"]) for name in ("tender_follow", "tender_unfollow"))
FOLLOWS, SAVE = reverse("follows"), reverse("search_save")
ADDRESS = re.compile(r"http://localhost:8000(/afmelden/\S+)")


@pytest.fixture(autouse=True)
def _open(clock_at):
    clock_at(NOW)


def kept(user, query="region=Overijssel", *, how="daily", name="Rond Raalte", now=NOW):
    return keep_search(name=name, query=query, mail=how, by=user, now=now)


def way_out(message):
    """The path behind the address in a mail."""
    return ADDRESS.search(message.body)[1]


# Following -----------------------------------------------------------------------------------------------------------
def test_a_person_follows_an_assignment_once(supplier):
    tender = published_raalte()
    Follow.objects.create(tender=tender, user=supplier, followed_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Follow.objects.create(tender=tender, user=supplier, followed_at=NOW)
    assert tender.follows.count() == 1


def test_the_button_follows_and_stops_following(as_user, supplier, rival):
    tender = published_raalte()
    browser = as_user(supplier)
    assert "Volg deze opdracht" in browser.get(PAGE).content.decode()
    for _ in range(2):
        assert browser.post(FOLLOW).url == PAGE
    assert list(tender.follows.values_list("user", "followed_at")) == [(supplier.pk, NOW)]
    text = browser.get(PAGE).content.decode()
    assert "U volgt deze opdracht" in text
    assert "Niet meer volgen" in text
    assert "U volgt deze opdracht" not in as_user(rival).get(PAGE).content.decode()
    browser.post(UNFOLLOW)
    assert not tender.follows.exists()


def test_following_leaves_no_trace_that_an_auditor_or_officer_could_read(as_user, supplier, officer):
    published_raalte(by=officer)
    before = Event.objects.count()
    as_user(supplier).post(FOLLOW)
    as_user(supplier).post(f"{SAVE}?region=Overijssel", {"name": "x", "mail": "daily"})
    assert Event.objects.count() == before
    assert supplier.name not in as_user(officer).get(reverse("tender_manage", args=["27750"])).content.decode()


def test_a_visitor_is_led_to_the_login_and_back_to_the_page(client):
    published_raalte()
    assert f"/account/login/?next={PAGE}" in client.get(PAGE).content.decode()
    assert client.post(FOLLOW).url.startswith("/account/login/")


def test_nobody_follows_what_is_closed_or_a_draft(as_user, supplier, clock_at):
    a_posting(number="10002")
    assert as_user(supplier).post(reverse("tender_follow", args=["10002"])).status_code == 404
    published_raalte()
    clock_at(RAALTE_CLOSES)
    assert as_user(supplier).post(FOLLOW).status_code == 409
    assert "Volg deze opdracht" not in as_user(supplier).get(PAGE).content.decode()
    assert as_user(supplier).post(UNFOLLOW).status_code == 302


# The page of what you follow -----------------------------------------------------------------------------------------
def test_everyone_sees_their_own_alone(as_user, supplier, rival):
    follow(published_raalte(), by=supplier, now=NOW)
    kept(supplier, name="Alleen van mij")
    own, other = (as_user(user).get(FOLLOWS).content.decode() for user in (supplier, rival))
    for words in ("Medewerker klantportaal", "Alleen van mij"):
        assert (words in own, words in other) == (True, False)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_no_more_however_long_it_is(as_user, supplier, django_assert_num_queries, rows):
    for number in range(rows):
        follow(published_raalte(number=f"3000{number}"), by=supplier, now=NOW)
        kept(supplier, f"q={number}")
    browser = as_user(supplier)
    with django_assert_num_queries(5):  # session, person, memberships, and one for each list
        assert browser.get(FOLLOWS).content.decode().count('class="list-title"') == rows


def test_someone_elses_search_is_not_there(as_user, supplier, rival):
    search = kept(supplier)
    for name in ("search_mail", "search_remove"):
        assert as_user(rival).post(reverse(name, args=[search.pk]), {"mail": "off"}).status_code == 404
    search.refresh_from_db()
    assert search.mail == "daily"


def test_a_search_is_saved_from_the_list_with_its_filters_alone(as_user, supplier):
    published_raalte()
    browser = as_user(supplier)
    text = browser.get(reverse("tenders"), {"region": "Overijssel", "sort": "title"}).content.decode()
    assert f'href="{SAVE}?region=Overijssel"' in text
    page = browser.get(f"{SAVE}?region=Overijssel&page=7")
    assert page.context["form"].initial["name"] == "Regio: Overijssel"
    answer = browser.post(f"{SAVE}?region=Overijssel&page=7", {"name": "Thuis", "mail": "at_once"})
    assert answer.url == FOLLOWS
    assert list(supplier.searches.values_list("name", "query", "mail", "told_until")) == [
        ("Thuis", "region=Overijssel", "at_once", NOW)
    ]
    assert 'href="/opdrachten/?region=Overijssel"' in browser.get(FOLLOWS).content.decode()


def test_the_same_filters_are_kept_once_under_the_last_name(as_user, supplier):
    for name in ("Eerst", "Daarna"):
        as_user(supplier).post(f"{SAVE}?q=jurist", {"name": name, "mail": "daily"})
    assert list(supplier.searches.values_list("name", flat=True)) == ["Daarna"]


@pytest.mark.parametrize(
    "typed", [{"name": "", "mail": "daily"}, {"name": "a" * 101, "mail": "off"}, {"name": "Mijn", "mail": "nu"}]
)
def test_a_mistake_keeps_what_was_typed(as_user, supplier, typed):
    answer = as_user(supplier).post(f"{SAVE}?q=jurist", typed)
    assert answer.status_code == 422
    assert typed["name"] in answer.content.decode()
    assert "“jurist”" in answer.content.decode()
    assert not supplier.searches.exists()


def test_nobody_saves_without_end(as_user, supplier):
    for number in range(MOST_SEARCHES):
        kept(supplier, f"q={number}")
    answer = as_user(supplier).post(f"{SAVE}?q=nog+een", {"name": "Nog een", "mail": "off"})
    assert (answer.status_code, supplier.searches.count()) == (422, MOST_SEARCHES)
    assert as_user(supplier).post(f"{SAVE}?q=1", {"name": "Dezelfde", "mail": "off"}).status_code == 302
    regions = "&".join(f"region=Provincie+{number}" for number in range(200))
    assert as_user(supplier).post(f"{SAVE}?{regions}", {"name": "Alles", "mail": "off"}).status_code == 422


def test_the_mail_of_a_search_is_changed_and_the_search_removed(as_user, supplier):
    search = kept(supplier, how="off")
    browser = as_user(supplier)
    browser.post(reverse("search_mail", args=[search.pk]), {"mail": "nonsense"})
    browser.post(reverse("search_mail", args=[search.pk]), {"mail": "daily"})
    assert supplier.searches.get().mail == "daily"
    browser.post(reverse("search_remove", args=[search.pk]))
    assert not supplier.searches.exists()


# Mail at the publication ---------------------------------------------------------------------------------------------
def told(**changes):
    """The mails of a publication."""
    published(a_posting(**changes))
    return {message.user: message for message in Message.objects.select_related("user")}


def test_a_publication_mails_who_asked_for_it_at_once(supplier, rival, outsider, assessor):
    kept(supplier, how="at_once")
    kept(supplier, "q=klantportaal", how="at_once")
    kept(rival, "region=Utrecht", how="at_once")
    kept(outsider, how="daily")
    kept(assessor, how="off")
    found = told()
    assert list(found) == [supplier]
    assert found[supplier].subject == "Nieuwe opdracht: Medewerker klantportaal - telefonie, Gemeente Raalte"
    for words in ("27750", "maandag 2 maart 2026, 09:00 uur (CET)", "http://localhost:8000/opdrachten/27750/"):
        assert words in found[supplier].body


def test_the_way_out_of_as_many_searches_as_there_can_be_fits(client, supplier):
    for number in range(MOST_SEARCHES):
        kept(supplier, f"region=Overijssel&again={number}", how="at_once")
    SavedSearch.objects.update(id=F("id") + 10**12)  # as if there were very many
    message = told()[supplier]
    Message._meta.get_field("unsubscribe").clean(message.unsubscribe, message)
    client.post(way_out(message))
    assert set(supplier.searches.values_list("mail", flat=True)) == {"off"}


def test_a_search_that_can_no_longer_be_understood_is_silent(supplier):
    kept(supplier, "hours_from=veel", how="at_once")
    assert told() == {}


def test_a_draft_mails_nobody(supplier):
    kept(supplier, "", how="at_once")
    a_posting()
    assert not Message.objects.exists()


def test_the_mail_of_a_publication_goes_when_that_is_certain(supplier, django_capture_on_commit_callbacks):
    kept(supplier, how="at_once")
    with django_capture_on_commit_callbacks(execute=True):
        told()
        assert mail.outbox == []
    (sent,) = mail.outbox
    assert sent.to == [supplier.email]
    assert sent.extra_headers["List-Unsubscribe"] == f"<http://localhost:8000{way_out(sent)}>"


@pytest.mark.parametrize("rows", [1, 3])
def test_publishing_asks_one_question_for_each_different_search(supplier, rows):
    for number in range(rows):
        user = type(supplier).objects.create_user(f"p{number}@weegschaal.test", name=f"P {number}")
        kept(user, how="at_once")
    tender = a_posting()
    with CaptureQueriesContext(connection) as asked:
        published(tender)
    assert sum("tenders_savedsearch" in query["sql"] for query in asked) == 2
    assert Message.objects.count() == rows


# Mail once a day -----------------------------------------------------------------------------------------------------
def test_once_a_day_what_is_new_is_mailed_by_search(supplier, rival):
    published_raalte(number="27740")
    kept(supplier)
    kept(supplier, "q=jurist", name="Juristen")
    kept(rival, "region=Utrecht")
    published_raalte(number="27741", title="Jurist", now=NOW + timedelta(hours=1))
    published_raalte(number="27742", title="Elders", region="Drenthe", now=NOW + timedelta(hours=2))
    told = tell_daily(LATER)
    assert (told.searches, told.mails) == (3, 1)
    (message,) = Message.objects.all()
    assert message.user == supplier
    assert re.findall(r"\((\d{5})\)", message.body) == ["27741", "27741"]
    assert message.body.index("Juristen") < message.body.index("Rond Raalte")
    assert (tell_daily(LATER + timedelta(hours=1)).mails, tell_daily(LATER + timedelta(days=1)).mails) == (0, 0)


def test_what_closed_in_the_meantime_is_not_mailed(supplier):
    kept(supplier)
    published_raalte(now=NOW + timedelta(hours=1))
    assert tell_daily(RAALTE_CLOSES).mails == 0


def test_a_long_list_ends_in_the_way_to_the_rest(supplier):
    kept(supplier)
    for number in range(MOST + 1):
        published_raalte(number=f"3{number:04}", now=NOW + timedelta(hours=1))
    tell_daily(LATER)
    body = Message.objects.get().body
    assert len(re.findall(r"\(3\d{4}\)", body)) == MOST
    assert "http://localhost:8000/opdrachten/?region=Overijssel" in body


def test_who_asks_for_daily_mail_gets_what_is_published_from_then_on(supplier):
    search = kept(supplier, how="off")
    published_raalte(now=NOW + timedelta(hours=1))
    set_mail(search, "daily", now=NOW + timedelta(hours=2))
    assert tell_daily(NOW + timedelta(days=2)).mails == 0


def test_the_command_says_what_it_did(supplier, clock_at):
    kept(supplier)
    published_raalte(now=NOW + timedelta(hours=1))
    clock_at(LATER)
    outputs = []
    for arguments in (["--json"], []):
        out = io.StringIO()
        call_command("mail_searches", *arguments, stdout=out)
        outputs.append(out.getvalue())
    assert json.loads(outputs[0]) == {"searches": 1, "mails": 1}
    assert outputs[1] == "0 searches, 0 mails\n"


# The way out ---------------------------------------------------------------------------------------------------------
def test_the_way_out_of_a_search_works_without_login_and_without_a_form(supplier):
    search = kept(supplier, how="at_once")
    path = way_out(told()[supplier])
    visitor = Client(enforce_csrf_checks=True)
    text = visitor.get(path).content.decode()
    assert "Rond Raalte" in text
    assert SavedSearch.objects.get(pk=search.pk).mail == "at_once"
    answer = visitor.post(path, {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, SavedSearch.objects.get(pk=search.pk).mail) == (200, "off")
    assert "U krijgt hierover geen mail meer" in answer.content.decode()
    assert visitor.post(path).status_code == 200


def test_the_way_out_of_following_can_be_undone(client, supplier, rival):
    tender = published_raalte()
    for user in (supplier, rival):
        follow(tender, by=user, now=NOW)
    path = way_out_for_followers(tender)(supplier).removeprefix("http://localhost:8000")
    client.post(path)
    assert list(tender.follows.values_list("user", flat=True)) == [rival.pk]
    client.post(f"{path}toch-niet/")
    assert tender.follows.count() == 2


def test_a_search_is_mailed_again_as_before(client, supplier):
    search = kept(supplier, how="daily")
    token = ways_out.of_searches([search]).token
    client.post(reverse("unsubscribe", args=[token]))
    client.post(reverse("unsubscribe_undo", args=[token]))
    assert supplier.searches.get().mail == "daily"


def test_who_does_not_follow_has_no_way_out_of_it(supplier):
    assert way_out_for_followers(published_raalte())(supplier) == ""


def test_a_way_out_leads_to_nobody_elses_search(client, supplier, rival):
    mine, theirs = kept(supplier), kept(rival)
    token = ways_out.WayOut(user=supplier.pk, searches=(mine.pk, theirs.pk), mail="daily").token
    client.post(reverse("unsubscribe", args=[token]))
    assert (supplier.searches.get().mail, rival.searches.get().mail) == ("off", "daily")


@pytest.mark.parametrize(
    "change", [lambda token: token[:-1], lambda token: "x" + token, lambda _token: "27750", lambda _token: "a:b"]
)
def test_a_way_out_that_was_not_signed_here_is_not_there(client, supplier, change):
    search = kept(supplier)
    path = reverse("unsubscribe", args=[change(ways_out.of_searches([search]).token)])
    assert (client.get(path).status_code, client.post(path).status_code) == (404, 404)
    assert supplier.searches.get().mail == "daily"


def test_what_is_gone_is_said(client, supplier):
    search = kept(supplier)
    token = ways_out.of_searches([search]).token
    search.delete()
    assert "is er niet meer" in client.get(reverse("unsubscribe", args=[token])).content.decode()


def test_an_account_that_is_closed_gets_no_mail(supplier):
    kept(supplier, how="at_once")
    supplier.is_active = False
    supplier.save()
    assert told() == {}
    assert Tender.objects.get().state == "published"
