"""Pages on which an amount in euros stands: a rate belongs in its own field of the bid, where it is sealed longer."""

import re
from collections.abc import Iterable

from .lines import Line

AMOUNT = re.compile(
    r"(?:€|\bEUR\b|\beuro\b)\s?\d{1,3}(?:[.\s]?\d{3})*(?:[.,](?:\d{2}|-))?"
    r"|\b\d{1,3}(?:\.?\d{3})*(?:,(?:\d{2}|-))?\s?(?:€|\bEUR\b|\beuro\b)",
    re.IGNORECASE,
)


def has_amount(lines: Iterable[Line]) -> bool:
    return any(AMOUNT.search(line.text) for line in lines)
