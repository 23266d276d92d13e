"""Keep, open and erase files. A file is on the disk before its row, and its row before any receipt.

A sealed one never touches the disk in the clear, and neither does what is derived from it.
"""

import hashlib
import io
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

from . import keystore
from .models import StoredFile
from .names import clean_name


class DamagedFile(Exception):
    """A kept file no longer has the content that its row promises."""


def keep(data: bytes | File, *, name: str, content_type: str, now: datetime, key_id: str = "") -> StoredFile:
    """Under `key_id` it is sealed; who needs its hash or name later keeps them (`hash_of`, `clean_name`) where they are
    sealed too. Two rows of the same content in the clear share one file. An empty file is refused by the database."""
    file = ContentFile(data) if isinstance(data, bytes) else data
    row = StoredFile(content_type=content_type, created_at=now, key_id=key_id, size=file.size)
    if key_id:
        file = ContentFile(keystore.seal(key_id, _whole(file), about=place_of(row)))
    else:
        row.original_name = clean_name(name)
    row.sha256 = hash_of(file)
    with transaction.atomic():
        _only_one_at(row.sha256)
        default_storage.save(row.storage_name, file)
        row.save(force_insert=True)
    return row


def open_file(stored: StoredFile) -> BinaryIO:
    return io.BytesIO(content(stored)) if stored.key_id else default_storage.open(stored.storage_name)


def content(stored: StoredFile) -> bytes:
    """The bytes, proven to be those that were kept. Raises DamagedFile, also where there is none any more, and KeyGone
    for one whose key was erased."""
    try:
        with default_storage.open(stored.storage_name) as file:
            data: bytes = file.read()
    except FileNotFoundError as error:
        raise DamagedFile(str(stored.pk)) from error
    if hashlib.sha256(data).hexdigest() != stored.sha256:
        raise DamagedFile(str(stored.pk))
    return unsealed(stored, data) if stored.key_id else data


def place_of(stored: StoredFile, derived: str = "") -> str:
    """What a sealed file, or what was derived from it, is bound to: its own row."""
    return f"file {stored.pk} {derived}".rstrip()


def unsealed(stored: StoredFile, data: bytes, derived: str = "") -> bytes:
    try:
        return keystore.unseal(stored.key_id, data, about=place_of(stored, derived))
    except keystore.Tampered as error:
        raise DamagedFile(str(stored.pk)) from error


def hash_of(data: bytes | File) -> str:
    """The SHA-256 of a file as it came, in hexadecimal."""
    if isinstance(data, bytes):
        return hashlib.sha256(data).hexdigest()
    digest = hashlib.sha256()
    for chunk in data.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def erase(stored: StoredFile) -> None:
    """The row now; the file, with all that was derived from it, once that is certain and when no row shares it."""
    stored.delete()
    transaction.on_commit(lambda: _remove_unused(stored))


def sweep_orphans(*, older_than: datetime) -> int:
    """Removes what was written before that moment and belongs to no row: files, what was derived from them, and all
    that a crash left unfinished. Returns how many."""
    removed = 0
    for name in _written_before(older_than):
        last = name.rpartition("/")[2]
        if last.startswith("."):
            default_storage.delete(name)
            removed += 1
        else:
            removed += _remove_unused(StoredFile(sha256=last))
    return removed + _sweep_derived(older_than) + keystore.sweep_unfinished(older_than=older_than)


def derived_folder(sha256: str) -> Path:
    """Page images and the like, which can be made again. Only what was opened has any."""
    return Path(settings.FILES_DIR) / "derived" / sha256


def _whole(file: File) -> bytes:
    return b"".join(file.chunks())


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


def _sweep_derived(older_than: datetime) -> int:
    folder = derived_folder("")
    removed = 0
    for derived in list(folder.iterdir()) if folder.is_dir() else []:
        if not StoredFile.objects.filter(sha256=derived.name).exists() and _is_older(derived, older_than):
            shutil.rmtree(derived, ignore_errors=True)
            removed += 1
            continue
        for path in derived.glob(".*"):
            if _is_older(path, older_than):
                path.unlink(missing_ok=True)
                removed += 1
    return removed


def _is_older(path: Path, moment: datetime) -> bool:
    try:
        return path.stat().st_mtime < moment.timestamp()
    except FileNotFoundError:
        return False


def _written_before(moment: datetime) -> Iterator[str]:
    folders = default_storage.listdir(StoredFile.FOLDER)[0] if default_storage.exists(StoredFile.FOLDER) else []
    for folder in folders:
        for file in default_storage.listdir(f"{StoredFile.FOLDER}/{folder}")[1]:
            name = f"{StoredFile.FOLDER}/{folder}/{file}"
            if default_storage.get_modified_time(name) < moment:
                yield name
