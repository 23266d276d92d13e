"""Copies of the wrapped keys, each in a folder named after its moment, kept no longer than their term.

A copy that outlives its term would undo every erasure that came after it.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings

from . import keystore

NAME: Final = "keys-%Y%m%dT%H%M%S.%fZ"
MADE: Final = re.compile(r"keys-\d{8}T\d{6}\.\d{6}Z(?P<unfinished>\.part)?")
UNFINISHED: Final = ".part"


class NoPlace(ValueError):
    """The copies can't lie where the keys or the files themselves are."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """Where the new copy lies, how many keys it holds, and how many copies were over their term and are gone."""

    folder: Path
    keys: int
    removed: int


def back_up(folder: Path, *, now: datetime) -> BackedUp:
    """A copy of every wrapped key in a new folder inside `folder`. Raises NoPlace, or OSError when the disk refuses."""
    folder = folder.resolve()
    for own in (Path(settings.KEYS_DIR).resolve(), Path(settings.FILES_DIR).resolve()):
        if own in (folder, *folder.parents):
            raise NoPlace(own)
    made = folder / now.astimezone(UTC).strftime(NAME)
    part = made.with_name(made.name + UNFINISHED)
    keys = keystore.copy_to(part)
    part.replace(made)
    keystore.sync_folder(folder)
    return BackedUp(made, keys, _remove_old(folder, now - timedelta(days=settings.KEYS_BACKUP_DAYS)))


def _remove_old(folder: Path, before: datetime) -> int:
    """The unfinished ones of a crash go with the next copy."""
    removed = 0
    for copy in sorted(folder.iterdir()):
        found = MADE.fullmatch(copy.name)
        if found and (found["unfinished"] or _moment(copy) < before):
            keystore.destroy_copy(copy)
            removed += 1
    return removed


def _moment(copy: Path) -> datetime:
    return datetime.strptime(copy.name, NAME).replace(tzinfo=UTC)
