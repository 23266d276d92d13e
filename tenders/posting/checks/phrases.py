"""How Dutch postings write numbers, years, levels of education and what is asked."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, wraps
from typing import Any, TypeVar

Found = TypeVar("Found")
SHORT = 20_000  # characters: a text of a posting is a tenth of it

NUMBER_WORDS: Mapping[str, Decimal] = {
    word: Decimal(value)
    for word, value in {
        "een": "1", "één": "1", "anderhalf": "1.5", "twee": "2", "drie": "3", "vier": "4", "vijf": "5", "zes": "6",
        "zeven": "7", "acht": "8", "negen": "9", "tien": "10", "elf": "11", "twaalf": "12", "vijftien": "15",
        "twintig": "20",
    }.items()
}  # fmt: skip
NUMBER = rf"(?:\d{{1,3}}(?:[.,]\d)?|{'|'.join(NUMBER_WORDS)})"
UNIT = r"(?:jaar|jaren|maanden|maand)"
SPAN = rf"\b(?P<number>{NUMBER})(?:\s*\(\s*\d{{1,3}}\s*\))?\s*(?P<unit>{UNIT})\b"
# "in de afgelopen 5 jaar", "de laatste drie jaar", "5 jaar voorafgaand aan de sluiting", "niet ouder dan 3 jaar"
WINDOW = re.compile(
    rf"(?:afgelopen|laatste|voorgaande|voorbije|niet ouder dan)\s+(?:\w+\s+)?{SPAN}"
    rf"|{SPAN.replace('number', 'number_').replace('unit>', 'unit_>')}\s+(?:voorafgaand|vóór|voor de|terug)\b",
    re.IGNORECASE,
)
# A window without a number of years: "sinds 2021", "tussen 2020 en 2024", "het afgelopen jaar", "in uw huidige functie"
OTHER_WINDOW = re.compile(
    r"\b(?:sinds|vanaf|na)\s+(?:\d{1,2}\s+)?(?:\w+\s+)?(?:19|20)\d\d\b|\b(?:19|20)\d\d\s*(?:-|–|en|tot|t/m)\s*(?:19|20)\d\d"
    r"|\b(?:afgelopen|laatste|voorgaande)\s+(?:jaar|jaren|periode)\b"
    r"|\b(?:momenteel|op dit moment|thans|huidige)\b",
    re.IGNORECASE,
)
EXPERIENCE = re.compile(
    r"\b(?:werk|praktijk)?ervaring\s+(?:als|met|in|bij|binnen|op|aan|van|opgedaan|de (?:afgelopen|laatste))\b"
    r"|\b(?:aantoonba(?:ar|re)|relevante|ruime|recente|minimaal|jaar)\s+(?:\w+\s+){0,3}?(?:werk|praktijk)?ervaring\b",
    re.IGNORECASE,
)
# In a sentence of prose the years must stand beside the word: "5 jaar relevante ervaring", "ervaring van 5 jaar".
YEARS_OF_EXPERIENCE = re.compile(
    rf"{SPAN}\s+(?:\w+\s+){{0,3}}?(?:werk|praktijk)?ervaring\b"
    rf"|\bervaring van\s+(?:\w+\s+)?{SPAN.replace('number', 'number_').replace('unit>', 'unit_>')}",
    re.IGNORECASE,
)
# A letter of motivation or a reference may speak of experience without asking for it.
ABOUT_A_PAPER = re.compile(r"\bmotivatie|\bmotiveer|\breferentie|\bverklaring\b", re.IGNORECASE)
RATE = re.compile(r"\b(?:uur)?tarief\b|\buurprijs\b|\bprijs\b", re.IGNORECASE)
QUOTED = re.compile(r"“[^”]*”|„[^”“]*[”“]|\"[^\"\n]*\"|‘[^’\n]*’|«[^»\n]*\s[^»\n]*»")


def once_a_text(find: Callable[[str], Found]) -> Callable[[str], Found]:
    """The check runs at each pause of typing, and all texts but one are as they were. What it found must not change."""
    remembered = lru_cache(maxsize=500)(find)

    @wraps(find)
    def found(text: str) -> Found:
        return remembered(text) if len(text) <= SHORT else find(text)

    return found


def number(text: str) -> Decimal:
    """Of what NUMBER matched."""
    word = NUMBER_WORDS.get(text.lower())
    return Decimal(text.replace(",", ".")) if word is None else word


def months(found: str, unit: str) -> int:
    return int(number(found) * (12 if unit.lower().startswith("ja") else 1))


def said_number(text: str) -> str:
    return f"{number(text):f}"


def sentences(text: str) -> list[str]:
    """Of a text: one a line, and split behind a full stop that ends one."""
    return [each.strip() for each in re.split(r"(?<=[.!?])\s+(?=[A-ZÀ-Ý“‘\"(])|\n+", text) if each.strip()]


def sentence_around(text: str, start: int) -> str:
    """The sentence in which a place of the text lies, short enough to be shown."""
    end = 0
    for each in sentences(text):
        begin = text.index(each, end)
        end = begin + len(each)
        if start < end:
            return shortened(each, start - begin).rstrip(".")
    return ""


def shortened(sentence: str, around: int, most: int = 160) -> str:
    if len(sentence) <= most:
        return sentence
    first = max(0, min(around - most // 2, len(sentence) - most))
    cut = sentence[first : first + most]
    return ("…" if first else "") + cut.strip() + ("…" if first + most < len(sentence) else "")


# What a criterion asks -----------------------------------------------------------------------------------------------
LADDER = (
    (re.compile(r"\bvmbo\b", re.IGNORECASE), 10),
    (re.compile(r"\bmbo\b(?![\s-]*(?:niveau[\s-]*)?[1-4])|\bhavo\b", re.IGNORECASE), 21),
    (re.compile(r"\b(?:hbo|bachelor)\b", re.IGNORECASE), 30),
    (re.compile(r"\b(?:wo|universitair\w*|master)\b", re.IGNORECASE), 40),
)
MBO_LEVEL = re.compile(
    r"\bmbo[\s-]*(?:werk- en denk)?(?:niveau[\s-]*)?([1-4])\b(?:\s*(?:/|of|-)\s*([1-4])\b)?", re.IGNORECASE
)
EDUCATION = re.compile(r"\b(?:opleiding|diploma|denkniveau|niveau|afgeronde?|bachelor|master)\b", re.IGNORECASE)
FILLING = """
minimaal minstens ten minste tenminste aantoonbaar aantoonbare aantoonbaren werkervaring praktijkervaring ervaring
relevante ruime recente in de het een één als bij met van op binnen en aan voor tot om te afgelopen laatste
voorgaande jaar jaren maand maanden heeft hebben heb kandidaat kandidaten beschikt beschikken beschik over u je
dient dienen die dit deze dat is zijn moet moeten wordt worden expliciet benoemd blijkt blijken uit cv volgende
meer dan soortgelijk soortgelijke vergelijkbaar vergelijkbare gelijkwaardig gelijkwaardige functie rol periode
afgerond afgeronde opleiding diploma niveau denkniveau werk denk mbo hbo wo vmbo bachelor master of
opgedaan voorafgaand sluitingsdatum punten
"""
SAYS_NOTHING = frozenset(FILLING.split())
SAME_WORD = {"klantcontactcentrum": "kcc", "klantcontactcenter": "kcc", "gemeentelijk": "gemeente"}


@dataclass(frozen=True)
class Demand:
    """What a criterion asks, as far as its words can be compared: lengths of time in months."""

    text: str
    asked: int | None
    window: int | None
    education: int | None
    count: Decimal | None
    subject: frozenset[str]

    @property
    def has_alternatives(self) -> bool:
        return re.search(r"\bof\b|/", self.text) is not None


@once_a_text
def demand(text: str) -> Demand:
    without_window = WINDOW.sub(" ", text)
    found = re.search(SPAN, without_window, re.IGNORECASE)
    asked = months(found["number"], found["unit"]) if found and EXPERIENCE.search(text) else None
    rest = re.sub(SPAN, " ", without_window, flags=re.IGNORECASE)
    education = education_of(text)
    plain = MBO_LEVEL.sub(" ", rest)
    counted = re.findall(r"\b\d{1,3}\b", plain) if asked is None and education is None else []
    return Demand(
        text=text,
        asked=asked,
        window=window_of(text),
        education=education,
        count=Decimal(counted[0]) if len(counted) == 1 else None,
        subject=frozenset(_subject(plain)),
    )


def window_of(text: str) -> int | None:
    found = WINDOW.search(text)
    if not found:
        return None
    return months(found["number"] or found["number_"], found["unit"] or found["unit_"])


def has_window(text: str) -> bool:
    return bool(WINDOW.search(text) or OTHER_WINDOW.search(text))


def education_of(text: str) -> int | None:
    """The lowest level that the text names, as a height; None where it asks for no education."""
    if not EDUCATION.search(text):
        return None
    heights = [height for pattern, height in LADDER if pattern.search(text)]
    heights += [20 + int(each) for found in MBO_LEVEL.findall(text) for each in found if each]
    return min(heights, default=None)


def _subject(text: str) -> Iterator[str]:
    for word in re.findall(r"[^\W\d_]+", text.lower()):
        if word in SAYS_NOTHING:
            continue
        stem = re.sub(r"(?:en|e|s)$", "", word) if len(word) > 5 else word
        yield SAME_WORD.get(stem, SAME_WORD.get(word, stem))


def whole_text(row: Mapping[str, Any]) -> str:
    """A criterion with its levels."""
    parts = [row.get("text"), *(level.get("text") for level in row.get("levels") or [])]
    return "\n".join(str(part) for part in parts if part)
