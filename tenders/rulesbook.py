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
from .rows import ROWS
from .sections import SECTIONS

FORMAT = 1

# Published with the posting, but no rules: answers are added while the assignment is open; the field of work is a word
# to search by.
NO_RULES = frozenset({"questions", "discipline"})


def rules_of(tender: Tender) -> dict[str, Any]:
    """Everything that a bid is made under, under the names of `Tender`'s fields and of its rows."""
    content = {name: value for section in SECTIONS.values() for name, value in section.read(tender).items()}
    rules = {name: plain(value) for name, value in content.items() if name not in NO_RULES}
    if rules["opening_officers"] == Tender.Openers.ONE:  # no key: the rules are then those of before it could be two
        del rules["opening_officers"]
    if rules["results_on"] is None:  # likewise: those of before a day could be named
        del rules["results_on"]
    return rules | {
        "format": FORMAT,
        "run_by": tender.run_by.name,
        "attachments": list(tender.attachments.standing().values("name", sha256=F("file__sha256"))),
        **_competence_details(tender),
    }


def _competence_details(tender: Tender) -> dict[str, Any]:
    """What function profiles say of the competences; without any, no key: the rules are then those of before."""
    details = [
        {"competence": row["text"], "definition": row["definition"], "indicators": row["indicators"]}
        for row in ROWS["competences"].detailed(tender)
        if row["definition"] or row["indicators"]
    ]
    return {"competence_details": details} if details else {}


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
