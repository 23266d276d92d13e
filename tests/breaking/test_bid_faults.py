"""What a supplier meets when something of ours is missing or broken: a sentence, and nothing is lost or half done."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.access import NotNow
from audit.models import Event
from candidates import vault
from candidates.informing import token_of
from candidates.models import Bid, BidVersion, Notice, SupplierKey
from candidates.people import Person
from candidates.reading import image_of
from candidates.services import attach_cv, start_bid, submit
from candidates.services.people import save_person
from documents import keystore
from documents.models import StoredFile
from jobs.models import Job
from jobs.testing import run_jobs
from tests.candidates.factories import IN_TIME, JUST_AFTER, a_draft, a_pdf, a_submitted_bid, an_upload, opened
from tests.candidates.filling import page, send, send_cv
from tests.documents.hostile import page_with, stream, words
from tests.factories import BEFORE_WESTLAND_CLOSES, published_raalte, published_westland

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
NOWHERE = Path("/sys/weegschaal")  # where nobody can write, root neither


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path, clock_at):
    settings.FILES_DIR, settings.KEYS_DIR = tmp_path / "files", tmp_path / "keys"
    clock_at(IN_TIME)


@pytest.fixture
def tender(officer):
    return published_raalte(by=officer)


@pytest.fixture
def browser(as_user, supplier):
    return as_user(supplier)


def kept_file(settings) -> Path:
    (stored,) = StoredFile.objects.exclude(key_id="")
    return Path(settings.FILES_DIR) / stored.storage_name


# Keys ----------------------------------------------------------------------------------------------------------------
def test_without_the_key_of_the_folder_a_candidate_can_still_be_typed(tender, noord, supplier, browser):
    save_person(noord, Person(name="Wiebe uit de map"), by=supplier, now=IN_TIME)
    bid = start_bid(tender, supplier=noord, by=supplier, now=IN_TIME)
    keystore.erase(SupplierKey.objects.get().key_id)
    assert browser.get(page("bid_step", bid, "kandidaat")).status_code == 200
    assert send(browser, bid, "kandidaat").status_code == 302
    assert vault.read_draft(bid, by=supplier).answers.candidate == "Wiebe Haverkamp"


def test_a_bid_whose_key_is_gone_keeps_no_other_bid_back(noord, supplier, as_user, clock_at):
    clock_at(BEFORE_WESTLAND_CLOSES)
    tender = published_westland(bids_per_supplier=2)
    gone = a_submitted_bid(tender, noord, now=BEFORE_WESTLAND_CLOSES)
    other = a_draft(tender, noord, now=BEFORE_WESTLAND_CLOSES, candidate="Piet Peters")
    keystore.erase(gone.key_id)
    browser = as_user(supplier)
    assert [browser.get(page(name, other)).status_code for name in ("bid_edit", "bid_check")] == [200, 200]
    assert isinstance(submit(other, token=uuid4(), by=supplier), BidVersion)
    assert browser.get(page("bid_receipt", gone)).status_code == 409


# Files ---------------------------------------------------------------------------------------------------------------
def change(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5] + b"other")


@pytest.mark.parametrize("harm", [change, Path.unlink])
def test_a_file_that_is_not_what_was_kept_gives_a_sentence_on_every_page(tender, noord, browser, settings, harm):
    bid = a_draft(tender, noord)
    (stored,) = StoredFile.objects.all()
    harm(kept_file(settings))
    expected = {
        "bid_file": (409, [stored.pk]),
        "bid_cv_page": (404, [1]),
        "bid_evidence_mark": (200, ["cr-6"]),
        "bid_career": (200, []),
        "bid_step": (200, ["cv"]),
        "bid_check": (200, []),
    }
    found = {name: browser.get(page(name, bid, *more)).status_code for name, (_code, more) in expected.items()}
    assert found == {name: code for name, (code, _more) in expected.items()}
    assert "ontbreekt of is beschadigd" in browser.get(page("bid_file", bid, stored.pk)).content.decode()
    run_jobs()
    assert (Job.objects.get().state, Job.objects.get().error) == ("failed", "damaged")
    assert "ontbreekt of is beschadigd" in browser.get(page("bid_cv_facts", bid)).content.decode()
    assert send_cv(browser, bid).status_code == 302  # and a new one takes its place
    assert browser.get(page("bid_cv_page", bid, 1)).status_code == 200


def test_who_is_offered_is_told_too(tender, noord, client, settings, clock_at):
    a_submitted_bid(tender, noord, candidate_email="ilse@post.example")
    opened(tender)
    clock_at(JUST_AFTER)
    kept_file(settings).unlink()
    link = reverse("notice", args=[token_of(Notice.objects.get())])
    assert client.get(link).status_code == 200
    answer = client.get(f"{link}cv/")
    assert (answer.status_code, "ontbreekt of is beschadigd" in answer.content.decode()) == (409, True)


# The disk ------------------------------------------------------------------------------------------------------------
@contextmanager
def no_file_above(size: int) -> Iterator[None]:
    """What a full disk does to a program: a write ends in the middle with an error."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def a_large_pdf(megabytes: int) -> bytes:
    return page_with(stream(words("Curriculum vitae") + b"\n%" + b"x" * megabytes * 2**20 + b"\n"))


