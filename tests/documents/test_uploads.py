"""What comes in is kept in memory, as much of it as one request may use."""

import tempfile

import pytest
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.test import RequestFactory

from documents.uploads import MOST_FILES

LIMIT = 100_000


@pytest.fixture(autouse=True)
def _small(settings):
    settings.UPLOAD_MAX_BYTES = LIMIT


def received(*sizes: int) -> list[InMemoryUploadedFile]:
    sent = {f"file{at}": _file(f"{at}.pdf", size) for at, size in enumerate(sizes)}
    request = RequestFactory().post("/", sent)
    return [request.FILES[name] for name in sent]


def _file(name: str, size: int) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, bytes(at % 251 for at in range(size)))


def test_a_file_comes_as_it_was_sent():
    file, empty = received(LIMIT, 0)
    assert file.read() == bytes(at % 251 for at in range(LIMIT))
    assert (file.size, file.name, empty.size) == (LIMIT, "0.pdf", 0)


def test_no_file_touches_the_disk(settings, monkeypatch):
    settings.UPLOAD_MAX_BYTES = 10_000_000

    def refuse(*arguments, **options):
        raise AssertionError("A file on the disk, in the clear")

    sent = {"cv": _file("cv.pdf", 5_000_000)}
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    request = RequestFactory().post("/", sent)
    file = request.FILES["cv"]
    assert isinstance(file, InMemoryUploadedFile)
    assert (file.size, hasattr(file, "temporary_file_path")) == (5_000_000, False)


def test_of_a_file_that_is_too_big_no_more_is_kept_than_shows_that():
    (file,) = received(5 * LIMIT)
    assert LIMIT < file.size < 3 * LIMIT
    assert len(file.read()) < 3 * LIMIT


def test_one_request_uses_no_more_memory_than_its_share_and_says_so_of_the_rest():
    files = received(*[LIMIT] * (MOST_FILES + 2))
    assert [file.size for file in files] == [LIMIT] * MOST_FILES + [LIMIT + 1] * 2
    assert sum(len(file.read()) for file in files) <= MOST_FILES * LIMIT
