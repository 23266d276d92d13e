"""Reading the CV of a stranger when its bytes are here. No models: a command that reads a file needs none, and without
them starts in a fifth of the time."""

import json
from typing import Any

from django.conf import settings

from . import sandbox
from .unreadable import Unreadable

# A CV is read in full and answered within 20 seconds and 512 MB, the program that waits for it included.
CV_SECONDS, CV_MEGABYTES = 15, 384


def words_of(data: bytes, *, is_kept: bool = False, progress: sandbox.Progress | None = None) -> dict[str, Any]:
    """The words with their places, which of them nobody sees, and what the file does: for `candidates.cv.read`.
    `progress` is told after each page how many are done, of how many. Raises Unreadable."""
    refuse_size(len(data))
    seconds = min(CV_SECONDS, settings.PDF_READ_SECONDS)
    megabytes = min(CV_MEGABYTES, settings.PDF_READ_MEGABYTES)
    found = sandbox.run("cv", data, is_kept=is_kept, seconds=seconds, megabytes=megabytes, progress=progress)
    return json.loads(found)


def refuse_size(size: int) -> None:
    """Raises Unreadable: nothing, or more bytes than may be uploaded."""
    if size == 0:
        raise Unreadable("empty")
    if size > settings.UPLOAD_MAX_BYTES:
        raise Unreadable("too_big")
