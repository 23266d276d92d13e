"""Facts as one text that is kept, and back."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from .facts import Active, Facts, Link
from .hidden import Hidden
from .language import Language
from .periods import Period
from .personal import Personal

FORMAT = 1


def to_text(facts: Facts) -> str:
    return json.dumps({"format": FORMAT, **asdict(facts)}, ensure_ascii=False, sort_keys=True)


def from_text(text: str) -> Facts:
    """Raises ValueError for a format that this version of the program doesn't know."""
    data = json.loads(text)
    if data.pop("format") != FORMAT:
        raise ValueError("These facts have another format.")
    rows = {
        "periods": tuple(_period(each) for each in data["periods"]),
        "hidden": tuple(Hidden(**each) for each in data["hidden"]),
        "active": tuple(Active(**each) for each in data["active"]),
        "links": tuple(Link(**each) for each in data["links"]),
        "personal": tuple(Personal(**each) for each in data["personal"]),
        "without_text": tuple(data["without_text"]),
        "amounts": tuple(data.get("amounts", ())),
    }
    return Facts(**{**data, **rows, "language": Language(**data["language"])})


def _period(data: Mapping[str, Any]) -> Period:
    return Period(**{**data, "box": tuple(data["box"])})
