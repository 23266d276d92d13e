"""A receipt that someone holds can always be redeemed: the file is on the disk before its row."""

import json
import os
import stat
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from audit import triggers
from documents import keystore, services
from documents.models import StoredFile
from documents.reading import page_image, read_text
from documents.services import DamagedFile, content, erase, keep, open_file, sweep_orphans
from tests.documents import hostile
from tests.documents.conftest import DATA

NOW = datetime(2026, 3, 2, 7, 59, 59, 123456, tzinfo=UTC)
HASH = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"  # of "hello"


def keep_hello(name: str = "cv.pdf") -> StoredFile:
    return keep(b"hello", name=name, content_type="application/pdf", now=NOW)


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.mark.django_db
def test_a_kept_file_is_named_by_its_content(settings):
    stored = keep_hello("../../etc/CV Jan.pdf")
    assert (stored.sha256, stored.size, stored.created_at) == (HASH, 5, NOW)
    assert (stored.original_name, stored.content_type) == ("CV Jan.pdf", "application/pdf")
    assert files(settings.FILES_DIR) == [f"content/2c/{HASH}"]
    assert content(StoredFile.objects.get()) == b"hello"
    with open_file(stored) as file:
        assert file.read() == b"hello"


@pytest.mark.django_db
def test_an_upload_is_kept_as_it_came():
    upload = SimpleUploadedFile("cv.pdf", b"hello")
    upload.read()
    assert content(keep(upload, name=upload.name, content_type="application/pdf", now=NOW)) == b"hello"


@pytest.mark.django_db
def test_only_the_site_itself_may_look_into_the_folders(settings):
    keep_hello()
    modes = {stat.S_IMODE(path.stat().st_mode) for path in settings.FILES_DIR.rglob("*") if path.is_dir()}
    assert modes == {0o700}
    assert stat.S_IMODE((settings.FILES_DIR / "content/2c" / HASH).stat().st_mode) == 0o600


def test_a_private_file_has_no_address():
    with pytest.raises(NotImplementedError):
        default_storage.url("content/2c/x")


@pytest.mark.django_db(transaction=True)
def test_file_then_name_then_folder_then_row(settings, monkeypatch):
    """The order in which things reach the disk, as the calls to the system show it."""
    (settings.FILES_DIR / "content" / "2c").mkdir(parents=True)
    acts, fsync, replace, commit = [], os.fsync, Path.replace, connection.commit

    def spy_fsync(descriptor):
        acts.append(("fsync", Path(os.readlink(f"/proc/self/fd/{descriptor}")).name.split(".")[-1][:2]))
        fsync(descriptor)

    def spy_replace(path, target):
        acts.append(("rename", target.name))
        return replace(path, target)

    def spy_commit():
        acts.append(("commit", StoredFile.objects.count()))
        commit()

    monkeypatch.setattr(os, "fsync", spy_fsync)
    monkeypatch.setattr(Path, "replace", spy_replace)
    monkeypatch.setattr(connection, "commit", spy_commit)
    keep_hello()
    [(first, temporary), *rest] = acts
    assert (first, temporary == "2c") == ("fsync", False)
    assert rest == [("rename", HASH), ("fsync", "2c"), ("commit", 1)]


@pytest.mark.django_db
def test_new_folders_reach_the_disk_too(settings, monkeypatch):
    synced, fsync = [], os.fsync

    def spy(descriptor):
        synced.append(os.readlink(f"/proc/self/fd/{descriptor}"))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", spy)
    keep_hello()
    folder = str(settings.FILES_DIR)
    assert synced[:3] == [str(settings.FILES_DIR.parent), folder, f"{folder}/content"]
    assert synced[-1] == f"{folder}/content/2c"


