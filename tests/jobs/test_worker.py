"""Workers as processes of their own: one that is killed in the middle of a job, one that is asked to end."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from audit import clock
from jobs import kinds
from jobs.models import Job, Round
from jobs.services import start

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).parents[2]
State = Job.State


@pytest.fixture
def worker(tmp_path) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Starts one that says four times in two seconds that it lives."""
    started: list[subprocess.Popen[bytes]] = []

    def begin() -> subprocess.Popen[bytes]:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": database_url(),
            "JOB_LEASE_SECONDS": "2",
        }
        command = [sys.executable, "-m", "tests.jobs.sample", str(tmp_path)]
        started.append(subprocess.Popen(command, cwd=ROOT, env=environment))
        return started[-1]

    yield begin
    for process in started:
        process.kill()
        process.wait()


@pytest.fixture
def job(monkeypatch) -> Job:
    monkeypatch.setitem(kinds.KINDS, "waits", kinds.Kind("waits", lambda arguments, progress: None, 30))
    return start("waits", key="one", arguments={}, now=clock.now())


def database_url() -> str:
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    return f"postgres://{settings['USER']}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"


def attempts(folder: Path) -> list[int]:
    file = folder / "attempts"
    return [int(line) for line in file.read_text().split()] if file.exists() else []


def eventually(happened: Callable[[], bool], *, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.05)


def is_in(state: str) -> Callable[[], bool]:
    return lambda: Job.objects.get().state == state


def test_a_job_whose_worker_is_killed_is_taken_up_by_another(worker, job, tmp_path):
    first = worker()
    eventually(lambda: len(attempts(tmp_path)) == 1)
    eventually(lambda: Job.objects.get().done_parts == 1)
    first.kill()
    first.wait()
    assert Job.objects.get().state == State.RUNNING  # nobody knows yet
    second = worker()
    eventually(lambda: len(attempts(tmp_path)) == 2)
    (tmp_path / "go").touch()
    eventually(is_in(State.DONE))
    assert attempts(tmp_path) == [first.pid, second.pid]
    assert Job.objects.get().attempts == 2


def test_a_worker_with_a_long_job_keeps_it_although_another_is_there(worker, job, tmp_path):
    processes = [worker(), worker()]
    eventually(lambda: len(attempts(tmp_path)) == 1)
    time.sleep(4)  # twice the lease
    (tmp_path / "go").touch()
    eventually(is_in(State.DONE))
    assert len(attempts(tmp_path)) == 1
    assert [process.poll() for process in processes] == [None, None]


def test_a_worker_that_is_asked_to_end_does_so_after_the_job_in_hand(worker, job, tmp_path):
    process = worker()
    eventually(lambda: len(attempts(tmp_path)) == 1)
    process.send_signal(signal.SIGTERM)
    time.sleep(0.5)
    assert process.poll() is None
    (tmp_path / "go").touch()
    assert process.wait(timeout=30) == 0
    assert Job.objects.get().state == State.DONE


def test_a_second_signal_ends_it_at_once(worker, job, tmp_path):
    process = worker()
    eventually(lambda: len(attempts(tmp_path)) == 1)
    process.send_signal(signal.SIGTERM)
    time.sleep(0.5)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) == -signal.SIGTERM


def test_an_idle_worker_ends_at_once(worker, tmp_path):
    process = worker()
    eventually(Round.objects.exists)  # it is at work
    begun = time.monotonic()
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 0
    assert time.monotonic() - begun < 5


def test_once_does_what_waits_and_ends(job):
    call_command("work", once=True)
    assert Job.objects.get().state == State.DONE
    assert Round.objects.filter(name="send_mail").exists()
