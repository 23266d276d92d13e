"""The words in which postings write numbers, and small turns of phrase that many rules share."""

import re
from typing import Final

WORDS: Final = {
    "een": 1, "één": 1, "eén": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8,
    "negen": 9, "tien": 10, "elf": 11, "twaalf": 12, "dertien": 13, "veertien": 14, "vijftien": 15, "zestien": 16,
    "achttien": 18, "twintig": 20, "vierentwintig": 24, "zesendertig": 36,
}  # fmt: skip
TIMES: Final = {"eenmaal": 1, "eenmalig": 1, "tweemaal": 2, "driemaal": 3, "viermaal": 4, "vijfmaal": 5}

# "10", "tien", "tien (10)"; the digits win, they are what a reader counts with.
NUMBER: Final = (
    r"(?<![\w.,])(?:\d{1,4}(?![\d]|[.,]\d)|" + "|".join(sorted(WORDS, key=len, reverse=True)) + r")(?!\w)"
    r"(?:\s?\(\d{1,4}\))?"
)
RANGE: Final = r"\s?(?:-|–|—|/|à|á|a|tot en met|t/m|tot|of|en)\s?"


def number(text: str) -> int | None:
    digits = re.search(r"\d{1,6}", text)
    if digits:
        return int(digits[0])
    return WORDS.get(text.strip().lower())


def yes_or_no(value: str) -> bool | None:
    answer = re.match(r"(ja|nee|neen|wel|niet|yes|no)\b", value.strip(), re.IGNORECASE)
    return None if answer is None else answer[1].lower() in {"ja", "wel", "yes"}


def closed(text: str) -> str:
    """Without the mark that closes an item of a list. The full stop of "enz." stays, as do ? and !."""
    plain = re.sub(r"[;,]\s(?:en|of|en/of)$", "", text.strip())
    while plain and (plain[-1] in ";:, " or (plain[-1] == "." and not ABBREVIATION.search(plain[-8:]))):
        plain = plain[:-1]
    return plain


ABBREVIATION: Final = re.compile(
    r"(?:\b(?:etc|enz|e\.d|e\.a|o\.i\.d|jl|bijv|c\.q|c\.a|z\.s\.m)\.|\.\.)$", re.IGNORECASE
)
