"""Runs a command against a PostgreSQL server of its own, which is gone afterwards:

    .venv/bin/python scripts/with_postgres.py .venv/bin/python -m pytest -m database

Nothing is kept, so it skips the waiting for the disk. PostgreSQL refuses to run as root; then it runs as `postgres`.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

# Small tables that live for minutes: nothing to recover, to clean up or to compile.
FAST = [
    "fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0",
    "max_wal_size=4GB", "checkpoint_timeout=1h", "autovacuum=off", "jit=off", "max_connections=100",
]  # fmt: skip


class NoPostgres(RuntimeError):
    """PostgreSQL is not there, or would not start."""


def newest_programs() -> Path:
    """The folder with initdb and pg_ctl: Debian's newest version, or the one on the path."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = str(debian[-1]) if debian else shutil.which("initdb")
    if found is None:
        raise NoPostgres("PostgreSQL is missing: apt-get install postgresql")
    return Path(found).parent


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a running, empty server."""
    programs, as_owner = newest_programs(), []
    folder = Path(tempfile.mkdtemp(prefix="weegschaal-postgres-", dir="/tmp"))  # a socket's path is short
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
        as_owner = ["runuser", "-u", "postgres", "--"]
    data, log, port = folder / "data", folder / "log", free_port()
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 " + " ".join(f"-c {setting}" for setting in FAST)
    control = [*as_owner, str(programs / "pg_ctl"), "-D", str(data), "-w", "-s", "-l", str(log)]
    try:
        initdb = f"initdb -D {data} -A trust -U postgres --no-sync -E UTF8 --locale=C.UTF-8".split()
        run([*as_owner, str(programs / initdb[0]), *initdb[1:]], cwd=folder)
        run([*control, "-o", options, "start"], cwd=folder)
        try:
            yield f"postgres://postgres@127.0.0.1:{port}/postgres"
        finally:
            run([*control, "-m", "immediate", "stop"], cwd=folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(command: list[str], *, cwd: Path) -> None:
    # Its output goes to a file: a server that lives on would keep a pipe open for ever.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=output, stderr=output)  # noqa: S603
        if done.returncode:
            output.seek(0)
            raise NoPostgres(f"{' '.join(command)} failed:\n{output.read().decode(errors='replace')}")


def stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def main() -> int:
    signal.signal(signal.SIGTERM, stop)
    try:
        with postgres() as url:
            return subprocess.call(sys.argv[1:], env=os.environ | {"DATABASE_URL": url})  # noqa: S603
    except NoPostgres as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
