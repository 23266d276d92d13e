"""A ranking as it is kept: input, result, engine and rules in one text, and the hash of that text."""

import hashlib
import json
from typing import Any, NamedTuple

from . import contract


class Sealed(NamedTuple):
    content: str
    sha256: str


def canonical(value: Any) -> str:
    """One text for one value: members by key, no spaces, characters as themselves."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def sha256(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def seal(*, input: Any, result: Any, engine: str, rules_sha256: str) -> Sealed:
    content = canonical({"engine": engine, "input": input, "result": result, "rules_sha256": rules_sha256})
    return Sealed(content, sha256(content))


def handed_over(sealed: Sealed) -> str:
    """The file that `scripts/verify_ranking.py` checks: the sealed content with its hash."""
    return canonical({**json.loads(sealed.content), "sha256": sealed.sha256})


def recomputed(sealed: Sealed) -> bool:
    """Whether the hash fits the content, and the input still gives the result."""
    if sha256(sealed.content) != sealed.sha256:
        return False
    try:
        kept = json.loads(sealed.content)
        return canonical(contract.answer(kept["input"])) == canonical(kept["result"])
    except (ValueError, KeyError, TypeError):  # no snapshot, or an input that cannot be ranked: nothing gives this
        return False
