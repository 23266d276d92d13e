"""A worker: does the jobs in the queue, takes up what dead workers left, and does what comes round."""

import logging
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from django.db import Error, close_old_connections, connection
from django.utils.crypto import get_random_string

from audit import clock

from .queue import work_off_next
from .reaping import reap
from .running import keep_in_hand, lease
from .schedule import run_due

logger = logging.getLogger(__name__)

BETWEEN_ROUNDS = 5.0  # seconds between two looks at what others left and at what is due
AFTER_AN_ERROR = 5.0


class Worker:
    """One process, one thing at a time. `run` returns after the job in hand once `stop` is called."""

    def __init__(self, *, interval: float = 1.0) -> None:
        self.name = get_random_string(32)
        self.interval = interval
        self._stopping = threading.Event()

    def stop(self) -> None:
        self._stopping.set()

    def run(self) -> None:
        """Until `stop`. A database that is away comes back: that ends nothing."""
        looked_at = -BETWEEN_ROUNDS
        with self._heart():
            while not self._stopping.is_set():
                try:
                    if time.monotonic() - looked_at >= BETWEEN_ROUNDS:
                        look_around()
                        looked_at = time.monotonic()
                    pause = 0 if work_off_next(self.name) else self.interval
                except Error as error:
                    logger.warning("The worker can't use the database: %s", type(error).__name__)
                    connection.close()
                    pause = AFTER_AN_ERROR
                self._stopping.wait(pause)

    def run_once(self) -> None:
        """What waits and is due now, and no more."""
        with self._heart():
            look_around()
            while not self._stopping.is_set() and work_off_next(self.name):
                pass

    @contextmanager
    def _heart(self) -> Iterator[None]:
        """A thread with a connection of its own says that the worker lives, also during a long job."""
        ended = threading.Event()
        heart = threading.Thread(target=self._beat, args=(ended,), name="heartbeat", daemon=True)
        heart.start()
        try:
            yield
        finally:
            ended.set()
            heart.join(timeout=1)

    def _beat(self, ended: threading.Event) -> None:
        while not ended.wait(lease().total_seconds() / 4):
            try:
                close_old_connections()
                keep_in_hand(self.name, now=clock.now())
            except Error as error:
                logger.warning("The lease was not moved on: %s", type(error).__name__)
                connection.close()
        connection.close()


def look_around() -> None:
    reap(clock.now())
    run_due(clock.now())


def end_by_signal(worker: Worker) -> None:
    """SIGTERM and Ctrl+C end it after the job in hand; the same once more ends it at once, and the job is taken up
    again by another."""

    def end(number: int, frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        worker.stop()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
