"""While suppliers send files that would eat the machine, a real server goes on answering everybody else."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.urls import reverse

from audit import clock
from tests.candidates.factories import a_draft, suppliers
from tests.documents import hostile
from tests.durability.servers import Server
from tests.durability.test_killed import an_open_tender, an_upload_to

BOMBS = (hostile.bomb_of_operators, hostile.bomb_of_spaces, hostile.bomb_of_forms, hostile.bomb_of_pixels)
READING = 12  # seconds
PATIENCE = 8  # seconds for a page meanwhile, on processors that are busy: less than if it had to wait for a file


@pytest.fixture
def server(settings, tmp_path, transactional_db):
    settings.FILES_DIR = tmp_path / "files"
    server = Server(PDF_READ_SECONDS=str(READING))
    yield server
    server.kill()


@pytest.mark.one_database
def test_the_site_goes_on_answering_while_bombs_are_read(server):
    tender = an_open_tender()
    drafts = [a_draft(tender, supplier, now=clock.now()) for supplier in suppliers(len(BOMBS) * 5)]
    sent = [an_upload_to(bid, BOMBS[at % len(BOMBS)]()) for at, bid in enumerate(drafts)]
    server.start()
    server.get(reverse("tenders"))
    with ThreadPoolExecutor(len(sent)) as pool:
        uploads = [pool.submit(server.post, path, **what) for path, what in sent]
        slowest, visits = 0.0, 0
        while not all(upload.done() for upload in uploads):
            began = time.monotonic()
            assert server.get(reverse("tenders")).status == 200
            slowest, visits = max(slowest, time.monotonic() - began), visits + 1
    assert [upload.result().status for upload in uploads] == [422] * len(sent)
    assert visits > 1
    assert slowest < PATIENCE