def test_a_disk_that_is_full_in_the_middle_of_an_upload_leaves_all_as_it_was(
    tender, noord, browser, supplier, settings
):
    bid = a_draft(tender, noord)
    before, jobs = vault.read_draft(bid, by=supplier), Job.objects.count()
    with no_file_above(8 * 2**20):
        answer = send_cv(browser, bid, a_large_pdf(9))
    assert answer.status_code == 503
    assert "niet of niet helemaal bewaard" in answer.content.decode()
    assert vault.read_draft(bid, by=supplier).cv == before.cv
    assert (StoredFile.objects.count(), Job.objects.count()) == (1, jobs)
    files = [path for path in Path(settings.FILES_DIR).rglob("*") if path.is_file()]
    assert files == [kept_file(settings)]
    assert send_cv(browser, bid, a_large_pdf(9)).status_code == 302


@pytest.mark.parametrize("folder", ["FILES_DIR", "KEYS_DIR"])
def test_folders_that_nobody_can_write_lose_nothing(
    tender, noord, zuid, browser, supplier, settings, as_user, rival, folder
):
    bid = a_draft(tender, noord)
    there = getattr(settings, folder)
    begin = reverse("bid_start", args=[tender.number])
    setattr(settings, folder, NOWHERE)
    if folder == "KEYS_DIR":
        assert as_user(rival).post(begin).status_code == 503
        assert browser.get(page("bid_edit", bid)).status_code == 409
    else:
        assert send_cv(browser, bid, a_pdf("Een ander cv")).status_code == 503
        # The answers are no files: they are submitted all the same.
    setattr(settings, folder, there)
    assert Bid.objects.count() == 1
    assert not Event.objects.filter(act="bid.started").exclude(object_id=bid.number).exists()
    assert isinstance(submit(bid, token=uuid4(), by=supplier), BidVersion)
    assert as_user(rival).post(begin).status_code == 302


def test_what_was_marked_in_the_cv_before_is_said_when_another_takes_its_place(tender, noord, browser, supplier):
    bid = a_draft(tender, noord, cv=a_pdf("Werkte aan de telefoon"))
    marked = {"page": 1, "line": [1], "cv": vault.read_draft(bid, by=supplier).cv.sha256}
    assert browser.post(page("bid_evidence_mark", bid, "cr-7"), marked).status_code == 302
    browser.get(page("bid_edit", bid))  # reads the messages so far
    send_cv(browser, bid, a_pdf("Werkte aan de balie"))
    said = browser.get(page("bid_edit", bid)).content.decode()
    assert "1 vindplaats is in het eerdere cv aangewezen" in said
    assert "aangewezen in een eerder cv" in browser.get(page("bid_check", bid)).content.decode()
    send_cv(browser, bid, a_pdf("Werkte aan de telefoon"))
    assert "aangewezen in een eerder cv" not in browser.get(page("bid_check", bid)).content.decode()


def test_a_cv_that_a_colleague_replaces_while_it_is_read_is_no_error(tender, noord, supplier):
    bid = a_draft(tender, noord)
    draft = vault.read_draft(bid, by=supplier)
    attach_cv(bid, an_upload(a_pdf("Een ander cv")), by=supplier, now=IN_TIME)
    with pytest.raises(NotNow):
        image_of(draft.cv, 1)
