"""Amounts in euros, as text with two decimals: "€ 60,-" is "60.00"."""

import re
from typing import Final, NamedTuple

_WHOLE = r"(?P<{n}w>\d{{1,3}}(?:\.\d{{3}})+|\d{{1,6}})"
_CENTS = r"(?:[,.](?P<{n}c>\d{{2}})(?!\d)|,(?P<{n}d>\d)(?!\d))?"
_SIGNED = r"(?:€|\beuro\b|\beur\b)\s?" + (_WHOLE + _CENTS).format(n="a")
_NAMED = r"(?<![\d.,])" + (_WHOLE + _CENTS).format(n="b") + r"(?:,(?:-{1,2}|–|—|=))?\s?(?:euro\b|eur\b|€)"
AMOUNT: Final = re.compile(f"{_SIGNED}|{_NAMED}", re.IGNORECASE)


class Amount(NamedTuple):
    value: str
    start: int
    end: int


def amounts(text: str) -> list[Amount]:
    return [Amount(_value(found), found.start(), found.end()) for found in AMOUNT.finditer(text)]


def _value(found: re.Match[str]) -> str:
    whole = (found["aw"] or found["bw"]).replace(".", "")
    cents = found["ac"] or found["bc"] or (found["ad"] or found["bd"] or "0") + "0"
    return f"{int(whole)}.{cents}"
