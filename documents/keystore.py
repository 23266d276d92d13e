"""The key store: what is sealed under a key can't be read by who has the database and the files alone.

A data key is 32 random bytes. It lies in settings.KEYS_DIR, outside database and files, as a small file that is itself
sealed (wrapped) by settings.MASTER_KEY. Whoever destroys that file has made everything under the key unreadable, in
every backup too once the copies of the key store are over their term. docs/vault.md tells the whole.

Sealed bytes are: a version byte, 12 random bytes (the nonce), AES-256-GCM's ciphertext with its tag. `about` says what
is sealed and where it stands; it isn't stored, and a wrong one opens nothing: so two sealed values that were swapped
are found.
"""

import fcntl
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from .storage import FILE_MODE, make_folder, sync_folder, write_durably

VERSION: Final = b"\x01"
KEY_BYTES, NONCE_BYTES, TAG_BYTES = 32, 12, 16
OVERHEAD: Final = len(VERSION) + NONCE_BYTES + TAG_BYTES
KEY_ID: Final = re.compile(r"[0-9a-f]{32}")
LOCK: Final = ".lock"


class Unsealable(RuntimeError):
    """Something sealed can't be opened: its key is gone, or one of the two is not what was written."""


class KeyGone(Unsealable):
    """The key was erased, or its file is missing."""


class Tampered(Unsealable):
    """The sealed bytes, or the wrapped key, are not what was written there, or not under this master key."""


@dataclass(frozen=True, slots=True)
class Rewrapped:
    """How many keys are now under the new master key, how many were already, and which neither of the two opens."""

    changed: int
    unchanged: int
    unreadable: tuple[str, ...]


def new_key() -> str:
    """A new data key; answers its id. It is on the disk before the answer."""
    key_id = secrets.token_hex(16)
    _write(key_id, secrets.token_bytes(KEY_BYTES))
    return key_id


def seal(key_id: str, data: bytes, *, about: str) -> bytes:
    return _seal(_data_key(key_id), data, f"{key_id} {about}")


def unseal(key_id: str, sealed: bytes, *, about: str) -> bytes:
    """Raises KeyGone or Tampered."""
    return _unseal(_data_key(key_id), bytes(sealed), f"{key_id} {about}")


def erase(key_id: str) -> None:
    """Destroys the key: no way back. An erased one, or one that never was, stays so."""
    with _alone():
        try:
            path = _path(key_id)
            _overwrite(path)
        except (KeyGone, FileNotFoundError):
            return
        path.unlink()
        sync_folder(path.parent)


def key_ids() -> list[str]:
    folder = Path(settings.KEYS_DIR)
    return sorted(path.name for path in folder.iterdir() if KEY_ID.fullmatch(path.name)) if folder.is_dir() else []


def rewrap() -> Rewrapped:
    """Put every key under settings.MASTER_KEY that is still under settings.FORMER_MASTER_KEY. Safe to repeat."""
    changed, unchanged, unreadable = 0, 0, []
    for key_id in key_ids():
        with _alone():  # an erased key must not come back
            try:
                wrapped = _path(key_id).read_bytes()
            except FileNotFoundError:
                continue
            key = _unwrap(key_id, wrapped, _master_key())
            if key is not None:
                unchanged += 1
            elif (key := _unwrap(key_id, wrapped, settings.FORMER_MASTER_KEY)) is not None:
                _write(key_id, key)
                changed += 1
            else:
                unreadable.append(key_id)
    return Rewrapped(changed, unchanged, tuple(unreadable))


def sweep_unfinished(*, older_than: datetime) -> int:
    """Removes what a crash left half written before that moment; never a key, which may be the only one there is."""
    folder, removed = Path(settings.KEYS_DIR), 0
    for path in folder.glob(".*.*") if folder.is_dir() else ():
        if path.stat().st_mtime < older_than.timestamp():
            _overwrite(path)
            path.unlink()
            removed += 1
    return removed


def copy_to(folder: Path) -> int:
    """Every wrapped key, as it lies there. Answers how many."""
    make_folder(folder)
    copied = 0
    for key_id in key_ids():
        try:
            wrapped = _path(key_id).read_bytes()
        except FileNotFoundError:  # erased since
            continue
        write_durably(folder / key_id, [wrapped])
        copied += 1
    return copied


def destroy_copy(folder: Path) -> None:
    """A folder that `copy_to` made: its files are overwritten first."""
    for path in folder.iterdir():
        _overwrite(path)
        path.unlink()
    folder.rmdir()
    sync_folder(folder.parent)


def _data_key(key_id: str) -> bytes:
    try:
        wrapped = _path(key_id).read_bytes()
    except FileNotFoundError as error:
        raise KeyGone(key_id) from error
    if not wrapped.strip(b"\0"):  # a crash between overwriting and removing
        raise KeyGone(key_id)
    key = _unwrap(key_id, wrapped, _master_key()) or _unwrap(key_id, wrapped, settings.FORMER_MASTER_KEY)
    if key is None:
        raise Tampered(key_id)
    return key


def _write(key_id: str, key: bytes) -> None:
    write_durably(_path(key_id), [_seal(_master_key(), key, f"key {key_id}")])


def _unwrap(key_id: str, wrapped: bytes, master: bytes) -> bytes | None:
    try:
        return _unseal(master, wrapped, f"key {key_id}") if master else None
    except Tampered:
        return None


def _seal(key: bytes, data: bytes, about: str) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return VERSION + nonce + AESGCM(key).encrypt(nonce, data, VERSION + about.encode())


def _unseal(key: bytes, sealed: bytes, about: str) -> bytes:
    if len(sealed) < OVERHEAD or not sealed.startswith(VERSION):
        raise Tampered(about)
    nonce, rest = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, rest, VERSION + about.encode())
    except InvalidTag as error:
        raise Tampered(about) from error


def _master_key() -> bytes:
    if not settings.MASTER_KEY:
        raise ImproperlyConfigured("MASTER_KEY is missing: without it no bid can be kept or read (.env.example).")
    key: bytes = settings.MASTER_KEY
    return key


def _path(key_id: str) -> Path:
    if not KEY_ID.fullmatch(key_id):
        raise KeyGone(key_id)
    return Path(settings.KEYS_DIR) / key_id


def _overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _alone() -> Iterator[None]:
    """Nobody else erases or rewraps a key meanwhile, in whatever process."""
    folder = Path(settings.KEYS_DIR)
    make_folder(folder)
    descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, FILE_MODE)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
