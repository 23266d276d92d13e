"""Files that belong to a posting."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents.models import StoredFile
from tenders.rulesbook import rules_of
from tests.factories import BEFORE_RAALTE_CLOSES, a_posting, published

pytestmark = pytest.mark.django_db
PDF = (Path(__file__).parents[1] / "data" / "libreoffice_docx_nl.pdf").read_bytes()


def a_file(data=PDF, name="Bijlage één.pdf"):
    return SimpleUploadedFile(name, data, "application/pdf")


@pytest.fixture
def tender(officer, clock_at):
    clock_at(BEFORE_RAALTE_CLOSES)
    return a_posting(by=officer)


@pytest.fixture
def browser(as_user, officer):
    return as_user(officer)


ADD = reverse("tender_attachment_add", args=["27750"])
PAGE = reverse("tender_attachments", args=["27750"])


def test_an_attachment_is_added_frozen_and_downloaded_by_anyone(tender, browser, client):
    assert browser.post(ADD, {"name": "Functieprofiel", "file": a_file()}).status_code == 302
    attachment = tender.attachments.get()
    assert rules_of(tender)["attachments"] == [{"name": "Functieprofiel", "sha256": attachment.file.sha256}]
    address = reverse("tender_attachment", args=["27750", attachment.pk])
    assert client.get(address).status_code == 404
    assert b"".join(browser.get(address).streaming_content) == PDF

    published(tender)
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment;")
    remove = reverse("tender_attachment_remove", args=["27750", attachment.pk])
    assert browser.post(remove).status_code == 409
    assert tender.attachments.count() == 1


def test_the_list_of_parts_leads_to_the_files_of_a_draft(tender, browser):
    browser.post(ADD, {"name": "Functieprofiel", "file": a_file()})
    task = browser.get(reverse("tender_manage", args=["27750"])).context["tasks"][-1]
    assert (task["url"], task["status"], task["hint"]) == (PAGE, "done", "1 pdf-bestand")
    assert [each.name for each in browser.get(PAGE).context["attachments"]] == ["Functieprofiel"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_files_of_a_draft_are_read_in_as_many_queries(tender, browser, count, django_assert_num_queries):
    for place in range(count):
        browser.post(ADD, {"name": f"Bijlage {place}", "file": a_file()})
    with django_assert_num_queries(6):
        assert len(browser.get(PAGE).context["attachments"]) == count


def test_an_attachment_is_removed_with_its_file(tender, browser, django_capture_on_commit_callbacks):
    browser.post(ADD, {"name": "Functieprofiel", "file": a_file()})
    attachment = tender.attachments.get()
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(reverse("tender_attachment_remove", args=["27750", attachment.pk]))
    assert tender.attachments.count() == 0
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"geen pdf", "Het gekozen bestand moet een PDF zijn."), (b"", "Het gekozen bestand is leeg.")],
)
def test_what_is_no_pdf_is_refused_at_the_field(tender, browser, data, said):
    answer = browser.post(ADD, {"name": "Functieprofiel", "file": a_file(data)})
    assert answer.status_code == 422
    assert answer.context["attachment_form"].errors == {"file": [said]}
    assert tender.attachments.count() == 0


def test_two_attachments_have_two_names(tender, browser):
    browser.post(ADD, {"name": "Functieprofiel", "file": a_file()})
    answer = browser.post(ADD, {"name": "Functieprofiel", "file": a_file()})
    assert answer.context["attachment_form"].errors == {"name": ["Er is al een bijlage met deze naam."]}


def test_an_attachment_of_another_assignment_is_not_found(tender, browser, officer):
    browser.post(ADD, {"name": "Functieprofiel", "file": a_file()})
    a_posting(by=officer, number="27751")
    attachment = tender.attachments.get()
    assert browser.get(reverse("tender_attachment", args=["27751", attachment.pk])).status_code == 404
    assert browser.post(reverse("tender_attachment_remove", args=["27751", attachment.pk])).status_code == 404
