"""Starts `documents/child`, where the PDFs of strangers are read, and holds it to its limits."""

import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import BoundedSemaphore
from time import monotonic

from django.conf import settings

from .unreadable import Unreadable

CHILD = Path(__file__).parent / "child"
REFUSED = 3
# A page of twenty bombs at once must leave the site its processors. Waiting for a place counts as reading time.
PLACES = BoundedSemaphore(2)
# New files that are read or wait for it, at most: half of the threads of scripts/serve.py, so that the others answer
# everybody else.
LINE = BoundedSemaphore(12)

A_STEP = re.compile(rb"(\d{1,4}) (\d{1,4})\n")

Progress = Callable[[int, int], None]  # how many parts are done, of how many

logger = logging.getLogger(__name__)


def run(
    mode: str,
    data: bytes,
    *arguments: str,
    seconds: int | None = None,
    megabytes: int | None = None,
    progress: Progress | None = None,
    is_kept: bool = False,
) -> bytes:
    """What the child answered. Raises Unreadable when it refused, ran out of its limits or found no place in time.

    With `progress` the child gets one argument more, the number of a pipe on which it tells how far it is. `is_kept`:
    the file was read before, when it came in; it waits for a place, however long the line of new ones is.
    """
    if is_kept:
        return _in_turn(mode, data, arguments, seconds, megabytes, progress)
    if not LINE.acquire(blocking=False):
        raise Unreadable("busy")
    try:
        return _in_turn(mode, data, arguments, seconds, megabytes, progress)
    finally:
        LINE.release()


def _in_turn(
    mode: str,
    data: bytes,
    arguments: tuple[str, ...],
    seconds: int | None,
    megabytes: int | None,
    progress: Progress | None,
) -> bytes:
    seconds = seconds or settings.PDF_READ_SECONDS
    ends = monotonic() + seconds
    if not PLACES.acquire(timeout=seconds):
        raise Unreadable("busy")
    try:
        command = _command(mode, seconds, megabytes or settings.PDF_READ_MEGABYTES, arguments)
        left = ends - monotonic()
        child = _run_and_listen(command, data, left, progress) if progress else _run(command, data, left)
    except subprocess.TimeoutExpired as error:
        raise Unreadable("out_of_limits") from error
    finally:
        PLACES.release()
    if child.returncode == 0:
        return child.stdout
    logger.info("A PDF was refused: mode %s, status %s, %r", mode, child.returncode, child.stderr[-100:])
    raise Unreadable(child.stdout.decode("ascii") if child.returncode == REFUSED else "out_of_limits")


def _run(command: list[str], data: bytes, seconds: float) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603
        command, input=data, capture_output=True, timeout=seconds, env={}, cwd="/", start_new_session=True
    )


def _run_and_listen(
    command: list[str], data: bytes, seconds: float, progress: Progress
) -> subprocess.CompletedProcess[bytes]:
    """The same, while this thread listens how far the child is. What `progress` raises ends the child."""
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as steps, ThreadPoolExecutor(1) as talking:
        try:
            child = subprocess.Popen(  # noqa: S603
                [*command, str(writing)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env={},
                cwd="/",
                start_new_session=True,
                pass_fds=[writing],
            )
        finally:
            os.close(writing)
        answer = talking.submit(_talk, child, data, seconds)
        try:
            while line := steps.readline(20):  # until the child ends, whatever it writes
                if step := A_STEP.fullmatch(line):
                    progress(int(step[1]), int(step[2]))
            output, errors = answer.result()
        except BaseException:
            child.kill()
            raise
    return subprocess.CompletedProcess(command, child.returncode, output, errors)


def _talk(child: subprocess.Popen[bytes], data: bytes, seconds: float) -> tuple[bytes, bytes]:
    try:
        return child.communicate(data, timeout=seconds)
    except subprocess.TimeoutExpired:
        child.kill()
        child.communicate()
        raise


def _command(mode: str, seconds: int, megabytes: int, arguments: tuple[str, ...]) -> list[str]:
    return [sys.executable, "-I", str(CHILD), mode, str(seconds), str(megabytes), *arguments]
