"""Keep, open and erase files. A file is on the disk before its row, and its row before any receipt."""

import hashlib
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction

from .models import StoredFile
from .names import clean_name


class DamagedFile(Exception):
    """A kept file no longer has the content that its row promises."""


def keep(data: bytes | File, *, name: str, content_type: str, now: datetime) -> StoredFile:
    """Two rows of the same content share one file. An empty file is refused by the database."""
    file = ContentFile(data) if isinstance(data, bytes) else data
    sha256 = _hash(file)
    with transaction.atomic():
        _only_one_at(sha256)
        default_storage.save(StoredFile(sha256=sha256).storage_name, file)
        return StoredFile.objects.create(
            sha256=sha256, size=file.size, original_name=clean_name(name), content_type=content_type, created_at=now
        )


def open_file(stored: StoredFile) -> BinaryIO:
    return default_storage.open(stored.storage_name)


def content(stored: StoredFile) -> bytes:
    """The bytes, proven to be those that were kept. Raises DamagedFile."""
    with open_file(stored) as file:
        data = file.read()
    if hashlib.sha256(data).hexdigest() != stored.sha256:
        raise DamagedFile(str(stored.pk))
    return data


def erase(stored: StoredFile) -> None:
    """The row now; the file, with all that was derived from it, once that is certain and when no row shares it."""
    stored.delete()
    transaction.on_commit(lambda: _remove_unused(stored))


def sweep_orphans(*, older_than: datetime) -> int:
    """Removes files written before that moment that no row acknowledges, and unfinished ones. Returns how many."""
    removed = 0
    for name in _written_before(older_than):
        last = name.rpartition("/")[2]
        if last.startswith("."):
            default_storage.delete(name)
            removed += 1
        else:
            removed += _remove_unused(StoredFile(sha256=last))
    return removed


def derived_folder(sha256: str) -> Path:
    """Page images and the like, which can be made again. Only what was opened has any."""
    return Path(settings.FILES_DIR) / "derived" / sha256


def _hash(file: File) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _only_one_at(sha256: str) -> None:
    """Until this transaction ends nobody else keeps or removes this content. SQLite has one writer at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(sha256[:15], 16)])


def _remove_unused(stored: StoredFile) -> bool:
    with transaction.atomic():
        _only_one_at(stored.sha256)
        if StoredFile.objects.filter(sha256=stored.sha256).exists():
            return False
        default_storage.delete(stored.storage_name)
        shutil.rmtree(derived_folder(stored.sha256), ignore_errors=True)
        return True


def _written_before(moment: datetime) -> Iterator[str]:
    folders = default_storage.listdir(StoredFile.FOLDER)[0] if default_storage.exists(StoredFile.FOLDER) else []
    for folder in folders:
        for file in default_storage.listdir(f"{StoredFile.FOLDER}/{folder}")[1]:
            name = f"{StoredFile.FOLDER}/{folder}/{file}"
            if default_storage.get_modified_time(name) < moment:
                yield name
