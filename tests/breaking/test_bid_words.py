"""Odd words in every field that a supplier types in: a saved draft or a sentence at the field, never an error page."""

import time
from urllib.parse import quote_from_bytes

import pytest
from django.urls import reverse

from candidates import vault
from candidates.models import SavedCandidate
from candidates.services import start_bid
from suppliers.models import Invitation
from tests.candidates.factories import IN_TIME, a_draft, a_pdf, opened
from tests.candidates.filling import TYPED, page
from tests.conftest import some
from tests.factories import published_raalte
from tests.suppliers.factories import managing
from tests.tenders.pages import form_on

pytestmark = [pytest.mark.django_db]
FORM = "application/x-www-form-urlencoded"
LONG = 1_000_000
ODD = {
    "controls": "".join(map(chr, range(1, 32))) + "tekst\x7f\x85",
    "a null": "tek\x00st",
    "half characters": "tekst\ud800\udfff",
    "directions": "\u202e\u2066\u200ftekst\u061c",
    "pictures": "\U0001f468\u200d\U0001f469\u200d\U0001f467\ufe0f\U0001f1f3\U0001f1f1",
    "a script": "<script>alert(1)</script>{{ 7 }}%(x)s%s",
    "a huge number": "9" * 5000,
    "a power": "1e9",
    "other digits": "\u0663\u0660",
    "four decimals": "60,5555",
    "the first day": "0001-01-01",
    "the last day": "9999-12-31",
    "the day after it": "31-12-9999",
    "a day that is none": "31-02-2026",
    "far more than fits": "9223372036854775808",
}
DOCUMENTS = [
    {"kind": "motivation", "name": "Motivatie", "when": "with_bid", "text": ""},
    {"kind": "vog", "name": "VOG", "when": "with_bid", "text": "niet ouder dan 3 maanden"},
]
STEPS = ("kandidaat", "tarief", "knock-outs", "motivatie", "documenten")


@pytest.fixture(autouse=True)
def _now(clock_at):
    clock_at(IN_TIME)


@pytest.fixture
def tender(officer):
    return published_raalte(by=officer, documents=DOCUMENTS)


@pytest.fixture
def bid(tender, noord, supplier):
    return start_bid(tender, supplier=noord, by=supplier, now=IN_TIME)


@pytest.fixture
def browser(as_user, supplier):
    return as_user(supplier)


def send(browser, url, fields):
    """As the bytes that a program can send, also those of half a character."""
    pairs = [
        f"{quote_from_bytes(name.encode())}={quote_from_bytes(value.encode('utf-8', 'surrogatepass'))}"
        for name, value in fields.items()
    ]
    return browser.post(url, "&".join(pairs), content_type=FORM)


def all_with(browser, url, words):
    """Every field of the page's form with these words in it, but those by which a page knows its rows."""
    fields = form_on(browser.get(url))
    return fields | {name: words for name in fields if "_FORMS" not in name and not name.endswith("DELETE")}


@pytest.mark.one_database
@pytest.mark.parametrize("words", some(ODD.values()), ids=some(ODD))
def test_every_step_keeps_them_or_says_what_is_wrong(browser, bid, supplier, words):
    for step in STEPS:
        url = page("bid_step", bid, step)
        answer = send(browser, url, all_with(browser, url, words) | dict.fromkeys(TYPED.get(step, {}), words))
        assert answer.status_code in (302, 422), step
        assert browser.get(url).status_code == 200, step
    career = page("bid_career", bid)
    assert send(browser, career, career_of(browser, bid, words)).status_code in (302, 422)
    for name in ("bid", "bid_edit", "bid_check", "bid_career", "bid_evidence", "bid_cv_facts"):
        assert browser.get(page(name, bid)).status_code == 200, name
    assert browser.get(reverse("bids")).status_code == 200
    assert "\x00" not in vault.read_draft(bid, by=supplier).text


def career_of(browser, bid, words, rows=1):
    fields = form_on(browser.get(page("bid_career", bid)))
    names = ("begins", "ends", "employer", "role", "organisation", "hours_per_week", "cv_page", "tags")
    return fields | {f"jobs-{row}-{name}": words for row in range(rows) for name in names}


@pytest.mark.parametrize("words", some(ODD.values()), ids=some(ODD))
def test_whatever_of_it_can_be_submitted_can_be_opened(browser, tender, noord, words):
    """Where nobody but PostgreSQL would refuse it, all bids would stay closed."""
    bid = a_draft(tender, noord, cv=a_pdf("Werkte aan de telefoon"))
    was = {step: form_on(browser.get(page("bid_step", bid, step))) for step in STEPS}
    odd = {
        step: fields | {name: words for name in fields if not name.startswith("statement")}
        for step, fields in was.items()
    }
    for step, fields in odd.items():
        send(browser, page("bid_step", bid, step), fields)
    send(browser, page("bid_career", bid), career_of(browser, bid, words))
    blocks = {each["href"].partition("#id_")[2] for each in browser.get(page("bid_check", bid)).context["blocks"]}
    for step, fields in odd.items():
        send(browser, page("bid_step", bid, step), fields | {name: was[step][name] for name in blocks & set(fields)})
    browser.post(page("bid_submit", bid), form_on(browser.get(page("bid_check", bid)), action=page("bid_submit", bid)))
    bid.refresh_from_db()
    assert bid.state == "submitted"
    opened(tender)
    assert browser.get(page("bid_receipt", bid)).status_code == 200


