"""An officer reads a posting in, looks, corrects, and makes the draft: all of it at once, and only then."""

import re
from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from audit.models import Event
from tenders.models import Intake, Tender
from tenders.rulesbook import rules_of
from tenders.services.intake import KEPT, take_in
from tests.conftest import person
from tests.factories import BEFORE_WESTLAND_CLOSES, a_posting, a_tender
from tests.tenders.pages import form_on
from tests.tenders.postings import text_of

pytestmark = pytest.mark.django_db
WESTLAND = text_of("westland-12074")
NEW = reverse("intake_new")


@pytest.fixture
def browser(as_user, officer, municipality, other_municipality, clock_at):
    clock_at(BEFORE_WESTLAND_CLOSES)
    return as_user(officer)


def taken(browser, text=WESTLAND):
    """The address of the review of a pasted text."""
    answer = browser.post(NEW, {"text": text})
    assert answer.status_code == 302, answer.context["form"].errors
    return answer.url


def sent(browser, url, **typed):
    return browser.post(url, form_on(browser.get(url)) | typed)


def test_nothing_is_saved_before_the_officer_has_looked(browser):
    url = taken(browser)
    page = browser.get(url)
    assert page.status_code == 200
    assert not Tender.objects.exists()
    assert not Event.objects.exists()
    fields = form_on(page)
    assert (fields["number"], fields["criteria-4-levels-2-points"]) == ("12074", "15")


def test_what_was_looked_at_becomes_the_draft_with_the_hash_of_its_source(browser, officer, other_municipality):
    url = taken(browser)
    answer = sent(browser, url)
    assert answer.url == reverse("tender_manage", args=["12074"])
    tender = Tender.objects.get()
    assert (tender.state, tender.client, tender.created_by) == ("draft", other_municipality, officer)
    assert [level.points for level in tender.criteria.get(number=7).levels.all()] == [2500, 2000, 1500, 1000, 500, 0]
    event = Event.objects.get()
    assert (event.act, event.tender) == ("tender.created", "12074")
    assert event.details == {"source_sha256": sha256(WESTLAND.encode()).hexdigest()}
    assert list(tender.assignments.values_list("user", "role")) == [(officer.pk, "officer")]


def test_the_draft_is_the_posting_that_was_typed_over_by_hand(browser, officer):
    """But for what no text says, and for the dates' zone: the rules, word for word."""
    sent(browser, taken(browser))
    found = rules_of(Tender.objects.get())
    expected = rules_of(a_posting("westland-12074", by=officer, number="12074-1"))
    different = {name for name in expected if found[name] != expected[name]}
    assert different == {"number", "knock_outs_heading", "criteria_heading", "fee_text", "documents"}
    assert [row["kind"] for row in found["documents"]] == ["vog"]


def test_what_the_officer_corrects_is_what_is_saved(browser):
    typed = {"criteria-0-points": "12,5", "knock_outs-1-kind": "statement", "stages-2-invites": "4"}
    typed |= {"stages-0-DELETE": "on", "title": "Medewerker klantcontact", "closes_at_1": "13:30"}
    answer = sent(browser, taken(browser), **typed)
    assert answer.status_code == 302
    tender = Tender.objects.get()
    assert (tender.title, tender.closes_at.minute) == ("Medewerker klantcontact", 30)
    assert tender.criteria.get(number=3).points == 1250
    assert tender.knock_outs.get(number=2).kind == "statement"
    assert [stage.kind for stage in tender.stages.all()] == ["weighted", "comparison", "interview"]
    assert tender.stages.get(kind="comparison").params["invites"] == 4


def test_nothing_typed_is_lost_on_a_mistake(browser):
    url = taken(browser)
    typed = {"number": "", "organisation_text": "Anders", "criteria-0-points": "veel", "closes_at_0": "morgen"}
    answer = sent(browser, url, **typed)
    assert answer.status_code == 422
    fields = form_on(answer)
    assert {name: fields[name] for name in typed} == typed
    text = answer.content.decode()
    assert all(f'href="#id_{name}"' in text for name in ("number", "criteria-0-points", "closes_at_0"))
    assert not Tender.objects.exists()


def test_one_more_row_keeps_what_was_typed(browser):
    url = taken(browser)
    typed = form_on(browser.get(url)) | {"title": "Half af", "more": "criteria"}
    answer = browser.post(url, typed)
    assert answer.status_code == 200
    fields = form_on(answer)
    assert (fields["title"], fields["criteria-TOTAL_FORMS"], fields["criteria-5-text"]) == ("Half af", "6", "")
    fields = form_on(browser.post(url, fields | {"more": "stages", "add_stage": "exam"}))
    assert fields["stages-4-kind"] == "exam"


def test_a_number_that_is_taken_is_refused(browser, officer):
    a_tender(number="12074", by=officer)
    answer = sent(browser, taken(browser))
    assert answer.status_code == 422
    assert answer.context["review"].sheets[0].form.errors == {"number": ["Er is al een opdracht 12074."]}


def test_sending_twice_makes_one_draft(browser):
    url = taken(browser)
    fields = form_on(browser.get(url))
    first, second = browser.post(url, fields), browser.post(url, fields)
    assert first.url == second.url == browser.get(url).url
    assert Tender.objects.count() == 1


def test_the_review_names_what_the_text_does_not_say(browser):
    review = browser.get(taken(browser)).context["review"]
    names = {shown.key: shown.href for shown in review.not_read}
    assert set(names) == {"hybrid", "cao", "execution_condition", "points_total", "standstill"}
    assert names["hybrid"] == "#id_hybrid"


