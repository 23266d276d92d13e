"""kill -9 of the server at each place of an upload and of a submission: what was acknowledged is there afterwards, each
row has its file, a file without a row was never acknowledged. Twice in a row in the full run."""

import re
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse

from audit import clock
from candidates import vault
from candidates.models import Bid, BidVersion
from documents.models import StoredFile
from documents.services import content, sweep_orphans
from tests.candidates.factories import a_draft, a_pdf, bidder_of, suppliers
from tests.conftest import FULL
from tests.durability.servers import Server, cookies_of, form
from tests.factories import published_raalte

ROUNDS = 2 if FULL else 1
UPLOADING = ("written", "renamed", "renamed,before commit", "renamed,after commit", "answered")
SUBMITTING = ("before commit", "after commit", "answered")
ACKNOWLEDGED = {"answered"}
DONE = {"after commit", "answered"}


@pytest.fixture
def server(settings, tmp_path, transactional_db):
    settings.FILES_DIR = tmp_path / "files"
    server = Server()
    yield server
    server.kill()


def an_open_tender():
    """It closes in a month on the clock of the machine, as the server's can't be moved."""
    now = clock.now()
    tender = published_raalte()
    type(tender).objects.filter(pk=tender.pk).update(closes_at=now + timedelta(days=30))
    tender.refresh_from_db()
    return tender


def an_upload_to(bid, cv):
    return reverse("bid_step", args=[bid.number, "cv"]), form(bidder_of(bid.supplier), {}, {"cv": ("cv.pdf", cv)})


def a_submission_of(bid, token):
    by = bidder_of(bid.supplier)
    seen = {
        "token": str(token),
        "checked": vault.read_draft(bid, by=by).fingerprint,
        "rules": bid.tender.rules_versions.latest("version").sha256,
    }
    return reverse("bid_submit", args=[bid.number]), form(by, seen)


@pytest.mark.parametrize("again", range(ROUNDS))
def test_what_was_acknowledged_survives_kill_9(server, again):
    tender = an_open_tender()
    drafts = [a_draft(tender, supplier, now=clock.now()) for supplier in suppliers(2 + len(SUBMITTING))]
    uploading, half_submitted, *submitting = drafts
    killed_at_half_a_body(server, uploading, half_submitted)
    for place in UPLOADING:
        killed_while_uploading(server, uploading, place)
    left = [killed_while_submitting(server, bid, place) for place, bid in zip(SUBMITTING, submitting, strict=True)]
    server.start()
    for bid, what in zip(submitting, left, strict=True):
        sent_once_more(server, bid, *what)
    everything_holds(server)
    call_command("verify_audit")


def killed_at_half_a_body(server, uploading, submitting):
    server.start()
    path, sent = an_upload_to(uploading, a_pdf("Een half cv"))
    open_ones = [server.post_half(path, **sent)]
    path, sent = a_submission_of(submitting, uuid4())
    open_ones.append(server.post_half(path, **sent))
    server.kill()
    for each in open_ones:
        each.close()
    assert Bid.objects.get(pk=submitting.pk).state == Bid.State.DRAFT
    rows_have_their_files()


def killed_while_uploading(server, bid, place):
    server.start()
    before, cv = cv_of(bid), a_pdf(f"Curriculum vitae tot {place}")
    path, sent = an_upload_to(bid, cv)
    answer = server.post(path, **sent, die_at=place)
    server.wait_until_dead()
    assert (answer is not None) == (place in ACKNOWLEDGED)
    assert cv_of(bid) == (sha256(cv).hexdigest() if place.rpartition(",")[2] in DONE else before)
    rows_have_their_files()


def killed_while_submitting(server, bid, place):
    """Gives what was sent, for who sends it once more."""
    server.start()
    path, sent = a_submission_of(bid, uuid4())
    answer = server.post(path, **sent, die_at=place)
    server.wait_until_dead()
    assert (answer is not None) == (place in ACKNOWLEDGED)
    assert bid.versions.count() == (place in DONE)
    rows_have_their_files()
    return path, sent, list(bid.versions.all())


def sent_once_more(server, bid, path, sent, versions):
    """What a person does whose browser got no answer."""
    answer = server.post(path, **sent)
    assert (answer.status, answer.headers["Location"]) == (302, reverse("bid_receipt", args=[bid.number]))
    assert versions in ([], [bid.versions.get()])


def everything_holds(server):
    """Every receipt proves what it says, through the site; a sweep leaves exactly the files that have a row."""
    versions = BidVersion.objects.select_related("bid__supplier")
    assert len(versions) == len(SUBMITTING)
    for version in versions:
        cookies = cookies_of(bidder_of(version.bid.supplier))
        number = version.bid.number
        page = server.get(reverse("bid_receipt", args=[number]), cookies).body.decode()
        text = server.get(reverse("bid_version_text", args=[number, version.sequence]), cookies).body
        assert sha256(text).hexdigest() == version.sha256
        assert version.sha256 in page
        for name, digest in files_on(page):
            assert sha256(server.get(name, cookies).body).hexdigest() == digest
    # One was unfinished, one had its name, one even had a row that was never committed.
    assert sweep_orphans(older_than=datetime.max.replace(tzinfo=UTC)) >= 3
    assert names_on_disk() == {stored.storage_name for stored in StoredFile.objects.all()}
    rows_have_their_files()


def files_on(page):
    found = re.findall(r'href="(/inschrijvingen/[^"]*/bestand/[^"]*)".*?<span class="hash">([0-9a-f]{64})', page, re.S)
    assert found
    return found


def rows_have_their_files():
    for stored in StoredFile.objects.all():
        content(stored)  # raises when it is missing or another
    acknowledged = {stored.storage_name for stored in StoredFile.objects.all()}
    assert acknowledged <= names_on_disk()


def names_on_disk():
    folder = Path(settings.FILES_DIR)
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def cv_of(bid):
    return vault.read_draft(bid, by=bidder_of(bid.supplier)).cv.sha256