@pytest.mark.parametrize("words", some(ODD.values()), ids=some(ODD))
def test_the_folder_the_company_and_an_invitation_take_them_or_say_so(browser, supplier, noord, words):
    managing(supplier, noord)
    new = reverse("person_new", args=[noord.pk])
    assert send(browser, new, all_with(browser, new, words)).status_code in (302, 422)
    assert send(browser, new, all_with(browser, new, words) | {"email": "", "name": words}).status_code in (302, 422)
    for row in SavedCandidate.objects.all():
        assert browser.get(reverse("person_edit", args=[row.pk])).status_code == 200
    company = reverse("company_edit", args=[noord.pk])
    assert send(browser, company, all_with(browser, company, words)).status_code in (302, 422)
    invite = reverse("colleague_invite", args=[noord.pk])
    assert send(browser, invite, {"email": words, "role": words}).status_code == 422
    assert send(browser, invite, {"email": f"{words}@weegschaal.test", "role": "bidder"}).status_code in (302, 422)
    for name in ("people", "company"):
        assert browser.get(reverse(name)).status_code == 200
    assert browser.get(f"{reverse('people')}?q={quote_from_bytes(words.encode('utf-8', 'surrogatepass'))}") is not None
    assert browser.get(reverse("colleagues", args=[noord.pk])).status_code == 200
    assert Invitation.objects.count() <= 1


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("step", "name"), [("motivatie", "motivation"), ("kandidaat", "candidate"), ("knock-outs", "remark_2")]
)
def test_a_megabyte_in_one_field_is_kept_and_said_in_time(browser, bid, step, name):
    began = time.process_time()
    answer = send(browser, page("bid_step", bid, step), TYPED[step] | {name: "woord " * (LONG // 8)})
    assert answer.status_code == 422
    for each in ("bid_edit", "bid_check"):
        assert browser.get(page(each, bid)).status_code == 200
    assert browser.get(reverse("bids")).status_code == 200
    assert time.process_time() - began < 20


@pytest.mark.one_database
@pytest.mark.parametrize(("rows", "codes"), [(61, {302, 422}), (300, {302, 422}), (2000, {400})])
def test_more_jobs_than_anybody_had(browser, bid, supplier, rows, codes):
    fields = career_of(browser, bid, "2021", rows=rows) | {"jobs-TOTAL_FORMS": str(rows)}
    assert send(browser, page("bid_career", bid), fields).status_code in codes
    assert len(vault.read_draft(bid, by=supplier).answers.career) <= 60


@pytest.mark.one_database
@pytest.mark.parametrize("rows", ["10000", "9" * 30, "-1", "\u0663", ""])
def test_a_number_of_rows_that_no_page_sent(browser, bid, noord, rows):
    fields = career_of(browser, bid, "2021") | {"jobs-TOTAL_FORMS": rows}
    assert send(browser, page("bid_career", bid), fields).status_code in (302, 422)
    fields = {"name": "Jan", "career-TOTAL_FORMS": rows, "career-INITIAL_FORMS": rows, "more": "career"}
    assert send(browser, reverse("person_new", args=[noord.pk]), fields).status_code in (200, 302, 422)


@pytest.mark.one_database
def test_five_hundred_marks_are_three(browser, tender, noord, supplier):
    bid = a_draft(tender, noord, cv=a_pdf("Werkte aan de telefoon", pages=6))
    cv = vault.read_draft(bid, by=supplier).cv.sha256
    url = page("bid_evidence_mark", bid, "cr-7")
    codes = [browser.post(url, {"page": at, "line": 1, "cv": cv}).status_code for at in range(1, 7)]
    assert codes == [302, 302, 302, 409, 409, 409]
    many = {"page": 1, "line": [str(each) for each in range(500)], "cv": cv}
    assert browser.post(url, many).status_code in (302, 409, 422)
    for odd in ({"page": "\u0663"}, {"page": "1e9"}, {"line": ["-1", "x", "9" * 30]}, {"level": "<script>"}):
        assert browser.post(url, {"page": 1, "line": 1, "cv": cv} | odd).status_code in (302, 409, 422)
    assert len(vault.read_draft(bid, by=supplier).answers.evidence) == 3
