"""A test database with all migrations done. The first worker keeps a copy of the one that it made; who comes after it,
in this run or a later one, begins with that copy. Any change to a source file makes it anew; a full run takes no copy.

On SQLite the copy is a file in the cache of pytest, on PostgreSQL a database of the same server.
"""

import fcntl
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path

import psycopg
from django.db import connection
from psycopg.sql import SQL, Identifier

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".pytest_cache" / "databases"
# Rows of content types and permissions come from the models and from the packages, not from the migrations alone.
APPS = ["accounts", "audit", "candidates", "config", "documents", "jobs", "outbox", "scoring", "suppliers", "tenders"]


@cache
def digest() -> str:
    """Of all that a new database is made from."""
    files = [file for app in APPS for file in (ROOT / app).rglob("*.py")]
    return digest_of([*files, ROOT / "requirements.txt", ROOT / "tests" / "ready.py"])


def digest_of(files: list[Path]) -> str:
    told = [f"{file} {sha256(file.read_bytes()).hexdigest()}" for file in sorted(files)]
    return sha256("\n".join(told).encode()).hexdigest()[:16]


@contextmanager
def alone() -> Iterator[None]:
    """One worker at a time: the second finds the copy that the first has made."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def taken(name: str) -> bool:
    """Is there a copy? Then the test database `name` is made from it."""
    return _taken_on_sqlite(name) if connection.vendor == "sqlite" else _taken_on_postgresql(name)


def keep(name: str) -> None:
    """The test database `name`, migrated and still empty, is the copy from now on."""
    if connection.vendor == "sqlite":
        _keep_on_sqlite(name)
    else:
        connection.close()
        _on_server("CREATE DATABASE {} TEMPLATE {}", _copy(), name)


def _taken_on_sqlite(name: str) -> bool:
    if not _file().exists():
        return False
    shutil.copyfile(_file(), name)
    return True


def _keep_on_sqlite(name: str) -> None:
    for old in FOLDER.glob("*.sqlite3"):
        old.unlink()
    with sqlite3.connect(name) as database:
        database.execute("VACUUM INTO ?", [str(_file())])
    database.close()


def _file() -> Path:
    return FOLDER / f"{digest()}.sqlite3"


def _taken_on_postgresql(name: str) -> bool:
    _on_server("DROP DATABASE IF EXISTS {}", name)
    try:
        _on_server("CREATE DATABASE {} TEMPLATE {}", name, _copy())
    except psycopg.errors.InvalidCatalogName:
        return False
    return True


def _copy() -> str:
    return f"ready_{digest()}"


def _on_server(statement: str, *names: str) -> None:
    """CREATE DATABASE is refused in a transaction, and while anybody is connected to the one that is copied."""
    parameters = connection.get_connection_params() | {"dbname": "postgres"}
    known = {key: parameters[key] for key in ("dbname", "user", "password", "host", "port") if key in parameters}
    with psycopg.connect(**known, autocommit=True) as server:
        server.execute(SQL(statement).format(*map(Identifier, names)))
