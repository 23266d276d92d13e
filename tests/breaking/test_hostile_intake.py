"""A posting to read in, from whoever made the file: read or refused in a sentence, and nothing in it ever runs."""

import io
import re
import time
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tenders.models import Intake, Tender
from tests.conftest import some
from tests.documents import hostile, postings
from tests.factories import BEFORE_WESTLAND_CLOSES
from tests.tenders.pages import form_on

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
NEW = reverse("intake_new")
SCRIPT = "<script>alert(1)</script>"
XXE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
LAUGHS = "<!DOCTYPE x [" + "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "ha"}">' for i in range(12)) + "]>"


@pytest.fixture
def browser(as_user, officer, municipality, other_municipality, clock_at):
    clock_at(BEFORE_WESTLAND_CLOSES)
    return as_user(officer)


def upload(browser, data, name="uitvraag.pdf", kind="application/pdf"):
    return browser.post(NEW, {"file": SimpleUploadedFile(name, data, kind)})


def a_docx(xml: str) -> bytes:
    return postings.zipped({"word/document.xml": xml})


def bomb_of_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w>" + b" " * (300 * 1024 * 1024) + b"</w>")
    return out.getvalue()


REFUSED = {
    "nothing": b"",
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "a program": b"\x7fELF" + bytes(range(256)) * 100,
    "an archive of something else": postings.zipped({"a.txt": "tekst"}),
    "a torn archive": b"PK\x03\x04" + b"x" * 1000,
    "a bomb of an archive": bomb_of_zip,
    "entities that call each other": lambda: a_docx(f"<?xml version='1.0'?>{LAUGHS}<w>&l11;</w>"),
    "entities from this machine": lambda: a_docx(f"<?xml version='1.0'?>{XXE}<w>&a;</w>"),
    "an old Word file": b"\xd0\xcf\x11\xe0" + b"\0" * 2000,
    "a locked PDF": lambda: hostile.locked(user="geheim"),
    "a bomb of a PDF": hostile.bomb_of_characters,
    "a PDF that goes round": hostile.pages_in_a_ring,
    "a PDF that nests": hostile.nested_arrays,
    "ten thousand pages": lambda: hostile.pages(10_000),
    "more text than a posting": b"woord " * 100_000,
    "too many bytes": b"x" * (10 * 1024 * 1024 + 1),
}


@pytest.mark.parametrize("made", some(REFUSED.values()), ids=some(REFUSED))
def test_what_is_no_posting_is_refused_at_its_field_in_time(browser, made):
    data = made() if callable(made) else made
    began = time.monotonic()
    answer = upload(browser, data)
    assert (answer.status_code, Intake.objects.count()) == (422, 0)
    assert list(answer.context["form"].errors) == ["file"]
    assert "root:" not in answer.content.decode()
    assert time.monotonic() - began < 60


def laid_in(words):
    """A posting with these words as its title and in its texts, pasted and as each kind of file."""
    text = postings.text("12074").replace("Westland", f"Westland {words}")
    page = postings.html("12074").decode().replace("Westland", f"Westland {words.replace('<', '&lt;')}")
    return {"text": text.encode(), "page": page.encode()}


@pytest.mark.parametrize(
    "words", some([SCRIPT, '"><svg onload=alert(1)>', "</textarea><script>x()</script>", "{{ 7|add:7 }}"])
)
@pytest.mark.parametrize("kind", ["text", "page"])
def test_words_of_a_file_are_shown_and_never_run(browser, words, kind):
    answer = upload(browser, laid_in(words)[kind], "uitvraag.html", "text/html")
    assert answer.status_code == 302
    page = browser.get(answer.url)
    fields = form_on(page) | {"number": "12074", "title": f"Titel {words}"}
    pages = [page, browser.post(answer.url, fields | {"number": ""}), browser.post(answer.url, fields)]
    assert [each.status_code for each in pages] == [200, 422, 302]
    tender = Tender.objects.get()
    for name in ("tender_manage", "tender_check", "tender_preview", "tender_publish"):
        pages.append(browser.get(reverse(name, args=[tender.number])))
    for each in pages:
        text = each.content.decode()
        assert words not in text or words == "{{ 7|add:7 }}"
        assert text.strip() != "14"
        assert not re.search(r"<(script|svg)[^>]*>(alert|x\()|onload=alert\(1\)>", text)


def test_a_drawing_and_what_a_page_hides_become_no_part_of_the_draft(browser):
    page = postings.html("12074").replace(
        b"</main>", b"<svg><script>alert(1)</script><text>zichtbaar</text></svg><iframe src=//x></iframe></main>"
    )
    answer = upload(browser, page, "uitvraag.html", "text/html")
    text = Intake.objects.get().text
    assert "alert(1)" not in text
    assert browser.get(answer.url).status_code == 200
