"""Odd words in every field of the officer's and the asker's forms: a sentence or a saved draft, never an error page."""

import re
import time
from urllib.parse import quote_from_bytes

import pytest
from django.urls import reverse

from tenders.models import AskedQuestion, SavedSearch
from tenders.sections import SECTIONS
from tests.access.walk import undone
from tests.conftest import some
from tests.factories import BEFORE_RAALTE_CLOSES, a_posting, published_raalte
from tests.tenders.pages import form_on

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
FORM = "application/x-www-form-urlencoded"
LONG = 1_000_000
ODD = {
    "controls": "".join(map(chr, range(1, 32))) + "tekst\x7f\x85",
    "a null": "tekst\x00tekst",
    "half characters": "tekst\ud800\udfff",
    "pictures": "👩🏽‍💻 één 🇳🇱 \U0001f9d1\u200d\U0001f91d\u200d\U0001f9d1",
    "another script": "مرحبا بالعالم שלום",
    "directions": "\u202e\u2066\u200ftekst\u061c",
    "a script": "<script>alert(1)</script>{{ 7 }}%(x)s%s",
    "a huge number": "9" * 5000,
    "a day that is none": "31-02-2026",
    "a year of five digits": "99999-01-01",
    "far more than fits": "9223372036854775808",
}
# The last two ask for a number of months beside them.
KEPT_OUT = ("stamp", "_FORMS", "-kind", "-DELETE", "-experience_work", "-experience_at")


@pytest.fixture(autouse=True)
def _now(clock_at):
    clock_at(BEFORE_RAALTE_CLOSES)


def send(browser, url, fields):
    """As the bytes that a program can send, also those of half a character."""
    pairs = [
        f"{quote_from_bytes(name.encode())}={quote_from_bytes(value.encode('utf-8', 'surrogatepass'))}"
        for name, value in fields.items()
    ]
    return browser.post(url, "&".join(pairs), content_type=FORM)


def typed_into(fields):
    return [name for name in fields if name != "number" and not any(part in name for part in KEPT_OUT)]


@pytest.mark.parametrize("key", list(SECTIONS))
def test_a_section_takes_odd_words_or_says_which_it_does_not(key, officer, as_user):
    a_posting(by=officer)
    browser, url = as_user(officer), reverse("tender_edit", args=["27750", key])
    fields = form_on(browser.get(url))
    odd = {}
    for name, words in some(ODD.items()):
        with undone():
            odd[name] = _sent_with(words, browser, url, fields)
    assert {name: said for name, said in odd.items() if said} == {}


def _sent_with(words, browser, url, fields):
    """What is odd about the answers to these words in every field, and then in every field that takes them."""
    typed = typed_into(fields)
    sent = fields | dict.fromkeys(typed, words)
    answer = send(browser, url, sent)
    while answer.status_code == 422:
        page = answer.content.decode()
        wrong = {name for name in typed if f"#id_{re.sub('_[01]$', '', name)}" in page and sent[name] == words}
        if "error-summary" not in page or not wrong:
            return "refused, without a word on why"
        sent |= {name: fields[name] for name in wrong}
        answer = send(browser, url, sent)
    if answer.status_code != 302:
        return answer.status_code
    names = ("tender_check", "tender_preview")
    codes = {name: browser.get(reverse(name, args=["27750"])).status_code for name in names}
    return {name: code for name, code in codes.items() if code != 200}


WRONG = {
    # section: the field with a null in it, and those beside it
    "criteria": ("criteria-0-text", ("criteria_heading", "criteria-1-text", "criteria-2-text")),
    "competenties": ("competences", ()),
    "procedure": ("stages-0-text", ("stages-0-name", "stages-1-text", "stages-2-criteria", "award_text")),
    "cv": ("cv_instruction", ("documents-0-text", "documents-1-name", "documents-3-text")),
    "overig": ("contact", ("questions_note", "other_information", "questions-0-question", "questions-0-answer")),
}


