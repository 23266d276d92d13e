"""What other programs read, each parsed back by its own standard; and that nothing is in it that isn't public."""

import json
import re
from datetime import date, datetime, timedelta

import pytest
from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from icalendar import Calendar
from lxml import etree

from audit.clock import AMSTERDAM
from tenders.models import RulesVersion, Tender
from tenders.open_data import PER_PAGE
from tests.factories import (
    BEFORE_RAALTE_CLOSES,
    RAALTE_CLOSES,
    a_posting,
    a_tender,
    posting,
    published_raalte,
    published_westland,
)

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"m": "http://www.sitemaps.org/schemas/sitemap/0.9"}
HERE = "http://testserver"
FILE = reverse("tender_calendar", args=["27750"])
FEEDS = ("tenders_calendar", "tenders_feed", "tenders_json")
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")


@pytest.fixture(autouse=True)
def _open(clock_at):
    clock_at(BEFORE_RAALTE_CLOSES)


def events(body):
    """By the first word of their summary; the calendar is checked on the way."""
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert max(map(len, body.split(b"\r\n"))) <= 75
    calendar = Calendar.from_ical(body)
    assert (calendar["version"], calendar["calscale"], calendar["method"]) == ("2.0", "GREGORIAN", "PUBLISH")
    zones = {str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")}
    found = calendar.walk("VEVENT")
    assert {str(event["dtstart"].params.get("TZID", "")) for event in found} - {""} <= zones
    assert all(event["uid"] and event["dtstamp"].dt.tzinfo and event["summary"] for event in found)
    assert len({str(event["uid"]) for event in found}) == len(found)
    return {str(event["summary"]).partition(":")[0]: event for event in found}


def atom(answer):
    """Its entries; what RFC 4287 asks of every feed and entry is checked on the way."""
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = etree.fromstring(answer.content)
    entries = feed.findall("a:entry", ATOM)
    for element in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"a:{name}", ATOM)) == 1
        assert RFC3339.fullmatch(element.findtext("a:updated", namespaces=ATOM))
    assert all(entry.findtext("a:author/a:name", namespaces=ATOM) for entry in entries)
    ids = [entry.findtext("a:id", namespaces=ATOM) for entry in entries]
    assert len(set(ids)) == len(ids)
    return entries


def shared(client, name, query=""):
    answer = client.get(reverse(name), QueryDict(query))
    assert answer.status_code == 200
    return answer


