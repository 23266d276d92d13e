"""Starts `documents/child`, where the PDFs of strangers are read, and holds it to its limits."""

import logging
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore
from time import monotonic

from django.conf import settings

from .unreadable import Unreadable

CHILD = Path(__file__).parent / "child"
REFUSED = 3
# A page of twenty bombs at once must leave the site its processors. Waiting for a place counts as reading time.
PLACES = BoundedSemaphore(2)

logger = logging.getLogger(__name__)


def run(mode: str, data: bytes, *arguments: str, seconds: int | None = None, megabytes: int | None = None) -> bytes:
    """What the child answered. Raises Unreadable when it refused, ran out of its limits or found no place in time."""
    seconds = seconds or settings.PDF_READ_SECONDS
    ends = monotonic() + seconds
    if not PLACES.acquire(timeout=seconds):
        raise Unreadable("busy")
    try:
        command = _command(mode, seconds, megabytes or settings.PDF_READ_MEGABYTES, arguments)
        child = subprocess.run(  # noqa: S603
            command,
            input=data,
            capture_output=True,
            timeout=ends - monotonic(),
            env={},
            cwd="/",
            start_new_session=True,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable("out_of_limits") from error
    finally:
        PLACES.release()
    if child.returncode == 0:
        return child.stdout
    logger.info("A PDF was refused: mode %s, status %s, %r", mode, child.returncode, child.stderr[-100:])
    raise Unreadable(child.stdout.decode("ascii") if child.returncode == REFUSED else "out_of_limits")


def _command(mode: str, seconds: int, megabytes: int, arguments: tuple[str, ...]) -> list[str]:
    return [sys.executable, "-I", str(CHILD), mode, str(seconds), str(megabytes), *arguments]
