"""An assignment as a PDF: accessible, the same each time, with the hash of its rules; of a draft for its officers."""

import io

import page
import pdfplumber
import pytest
from django.core.cache import cache
from django.urls import reverse

from tenders.posting_pdf import fingerprint, posting_pdf
from tenders.rulesbook import canonical, digest, rules_of
from tests.factories import BEFORE_RAALTE_CLOSES, a_posting, a_tender, posting, published_raalte, published_westland

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
URL = reverse("tender_pdf", args=["27750"])


@pytest.fixture(autouse=True)
def _open(clock_at):
    clock_at(BEFORE_RAALTE_CLOSES)


FOOTER = 60  # points


def words(data, *, without_footers=False):
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        pages = pdf.pages
        if without_footers:
            pages = [each.crop((0, 0, each.width, each.height - FOOTER)) for each in pages]
        return " ".join(" ".join(each.extract_text() for each in pages).split())


def failures(data, folder):
    path = folder / "posting.pdf"
    path.write_bytes(data)
    return [f"{each.rule_id}: {each.message}" for each in page.validate_pdf(str(path), profile="ua1").failures]


@pytest.mark.parametrize("make", [published_raalte, published_westland, a_tender])
def test_it_is_valid_pdf_ua(make, tmp_path):
    assert failures(posting_pdf(make()), tmp_path) == []


def test_it_says_what_the_posting_says_with_its_version_and_hash(client):
    tender = published_raalte()
    data, pdf = posting("raalte-27750"), client.get(URL).content
    text, body = words(pdf), words(pdf, without_footers=True)  # a sentence may go on upon the next page
    said = [
        *(row["text"] for row in data["knock_outs"]),
        *(row["text"][:50] for row in data["criteria"]),  # the first line: the points stand between this and the next
        *data["competences"],
        *(row["name"] for row in data["stages"] + data["documents"]),
        *data["assignment_text"].split(". ")[:3],
        data["award_text"], data["contact"], data["cv_instruction"], data["progress_note"], data["region"],
        "maandag 2 maart 2026, 09:00 uur (CET)",
    ]  # fmt: skip
    assert [each for each in said if " ".join(each.split()) not in body] == []
    assert "versie 1, gepubliceerd op maandag 16 februari 2026" in text
    assert tender.rules_versions.get().sha256[:40] in text.replace(" ", "")


def test_the_levels_and_their_points_are_in_it():
    assert "c. Aantoonbare werkervaring met 3 onderdelen: 15" in words(posting_pdf(published_westland()))


def test_the_same_rules_are_the_same_bytes():
    tender = published_raalte()
    first = posting_pdf(tender)
    cache.clear()
    assert posting_pdf(tender) == first


def test_whoever_has_it_is_not_sent_it_again(client):
    published_raalte()
    first = client.get(URL)
    assert first.headers["Content-Disposition"] == 'attachment; filename="opdracht-27750.pdf"'
    again = client.get(URL, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_every_change_is_another_version():
    tender = a_posting()
    before = fingerprint(tender)
    tender.competences.update(text="Anders")
    assert fingerprint(tender) != before


def test_a_draft_is_a_pdf_too_for_its_officers_alone(client, as_user, officer, supplier):
    tender = a_posting(by=officer)
    answer = as_user(officer).get(URL)
    text = words(answer.content)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Concept. Deze opdracht is niet gepubliceerd" in text
    assert digest(canonical(rules_of(tender)))[:40] in text.replace(" ", "")
    assert client.get(URL).status_code == as_user(supplier).get(URL).status_code == 404


def test_the_page_offers_it(client):
    published_raalte()
    assert f'href="{URL}"' in client.get(reverse("tender", args=["27750"])).content.decode()


def test_the_officer_sees_what_is_asked_of_a_bid_and_can_send_nothing(as_user, officer):
    a_posting(by=officer)
    answer = as_user(officer).get(reverse("bid_preview", args=["27750"]))
    text = answer.content.decode()
    assert all(f'name="{name}"' in text for name in ("candidate", "hourly_rate", "motivation", "cv", "statement_1"))
    main = text[text.index("<main") : text.index("</main>")]
    assert "<form" not in main
    assert "<button" not in main
