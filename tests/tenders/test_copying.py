"""A copy of an earlier assignment: the same words and rules; no dates, no questions, nobody but who copied."""

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import Event
from documents.services import content, erase
from tenders.models import Tender
from tenders.sections import SECTIONS
from tenders.services.attachments import add_attachment
from tenders.services.copying import DATES, copy_tender
from tests.conftest import person
from tests.factories import (
    BEFORE_RAALTE_CLOSES,
    BEFORE_WESTLAND_CLOSES,
    a_person,
    a_posting,
    a_tender,
    published,
    published_raalte,
    staff,
)
from tests.scoring.factories import a_cv

pytestmark = pytest.mark.django_db
CHOOSE = reverse("copy_choose")


@pytest.fixture
def browser(as_user, officer, clock_at):
    clock_at(BEFORE_RAALTE_CLOSES)
    return as_user(officer)


def content_of(tender):
    tender = Tender.objects.get(pk=tender.pk)
    return {name: value for section in SECTIONS.values() for name, value in section.read(tender).items()}


def westland(officer):
    """With all that a copy could take along by mistake."""
    tender = a_posting("westland-12074", by=officer, now=BEFORE_WESTLAND_CLOSES)
    file = ContentFile(a_cv("Functieprofiel"), name="profiel.pdf")
    add_attachment(tender, name="Functieprofiel", file=file, by=officer, now=BEFORE_WESTLAND_CLOSES)
    assessor = a_person("Anton Assessor", tender.run_by, "assessor")
    staff(published(tender, now=BEFORE_WESTLAND_CLOSES), assessors=(assessor,))
    return tender


def test_a_copy_is_a_draft_with_everything_but_dates_questions_and_people(officer):
    source = westland(officer)
    copy = copy_tender(source, number="12075", title="Medewerker KCC", by=officer, now=BEFORE_RAALTE_CLOSES)
    before, after = content_of(source), content_of(copy)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {name for name in DATES if before[name]} | {"number", "questions"}
    assert {after[name] for name in DATES} == {None, ""}
    assert after["questions"] == []
    assert (copy.state, copy.run_by) == ("draft", source.run_by)
    assert list(copy.assignments.values_list("user", "role")) == [(officer.pk, "officer")]
    event = Event.objects.order_by("-sequence").first()
    assert (event.act, event.tender, event.details) == ("tender.created", "12075", {"copied_from": "12074"})


def test_the_attachments_are_the_copys_own(officer):
    source = westland(officer)
    copy = copy_tender(source, number="12075", title="x", by=officer, now=BEFORE_RAALTE_CLOSES)
    old, new = source.attachments.get(), copy.attachments.get()
    assert (new.name, new.file.sha256, new.file.original_name) == ("Functieprofiel", old.file.sha256, "profiel.pdf")
    file = new.file
    new.delete()
    erase(file)
    assert content(old.file)


def test_copying_in_the_browser_asks_for_a_number_of_its_own(browser, officer):
    published_raalte(by=officer)
    url = reverse("tender_copy", args=["27750"])
    assert "Medewerker klantportaal" in browser.get(url).content.decode()
    refused = browser.post(url, {"number": "27750", "title": "Nieuw"})
    assert refused.status_code == 422
    assert refused.context["form"].errors == {"number": ["Er is al een opdracht 27750."]}
    answer = browser.post(url, {"number": "27751", "title": "Nieuw"})
    assert answer.url == reverse("tender_manage", args=["27751"])
    assert Tender.objects.get(number="27751").title == "Nieuw"


def test_a_colleague_copies_what_was_published_and_no_draft(browser, as_user, officer, broker):
    a_tender(by=officer)
    published_raalte(by=officer)
    colleague = as_user(person("Carla Collega", broker, "officer"))
    assert [tender.number for tender in colleague.get(CHOOSE).context["page"]] == ["27750"]
    assert colleague.get(reverse("tender_copy", args=["27750"])).status_code == 200
    assert colleague.get(reverse("tender_copy", args=["10001"])).status_code == 404
    assert {tender.number for tender in browser.get(CHOOSE).context["page"]} == {"27750", "10001"}


def test_another_organisation_copies_nothing(as_user, officer, municipality, clock_at):
    clock_at(BEFORE_RAALTE_CLOSES)
    published_raalte(by=officer)
    other = as_user(person("Karel Klant", municipality, "officer"))
    assert list(other.get(CHOOSE).context["page"]) == []
    assert other.get(reverse("tender_copy", args=["27750"])).status_code == 404
    assert "Nog geen opdracht" in other.get(CHOOSE).content.decode()


def test_the_list_is_searched(browser, officer):
    published_raalte(by=officer)
    a_tender(by=officer)
    found = browser.get(CHOOSE, {"q": "klantportaal raalte"}).context["page"]
    assert [tender.number for tender in found] == ["27750"]


def test_a_long_list_asks_no_more_of_the_database(browser, officer, django_assert_num_queries):
    a_tender(by=officer, number="10000")
    with CaptureQueriesContext(connection) as captured:
        browser.get(CHOOSE)
    for_one = len(captured)
    for number in range(2):
        a_tender(by=officer, number=f"1000{number + 1}")
    with django_assert_num_queries(for_one):
        assert len(browser.get(CHOOSE).context["page"]) == 3