def numbers(client, name, query=""):
    answer = shared(client, name, query)
    if name == "tenders_json":
        return {each["number"] for each in answer.json()["assignments"]}
    if name == "tenders_feed":
        links = [entry.find("a:link", ATOM).get("href") for entry in atom(answer)]
    else:
        links = [str(event["url"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")]
    return {link.rstrip("/").rpartition("/")[2] for link in links}


# The calendar --------------------------------------------------------------------------------------------------------
def test_the_calendar_file_has_every_date_of_the_assignment(client):
    published_raalte()
    answer = client.get(FILE)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="27750.ics"'
    found = {words: event["dtstart"].dt for words, event in events(answer.content).items()}
    data = posting("raalte-27750")
    assert found == {
        "Vragen tot": data["questions_until"],
        "Antwoorden op": data["answers_on"],
        "Sluiting": RAALTE_CLOSES,
        "Uitnodigingen uiterlijk op": data["invitations_by"],
        "Gesprekken op": data["interviews_on"],
    }
    assert f"{HERE}/opdrachten/27750/" in str(events(answer.content)["Sluiting"]["description"])


@pytest.mark.parametrize(
    ("closes", "offset"),
    [
        ("2026-03-28 12:00", 1), ("2026-03-29 03:00", 2), ("2026-03-30 09:00", 2),
        ("2026-10-24 12:00", 2), ("2026-10-25 12:00", 1), ("2027-07-01 00:00", 2),
    ],
)  # fmt: skip
def test_a_moment_is_right_on_both_sides_of_summer_time(client, closes, offset):
    moment = datetime.fromisoformat(closes).replace(tzinfo=AMSTERDAM)
    Tender.objects.filter(pk=published_raalte().pk).update(closes_at=moment)
    start = events(client.get(FILE).content)["Sluiting"]["dtstart"]
    assert (start.dt, start.dt.utcoffset()) == (moment, timedelta(hours=offset))
    assert start.params["TZID"] == "Europe/Amsterdam"
    assert start.to_ical() == f"{moment:%Y%m%dT%H%M%S}".encode()


def test_a_whole_day_ends_where_the_next_begins(client):
    tender = published_raalte()
    event = events(client.get(FILE).content)["Gesprekken op"]
    assert (event["dtstart"].dt, event["dtend"].dt) == (tender.interviews_on, tender.interviews_on + timedelta(days=1))
    assert type(event["dtstart"].dt) is date


def test_the_day_of_the_results_is_a_day_too(client):
    Tender.objects.filter(pk=published_raalte().pk).update(results_on=date(2026, 3, 12))
    assert events(client.get(FILE).content)["Uitslag op"]["dtstart"].dt == date(2026, 3, 12)


def test_new_rules_move_the_same_event(client):
    tender = published_raalte()
    before = events(client.get(FILE).content)
    later, moved = BEFORE_RAALTE_CLOSES + timedelta(days=1), RAALTE_CLOSES + timedelta(days=7)
    RulesVersion.objects.create(
        tender=tender, version=2, rules="{}", sha256="0" * 64, published_at=later, published_by=tender.created_by
    )
    Tender.objects.filter(pk=tender.pk).update(closes_at=moved)
    after = events(client.get(FILE).content)
    assert {words: event["uid"] for words, event in after.items()} == {
        words: event["uid"] for words, event in before.items()
    }
    assert [each["Sluiting"]["sequence"] for each in (before, after)] == [0, 1]
    assert [each["Sluiting"]["dtstamp"].dt for each in (before, after)] == [BEFORE_RAALTE_CLOSES, later]
    assert after["Sluiting"]["dtstart"].dt == moved


def test_a_withdrawn_assignment_takes_its_dates_out_of_the_calendar(client):
    tender = published_raalte()
    Tender.objects.filter(pk=tender.pk).update(state="cancelled")
    found = events(client.get(FILE).content).values()
    assert {(str(event["status"]), event["sequence"]) for event in found} == {("CANCELLED", 1)}


def test_words_cannot_break_out_of_their_line(client):
    published_raalte(title="Eén; twee, drie\\n vier" + " éü" * 40)
    event = events(client.get(FILE).content)["Sluiting"]
    assert str(event["summary"]) == "Sluiting: Eén; twee, drie\\n vier" + " éü" * 40 + " (27750)"


def test_in_english_the_calendar_is_english(client):
    published_raalte()
    assert "Closing" in events(client.get(FILE, headers={"accept-language": "en"}).content)


# All that is open ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", FEEDS)
def test_what_is_open_is_in_every_feed_and_nothing_else(client, name):
    a_tender(number="10001", title="Geheim concept")
    a_posting(number="10002")
    published_westland()  # closed
    Tender.objects.filter(pk=published_raalte(number="27752").pk).update(state="cancelled")
    published_raalte()
    assert numbers(client, name) == {"27750"}


@pytest.mark.parametrize("name", FEEDS)
def test_at_the_deadline_itself_it_is_gone(client, clock_at, name):
    published_raalte()
    clock_at(RAALTE_CLOSES - timedelta(microseconds=1))
    assert numbers(client, name) == {"27750"}
    clock_at(RAALTE_CLOSES)
    assert numbers(client, name) == set()


@pytest.mark.parametrize("name", FEEDS)
def test_every_feed_takes_the_filters_of_the_list(client, name):
    published_raalte()
    published_raalte(number="27751", title="Jurist", region="Utrecht", discipline="law")
    assert numbers(client, name, "region=Utrecht") == {"27751"}
    assert numbers(client, name, "discipline=customer_contact&q=raalte") == {"27750"}
    assert numbers(client, name, "region=Mordor") == set()


@pytest.mark.parametrize("name", FEEDS)
def test_marks_that_no_feed_can_hold_are_not_looked_for(client, name):
    published_raalte()
    address = reverse(name)
    for odd in ("%01", "%0B", "%1F", "%EF%BF%BE", "%ED%A0%80"):
        answer = client.get(f"{address}?q=raalte{odd}&region=Overijssel{odd}")
        assert answer.status_code in (200, 400)
    assert client.get(f"{address}?q=Raalte%01").content == client.get(f"{address}?q=Raalte").content


@pytest.mark.parametrize("name", FEEDS)
@pytest.mark.parametrize(
    "query",
    [
        "hours_from=veel",
        "hours_from=0",
        "hours_to=1e9",
        "hours_from=30&hours_to=20",
        "q=" + "a" * 300,
        "region=" + "x" * 300,
    ],
)
def test_a_program_that_asks_for_nonsense_gets_no_list(client, name, query):
    published_raalte()
    answer = client.get(f"{reverse(name)}?{query}")
    assert answer.status_code == 400
    assert "27750" not in answer.content.decode()


@pytest.mark.parametrize("name", FEEDS)
@pytest.mark.parametrize(
    "query", ["x=1", "sort=';--", "q=%FF", "q=%ED%A0%80", "&&=", "q=%25", "state=draft", "is_open=0"]
)
def test_what_a_feed_does_not_know_it_ignores(client, name, query):
    published_raalte()
    assert client.get(f"{reverse(name)}?{query}").status_code == 200


@pytest.mark.parametrize("name", FEEDS)
@pytest.mark.parametrize("rows", [1, 3])
def test_a_feed_asks_no_more_however_long_it_is(client, django_assert_num_queries, name, rows):
    for number in range(rows):
        published_raalte(number=f"3000{number}")
    with django_assert_num_queries({"tenders_json": 2}.get(name, 1)):
        assert len(numbers(client, name)) == rows


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_is_the_same_for_everybody_and_sent_once(client, as_user, officer, name):
    published_raalte()
    a_posting(number="10002", by=officer)
    answer = shared(client, name)
    assert as_user(officer).get(reverse(name)).content == answer.content
    assert answer["Cache-Control"] == "public, max-age=60"
    assert "Access-Control-Allow-Origin" not in answer
    again = client.get(reverse(name), headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    published_raalte(number="27751")
    assert client.get(reverse(name), headers={"if-none-match": answer["ETag"]}).status_code == 200
    assert client.post(reverse(name)).status_code == 405


def test_an_entry_of_the_feed_says_what_it_is_and_when(client):
    published_raalte(title="Hulp <b>& Zo</b>")
    answer = shared(client, "tenders_feed", "region=Overijssel")
    (entry,) = atom(answer)
    assert entry.findtext("a:title", namespaces=ATOM) == "Hulp <b>& Zo</b> · Gemeente Raalte"
    assert entry.findtext("a:published", namespaces=ATOM) == "2026-02-16T09:00:00+00:00"
    assert entry.find("a:link", ATOM).get("href") == f"{HERE}/opdrachten/27750/"
    assert {each.get("term") for each in entry.findall("a:category", ATOM)} >= {"Overijssel", "MBO"}
    assert "maandag 2 maart 2026, 09:00 uur (CET)" in entry.findtext("a:summary", namespaces=ATOM)
    links = {each.get("rel"): each.get("href") for each in etree.fromstring(answer.content).findall("a:link", ATOM)}
    assert links == {
        "alternate": f"{HERE}/opdrachten/?region=Overijssel",
        "self": f"{HERE}/opdrachten/atom.xml?region=Overijssel",
    }


def test_the_id_of_an_entry_stays_when_the_assignment_changes(client):
    tender = published_raalte()
    before = atom(shared(client, "tenders_feed"))[0].findtext("a:id", namespaces=ATOM)
    RulesVersion.objects.create(
        tender=tender, version=2, rules="{}", sha256="0" * 64, published_by=tender.created_by,
        published_at=BEFORE_RAALTE_CLOSES + timedelta(days=1),
    )  # fmt: skip
    (entry,) = atom(shared(client, "tenders_feed"))
    assert entry.findtext("a:id", namespaces=ATOM) == before
    updated = datetime.fromisoformat(entry.findtext("a:updated", namespaces=ATOM))
    assert updated == BEFORE_RAALTE_CLOSES + timedelta(days=1)


def test_an_empty_feed_is_still_a_feed(client):
    assert atom(shared(client, "tenders_feed")) == []


# JSON ----------------------------------------------------------------------------------------------------------------
def test_the_json_says_what_the_page_says(client):
    published_raalte()
    content = shared(client, "tenders_json").json()
    (found,) = content.pop("assignments")
    assert content == {"version": 1, "count": 1, "page": 1, "pages": 1, "next": None, "previous": None}
    assert found == {
        "number": "27750",
        "title": "Medewerker klantportaal - telefonie",
        "url": f"{HERE}/opdrachten/27750/",
        "calendar": f"{HERE}/opdrachten/27750/agenda.ics",
        "client": "Gemeente Raalte",
        "run_by": "Bemiddelaar Oost",
        "discipline": "customer_contact",
        "region": "Overijssel",
        "education_level": "MBO",
        "hours_per_week": {"min": 28, "max": 28},
        "positions": {"min": 1, "max": 1},
        "start": "Maart 2026",
        "start_on": None,
        "duration_months": 3,
        "extension": {"count": 4, "months": 3},
        "hybrid": found["hybrid"],
        "das": True,
        "rate_ceiling": {
            "amount": "60.00", "currency": "EUR", "per": "hour", "vat": "excluded", "travel": "included", "fee": None
        },
        "questions_until": found["questions_until"],
        "answers_on": "2026-02-24",
        "closes_at": "2026-03-02T09:00:00+01:00",
        "invitations_by": found["invitations_by"],
        "interviews_on": found["interviews_on"],
        "results_on": None,
        "published_at": "2026-02-16T10:00:00+01:00",
        "changed_at": "2026-02-16T10:00:00+01:00",
        "rules_version": 1,
    }  # fmt: skip
    assert datetime.fromisoformat(found["questions_until"]) == posting("raalte-27750")["questions_until"]


def test_the_documentation_has_every_key_of_the_json(client):
    published_raalte()
    page = (settings.BASE_DIR / "docs" / "public.md").read_text("utf-8")
    shown = json.loads(re.search(r"```json\n(.+?)```", page, re.S)[1])
    assert keys_of(shown) == keys_of(shared(client, "tenders_json").json())


def keys_of(value):
    if isinstance(value, dict):
        return {key: keys_of(each) for key, each in value.items()}
    return [keys_of(each) for each in value] if isinstance(value, list) else None


def test_the_json_goes_on_on_the_next_page_with_the_same_filters(client):
    for number in range(PER_PAGE + 2):
        a_tender(number=f"3{number:04}", title="Balie", closes_at=RAALTE_CLOSES, state="published", region="Utrecht")
    first = shared(client, "tenders_json", "region=Utrecht").json()
    assert (len(first["assignments"]), first["count"], first["pages"]) == (PER_PAGE, PER_PAGE + 2, 2)
    assert first["next"] == f"{HERE}/opdrachten/open.json?region=Utrecht&page=2"
    last = client.get(first["next"]).json()
    assert len(last["assignments"]) == 2
    assert (last["next"], last["previous"]) == (None, f"{HERE}/opdrachten/open.json?region=Utrecht&page=1")


@pytest.mark.parametrize("page", ["0", "-1", "2", "x", "9" * 5000])
def test_a_page_that_is_not_there_is_said(client, page):
    published_raalte()
    answer = client.get(reverse("tenders_json"), {"page": page})
    assert (answer.status_code, set(answer.json())) == (400, {"version", "error"})


# The page ------------------------------------------------------------------------------------------------------------
def job_posting(client, number="27750"):
    text = client.get(reverse("tender", args=[number])).content.decode()
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)
    return [json.loads(each) for each in found]


def test_the_page_tells_search_engines_what_it_is(client):
    published_raalte()
    (found,) = job_posting(client)
    assert (found["@context"], found["@type"]) == ("https://schema.org", "JobPosting")
    assert found["title"] == "Medewerker klantportaal - telefonie"
    assert found["datePosted"] == "2026-02-16"
    assert found["validThrough"] == "2026-03-02T09:00:00+01:00"
    assert found["hiringOrganization"] == {"@type": "Organization", "name": "Gemeente Raalte"}
    assert found["jobLocation"]["address"] == {
        "@type": "PostalAddress", "addressCountry": "NL", "addressRegion": "Overijssel"
    }  # fmt: skip
    assert found["identifier"]["value"] == "27750"
    assert found["url"] == f"{HERE}/opdrachten/27750/"
    assert found["workHours"] == "28"
    assert "baseSalary" not in found
    assert "60,-" not in json.dumps(found)


def test_no_text_ends_the_block_early(client):
    evil = "</script><script>alert(1)</script> <!-- & \u2028"
    published_raalte(title=evil, assignment_text=evil)
    text = client.get(reverse("tender", args=["27750"])).content.decode()
    assert "<script>alert" not in text
    (found,) = job_posting(client)
    assert found["title"] == evil
    assert found["description"].startswith("<p>&lt;/script&gt;&lt;script&gt;alert(1)")


def test_only_while_it_is_open(client, clock_at):
    published_raalte()
    clock_at(RAALTE_CLOSES)
    assert job_posting(client) == []


@pytest.mark.parametrize("moment", [BEFORE_RAALTE_CLOSES, RAALTE_CLOSES + timedelta(days=900)])
def test_an_assignment_has_one_lasting_address(client, clock_at, moment):
    published_raalte()
    clock_at(moment)
    answer = client.get(reverse("tender", args=["27750"]), {"utm_source": "x"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert f'<link rel="canonical" href="{HERE}/opdrachten/27750/">' in text
    assert f'<link rel="alternate" type="text/calendar" title="De datums van deze opdracht" href="{FILE}">' in text


def test_the_list_names_its_feeds_with_its_filters(client):
    published_raalte()
    text = client.get(reverse("tenders"), QueryDict("region=Overijssel&q=a%26b")).content.decode()
    found = re.findall(r'<link rel="alternate" type="([^"]+)" title="[^"]+" href="([^"]+)">', text)
    query = "q=a%26b&amp;region=Overijssel"
    assert found == [
        ("application/atom+xml", f"/opdrachten/atom.xml?{query}"),
        ("application/json", f"/opdrachten/open.json?{query}"),
        ("text/calendar", f"/opdrachten/agenda.ics?{query}"),
    ]


# For search engines --------------------------------------------------------------------------------------------------
def test_the_sitemap_has_every_published_assignment_and_no_draft(client, django_assert_num_queries):
    published_raalte()
    published_westland()
    a_posting(number="10002")
    with django_assert_num_queries(2):
        answer = client.get(reverse("sitemap"))
    found = {
        each.findtext("m:loc", namespaces=MAP): each.findtext("m:lastmod", namespaces=MAP)
        for each in etree.fromstring(answer.content).findall("m:url", MAP)
    }
    assert found == {
        f"{HERE}/opdrachten/": None,
        f"{HERE}/toegang/": None,
        f"{HERE}/opdrachten/27750/": "2026-02-16",
        f"{HERE}/opdrachten/12074/": "2023-04-03",
    }


def test_robots_stay_out_of_what_is_private(client):
    answer = client.get(reverse("robots"))
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    lines = answer.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert lines[-1] == f"Sitemap: {HERE}/sitemap.xml"
    barred = {line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: ")}
    private = ("tender_new", "bids", "events", "account_login")
    assert [name for name in private if not reverse(name).startswith(tuple(barred))] == []
    assert not reverse("tender", args=["27750"]).startswith(tuple(barred - {"/opdrachten/?"}))
