"""How one event is chained to the next; standard library only, so that a stranger can recompute it (docs/audit.md)."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Self

GENESIS = "0" * 64  # what the first event follows

_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode


@dataclass(frozen=True)
class Position:
    """A place in the chain: how many events, and the hash of the last of them. On paper: `17:3fb2…`."""

    count: int
    hash: str

    def __str__(self) -> str:
        return f"{self.count}:{self.hash}"

    @classmethod
    def read(cls, text: str) -> Self:
        count, _, digest = text.strip().partition(":")
        digest = digest.lower()
        if not (count.isascii() and count.isdigit() and len(digest) == 64 and set(digest) <= set("0123456789abcdef")):
            raise ValueError("A head is written as COUNT:HASH, a whole number and 64 hexadecimal digits.")
        return cls(int(count), digest)


START = Position(0, GENESIS)


def canonical(value: Any) -> str:
    """The one JSON text of `value`: keys sorted, no spaces, letters as they are. Raises TypeError or ValueError."""
    return _encode(value)


def stamp(moment: datetime) -> str:
    """`2026-11-21T09:00:00.000000Z`, always with six decimals."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def link(
    previous_hash: str,
    *,
    sequence: int,
    at: datetime,
    act: str,
    actor_id: int | None,
    object_type: str,
    object_id: str,
    tender: str,
    data: str,
) -> str:
    """The hash of an event; `data` is its canonical JSON, hashed as the text that is stored."""
    content = {
        "act": act,
        "actor_id": actor_id,
        "at": stamp(at),
        "data": data,
        "object_id": object_id,
        "object_type": object_type,
        "sequence": sequence,
        "tender": tender,
    }
    return sha256((previous_hash + canonical(content)).encode()).hexdigest()