@pytest.mark.parametrize("key", WRONG)
def test_what_cannot_be_kept_is_said_at_its_field_and_nothing_typed_is_lost(key, officer, as_user):
    a_posting(by=officer)
    browser, url = as_user(officer), reverse("tender_edit", args=["27750", key])
    name, beside = WRONG[key]
    words = "Tekst 👩🏽‍💻 مرحبا <b>&amp;</b>"
    sent = form_on(browser.get(url)) | dict.fromkeys(beside, words) | {name: "Tekst\x00 met niets"}
    answer = send(browser, url, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#id_{name}"' in page
    assert "Null-tekens zijn niet toegestaan." in page
    shown = form_on(answer)
    assert {each: shown[each] for each in beside} == dict.fromkeys(beside, words)


@pytest.mark.parametrize(
    ("key", "name"),
    some([
        ("teksten", "assignment_text"), ("teksten", "organisation_text"), ("knock-outs", "knock_outs-0-text"),
        ("criteria", "criteria-0-text"), ("procedure", "stages-0-text"), ("overig", "other_information"),
        ("tarief", "fee_text"), ("opdracht", "title"), ("planning", "progress_note"),
        ("competenties", "competences"), ("cv", "cv_instruction"), ("cv", "documents-1-text"),
        ("procedure", "award_text"), ("procedure", "stages-2-criteria"), ("overig", "questions-0-answer"),
    ]),
)  # fmt: skip
@pytest.mark.parametrize("piece", some(["woord ", "x"]))
def test_a_megabyte_in_one_field_is_taken_or_refused_in_time(key, name, piece, officer, as_user):
    a_posting(by=officer)
    browser, url = as_user(officer), reverse("tender_edit", args=["27750", key])
    sent = len(quote_from_bytes(piece.encode()))  # the site takes two megabytes of a form
    fields = form_on(browser.get(url)) | {name: piece * (LONG // sent)}
    began = time.process_time()
    answer = send(browser, url, fields)
    assert answer.status_code in (302, 422)
    assert browser.get(reverse("tender_check", args=["27750"])).status_code == 200
    assert time.process_time() - began < 20


@pytest.mark.parametrize("words", [ODD[name] for name in ("controls", "half characters", "a script", "a huge number")])
def test_the_other_forms_take_them_too(words, officer, supplier, as_user):
    published_raalte(by=officer)
    asker, browser = as_user(supplier), as_user(officer)
    asked = send(asker, reverse("question_ask", args=["27750"]), {"text": words, "confidential": "on", "reason": words})
    assert asked.status_code == 302
    question = AskedQuestion.objects.get()
    for name in ("question_answer", "question_decline", "question_amend"):
        url = reverse(name, args=["27750", question.pk])
        fields = {"answer": words, "wording": words, "because": words, "seen": words}
        assert send(browser, url, fields).status_code in (302, 409, 422)
    saved = send(asker, f"{reverse('search_save')}?region=Overijssel", {"name": words, "mail": "daily"})
    assert saved.status_code in (302, 422)
    assert SavedSearch.objects.count() == (saved.status_code == 302)
    closing = {"closes_at_0": words, "closes_at_1": words, "reason": words, "invitations_by": words}
    assert send(browser, reverse("closing_move", args=["27750"]), closing).status_code == 422
    for url in (reverse("questions", args=["27750"]), reverse("follows")):
        assert asker.get(url).status_code == 200
    for name in ("tender_new", "intake_new", "profile_new"):
        fields = dict.fromkeys(("number", "title", "client", "run_by", "text", "name", "procedure"), words)
        assert send(browser, reverse(name), fields).status_code in (302, 422)
    for query in ("q", "region", "hours_min", "sort", "page", "client", "discipline"):
        address = quote_from_bytes(words.encode("utf-8", "surrogatepass"))
        for name in ("tenders", "tenders_feed", "tenders_json", "tenders_calendar", "profiles", "copy_choose"):
            assert browser.get(f"{reverse(name)}?{query}={address}").status_code in (200, 400, 404)


@pytest.mark.parametrize("rows", [101, 10_000, 10**30])
def test_more_rows_than_there_can_be(rows, officer, as_user):
    a_posting(by=officer)
    browser, url = as_user(officer), reverse("tender_edit", args=["27750", "criteria"])
    fields = form_on(browser.get(url)) | {"criteria-TOTAL_FORMS": str(rows)}
    fields |= {f"criteria-{i}-text": "x" for i in range(5, min(rows, 2000))}
    assert send(browser, url, fields).status_code == 422
    many = fields | {f"criteria-{i}-text": "x" for i in range(10_000)}
    assert send(browser, url, many).status_code == 400
