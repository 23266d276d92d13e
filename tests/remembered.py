"""Equal beginnings are made once a worker.

What a factory writes follows from its arguments and from what the test wrote before it. Where both are equal, what was
written the first time, statement for statement and file for file, is written again without working it out. The full
run works everything out.

    @remembered
    def published_raalte(...): ...

A test that puts something else in the place of the program (`monkeypatch`, `settings`) makes its own beginning, and so
does one that really commits.
"""

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import wraps
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes
from typing import Any, ParamSpec, TypeVar

import pytest
from django.db import connection, models, transaction
from django.utils.translation import get_language

from audit import clock
from documents import keystore, reading, storage
from tests.flushing import number_from_one

P, T = ParamSpec("P"), TypeVar("T")
WRITES = ("INSERT", "UPDATE", "DELETE")
INERT = ("SELECT", "SAVEPOINT", "RELEASE")
# Who is logged in, with a key and a time that are new each time: no factory asks for it.
LOGIN = (
    *(f'{verb} "django_session"' for verb in ("INSERT INTO", "UPDATE", "DELETE FROM")),
    'UPDATE "accounts_user" SET "last_login" =',
)


class Unlike(Exception):
    """An argument of which nobody can say that another is equal."""


@dataclass
class Beginning:
    statements: list[tuple[str, Any, bool]] = field(default_factory=list)
    files: list[tuple[Path, bytes]] = field(default_factory=list)
    afterwards: list[tuple[Callable[[], object], bool]] = field(default_factory=list)  # what waits for the commit
    made: bytes = b""
    can_be_repeated: bool = True


class Ground:
    """All that a test wrote so far, as one hash; and the beginning that is being made now."""

    def __init__(self) -> None:
        self.digest = b""
        self.making: Beginning | None = None

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(INERT + LOGIN):
            return execute(sql, params, many, context)
        params = list(params) if many else params
        done = execute(sql, params, many, context)
        self.digest = sha256(self.digest + _told(sql, params)).digest()
        if self.making is not None:
            self.making.statements.append((sql, params, many))
            self.making.can_be_repeated &= sql.startswith(WRITES)
        return done


BEGINNINGS: dict[bytes, Beginning] = {}
GROUND: list[Ground] = []  # of the test that runs now, if it may be repeated


@contextmanager
def ground(request: pytest.FixtureRequest) -> Iterator[None]:
    """Beside a test: what it writes is followed, if a beginning may be repeated in it."""
    if not may_repeat(request):
        yield
        return
    if connection.vendor == "postgresql":
        request.getfixturevalue("db")
        number_from_one()
    GROUND.append(Ground())
    try:
        with connection.execute_wrapper(GROUND[0]):
            yield
    finally:
        GROUND.clear()


def may_repeat(request: pytest.FixtureRequest) -> bool:
    names, marker = set(request.fixturenames), request.node.get_closest_marker("django_db")
    if {"transactional_db", "live_server"} & names or not (marker or "db" in names):
        return False
    # pytest-django patches something in every test.
    info = request.node._fixtureinfo
    ours = [
        each for found in info.name2fixturedefs.values() for each in found if each.func.__module__.startswith("tests")
    ]
    asked = {*info.initialnames, *(name for each in ours for name in each.argnames)}
    return not {"monkeypatch", "settings"} & asked and not (marker and marker.kwargs.get("transaction"))


def remembered(factory: Callable[P, T]) -> Callable[P, T]:
    @wraps(factory)
    def begun(*args: P.args, **kwargs: P.kwargs) -> T:
        here = GROUND[0] if GROUND else None
        if here is None or here.making is not None or not connection.in_atomic_block:
            return factory(*args, **kwargs)
        try:
            key = _key(factory.__qualname__, args, kwargs, here)
        except Unlike:
            return factory(*args, **kwargs)
        if key in BEGINNINGS:
            return _repeated(BEGINNINGS[key])
        return _made(lambda: factory(*args, **kwargs), key, here)

    return begun


def _made(make: Callable[[], T], key: bytes, here: Ground) -> T:
    beginning, waiting = Beginning(), len(connection.run_on_commit)
    here.making = beginning
    try:
        with _keeping_files(beginning):
            made = make()
    finally:
        here.making = None
    beginning.afterwards = [(act, robust) for _savepoints, act, robust in connection.run_on_commit[waiting:]]
    beginning.made = pickle.dumps(made)
    if beginning.can_be_repeated:
        BEGINNINGS[key] = beginning
    return made


def _repeated(beginning: Beginning) -> Any:
    with connection.cursor() as cursor:
        for sql, params, many in beginning.statements:
            (cursor.executemany if many else cursor.execute)(sql, params)
    for path, content in beginning.files:
        if not path.exists():
            storage.write_durably(path, [content])
    for act, robust in beginning.afterwards:
        transaction.on_commit(act, robust=robust)
    return pickle.loads(beginning.made)  # noqa: S301 made a moment ago by this process


@contextmanager
def _keeping_files(beginning: Beginning) -> Iterator[None]:
    """Everything that the program keeps is written by `write_durably`."""

    def write(path: Path, chunks: Iterable[bytes]) -> None:
        content = b"".join(chunks)
        beginning.files.append((path, content))
        genuine(path, [content])

    genuine = storage.write_durably
    with ExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        for module in (storage, keystore, reading):
            patch.setattr(module, "write_durably", write)
        yield


# What is equal -------------------------------------------------------------------------------------------------------
def _key(name: str, args: tuple[Any, ...], kwargs: dict[str, Any], here: Ground) -> bytes:
    held = clock._moments[-1:]
    told = repr((name, plain(args), plain(kwargs), held, get_language()))
    return sha256(here.digest + told.encode()).digest()


def plain(value: Any) -> Any:
    """Equal for equal values alone, as text too. Raises Unlike."""
    if isinstance(value, models.Model):
        fields = [each for each in value._meta.concrete_fields if each.attname != "last_login"]
        return value._meta.label, [(each.attname, plain(_stored(value, each))) for each in fields]
    if isinstance(value, Mapping):
        return [(plain(key), plain(each)) for key, each in value.items()]
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, memoryview):
        return bytes(value)
    if hasattr(value, "obj"):  # JSON on its way to PostgreSQL, whose own text is cut off
        return ("json", plain(value.obj))
    if not isinstance(value, str | bytes) and " at 0x" in (told := repr(value)):
        raise Unlike(told)
    return value


def _told(sql: str, params: Any) -> bytes:
    """Like no other, if nobody can say what it is equal to."""
    try:
        return repr((sql, plain(params))).encode()
    except Unlike:
        return token_bytes()


def _stored(instance: models.Model, its_field: models.Field) -> Any:
    return instance.__dict__.get(its_field.attname)  # a file’s is its name
