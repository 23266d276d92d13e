"""How a criterion counts experience, told from its words: "minimaal 2 jaar in de afgelopen 5 jaar als X bij Y".

A suggestion: an officer looks at it before it becomes a rule.
"""

import re
from typing import Any, Final

from .checks.phrases import EXPERIENCE, SPAN, WINDOW, demand

# "als telefonisch klantenservice medewerker", "met Key2KCC"
_WORK: Final = re.compile(r"\b(?:als|met)\s+(?P<words>[^.;:()]+)", re.IGNORECASE)
# "in een klantcontactcentrum"; seed 001 has it without "in"
_PLACE: Final = re.compile(r"(?:^|\bin\s+)een\s+(?P<words>[^.;:()]+)", re.IGNORECASE)
_ORGANISATION: Final = "gemeente|provinci|waterschap|overheid|organisatie|instelling|bedrijf|ministerie|corporatie"
_AT: Final = re.compile(
    rf"\b(?:bij|binnen)\s+(?P<words>een\s+[^.;:]+|[^.;:]*?(?:{_ORGANISATION})[^.;:]*)", re.IGNORECASE
)
_ARTICLE: Final = re.compile(r"^(?:een|de|het)\s+", re.IGNORECASE)
_MUNICIPAL: Final = re.compile(r"\bgemeentelijke\s+(?:organisatie|instelling|overheid)\b", re.IGNORECASE)
_OR: Final = re.compile(r"\s*,\s*(?:of\s+)?|\s+of\s+", re.IGNORECASE)
_BEGIN: Final = re.compile(r"^.*?\b(?:werk)?ervaring\b", re.IGNORECASE | re.DOTALL)
_WINDOW: Final = re.compile(rf"(?:\bin\s+)?(?:\b(?:de|het)\s+)?(?:{WINDOW.pattern})", re.IGNORECASE)
_SPAN: Final = re.compile(SPAN, re.IGNORECASE)
LONGEST: Final = 80


def experience_in(text: str) -> dict[str, Any] | None:
    """Months asked, the months of the window, as what and where. None where the words ask for no time, and for no work
    in a window: there is nothing to count."""
    if not EXPERIENCE.search(text):
        return None
    asked = demand(text)
    rest = _BEGIN.sub("", _SPAN.sub(" ", _WINDOW.sub(" ", text))).strip(" ,")
    at = _AT.search(rest)
    before = rest[: at.start()] if at else rest
    work = _WORK.search(before) or _PLACE.search(before.strip())
    found = {
        "needed": asked.asked or 0,
        "window": asked.window,
        "work": _listed(work["words"] if work else ""),
        "at": _listed(at["words"] if at else ""),
        "part_time": {"rule": "counts_fully"},
    }
    if asked.asked is None and not (asked.window and (found["at"] or (work and work[0].lower().startswith("als")))):
        return None
    if asked.window is not None and (asked.asked or 0) > asked.window:
        return None
    return found


def _listed(words: str) -> list[str]:
    words = _MUNICIPAL.sub("gemeente", words)
    parts = [_ARTICLE.sub("", part.strip(" ,-–")).strip() for part in _OR.split(words)]
    return [part for part in parts if 0 < len(part) <= LONGEST]
