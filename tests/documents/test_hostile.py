"""Whatever comes in, the answer is a code within the time that was set, and the site goes on."""

import io
import re
import socket
import subprocess
import sys
import threading
import time
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from audit import clock
from documents import sandbox, unreadable
from documents.child import refusals
from documents.reading import clean_pdf, page_image, read_facts, read_text
from documents.services import keep
from documents.unreadable import SENTENCES, Unreadable
from scripts.serve import programs
from tests.conftest import FULL, some
from tests.documents import hostile
from tests.documents.conftest import CVS, DATA

CV = (DATA / "libreoffice_docx_nl.pdf").read_bytes()


def docx() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return out.getvalue()


REFUSED = [
    ("empty", lambda: b""),
    ("not_a_pdf", lambda: b"Geachte heer, mevrouw,"),
    ("not_a_pdf", lambda: b"<html><script>alert(1)</script><!-- %PDF --></html>" * 100),
    ("not_a_pdf", docx),
    ("password", lambda: hostile.locked(user="geheim")),
    ("broken", lambda: CVS[0].read_bytes()[: CVS[0].stat().st_size // 2]),
    ("broken", lambda: CVS[1].read_bytes()[: CVS[1].stat().st_size // 2]),
    ("broken", lambda: CVS[2].read_bytes()[: CVS[2].stat().st_size // 10 * 9]),
    ("broken", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 50 + b"\n%%EOF\n"),
    ("broken", hostile.pages_in_a_ring),
    ("broken", hostile.nested_arrays),
    ("too_big", lambda: CV + b"\n" * (10 * 1024 * 1024 + 1 - len(CV))),
    ("too_many_pages", lambda: hostile.pages(61)),
    ("too_many_pages", lambda: hostile.pages(300)),
    ("too_many_pages", lambda: hostile.pages(10_000)),
    ("huge_page", lambda: hostile.one_page(box=b"0 0 99999999 99999999")),  # 35 kilometres
    ("huge_page", lambda: hostile.one_page(box=b"0 0 10 14401")),
    ("out_of_limits", hostile.bomb_of_spaces),
    ("out_of_limits", hostile.bomb_of_operators),
    ("out_of_limits", hostile.bomb_of_characters),
    ("out_of_limits", hostile.bomb_of_forms),
    ("out_of_limits", hostile.bomb_of_pixels),
]


@pytest.mark.parametrize(("code", "make"), some(REFUSED))
def test_each_file_that_cannot_be_taken_gets_its_code_in_time(code, make, settings):
    if code == "out_of_limits" and not FULL:
        settings.PDF_READ_SECONDS = 4  # a bomb burns all the time that it gets
    data = make()
    started = time.monotonic()
    with pytest.raises(Unreadable) as refusal:
        read_facts(data)
    assert refusal.value.code == code
    assert time.monotonic() - started < settings.PDF_READ_SECONDS + 2


@pytest.mark.parametrize("act", [read_text, clean_pdf, lambda data: page_image(data, page=1)])
def test_every_way_of_reading_refuses_alike(act):
    for code, data in [("not_a_pdf", b"x"), ("password", hostile.locked(user="x")), ("broken", CV[:9000])]:
        with pytest.raises(Unreadable) as refusal:
            act(data)
        assert refusal.value.code == code


def test_sixty_pages_can_be_read():
    assert read_facts(hostile.pages(60)).pages == 60


def test_a_photo_of_a_point_for_each_pixel_can_be_read():
    """Larger than A0: such a CV is not read further, but a diploma like that need only be looked at."""
    assert read_facts(hostile.one_page(box=b"0 0 3024 4032")).pages == 1


def test_ten_megabytes_can_be_read(settings):
    places, end = CV[CV.rindex(b"startxref") :], b"\nendstream\nendobj\n"
    start = b"\n999 0 obj\n<< /Length 9000000 >>\nstream\n"
    filler = b"x" * (settings.UPLOAD_MAX_BYTES - len(CV + start + end + places))
    data = CV + start + filler + end + places
    assert len(data) == settings.UPLOAD_MAX_BYTES
    assert read_facts(data).pages == 4


def test_an_upload_is_measured_before_it_is_read():
    class Endless(SimpleUploadedFile):
        def read(self, *args):
            raise AssertionError("read")

    upload = Endless("cv.pdf", b"%PDF")
    upload.size = 11 * 1024 * 1024
    with pytest.raises(Unreadable) as refusal:
        read_facts(upload)
    assert refusal.value.code == "too_big"


def test_an_upload_can_be_read_again_after_its_facts():
    upload = SimpleUploadedFile("cv.pdf", CV)
    assert read_facts(upload) == read_facts(upload)


def test_a_good_cv_waits_for_bombs_at_most_as_long_as_reading_may_take(settings):
    settings.PDF_READ_SECONDS = 3
    bomb, answers = hostile.bomb_of_operators(), []

    def send(data: bytes) -> None:
        started = time.monotonic()
        try:
            answer = read_facts(data).pages
        except Unreadable as error:
            answer = error.code
        answers.append((answer, time.monotonic() - started))

    threads = [threading.Thread(target=send, args=[data]) for data in [bomb] * 6 + [CV]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer for answer, _ in answers} <= {"out_of_limits", "busy", 4}
    assert max(seconds for _, seconds in answers) < settings.PDF_READ_SECONDS + 1.5
    assert read_facts(CV).pages == 4


@pytest.mark.django_db
def test_a_new_file_is_told_at_once_that_the_line_is_full_and_a_kept_one_is_shown_all_the_same():
    stored, held = keep(CV, name="cv.pdf", content_type="application/pdf", now=clock.now()), 0
    while sandbox.LINE.acquire(blocking=False):
        held += 1
    try:
        with pytest.raises(Unreadable) as refusal:
            read_facts(CV)
        assert page_image(stored, page=1).startswith(b"\x89PNG")  # of a bid that came in before
    finally:
        sandbox.LINE.release(held)
    assert refusal.value.code == "busy"
    assert read_facts(CV).pages == 4
    (threads,) = re.findall(r"--threads (\d+)", " ".join(programs("localhost", "8000")["The site"]))
    assert int(threads) >= 2 * held  # the others answer everybody else


def test_the_child_knows_no_environment_and_no_network():
    """The parent's secrets aren't there to be read, and an address that answers can't be reached."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        probe = (
            "import importlib.util, os, socket, sys\n"
            f"spec = importlib.util.spec_from_file_location('child', {str(sandbox.CHILD / '__main__.py')!r})\n"
            "child = importlib.util.module_from_spec(spec); spec.loader.exec_module(child)\n"
            "child.limit(seconds=5, megabytes=512); child.leave_the_network()\n"
            "print(sorted(set(os.environ) - {'LC_CTYPE'}))\n"
            f"try: socket.create_connection(('127.0.0.1', {server.getsockname()[1]}), 2); print('reached')\n"
            "except OSError as error: print(error.strerror)\n"
            "try: open('/tmp/weegschaal-probe', 'w').write('x') or print('written')\n"
            "except OSError as error: print(error.strerror)\n"
        )
        answer = subprocess.run(
            [sys.executable, "-I", "-c", probe], env={}, capture_output=True, text=True, timeout=20, check=False
        )
    environment, network, _ = answer.stdout.split("\n", 2)
    assert environment == "[]"
    if network == "reached":
        pytest.skip("this kernel grants no network namespace; the other limits are tested above")
    assert network == "Network is unreachable"


def test_every_code_has_its_own_sentence_in_both_languages():
    for language in ("en", "nl"):
        with override(language):
            messages = [Unreadable(code).message for code in SENTENCES]
        assert len(set(messages)) == len(SENTENCES)
        assert not any("%" in message for message in messages)
    with override("nl"):
        assert Unreadable("too_big").message == "Het gekozen bestand mag niet groter zijn dan 10 MB."
        assert Unreadable("not_a_pdf").message == "Het gekozen bestand moet een PDF zijn."
        assert Unreadable("too_many_pages").message == "Het gekozen bestand mag niet meer dan 60 bladzijden hebben."


def test_parent_and_child_agree_on_the_number_of_pages():
    assert refusals.MOST_PAGES == unreadable.MOST_PAGES
