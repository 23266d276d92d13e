"""What an item of a list begins with: "6.", "(a)", "- ", "Eis 3:"; and a step of the procedure: "Stap 2:"."""

import re
from typing import Final, NamedTuple

_NAMES = (
    r"(?:(?:eis|wens|criterium|knock-?out(?:-?criterium)?|gunningscriterium|selectiecriterium|minimumeis|vereiste|"
    r"nr\.?|ko|k|g|w|e|gc|sc|gw|c)[ .:-]{0,2})"
)
NUMBERED: Final = re.compile(
    rf"(?P<name>{_NAMES})?(?P<open>[(\[]?)(?P<number>\d{{1,3}})"
    r"(?P<close>[.):\]]{1,2}(?=[\s“‘\"'(A-Za-zÀ-ÿ€])| ?[-–—](?= )|\t)[ \t]{0,3}",
    re.IGNORECASE,
)
# "G1 Ervaring": letters and a number that are a mark with nothing behind it. No C: "C1 Nederlands" is a level.
BARE: Final = re.compile(r"(?P<name>KO|GC|GW|SC|[GKWE])(?P<number>\d{1,2})[ \t]{1,3}(?=[A-ZÀ-Þ“‘\"(])")
LETTERED: Final = re.compile(
    r"(?P<open>[(\[]?)(?P<label>[a-zA-Z]|i{2,3}|iv|vi{1,3}|ix)(?P<close>[.)\]]{1,2}(?=\s)|\)|\t| ?[-–](?= )|"
    r":(?= ))[ \t]{0,3}"
)
SUBNUMBERED: Final = re.compile(r"(?P<parent>\d{1,3})\.?(?P<label>\d{1,2}|[a-z])[.):]?(?:[ \t]{1,3})")
BULLETED: Final = re.compile(r"(?P<bullet>[-–—•▪◦·➢➤►‣✓✔●○■□*]|o(?= [A-ZÀ-Þ0-9]))[ \t]{1,3}")
STEP: Final = re.compile(
    r"(?:(?:Stap|Fase|Ronde|STAP|FASE|Step) ?(\d{1,2}|[A-Da-d]|[IV]{1,3}))(?:\b ?[:.)–—-]{0,2} ?)(?!\w*\s(?:in|"
    r"van) de beoord)"
)
NAMED_LETTER: Final = re.compile(r"(?:trede|niveau|score|optie)[ ](?P<label>[a-zA-Z])\s?[.:)–-]\s", re.IGNORECASE)


class Marker(NamedTuple):
    """`style` is alike for items of one list; `label` is the number or letter, empty for a bullet."""

    style: str
    label: str
    length: int

    @property
    def number(self) -> int | None:
        return int(self.label) if self.style.startswith("number") else None


# "12.00 uur", "2.3.2026" and "1.620 uur" begin a line that was broken, not an item.
QUANTITY: Final = re.compile(r"\d{1,2}(?:[.:]\d{2,3}|[.-]\d{1,2}[.-]\d{2,4})\b")
MARK_ALONE: Final = re.compile(r"(?:[(\[]?(?:\d{1,3}|[a-zA-Z])[.)\]]{1,2}|[-–—•▪◦·➢➤►‣✓✔●○■□*])$")


def marker(text: str) -> Marker | None:
    if QUANTITY.match(text):
        return None
    for read in (_numbered, _subnumbered, _lettered, _bulleted):
        found = read(text)
        if found and found.length < len(text):
            return found
    return None


def _numbered(text: str) -> Marker | None:
    if bare := BARE.match(text):
        return Marker(f"number {bare['name'].lower()}", str(int(bare["number"])), bare.end())
    found = NUMBERED.match(text)
    if found is None:
        return None
    name = re.sub(r"\W", "", found["name"] or "").lower()
    return Marker(f"number {name}{found['open']}{found['close'].strip()}", str(int(found["number"])), found.end())


def _subnumbered(text: str) -> Marker | None:
    found = SUBNUMBERED.match(text)
    # "3 a 4 dagen" is no item; "7.1 " and "7a. " are. Of "28.5 uur" nothing tells, but no list comes that far.
    if found is None or found[0].strip().isdigit() or not re.match(r"\d{1,2}(?:\.\d|[a-z][.):])", text):
        return None
    return Marker("sub", found["label"], found.end())


def _lettered(text: str) -> Marker | None:
    found = LETTERED.match(text) or NAMED_LETTER.match(text)
    if found is None:
        return None
    groups = found.groupdict()
    return Marker(
        f"letter {groups.get('open') or ''}{(groups.get('close') or '').strip()}", found["label"], found.end()
    )


def _bulleted(text: str) -> Marker | None:
    found = BULLETED.match(text)
    return found and Marker(f"bullet {found['bullet']}", "", found.end())
