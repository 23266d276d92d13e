"""What a check answers with, and what it looks at."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

ERROR, WARNING = "error", "warning"  # an error can't be: nobody may overrule it

Draft = Mapping[str, Any]


@dataclass(frozen=True)
class Finding:
    """`field` is a path in the draft under its public numbers: "invites", "criteria.7.levels.b", "stages.3" (by place).

    `also` names the other places that it is about. `values` are strings and whole numbers: what the sentence says.
    """

    code: str
    severity: str
    field: str
    values: Mapping[str, Any]
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """A draft with what the check may know beside it; `published_on` may be a moment instead of a day."""

    draft: Draft
    published_on: date | None
    holidays: Mapping[date, str]

    def rows(self, name: str) -> list[Mapping[str, Any]]:
        return list(self.draft.get(name) or [])

    def text(self, name: str) -> str:
        return str(self.draft.get(name) or "")

    def when(self, name: str) -> date | None:
        """A moment where the draft has a time, else a day; None where it has neither."""
        return when(self.draft.get(name))


Rule = Callable[[Case], Iterator[Finding]]


def when(value: Any) -> date | None:
    try:
        text = str(value)
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return None


def day_of(value: date) -> date:
    """The calendar day, on the clock that the draft writes."""
    return value.date() if isinstance(value, datetime) else value


def fingerprint(draft: Draft, finding: Finding) -> str:
    """Of the finding and of the words it is about: other words ask again. Depends on no language and no clock."""
    about = [[path, at(draft, path)] for path in (finding.field, *finding.also)]
    content = [finding.code, dict(finding.values), about]
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


# Long texts: a finding there quotes its own sentence, and the rest of the text may change.
PROSE = frozenset({"organisation_text", "assignment_text", "execution_condition", "other", "contact"})


def at(draft: Draft, path: str) -> Any:
    """What stands at a path of the draft; None where nothing does."""
    name, *rest = path.split(".")
    value = None if name in PROSE else draft.get(name)
    for step in rest:
        value = _step(value, step)
    return value


def _step(value: Any, step: str) -> Any:
    if isinstance(value, Mapping):
        return value.get(step)
    rows = list(value or [])
    for key in ("number", "label"):
        for row in rows:
            if isinstance(row, Mapping) and str(row.get(key)) == step:
                return row
    place = int(step) - 1 if step.isdecimal() else -1
    return rows[place] if 0 <= place < len(rows) else None