def test_each_field_points_at_its_lines_and_each_line_back(browser):
    answer = browser.get(taken(browser))
    text = answer.content.decode()
    closing = text[text.index('id="div_id_closes_at"') :]
    (first, *_rest) = re.findall(r'href="#L(\d+)"', closing)
    lines = {line.number: line for line in answer.context["review"].lines}
    assert lines[int(first)].text == "Einde inschrijfdatum dinsdag 18 april 2023"
    assert [shown.href for shown in lines[int(first)].begins] == ["#id_closes_at_0"]
    ids = set(re.findall(r'id="([^"]+)"', text))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= ids


def test_what_the_check_finds_stands_at_its_field_and_on_top(browser):
    """Westland's bracket, its knock-out that tests the same as a criterion, its € 50 against € 55,55."""
    answer = browser.get(taken(browser))
    review = answer.context["review"]
    sheets = {sheet.section.key: sheet for sheet in review.sheets}
    rows = {
        "[of ander aantal]": sheets["procedure"].formset.forms[2]["text"],
        "toetsen hetzelfde": sheets["criteria"].formset.forms[0]["text"],
        "€ 50,00": sheets["overig"].formset.forms[0]["question"],
    }
    on_top = {said.href: said.text for said in review.remarks}
    for words, field in rows.items():
        assert [words in remark for remark in field.field.remarks] == [True]
        assert words in on_top[f"#{field.id_for_label}"]
    assert all(f'id="{href[1:]}"' in answer.content.decode() for href in on_top)


def test_the_check_of_what_was_read_knows_the_dutch_clock_and_its_holidays(browser, clock_at):
    """Read at a moment after its closing; and with the answers on Easter Monday."""
    clock_at("2023-07-03 18:14")
    said = [remark.text for remark in browser.get(taken(browser)).context["review"].remarks]
    assert any("maandag 3 juli 2023, 18:14 uur (CEST)" in text for text in said)
    url = taken(browser, WESTLAND.replace("vrijdag 14 april 2023", "maandag 10 april 2023"))
    assert any("tweede paasdag" in remark.text.casefold() for remark in browser.get(url).context["review"].remarks)


def test_unread_lines_are_marked_with_a_word(browser):
    answer = browser.get(taken(browser, WESTLAND + "\n\nzxqj wvutsr qponml"))
    review = answer.context["review"]
    unread = [line for line in review.lines if line.is_unread]
    assert unread
    assert answer.content.decode().count("niet gelezen</span>") == sum(line.opens_unread for line in unread)


def test_a_client_that_is_not_known_is_named_and_chosen(browser, other_municipality):
    answer = browser.get(taken(browser, WESTLAND.replace("Westland", "Oostland")))
    assert form_on(answer)["client"] == ""
    assert "In de tekst staat “Gemeente Oostland”." in answer.content.decode()


def test_what_stands_in_a_text_is_never_html(browser):
    text = browser.get(taken(browser, WESTLAND.replace("Medewerker KCC", "<script>alert(1)</script>"))).content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_a_text_that_is_no_posting_gives_a_review_with_everything_to_fill_in(browser):
    answer = browser.get(taken(browser, "Boodschappen: melk, brood."))
    assert answer.status_code == 200
    assert len(answer.context["review"].not_read) > 30
    assert "Boodschappen" in answer.content.decode()


# Sources -------------------------------------------------------------------------------------------------------------
AS_HTML = "<html><body>" + "".join(f"<p>{line}</p>" for line in WESTLAND.split("\n") if line.strip())


@pytest.mark.parametrize(("name", "content"), [("t.txt", WESTLAND), ("t.html", AS_HTML)])
def test_a_file_is_read_too_and_its_bytes_are_what_is_hashed(browser, name, content):
    file = SimpleUploadedFile(name, content.encode())
    url = browser.post(NEW, {"file": file}).url
    intake = Intake.objects.get()
    assert (intake.name, intake.sha256) == (name, sha256(content.encode()).hexdigest())
    assert form_on(browser.get(url))["number"] == "12074"


@pytest.mark.parametrize(
    ("sent_along", "field", "message"),
    [
        ({}, "file", "Kies een bestand, of plak hieronder de tekst."),
        ({"text": "x", "file": b"y"}, "text", "Kies een bestand of plak de tekst, niet allebei."),
        ({"file": b"\x89PNG\x00\x01\x02"}, "file", None),
        ({"file": b""}, "file", None),
        ({"file": b"x" * 200_001}, "file", "Het bestand bevat meer tekst dan een opdracht heeft."),
        ({"text": "x" * 200_001}, "text", None),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(browser, sent_along, field, message):
    data = {name: SimpleUploadedFile("f", value) if name == "file" else value for name, value in sent_along.items()}
    answer = browser.post(NEW, data)
    assert answer.status_code == 422
    (said,) = answer.context["form"].errors[field]
    assert message is None or said.startswith(message)
    assert not Intake.objects.exists()


def test_a_text_is_its_readers_alone(browser, as_user, broker, assessor):
    url = taken(browser)
    assert as_user(person("Carla Collega", broker, "officer")).get(url).status_code == 404
    assert as_user(assessor).get(url).status_code == 404


def test_texts_of_which_nothing_came_are_swept_after_a_month(officer):
    old = take_in("oud", sha256="0" * 64, by=officer, now=BEFORE_WESTLAND_CLOSES)
    take_in("nieuw", sha256="0" * 64, by=officer, now=BEFORE_WESTLAND_CLOSES + KEPT)
    assert Intake.objects.filter(pk=old.pk).exists()
    take_in("nieuwer", sha256="0" * 64, by=officer, now=BEFORE_WESTLAND_CLOSES + KEPT + timedelta(seconds=1))
    assert not Intake.objects.filter(pk=old.pk).exists()
