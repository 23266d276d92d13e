"""Files on disk that nobody reaches by an address, written so that what was acknowledged survives a power cut."""

import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage

FOLDER_MODE, FILE_MODE = 0o700, 0o600


class PrivateStorage(FileSystemStorage):
    """The files under settings.FILES_DIR. A name is given by the program, never by a person; saving it again replaces
    the file, at once and whole."""

    @property
    def location(self) -> str:
        return os.path.abspath(settings.FILES_DIR)

    def url(self, name: str | None) -> str:
        raise NotImplementedError("A private file has no address.")

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def _save(self, name: str, content: File) -> str:
        write_durably(Path(self.path(name)), content.chunks())
        return name


def write_durably(path: Path, chunks: Iterable[bytes]) -> None:
    """File, then name, then folder: each is on the disk before the next, so that a crash leaves the old or the new."""
    make_folder(path.parent)
    part = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE), "wb") as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