@pytest.mark.django_db
def test_a_full_disk_leaves_neither_row_nor_half_a_file(settings, monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    settings.FILES_DIR.mkdir()
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        keep_hello()
    assert StoredFile.objects.count() == 0
    assert files(settings.FILES_DIR) == []


@pytest.mark.django_db
def test_an_empty_file_is_refused():
    with pytest.raises(IntegrityError, match="a_kept_file_is_not_empty"), transaction.atomic():
        keep(b"", name="cv.pdf", content_type="application/pdf", now=NOW)


@pytest.mark.django_db
def test_a_kept_file_never_changes():
    stored = keep_hello()
    with pytest.raises(IntegrityError, match="update is refused"), transaction.atomic():
        StoredFile.objects.filter(pk=stored.pk).update(sha256="0" * 64)
    stored.original_name = "x"
    with pytest.raises(IntegrityError, match="update is refused"), transaction.atomic():
        stored.save()
    assert triggers.Refusal("update", "documents_storedfile") in triggers.standing(connection)


@pytest.mark.django_db
def test_a_file_that_was_changed_on_the_disk_is_not_handed_out(settings):
    stored = keep_hello()
    (settings.FILES_DIR / stored.storage_name).write_bytes(b"hallo")
    with pytest.raises(DamagedFile):
        content(stored)


@pytest.mark.django_db(transaction=True)
def test_erasing_leaves_content_that_another_row_shares(settings):
    first, second = keep_hello(), keep_hello("anders.pdf")
    erase(first)
    assert content(second) == b"hello"
    erase(second)
    assert (StoredFile.objects.count(), files(settings.FILES_DIR)) == (0, [])


@pytest.mark.django_db(transaction=True)
def test_erasing_takes_images_and_text_along(settings):
    stored = keep((DATA / "rendercv_classic_default.pdf").read_bytes(), name="cv", content_type="x", now=NOW)
    page_image(stored, page=1, width=300)
    read_text(stored)
    derived = f"derived/{stored.sha256}"
    assert files(settings.FILES_DIR) == [
        stored.storage_name, f"{derived}/page-1-300.png", f"{derived}/text.json",
    ]  # fmt: skip
    erase(stored)
    assert files(settings.FILES_DIR) == []


@pytest.mark.django_db(transaction=True)
def test_an_erasure_that_is_rolled_back_leaves_the_file():
    stored = keep_hello()
    with transaction.atomic():
        erase(stored)
        transaction.set_rollback(True)
    assert content(StoredFile.objects.get()) == b"hello"


@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_kept_while_it_is_erased_stays(monkeypatch):
    """The eraser finds no row and is about to remove the file, when someone else sends the same file."""
    stored, kept, delete = keep_hello(), [], default_storage.delete
    other = threading.Thread(target=lambda: (kept.append(keep_hello("tweede.pdf")), connection.close()))

    def slow_delete(name):
        other.start()
        other.join(0.5)  # it has to wait for us
        delete(name)

    monkeypatch.setattr(services.default_storage, "delete", slow_delete)
    erase(stored)
    other.join()
    assert content(kept[0]) == b"hello"


@pytest.mark.django_db(transaction=True)
def test_the_sweep_takes_only_old_files_that_no_row_acknowledges(settings):
    kept = keep_hello()
    folder = settings.FILES_DIR / "content" / "ab"
    folder.mkdir()
    unacknowledged, unfinished, fresh = folder / ("ab" * 32), folder / f".{'ab' * 32}.1f2e", folder / ("abc0" * 16)
    for path in (unacknowledged, unfinished, fresh):
        path.write_bytes(b"left by a crash")
    old = (NOW - timedelta(hours=49)).timestamp()
    for path in (settings.FILES_DIR / kept.storage_name, unacknowledged, unfinished):
        os.utime(path, (old, old))
    assert sweep_orphans(older_than=NOW - timedelta(hours=48)) == 2
    assert files(settings.FILES_DIR) == [f"content/2c/{HASH}", f"content/ab/{fresh.name}"]
    assert content(kept) == b"hello"


@pytest.mark.django_db(transaction=True)
def test_the_sweep_takes_what_was_derived_and_what_a_crash_left_half_written(settings):
    kept = keep((DATA / "rendercv_classic_default.pdf").read_bytes(), name="cv", content_type="x", now=NOW)
    read_text(kept)
    key = keystore.new_key()
    derived = settings.FILES_DIR / "derived"
    stray, half, half_a_key = (
        derived / ("ab" * 32) / "text.json",
        derived / kept.sha256 / ".text.json.1f2e",
        settings.KEYS_DIR / f".{key}.1f2e",
    )
    stray.parent.mkdir()
    for path in (stray, half, half_a_key):
        path.write_bytes(b"left by a crash")
    before = NOW - timedelta(hours=48)
    assert sweep_orphans(older_than=before) == 0  # all of it is of now
    old = (NOW - timedelta(hours=49)).timestamp()
    paths = [path for folder in (settings.FILES_DIR, settings.KEYS_DIR) for path in folder.rglob("*")]
    for path in paths:
        os.utime(path, (old, old))
    assert sweep_orphans(older_than=before) == 3
    assert not any(path.exists() for path in (stray, half, half_a_key))
    assert files(settings.FILES_DIR) == [kept.storage_name, f"derived/{kept.sha256}/text.json"]
    assert keystore.key_ids() == [key]


@pytest.mark.django_db
def test_the_sweep_is_a_command(settings, capsys, clock_at):
    clock_at(NOW)
    kept = keep_hello()
    stray = settings.FILES_DIR / "content" / "ab" / ("ab" * 32)
    stray.parent.mkdir()
    stray.write_bytes(b"left by a crash")
    os.utime(stray, ((NOW - timedelta(hours=49)).timestamp(),) * 2)
    call_command("sweep_files", "--json")
    assert json.loads(capsys.readouterr().out) == {"files": 1, "keys": 0}
    assert content(kept) == b"hello"


@pytest.mark.django_db
def test_a_sealed_file_is_not_read_with_another_key_nor_without_its_own():
    key = keystore.new_key()
    stored = keep(b"hello", name="CV Jan.pdf", content_type="application/pdf", now=NOW, key_id=key)
    assert (stored.original_name, stored.size, stored.sha256 == HASH) == ("", 5, False)
    assert content(stored) == b"hello"
    with open_file(stored) as file:
        assert file.read() == b"hello"
    keystore.erase(key)
    with pytest.raises(keystore.KeyGone):
        content(stored)


@pytest.mark.django_db
def test_an_empty_file_is_refused_sealed_too():
    key = keystore.new_key()
    with pytest.raises(IntegrityError, match="a_kept_file_is_not_empty"), transaction.atomic():
        keep(b"", name="cv.pdf", content_type="application/pdf", now=NOW, key_id=key)


@pytest.mark.django_db
def test_images_and_text_are_made_once(settings):
    stored = keep(hostile.one_page(), name="cv.pdf", content_type="application/pdf", now=NOW)
    first = page_image(stored, page=1, width=200)
    settings.PDF_READ_MEGABYTES = 1  # no child could run any more
    assert page_image(stored, page=1, width=200) == first
