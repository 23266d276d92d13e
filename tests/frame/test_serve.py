"""`scripts/serve.py`: the site and its worker start together and end together, however one of them ends."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> str:
    with socket.create_server(("localhost", 0)) as listener:
        return str(listener.getsockname()[1])


@pytest.fixture
def served(tmp_path) -> Iterator[subprocess.Popen[str]]:
    """Running, on a database without tables: for the worker that is one that comes later."""
    port = free_port()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3",
    }
    command = [sys.executable, "scripts/serve.py", "localhost", port]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as process:
        until = time.monotonic() + 60
        while not answers(port) or len(children(process.pid)) < 2:
            assert process.poll() is None
            assert time.monotonic() < until
            time.sleep(0.1)
        yield process
        process.kill()


def answers(port: str) -> bool:
    try:
        with socket.create_connection(("localhost", int(port)), timeout=1):
            return True
    except OSError:
        return False


def children(pid: int) -> dict[str, int]:
    """Those that run, by the last word of their command."""
    found = {}
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        words = Path(f"/proc/{child}/cmdline").read_text().split("\0")
        found["worker" if "work" in words else "site"] = int(child)
    return found


def are_gone(pids: list[int]) -> bool:
    return not any(Path(f"/proc/{pid}").exists() for pid in pids)


@pytest.mark.parametrize(("killed", "name"), [("worker", "The worker"), ("site", "The site")])
def test_when_one_dies_the_other_is_stopped_and_it_is_said(served, killed, name):
    pids = children(served.pid)
    os.kill(pids[killed], signal.SIGKILL)
    assert served.wait(timeout=30) == 1
    assert f"{name} has ended by itself (status -9), so the rest is stopped too." in served.stderr.read()
    assert are_gone(list(pids.values()))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_both_end_with_it(served, number):
    pids = list(children(served.pid).values())
    served.send_signal(number)
    assert served.wait(timeout=30) == 0
    assert are_gone(pids)


def test_both_end_when_it_is_killed(served):
    pids = list(children(served.pid).values())
    served.kill()
    served.wait()
    until = time.monotonic() + 30
    while not are_gone(pids):
        assert time.monotonic() < until
        time.sleep(0.1)
