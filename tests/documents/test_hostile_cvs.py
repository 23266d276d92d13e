"""Whatever a supplier sends as a CV, the answer comes in time: a code with its sentence, or what could be read."""

import io
import subprocess
import sys
import time

import PIL.Image
import pytest

from documents import sandbox
from documents.reading import read_cv
from documents.reading_cv import CV_MEGABYTES, CV_SECONDS
from documents.unreadable import Unreadable
from tests.conftest import some
from tests.documents import hidden, hostile
from tests.documents.conftest import CVS
from tests.documents.test_hostile import CV, docx

LONG = b" " * 5000


def png() -> bytes:
    out = io.BytesIO()
    PIL.Image.new("L", (40, 40)).save(out, "PNG")
    return out.getvalue()


def pages_tree(entries: bytes) -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    return hostile.raw_pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages %s >>" % entries, page])


REFUSED = {
    "empty": ("empty", lambda: b""),
    "one byte": ("not_a_pdf", lambda: b"%"),
    "a letter": ("not_a_pdf", lambda: b"Geachte heer, mevrouw,"),
    "a web page": ("not_a_pdf", lambda: b"<html><script>alert(1)</script><!-- %PDF-1.7 %%EOF --></html>"),
    "a Word file": ("not_a_pdf", docx),
    "a picture": ("not_a_pdf", png),
    "a web page that is a PDF too": ("not_a_pdf", hostile.web_page_before_the_header),
    "a header far from the start": ("not_a_pdf", lambda: LONG + CV),
    "a password": ("password", lambda: hostile.locked(user="geheim")),
    "a lock that nobody knows": ("broken", hostile.unknown_lock),
    "half of Chromium's": ("broken", lambda: CVS[0].read_bytes()[: CVS[0].stat().st_size // 2]),
    "half of LibreOffice's": ("broken", lambda: CVS[1].read_bytes()[: CVS[1].stat().st_size // 2]),
    "nine tenths of Typst's": ("broken", lambda: CVS[2].read_bytes()[: CVS[2].stat().st_size // 10 * 9]),
    "a header and an end": ("broken", lambda: b"%PDF-1.7\n%%EOF\n"),
    "noise": ("broken", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 50 + b"\n%%EOF\n"),
    "pages in a ring": ("broken", hostile.pages_in_a_ring),
    "no pages": ("broken", lambda: pages_tree(b"/Kids [] /Count 0")),
    "more than 10 MB": ("too_big", lambda: CV + b"\n" * (10 * 1024 * 1024 + 1 - len(CV))),
    "61 pages": ("too_many_pages", lambda: hostile.pages(61)),
    "10,000 pages": ("too_many_pages", lambda: hostile.pages(10_000)),
    "a page of five metres": ("huge_page", lambda: hostile.one_page(box=b"0 0 14400 14400")),
    "a page of 35 kilometres": ("huge_page", lambda: hostile.one_page(box=b"0 0 99999999 99999999")),
    "a strip of thirty metres": ("huge_page", lambda: hostile.one_page(box=b"0 0 10 90000")),
    "a bomb of spaces": ("out_of_limits", hostile.bomb_of_spaces),
    "a bomb of forms": ("out_of_limits", hostile.bomb_of_forms),
    "a bomb of pixels": ("out_of_limits", hostile.bomb_of_pixels),
    "a hundred thousand links": ("out_of_limits", hostile.many_notes),
}


@pytest.mark.parametrize(("code", "make"), some(REFUSED.values()), ids=some(REFUSED))
def test_what_cannot_be_read_gets_its_code_in_time(code, make):
    data = make()
    started = time.monotonic()
    with pytest.raises(Unreadable) as refusal:
        read_cv(data)
    assert refusal.value.code == code
    assert refusal.value.message.endswith(".")
    assert time.monotonic() - started < 17


READ = {
    "an owner's password": ("text", [], lambda: hostile.locked(user="")),
    "spaces before the header": ("text", [], lambda: b"\xef\xbb\xbf\r\n" + hostile.one_page()),
    "sixty pages": ("text", [], lambda: hostile.pages(60)),
    "A0": ("text", [], lambda: hostile.one_page(box=b"0 0 2384 3370")),
    "a page of no size": ("text", [], lambda: hostile.one_page(box=b"0 0 0 0")),
    "a box from top to bottom": ("text", [], lambda: hostile.one_page(box=b"595 842 0 0")),
    "actions in a ring": ("text", ["launch"], hostile.actions_in_a_ring),
    "an archive behind the end": ("text", ["appended"], hostile.archive_behind_the_end),
    "a form that draws itself": ("text", [], hostile.form_that_draws_itself),
    "a table of places in a ring": ("text", [], hostile.table_that_refers_to_itself),
    "four hundred filters": ("text", [], hostile.filters_upon_filters),
    "graphics nested 300,000 deep": ("text", [], hostile.deep_graphics),
    "a font that is not there": ("text", [], lambda: hostile.one_page().replace(b"/F1 5 0 R", b"/F9 5 0 R")),
    "a script": ("text", ["attachment", "javascript", "javascript"], hostile.active_pdf),
    "a scan": ("scan", [], hostile.scan),
    "a pattern that fills itself": ("blank", [], hostile.pattern_that_fills_itself),
    "letters that draw themselves": ("blank", [], hostile.letters_that_draw_themselves),
    "numbers beyond all numbers": ("blank", [], hostile.impossible_numbers),
    "arrays nested 200,000 deep": ("blank", [], hostile.nested_arrays),
    "a page without contents": ("blank", [], lambda: pages_tree(b"/Kids [3 0 R] /Count 1")),
    "a count that lies": ("blank", [], lambda: pages_tree(b"/Kids [3 0 R] /Count 2000000000")),
    "a page of one by 14,400": ("blank", [], lambda: hostile.one_page(box=b"0 0 1 14400")),
    "a bomb of drawing": ("blank", [], hostile.bomb_of_operators),
    "a bomb of letters": ("none", [], hostile.bomb_of_characters),
    "words under a picture": ("text", [], hidden.behind_a_picture),
}


@pytest.mark.parametrize(("kind", "active", "make"), some(READ.values()), ids=some(READ))
def test_what_is_only_odd_is_read_in_time(kind, active, make):
    data = make()
    started = time.monotonic()
    found = read_cv(data)
    assert (found["pages"][0]["kind"], [each["kind"] for each in found["active"]]) == (kind, active)
    assert time.monotonic() - started < 17


# A process begins with the mark that the one it was forked from had reached, so the child is started by a small one.
MOST_MEMORY = (
    "import resource, subprocess, sys\n"
    "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={})\n"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
)


@pytest.mark.parametrize("make", [hostile.bomb_of_spaces, hostile.many_notes, hostile.pages_in_a_ring, lambda: CV])
def test_no_child_takes_more_memory_than_it_was_given(make, tmp_path):
    file = tmp_path / "cv.pdf"
    file.write_bytes(make())
    child = [sys.executable, "-I", str(sandbox.CHILD), "cv", str(CV_SECONDS), str(CV_MEGABYTES)]
    with file.open("rb") as data:
        command = [sys.executable, "-I", "-c", MOST_MEMORY, *child]
        used = subprocess.run(command, stdin=data, capture_output=True, text=True, check=True).stdout
    assert 1024 < int(used) < CV_MEGABYTES * 1024


def test_time_is_up_for_what_never_ends(settings):
    settings.PDF_READ_SECONDS = 1
    with pytest.raises(Unreadable) as refusal:
        read_cv(hostile.bomb_of_operators())
    assert refusal.value.code == "out_of_limits"
