"""Kinds of job that only these tests have, and their traces."""

from collections.abc import Iterator

import pytest

from jobs import kinds
from jobs.models import Job
from jobs.services import start
from tests.jobs import sample

NOON = sample.NOON


@pytest.fixture
def kind() -> Iterator[object]:
    """`kind(function, seconds=1)`: the jobs of kind "sample" are done by that function, until the test ends."""

    def register(run, *, seconds: float = 5) -> None:
        kinds.KINDS["sample"] = kinds.Kind("sample", run, seconds)

    register(lambda arguments, progress: None)
    yield register
    del kinds.KINDS["sample"]


@pytest.fixture
def ask(kind):
    def ask_for(key: str = "one", **arguments: str) -> Job:
        return start("sample", key=key, arguments=arguments, now=NOON)

    return ask_for
