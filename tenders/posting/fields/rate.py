"""The highest hourly rate, and what it includes."""

import re
from collections.abc import Iterator
from typing import Final

from tenders.posting import money
from tenders.posting.draft import Sheet
from tenders.posting.passages import Span
from tenders.posting.posting import Posting

RATE: Final = re.compile(r"tarief|uurprijs|tarieven", re.IGNORECASE)
CEILING: Final = re.compile(r"max|hoogste|plafond|niet (?:hoger|meer)|t/m|tot ", re.IGNORECASE)
MODES: Final = {
    "includes": r"\bincl(?:usief|\.)?(?!\w)|\ball-?in\b",
    "excludes": r"\bexcl(?:usief|\.)?(?!\w)|\bex\b\.?",
}
PARTS: Final = {
    "travel": r"\breis(?:\w{0,20}|[- ]en \w{1,30})",
    "fee": r"(?:\b|flextender-?|bemiddelings)fee\b",
    "vat": r"\bbtw\b|\bb\.t\.w\.",
}
TERMS: Final = re.compile(
    "|".join(f"(?P<{name}>{pattern})" for name, pattern in (MODES | PARTS).items()), re.IGNORECASE
)
# Where a ceiling may be said; a supplier's question or the fee's own amount is none.
SECTIONS: Final = {
    "",
    "facts",
    "rate",
    "assignment",
    "other",
    "planning",
    "function_scale",
    "cao",
    "positions",
    "execution_condition",
}


def read(posting: Posting, sheet: Sheet) -> None:
    for text, span in _candidates(posting, sheet):
        ceiling = _ceiling(text)
        if ceiling is None:
            continue
        first = not sheet.has("rate_ceiling")
        sheet.put("rate_ceiling", ceiling, span)
        if first:
            for field, names in _terms(text).items():
                sheet.put(f"rate_{field}", names, span)


def _candidates(posting: Posting, sheet: Sheet) -> Iterator[tuple[str, Span]]:
    for pair in posting.pairs:
        if pair.name == "rate":
            yield (
                f"maximum {pair.value}" if money.amounts(pair.value) else f"maximum € {pair.value}",
                (pair.first, pair.last),
            )
            sheet.mark((pair.at, pair.at))
    for block in posting.under("rate"):
        for passage in block.passages:
            yield passage.text, passage.span
    for field in ("knock_outs", "criteria"):
        for place, item in enumerate(sheet.values[field], start=1):
            if RATE.search(item["text"]):
                yield item["text"], sheet.places[f"{field}.{item['number'] or place}"][0]
    for sentence in posting.sentences:
        if sentence.section in SECTIONS and RATE.search(sentence.text) and CEILING.search(sentence.text):
            yield sentence.text, sentence.span


def _ceiling(text: str) -> str | None:
    found = money.amounts(text)
    if len(found) < 2:
        return found[0].value if found else None
    bound = [each for each in found if CEILING.search(text, max(0, each.start - 40), each.start)]
    return (bound or found)[-1 if re.search(r"tussen|minimaal", text, re.IGNORECASE) else 0].value


def _terms(text: str) -> dict[str, list[str]]:
    """Each cost goes with the last "inclusief" or "exclusief" before it."""
    said: dict[str, set[str]] = {"includes": set(), "excludes": set()}
    mode = None
    for found in TERMS.finditer(text):
        if found.lastgroup in MODES:
            mode = found.lastgroup
        elif mode and found.lastgroup and not any(found.lastgroup in names for names in said.values()):
            said[mode].add(found.lastgroup)
    return {field: [name for name in PARTS if name in names] for field, names in said.items()}
