"""Hostile files come in as CVs by a real server and are read by a real worker, one after another: the site goes on
answering, each file gets its sentence, and the CV behind them is read as if nothing had been."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.translation import gettext

from audit import clock
from candidates import vault
from candidates.models import READ_CV, Bid, CvReading
from candidates.services import start_bid
from documents.services import keep
from documents.unreadable import SENTENCES
from jobs.models import Job
from jobs.services import start
from tests.candidates.factories import a_pdf, bidder_of
from tests.conftest import FULL
from tests.documents import hostile
from tests.documents.test_hostile_cvs import READ, REFUSED
from tests.durability.servers import ROOT, Server, _environment
from tests.durability.test_killed import an_open_tender, an_upload_to

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.one_database,
    pytest.mark.skipif(not FULL, reason="Two minutes, most of them of files that take all the time they get."),
]
UPLOADED = (
    "a letter", "a web page that is a PDF too", "a password", "half of Chromium's", "noise", "pages in a ring",
    "10,000 pages", "a bomb of spaces", "a bomb of forms", "a bomb of pixels",
)  # fmt: skip
ODD = (
    "graphics nested 300,000 deep",
    "arrays nested 200,000 deep",
    "a bomb of drawing",
    "a script",
    "four hundred filters",
)
PATIENCE = 180


@pytest.fixture
def server(settings, tmp_path):
    settings.FILES_DIR, settings.KEYS_DIR = tmp_path / "files", tmp_path / "keys"
    server = Server()
    server.start()
    yield server
    server.kill()


@pytest.fixture
def worker(server) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "manage.py", "work", "--interval", "0.1"]
    process = subprocess.Popen(command, cwd=ROOT, env=_environment(), start_new_session=True)
    yield process
    process.kill()
    process.wait()


@pytest.fixture
def bid(officer, noord) -> Bid:
    return start_bid(an_open_tender(), supplier=noord, by=bidder_of(noord), now=clock.now())


@contextmanager
def asking_all_the_while(server: Server) -> Iterator[list[float]]:
    """How many seconds each request for the list of assignments took, where everybody begins."""
    took: list[float] = []
    ended = threading.Event()

    def ask() -> None:
        while not ended.wait(0.2):
            begun = time.monotonic()
            answer = server.get(reverse("tenders"))
            took.append(time.monotonic() - begun if answer.status == 200 else PATIENCE)

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        yield took
    finally:
        ended.set()
        asking.join()


def answers_in_time(took: list[float]) -> None:
    """Whatever else this machine does: nine of ten within a second, and none that anybody would take for an error."""
    assert took
    assert sorted(took)[len(took) * 9 // 10] < 1, took
    assert max(took) < 5, took


def memory_of(process: subprocess.Popen[bytes]) -> int:
    """The most that it ever had, in kB."""
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmHWM")))


def test_uploads_that_nobody_would_send_get_their_sentences_while_the_site_answers(server, bid):
    with asking_all_the_while(server) as took:
        for name in UPLOADED:
            code, make = REFUSED[name]
            path, sent = an_upload_to(bid, make())
            answer = server.post(path, **sent)
            assert answer is not None, name
            assert (answer.status, sentence(code) in answer.body.decode()) == (422, True), name
        for name in ODD:
            path, sent = an_upload_to(bid, READ[name][2]())
            answer = server.post(path, **sent)
            assert answer is not None, name
            assert answer.status in (302, 422), name
    answers_in_time(took)
    path, sent = an_upload_to(bid, a_pdf())
    assert server.post(path, **sent).status == 302
    assert vault.read_draft(bid, by=bidder_of(bid.supplier)).cv.pages == 2


def sentence(code: str) -> str:
    """How it begins on the Dutch page: before the first number in it."""
    return gettext(SENTENCES[code]).partition("%")[0].partition("“")[0]


def test_the_worker_goes_through_them_and_reads_the_cv_behind_them(server, worker, bid):
    """As if the first look at an upload had let every one of them pass."""
    names = (*UPLOADED, "a page of 35 kilometres")  # which can be shown, so that it is taken
    with asking_all_the_while(server) as took:
        files = {name: kept(bid, REFUSED[name][1]()) for name in names}
        notes = kept(bid, hostile.many_notes())
        last = kept(bid, a_pdf())
        until = time.monotonic() + PATIENCE
        while Job.objects.filter(state__in=["waiting", "running"]).exists():
            assert time.monotonic() < until, list(Job.objects.values_list("state", "error"))
            assert worker.poll() is None
            time.sleep(0.2)
    answers_in_time(took)
    found = {name: Job.objects.get(key=key).error for name, key in files.items()}
    assert found == {name: REFUSED[name][0] for name in files}
    assert Job.objects.get(key=notes).error == "out_of_limits"
    assert Job.objects.get(key=last).state == Job.State.DONE
    assert [str(each) for each in CvReading.objects.values_list("file_id", flat=True)] == [last]
    assert set(Job.objects.values_list("attempts", flat=True)) == {1}
    assert memory_of(worker) < 300 * 1024
    assert memory_of(server.process) < 300 * 1024
    assert worker.poll() is None


def kept(bid: Bid, data: bytes) -> str:
    stored = keep(data, name="", content_type="application/pdf", now=clock.now(), key_id=bid.key_id)
    key = str(stored.pk)
    start(READ_CV, key=key, arguments={"file": key}, now=clock.now())
    return key
