"""What `manage.py read_cv --json` prints, key by key. `docs/cv.md` is the contract."""

from collections.abc import Sequence
from typing import Any

from .facts import Facts
from .periods import Period
from .problems import Problem
from .sentences import say


def result(facts: Facts, found: Sequence[Problem], *, sha256: str, language: str) -> dict[str, Any]:
    return {
        "pages": facts.pages,
        "bytes": facts.bytes,
        "sha256": sha256,
        "encrypted": facts.encrypted,
        "text_layer": facts.text_layer,
        "language": {"code": facts.language.code, "share": facts.language.share},
        "references": facts.references,
        "periods": [_period(period) for period in facts.periods],
        "hidden_text": [{"page": each.page, "text": each.text, "reason": each.reason} for each in facts.hidden],
        "active_content": [{"kind": each.kind, "page": each.page} for each in facts.active],
        "links": [{"page": each.page, "url": each.url} for each in facts.links],
        "personal": [{"kind": each.kind, "page": each.page} for each in facts.personal],
        "problems": [{"code": problem.code, "message": say(problem, language)} for problem in found],
    }


def _period(period: Period) -> dict[str, Any]:
    return {
        "from": period.start,
        "to": period.end,
        "text": period.text,
        "page": period.page,
        "box": list(period.box),
        "open": period.open,
    }
