"""Serves the site with a worker beside it, until Ctrl+C or SIGTERM; when one of the two ends, the other ends too.

    scripts/serve.py HOST PORT

For one machine. On several, let each machine's own manager of services start what it should run (docs/work.md).
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from types import FrameType

PYTHON = sys.executable
PATIENCE = 30  # seconds: more than the longest job
PR_SET_PDEATHSIG = 1


def programs(host: str, port: str) -> dict[str, list[str]]:
    # One process with threads: SQLite has one writer anyhow, and the rate limits live in the process.
    gunicorn = (
        f"-m gunicorn config.wsgi --bind {host}:{port} --workers 1 --threads 24 --timeout 60 --graceful-timeout 5"
    )
    return {
        "The site": [PYTHON, *gunicorn.split(), "--log-level", "warning", "--no-control-socket"],
        "The worker": [PYTHON, "manage.py", "work"],
    }


def begin(command: list[str]) -> subprocess.Popen[bytes]:
    """In a session of its own, so that Ctrl+C reaches it once, through us."""
    return subprocess.Popen(command, start_new_session=True, preexec_fn=end_with_parent)  # noqa: S603


def end_with_parent() -> None:
    """Also when this program is killed: the kernel sends its children SIGTERM."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def first_to_end(children: dict[str, subprocess.Popen[bytes]]) -> str:
    while True:
        for name, child in children.items():
            if child.poll() is not None:
                return name
        time.sleep(0.2)


def end(children: dict[str, subprocess.Popen[bytes]]) -> None:
    until = time.monotonic() + PATIENCE
    for child in children.values():
        child.terminate()
    for child in children.values():
        try:
            child.wait(timeout=max(until - time.monotonic(), 0))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def main() -> int:
    for number in (signal.SIGINT, signal.SIGTERM):  # a shell starts what runs behind it with SIGINT ignored
        signal.signal(number, stop)
    children: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in programs(*sys.argv[1:]).items():
            children[name] = begin(command)
        ended = first_to_end(children)
        status = children[ended].returncode
        sys.stderr.write(f"{ended} has ended by itself (status {status}), so the rest is stopped too.{os.linesep}")
    except KeyboardInterrupt:
        return 0
    else:
        return 1
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        end(children)


if __name__ == "__main__":
    sys.exit(main())
