"""The steps of the assessment, and the numbers that they name."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from tenders.posting.boilerplate import note_in
from tenders.posting.draft import Sheet
from tenders.posting.markers import STEP
from tenders.posting.passages import Passage, Span
from tenders.posting.posting import Block, Posting
from tenders.posting.prose import prose
from tenders.posting.wording import NUMBER, RANGE, number

_PEOPLE = (
    r"(?:kandidaten|kandidaat|cv['’]?s|inschrijvingen|professionals|inschrijvers|aanbiedingen|offertes|"
    r"profielen|personen)"
)
_SOME = (
    rf"({NUMBER})(?!{RANGE}(?:{NUMBER}))(?: ?\[[^\]]{{0,60}}\])?(?: (?:best|hoogst|beste|hoogste|overige|"
    rf"meest|scorende|gescoorde|geschikte|geselecteerde)){{0,3}} {_PEOPLE}"
)
# The number of people, the words that say where they go, and how a sentence may not go on.
SHORTLIST: Final = re.compile(
    rf"{_SOME}(?=.{{0,160}}(?:voorgelegd|voorgedragen|geselecteerd|scoren|shortlist|voorlegt|voorgesteld))",
    re.IGNORECASE,
)
SELECTED: Final = re.compile(
    rf"(?:selectie|shortlist|top)(?: van)?(?: de)?(?: (?:beste|maximaal))? {_SOME}|\btop[ -]?({NUMBER})\b",
    re.IGNORECASE,
)
INVITED: Final = re.compile(
    rf"{_SOME}(?=.{{0,120}}uitgenodigd)|(?:nodigt|uitnodiging van|uitnodigen van|uitgenodigd:?)(?: \w+){{0,4}} {_SOME}",
    re.IGNORECASE,
)
INTERVIEWERS: Final = re.compile(
    rf"(?:(?:minimaal|ten minste|tenminste|minstens|min\.) |door |"
    rf"met )({NUMBER}) (?:\w+ )?(?:vertegenwoordigers?|gespreksvoerders?|medewerkers? van|leden|interviewers?|"
    rf"personen (?:van|namens))",
    re.IGNORECASE,
)
STANDSTILL: Final = re.compile(r"opschortende termijn|standstill|stand-still|alcatel-?termijn", re.IGNORECASE)
NO_STANDSTILL: Final = re.compile(
    r"\b(?:geen|zonder)\b.{0,40}(?:opschortende|stand-?still|alcatel)|(?:opschortende termijn|"
    r"standstill\w*).{0,40}\b(?:niet|geen)\b",
    re.IGNORECASE,
)
SECTIONS: Final = {"procedure", "award", "planning", "", "facts", "other"}


def read(posting: Posting, sheet: Sheet) -> None:
    for block in posting.under("procedure"):
        _stages(block, sheet)
    _counts(posting, sheet)
    _standstill(posting, sheet)


def _stages(block: Block, sheet: Sheet) -> None:
    passages = block.passages
    starts = [index for index, passage in enumerate(passages) if STEP.match(passage.text)]
    for start, end in pairwise([*starts, len(passages)]):
        _stage(passages[start:end], sheet)


def _stage(passages: Sequence[Passage], sheet: Sheet) -> None:
    """The step's name stands on its own line, after the word "Stap" or below it."""
    head = passages[0].text[_length(passages[0].text) :].strip(" :–—-")
    body = list(passages[1:])
    if not head and body:
        head = body.pop(0).text
    body = body[: next((at for at, each in enumerate(body) if note_in(each.text) == "award_text"), len(body))]
    place = len(sheet.values["stages"]) + 1
    span: Span = (passages[0].span[0], (body[-1] if body else passages[0]).span[1])
    sheet.add("stages", {"name": head.rstrip(".") or None, "text": prose(body) or None}, span)
    sheet.point(f"stages.{place}", span)


def _length(text: str) -> int:
    found = STEP.match(text)
    return found.end() if found else 0


def _counts(posting: Posting, sheet: Sheet) -> None:
    rules = {"shortlist_size": (SHORTLIST, SELECTED), "invites": (INVITED,), "interviewers_min": (INTERVIEWERS,)}
    for sentence in posting.sentences:
        if sentence.section not in SECTIONS:
            continue
        for field, patterns in rules.items():
            if field == "shortlist_size" and "uitgenodigd" in sentence.text:
                continue
            found = next((match for pattern in patterns if (match := pattern.search(sentence.text))), None)
            if found:
                sheet.put(field, number(next(filter(None, found.groups()))), sentence.span)


def _standstill(posting: Posting, sheet: Sheet) -> None:
    for sentence in posting.sentences:
        if STANDSTILL.search(sentence.text):
            sheet.put("standstill", not NO_STANDSTILL.search(sentence.text), sentence.span)
