"""The CV of a bid is read in the background, kept sealed, and told to its supplier and, after the opening, its
assessor."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from candidates import cv, cv_page, vault
from candidates.cv import kept, told
from candidates.models import READ_CV, CvReading
from candidates.services import attach_cv
from documents import keystore
from documents.models import StoredFile
from documents.reading import read_cv
from jobs.models import Job
from jobs.reaping import reap
from jobs.testing import run_jobs
from tests.candidates.factories import IN_TIME, JUST_AFTER, a_draft, a_pdf, a_submitted_bid, an_upload, opened
from tests.conftest import some
from tests.documents import hidden, hostile
from tests.documents.conftest import CVS
from tests.factories import published_raalte, staff

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]


@pytest.fixture
def tender(officer, assessor, reviewer):
    tender = published_raalte(by=officer)
    staff(tender, assessors=(assessor,), reviewers=(reviewer,))
    return tender


@pytest.fixture
def bid(tender, noord, supplier, clock_at):
    clock_at(IN_TIME)
    return a_draft(tender, noord, cv=a_pdf("Zegelwoord ervaring bij de gemeente"))


def replace_cv(bid, data, *, by):
    return attach_cv(bid, an_upload(data), by=by, now=IN_TIME)


# Reading -------------------------------------------------------------------------------------------------------------
def test_a_cv_is_read_in_the_background(bid, supplier):
    assert vault.cv_facts(bid, by=supplier) is None
    assert run_jobs() == 1
    facts = vault.cv_facts(bid, by=supplier)
    assert (facts.pages, facts.text_layer) == (2, "text")
    job = Job.objects.get(kind=READ_CV)
    assert (job.state, job.done_parts, job.all_parts) == ("done", 2, 2)


def test_another_file_is_read_anew_and_what_was_read_before_is_gone(bid, supplier):
    run_jobs()
    replace_cv(bid, a_pdf(pages=3), by=supplier)
    assert vault.cv_facts(bid, by=supplier) is None
    run_jobs()
    assert vault.cv_facts(bid, by=supplier).pages == 3
    assert (CvReading.objects.count(), Job.objects.filter(kind=READ_CV).count()) == (1, 1)


def test_a_file_that_is_replaced_before_it_was_read_is_left_alone(bid, supplier):
    replace_cv(bid, a_pdf(pages=3), by=supplier)
    assert run_jobs() == 2  # the first finds nothing to do
    assert CvReading.objects.count() == 1


def test_reading_twice_is_reading_once(bid, supplier):
    run_jobs()
    before = bytes(CvReading.objects.defer(None).get().sealed)
    Job.objects.filter(kind=READ_CV).update(state="waiting", finished_at=None, task=None)
    reap(JUST_AFTER)
    assert run_jobs() == 1
    assert bytes(CvReading.objects.defer(None).get().sealed) == before


def test_documents_are_not_read(tender, bid):
    assert Job.objects.filter(kind=READ_CV).count() == 1


# The seal ------------------------------------------------------------------------------------------------------------
def test_what_was_read_lies_sealed_under_the_key_of_its_bid(tender, noord, supplier, clock_at):
    clock_at(IN_TIME)
    bid = a_draft(tender, noord, cv=hidden.TRICKS["white on white"][1]())
    run_jobs()
    sealed = bytes(CvReading.objects.defer(None).get().sealed)
    assert b"kandidaat" not in sealed
    assert "kandidaat" in vault.cv_facts(bid, by=supplier).hidden[0].text
    assert "kandidaat" in keystore.unseal(
        bid.key_id, sealed, about=f"bid {bid.number} facts of {StoredFile.objects.get(cv_reading__bid=bid).pk}"
    ).decode("utf-8")


def test_the_rows_of_the_work_hold_no_word_of_a_bid(bid, supplier, noord):
    run_jobs()
    rows = json.dumps([*Job.objects.values(), *DBTaskResult.objects.values()], default=str)
    draft = vault.read_draft(bid, by=supplier)
    words = [draft.answers.candidate, draft.cv.name, draft.cv.sha256, "Zegelwoord", noord.name, bid.number, bid.key_id]
    assert [word for word in words if word in rows] == []


def test_nobody_but_the_supplier_reads_it_before_the_opening(bid, people_beside):
    run_jobs()
    for person in people_beside:
        with pytest.raises(vault.Sealed):
            vault.cv_facts(bid, by=person)


@pytest.fixture
def people_beside(officer, assessor, reviewer, auditor, rival, outsider, superuser):
    return [officer, assessor, reviewer, auditor, rival, outsider, superuser]


def test_after_the_opening_the_assessor_reads_it_and_nobody_else(tender, noord, supplier, people_beside, clock_at):
    clock_at(IN_TIME)
    bid = a_submitted_bid(tender, noord)
    run_jobs()
    clock_at(JUST_AFTER)
    opened(tender)
    officer, assessor, *others = people_beside
    for person in [officer, *others]:
        with pytest.raises(vault.Sealed):
            vault.cv_facts(bid, by=person)
    assert vault.cv_facts(bid, by=assessor).pages == vault.cv_facts(bid, by=supplier).pages == 2


@pytest.mark.parametrize("person", ["officer", "assessor", "rival", "superuser"])
def test_its_address_does_not_exist_for_others(bid, as_user, request, person):
    browser = as_user(request.getfixturevalue(person))
    assert browser.get(reverse("bid_cv_facts", args=[bid.number])).status_code == 404


# The supplier's page -------------------------------------------------------------------------------------------------
@pytest.fixture
def look(bid, supplier, as_user):
    """The part as a script asks for it, or the page by itself."""

    def look_at(*, script=True, seen=""):
        headers = {"HX-Request": "true"} if script else {}
        address = reverse("bid_cv_facts", args=[bid.number])
        return as_user(supplier).get(address, {"seen": seen} if seen else {}, headers=headers)

    return look_at


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_page_says_that_the_cv_waits_and_asks_again(look, supplier, bid):
    part = text(look())
    assert "Het cv wacht om gelezen te worden." in part
    assert 'hx-trigger="every 2s"' in part
    assert "<html" not in part


def test_a_script_gets_nothing_where_nothing_changed(look, supplier, bid):
    stamp = cv_page.cv_context(bid, supplier)["cv_shown"].stamp
    assert (look(seen=stamp).status_code, look(seen="other").status_code) == (204, 200)
    run_jobs()
    assert look(seen=stamp).status_code == 200


def test_it_says_at_which_page_the_reading_is(look):
    Job.objects.filter(kind=READ_CV).update(
        state="running", done_parts=1, all_parts=5, leased_until=JUST_AFTER, ends_at=JUST_AFTER
    )
    assert "bladzijde 1 van 5" in text(look())
    assert '<progress max="5" value="1"' in text(look())


def test_without_a_worker_it_says_after_a_minute_that_nothing_keeps_one_from_going_on(look, clock_at):
    clock_at(IN_TIME + timedelta(seconds=59))
    assert "Niets houdt u tegen" not in text(look())
    clock_at(IN_TIME + timedelta(seconds=60))
    assert "Niets houdt u tegen" in text(look())


def test_once_it_was_read_the_page_says_what_and_asks_no_more(look):
    run_jobs()
    part = text(look())
    assert "hx-" not in part
    assert "Er is geen verborgen tekst gevonden." in part
    assert "Gevonden referenties: 0" in part


def test_without_script_the_page_is_a_page_with_a_link(look, bid):
    page = text(look(script=False))
    assert "<html" in page
    assert f'href="{reverse("bid_cv_facts", args=[bid.number])}"' in page
    run_jobs()
    assert "Verder met de inschrijving" in text(look(script=False))


def test_the_form_shows_it_under_the_cv_and_can_be_used_without_a_worker(bid, supplier, as_user):
    step = reverse("bid_step", args=[bid.number, "cv"])
    assert "Wat het programma in het cv leest" in text(as_user(supplier).get(step))
    assert as_user(supplier).post(step).status_code == 302


@pytest.mark.parametrize(
    ("pages", "at_the_field", "told"),
    [
        (2, "Het programma vond 0 referenties in het cv", "Gevonden referenties: 0. Gevraagd: 2."),
        (2, "Het cv lijkt niet in het Nederlands", "Er is te weinig tekst om de taal te herkennen."),
        (6, "Het cv heeft 6 pagina’s", "6 bladzijden; er mogen er 5 zijn."),
    ],
)
def test_what_was_read_is_not_said_at_the_field_too(bid, supplier, as_user, pages, at_the_field, told):
    """The check before submitting says it in a sentence of its own."""
    replace_cv(bid, a_pdf("", pages=pages), by=supplier)
    run_jobs()
    browser = as_user(supplier)
    step = text(browser.get(reverse("bid_step", args=[bid.number, "cv"])))
    assert (step.count(told), at_the_field in step) == (1, False)
    assert at_the_field in text(browser.get(reverse("bid_check", args=[bid.number])))


def test_before_it_was_read_the_field_says_what_is_known(bid, supplier, as_user):
    replace_cv(bid, a_pdf(pages=6), by=supplier)
    step = text(as_user(supplier).get(reverse("bid_step", args=[bid.number, "cv"])))
    assert "Het cv heeft 6 pagina’s" in step


def test_a_cv_that_can_not_be_read_says_why_and_blocks_nothing(bid, supplier, look, monkeypatch, settings):
    replace_cv(bid, hostile.pages(5), by=supplier)
    settings.UPLOAD_MAX_BYTES = 10  # what was kept is now too big for the reader
    run_jobs()
    assert "mag niet groter zijn dan" in text(look())
    assert "U mag de inschrijving zo indienen" in text(look())


def test_a_cv_of_before_this_program_read_any_is_said_to_be_unread(bid, look):
    Job.objects.all().delete()
    assert "Het programma heeft dit cv niet gelezen." in text(look())


@pytest.mark.parametrize(("reason", "make"), some(hidden.TRICKS.values()), ids=some(hidden.TRICKS))
def test_every_kind_of_hidden_text_is_told_with_its_words_and_page(bid, supplier, look, reason, make):
    replace_cv(bid, make(), by=supplier)
    run_jobs()
    part = text(look())
    assert "Bladzijde 1 heeft tekst die niemand ziet" in part
    assert cv.sentences.REASONS["nl"][reason] in part
    assert "kandidaat" in part
    assert "Ander bestand kiezen" in part


def test_its_queries_do_not_grow(bid, supplier, look, django_assert_max_num_queries, as_user):
    run_jobs()
    browser = as_user(supplier)
    address = reverse("bid_cv_facts", args=[bid.number])
    browser.get(address)
    with django_assert_max_num_queries(14):
        browser.get(address, headers={"HX-Request": "true"})


# The assessor's bench ------------------------------------------------------------------------------------------------
def test_the_bench_begins_with_the_hidden_text_and_leads_to_its_page(tender, noord, assessor, as_user, clock_at):
    clock_at(IN_TIME)
    bid = a_submitted_bid(tender, noord, cv=hidden.TRICKS["white on white"][1]())
    run_jobs()
    clock_at(JUST_AFTER)
    opened(tender)
    page = text(as_user(assessor).get(reverse("bench_bid", args=[tender.number, bid.number])))
    assert "Het cv heeft tekst die niet te zien is" in page
    assert "kandidaat" in page
    assert 'href="#cv-1"' in page
    assert "Beoordeel alleen wat op de bladzijde te zien is." in page


def test_the_bench_works_before_the_cv_was_read(tender, noord, assessor, as_user, clock_at):
    clock_at(IN_TIME)
    bid = a_submitted_bid(tender, noord)
    clock_at(JUST_AFTER)
    opened(tender)
    page = text(as_user(assessor).get(reverse("bench_bid", args=[tender.number, bid.number])))
    assert "Het programma moet het cv nog lezen." in page


# Facts and points ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "tests/data").glob("*.pdf")))
def test_facts_come_back_as_they_were_kept(name):
    facts = cv.read(read_cv(ROOT / "tests/data" / name))
    assert kept.from_text(kept.to_text(facts)) == facts


def test_facts_of_another_format_are_refused():
    with pytest.raises(ValueError, match="another format"):
        kept.from_text('{"format": 0}')


def facts(**changes):
    plain = {
        "pages": 3, "bytes": 1000, "encrypted": False, "text_layer": "text", "without_text": (),
        "language": cv.language.Language("nl", 0.97), "references": 2, "periods": (), "hidden": (), "active": (),
        "links": (), "personal": (), "metadata": {},
    }  # fmt: skip
    return cv.Facts(**plain | changes)


ASKED = cv.Asked(max_pages=5, language="nl", min_references=2)
CASES = {
    "all in order": ({}, []),
    "too long": ({"pages": 7}, ["pages"]),
    "English": ({"language": cv.language.Language("en", 0.8)}, ["language"]),
    "hardly a word": ({"language": cv.language.Language("other", 0.0)}, ["language"]),
    "a scan": ({"text_layer": "scan"}, ["text"]),
    "no text": ({"text_layer": "none"}, ["text"]),
    "a scan that was recognised": ({"text_layer": "ocr"}, []),
    "one page is a picture": ({"without_text": (2,)}, ["text"]),
    "two pages are": ({"without_text": (2, 3)}, ["text"]),
    "one reference": ({"references": 1}, ["references"]),
    "a script": ({"active": (cv.facts.Active("javascript", None),)}, ["active"]),
    "an attachment on a page": ({"active": (cv.facts.Active("attachment", 2),)}, ["active"]),
    "links": ({"links": (cv.facts.Link(1, "https://x.example"),) * 2}, []),
    "metadata": ({"metadata": {"author": "Sanne", "created": "2026"}}, []),
    "a number": ({"personal": (cv.personal.Personal("bsn", 1),)}, ["personal"]),
    "what may be a number": ({"personal": (cv.personal.Personal("bsn_possible", 1),)}, ["personal"]),
    "a birth date and a photo": (
        {"personal": (cv.personal.Personal("birth_date", 1), cv.personal.Personal("photo", 1))},
        ["personal", "personal"],
    ),
}


@pytest.mark.parametrize("to", [told.SUPPLIER, told.ASSESSOR])
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(("changes", "codes"), CASES.values(), ids=CASES)
def test_what_is_to_be_looked_at_comes_first_with_what_follows_from_it(to, language, changes, codes):
    points = told.points(facts(**changes), ASKED, to=to, language=language)
    look = [point for point in points if point.weight == told.LOOK]
    expected = [code for code in codes if to == told.SUPPLIER or code != "active"]
    assert [point.code for point in look] == expected
    assert points[: len(look)] == look
    assert all(point.more for point in look)
    assert not any("{" in point.text + point.more for point in points)


@pytest.mark.parametrize("path", CVS, ids=lambda path: path.name)
def test_no_number_in_an_ordinary_cv_is_taken_for_a_citizen_service_number(path):
    kinds = {each.kind for each in cv.read(read_cv(path)).personal}
    assert not kinds & {"bsn", "bsn_possible"}


def test_both_languages_say_the_same_things():
    for table in (told.FACTS, told.METADATA, *told.ADVICE.values()):
        assert set(table["nl"]) == set(table["en"])


def test_nothing_is_asked_of_a_cv_by_an_assignment_that_asks_nothing():
    points = told.points(facts(pages=40, references=0), cv.Asked(), to=told.SUPPLIER, language="nl")
    assert [point for point in points if point.weight == told.LOOK] == []
