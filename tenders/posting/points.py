"""The points that stand with a criterion or a level: "(10 punten)", "Weging: 15 %", "25 punten: alle onderdelen"."""

import re
from typing import Final, NamedTuple

_AMOUNT = r"(?<![\d.,])(\d{1,4})(?![\d]|[.,]\d)"
_UNIT = r"(?:punten\b|punt\b|pnt\b\.?|ptn\b\.?|pt\b\.?|p\b\.?|%|procent\b|procentpunten\b)"
_WORD = (
    r"(?:weging(?:sfactor)?|gewicht|score|punten|puntenaantal|waarde|waardering|maximaal|maximum|max\.?|totaal|"
    r"te behalen|"
    r"(?:maximale|maximum) score|aantal punten|goed voor|levert|is)"
)
_LEAD = r"(?:[\s:;,.–—=→>/|-]|\b(?:met)\b){0,6}"
_AFTER = r"(?:\s?(?:te behalen|maximaal|max\.?|haalbaar|in totaal))?"
AT_END: Final = re.compile(
    rf"{_LEAD}[(\[]?\s?(?:{_WORD}\s?[:=]?\s?){{0,3}}{_AMOUNT}\s?{_UNIT}{_AFTER}\s?[)\]]?\s?[;:,.]{{0,2}}$",
    re.IGNORECASE,
)
# A bare number needs a word before it.
WORD_AT_END: Final = re.compile(
    rf"{_LEAD}[(\[]?\s?\b(?:weging(?:sfactor)?|punten|gewicht|score|"
    rf"aantal punten)\s?[:=]?\s?{_AMOUNT}\s?[)\]]?\s?[;:,.]{{0,2}}$",
    re.IGNORECASE,
)
BARE_AT_END: Final = re.compile(rf"\s?[(\[]\s?{_AMOUNT}\s?[)\]]\s?[;:,.]{{0,2}}$")
AT_START: Final = re.compile(
    rf"[(\[]?(?:{_WORD}\s?:?\s?)?{_AMOUNT}\s?{_UNIT}\s?(?:[)\]]\s?[:–—=-]?|[:–—=-])\s?(?=\S)", re.IGNORECASE
)
IN_BRACKETS: Final = re.compile(
    rf"\s?[(\[]\s?(?:{_WORD}\s?:?\s?){{0,2}}{_AMOUNT}\s?{_UNIT}(?:[^()\[\]]{{0,60}})[)\]]", re.IGNORECASE
)
ALONE: Final = re.compile(
    rf"[(\[]?(?:{_WORD}\s?[:=]?\s?){{0,3}}{_AMOUNT}\s?{_UNIT}?{_AFTER}\s?[)\]]?\s?[;:,.]?$", re.IGNORECASE
)
TOTAL: Final = re.compile(
    rf"\b(?:(?:in )?totaal|opgeteld|maximaal|maximum|max\.?|som)\b[^\d]{{0,40}}{_AMOUNT}\s?(?:{_UNIT})?|"
    rf"{_AMOUNT}\s?{_UNIT} (?:in totaal|totaal)",
    re.IGNORECASE,
)
TOTAL_LINE: Final = re.compile(
    r"(?:(?:de )?(?:totale? |maximale |maximum )?(?:totaal|score|puntentotaal|totaalscore|"
    r"aantal te behalen punten|aantal punten)|in totaal|er (?:zijn|kunnen|is)|opgeteld|som|maximaal te behalen)\b",
    re.IGNORECASE,
)
TAIL = 110


class Scored(NamedTuple):
    text: str
    points: int | None


def split(text: str) -> Scored:
    """The text of a criterion or level without its points."""
    start = max(0, len(text) - TAIL)
    for pattern in (AT_END, WORD_AT_END):
        if found := pattern.search(text, start):
            return Scored(text[: found.start()], int(found[1]))
    if found := AT_START.match(text):
        return Scored(text[found.end() :], int(found[1]))
    inside = list(IN_BRACKETS.finditer(text))
    if len(inside) == 1:
        return Scored(text[: inside[0].start()] + text[inside[0].end() :], int(inside[0][1]))
    return Scored(text, None)


def bare(text: str) -> Scored:
    """The same, for a list that puts its points as bare numbers in brackets: "Opleiding (10)"."""
    found = BARE_AT_END.search(text, max(0, len(text) - TAIL))
    return Scored(text[: found.start()], int(found[1])) if found else Scored(text, None)


def alone(text: str) -> int | None:
    """A line that holds nothing but points."""
    found = ALONE.match(text)
    return found and int(found[1])


def total(text: str) -> int | None:
    found = TOTAL.search(text)
    return found and int(found[1] or found[2])
