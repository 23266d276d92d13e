"""A limit on the time that one attempt takes."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class OutOfTime(BaseException):
    """Not an Exception: what is being done must not take it for an error of its own and go on."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raises OutOfTime in the block after that long. By an alarm, which only the main thread of a process can set: in
    another thread nothing limits the block but the lease of its job."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(number: int, frame: FrameType | None) -> None:
    raise OutOfTime
