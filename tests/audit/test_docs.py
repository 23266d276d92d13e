"""docs/audit.md tells a stranger how to recompute the chain: its own code, on its own events and on ours."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from audit import chain
from audit.models import Event
from audit.services import record

PAGE = (Path(__file__).parents[2] / "docs" / "audit.md").read_text()


def block(language: str) -> str:
    return re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)[1]


@pytest.fixture
def first_broken() -> Callable[[list[dict[str, Any]]], int | None]:
    names: dict[str, Any] = {}
    exec(block("python"), names)  # noqa: S102
    return names["first_broken"]


@pytest.fixture
def examples() -> list[dict[str, Any]]:
    return json.loads(block("json"))


def test_the_events_on_the_page_are_whole(first_broken, examples):
    assert first_broken(examples) is None


@pytest.mark.parametrize("field", ["sequence", "at", "act", "actor_id", "object_type", "object_id", "tender", "data"])
def test_a_change_in_the_events_on_the_page_is_found(first_broken, examples, field: str):
    examples[1][field] = 99
    assert first_broken(examples) == 2


def test_the_program_gives_the_hashes_on_the_page(examples):
    for example in examples:
        content = {name: example[name] for name in example if name not in ("previous_hash", "hash")}
        content["at"] = datetime.fromisoformat(example["at"])
        assert chain.link(example["previous_hash"], **content) == example["hash"]


@pytest.mark.django_db
def test_a_stranger_finds_our_events_whole(first_broken):
    with transaction.atomic():
        for number in range(3):
            moment = datetime(2026, 11, 23, 11, tzinfo=UTC) + timedelta(microseconds=number)
            record(
                "bid.viewed", by=number or None, about=("bid", "É"), now=moment, note='“a" \\ b\n', numbers=[1, None]
            )
    rows = [
        {**row, "at": row["at"].astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")} for row in Event.objects.values()
    ]
    assert len(rows) == 3
    assert first_broken(rows) is None
