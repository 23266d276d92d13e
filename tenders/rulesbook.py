"""The rules of a tender as one plain value: what publishing freezes, word for word, and its hash.

Depends on the tender's rows alone, never on who asks, when, or in which language. Points are whole HUNDREDTHS of a
point (60 points = 6000), money is cents, moments are ISO 8601 in UTC, days are ISO 8601, an absent value is null.
"""

import hashlib
import json
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import F

from accounts.models import Organisation

from .models import Tender
from .sections import SECTIONS

FORMAT = 1

# Published with the posting, but no rules: answers are added while the assignment is open.
NO_RULES = frozenset({"questions"})


def rules_of(tender: Tender) -> dict[str, Any]:
    """Everything that a bid is made under, under the names of `Tender`'s fields and of its rows."""
    content = {name: value for section in SECTIONS.values() for name, value in section.read(tender).items()}
    rules = {name: plain(value) for name, value in content.items() if name not in NO_RULES}
    return rules | {
        "format": FORMAT,
        "run_by": tender.run_by.name,
        "attachments": list(tender.attachments.values("name", sha256=F("file__sha256"))),
    }


def canonical(rules: dict[str, Any]) -> str:
    """The one way to write rules down: keys sorted, no spaces, UTF-8 as it is."""
    return json.dumps(rules, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def plain(value: Any) -> Any:
    """As JSON has it: moments in UTC, an organisation as its name."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value.name if isinstance(value, Organisation) else value
