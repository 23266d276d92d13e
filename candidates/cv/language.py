"""Which language a text is in, by the small words that every text is full of."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

# The commonest words of each language that no other of these languages shares.
COMMON = {
    "nl": """de het een en van voor met op bij aan dat zijn was niet ook naar over uit door om tot als maar heb heeft
        ik je mijn ben werd wordt worden te er nog meer jaar tussen onder tijdens sinds heden ervaring werkervaring
        opleiding werkzaamheden medewerker gemeente verantwoordelijk binnen vanuit diverse deze dit wij zij hun hij
        haar kan zodat waarbij zowel zoals daarnaast""",
    "en": """the of and to for with on at from by as that was were this which have has had my our their i we they be
        been are is not or an experience work responsible years education skills team using including management led
        between during while within through also into across managed developed supported""",
    "other": """der die das und mit für von zu den im ist nicht ein eine auf bei sich dem des wurde bis seit
        le la les et des du une dans pour avec sur par est aux chez depuis au cette ces
        el los las del y con por una para como desde
        il lo gli di che per con una nel della dei sono
        o os da do dos das e em com para um uma
        w z na do się jest oraz od przez ve bir için ile""",
}
LETTERS = re.compile(r"[^\W\d_]+")
LEAST = 8  # recognised words; on fewer nothing can be said
CERTAIN = 0.5


@dataclass(frozen=True, slots=True)
class Language:
    code: str  # "nl", "en" or "other"
    share: float  # of the recognised words, in hundredths


def _tables() -> dict[str, str]:
    words = {code: set(text.split()) for code, text in COMMON.items()}
    times = Counter(word for table in words.values() for word in table)
    return {word: code for code, table in words.items() for word in table if times[word] == 1}


CODES = _tables()


def language_of(texts: Iterable[str]) -> Language:
    """ "other" also where no language has half of the recognised words, or hardly any word is recognised."""
    found = Counter(CODES[word] for text in texts for word in map(str.lower, LETTERS.findall(text)) if word in CODES)
    total = sum(found.values())
    if total < LEAST:
        return Language("other", 0.0)
    code, number = max(found.items(), key=lambda item: (item[1], item[0]))
    return Language(code if number / total > CERTAIN else "other", round(number / total, 2))
