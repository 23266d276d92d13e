"""A text cut into the parts of a posting: labels with their values, and blocks of passages under headings."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

from . import facts, moments
from .furniture import without_furniture
from .headings import Heading, heading
from .labels import BULLET, Pair, pairs, whole
from .lines import Line, numbered
from .markers import STEP, marker
from .passages import Layout, Passage, Span, layout_of, passages

QUESTION: Final = re.compile(r"(?:Vraag|VRAAG|Question|V|Q)(?: ?(\d{1,3}))? ?(?:[:.)–-]|$) ?")
ANSWER: Final = re.compile(r"(?:Antwoord|ANTWOORD|Answer|A)(?: ?(?:op vraag )?(\d{1,3}))? ?(?:[:.)–-]|$) ?")
CLOSING_WORDS: Final = re.compile(r"(?:De )?(?:reactietermijn|inschrijftermijn|inschrijvingstermijn)\b", re.IGNORECASE)
# Within these a line of label and value is part of the text, unless it is plainly a fact of the whole assignment.
LISTS: Final = {"knock_outs", "criteria", "requirements", "competences"}
PLAIN_FACTS: Final = {
    "number",
    "duration",
    "extension",
    "das",
    "closing_day",
    "closing_time",
    "start",
    "region",
    "hours",
}
SENTENCE_END: Final = re.compile(r"(?<=[.!?…])[”’\"')]{0,2}\s+(?=[“‘\"'(]?[A-ZÀ-Þ0-9])")
NO_END: Final = re.compile(
    r"(?:\b(?:nr|bijv|incl|excl|max|min|ca|jl|mw|dhr|o\.a|d\.w\.z|m\.u\.v|i\.v\.m|t\.a\.v|art|tel|st|mr|dr|ir|"
    r"jan|feb|febr|mrt|apr|jun|jul|aug|sept?|okt|nov|dec|ma|di|wo|do|vr|za|zo|m\.b\.t|mevr|pag|blz|nrs))\.$",
    re.IGNORECASE,
)


class Sentence(NamedTuple):
    text: str
    span: Span
    section: str


@dataclass(frozen=True)
class Block:
    """What stands under one heading. The first block, before any heading, has section ""."""

    section: str
    title: str
    at: int
    lines: tuple[Line, ...]
    layout: Layout

    @cached_property
    def passages(self) -> list[Passage]:
        return passages(self.lines, self.layout)

    @cached_property
    def sentences(self) -> list[Sentence]:
        return [each for passage in self.passages for each in sentences(passage, self.section)]


@dataclass(frozen=True)
class Posting:
    source: str
    lines: tuple[Line, ...]  # without the furniture of pages
    furniture: tuple[Line, ...]
    pairs: tuple[Pair, ...]
    blocks: tuple[Block, ...]

    def under(self, *sections: str) -> list[Block]:
        return [block for block in self.blocks if block.section in sections]

    @cached_property
    def sentences(self) -> list[Sentence]:
        """All but the questions of suppliers and their answers: what these say is no rule of the posting."""
        return [each for block in self.blocks if block.section != "questions" for each in block.sentences]


def cut(text: str) -> Posting:
    source, every = numbered(text)
    known = [heading(line.text) is not None or whole(line.text) is not None or _is_item(line.text) for line in every]
    lines = without_furniture(every, known)
    kept = {line.number for line in lines}
    found = _labels(lines)
    used = {number for pair in found for number in (pair.at, *range(pair.first, pair.last + 1))}
    blocks = _blocks([line for line in lines if line.number not in used], layout_of(lines, _turned(every, kept)))
    furniture = tuple(line for line in every if line.number not in kept)
    return Posting(source, tuple(lines), furniture, tuple(found), tuple(blocks))


def _turned(every: Sequence[Line], kept: set[int]) -> frozenset[int]:
    """The lines that follow what belongs to the paper."""
    return frozenset(line.number for before, line in pairwise(every) if before.number not in kept)


def sentences(passage: Passage, section: str) -> Iterator[Sentence]:
    start = 0
    for end in _ends(passage.text):
        text = passage.text[start:end]
        lead = len(text) - len(text.lstrip())
        if text.strip():
            yield Sentence(text.strip(), passage.span_of(start + lead, end), section)
        start = end


def _ends(text: str) -> Iterator[int]:
    for found in SENTENCE_END.finditer(text):
        if not NO_END.search(text[max(0, found.start() - 12) : found.start()]):
            yield found.end()
    yield len(text)


def _is_item(text: str) -> bool:
    return marker(text) is not None or STEP.match(text) is not None


# Labels --------------------------------------------------------------------------------------------------------------
def _labels(lines: Sequence[Line]) -> list[Pair]:
    """The labels whose values can be read, each of them outside the lists of criteria."""
    head = next((line.number for line in lines if _opens_text(line)), len(lines) and lines[-1].number + 1)
    sections = _sections(lines)
    below = {line.number: after for line, after in pairwise(lines)}
    found = [entire for pair in pairs(lines, head=head) if (entire := _readable(pair, below))]
    labelled = {pair.at for pair in found} | {pair.last for pair in found}
    order = {line.number: index for index, line in enumerate(lines)}
    return [
        pair
        for pair in found
        if _belongs(
            pair,
            sections.get(pair.at, ""),
            before_texts=pair.at < head,
            among=any(lines[at].number in labelled for at in _beside(order[pair.at], order[pair.last], len(lines))),
        )
    ]


def _beside(first: int, last: int, count: int) -> list[int]:
    return [at for at in (first - 1, last + 1) if 0 <= at < count]


def _readable(pair: Pair, below: Mapping[int, Line]) -> Pair | None:
    """A value may have been broken at the margin: "Sluitingsdatum maandag 2" and below it "maart 2026"."""
    if facts.readable(pair):
        return pair
    after = below.get(pair.last)
    if after is None or len(pair.value) + len(after.text) > 200 or whole(after.text) or heading(after.text):
        return None
    longer = pair._replace(value=f"{pair.value} {after.text}", last=after.number)
    return longer if pair.first == pair.at and after.text[0].islower() and facts.readable(longer) else None


def _opens_text(line: Line) -> bool:
    found = heading(line.text)
    if found is None or found.section == "facts":
        return False
    return (
        found.rest is None or len(line.text) - found.rest > 100 or found.section not in {"organisation", "assignment"}
    )


def _belongs(pair: Pair, section: str, *, before_texts: bool, among: bool) -> bool:
    if section == "questions" or (pair.label and not _fits_below(pair, among=among)):
        return False
    if section in LISTS:
        return pair.name in PLAIN_FACTS
    if pair.name in {"title", "client"}:
        return before_texts or (not pair.label and section in {"", "facts", "organisation", "assignment"})
    return section != "procedure" or pair.name in PLAIN_FACTS


def _fits_below(pair: Pair, *, among: bool) -> bool:
    """A label on a line of its own may be a heading: "Opdrachtgever", "Functie", "Gesprekken"."""
    if pair.name == "client":
        return re.match(facts.BODY + r"\b", pair.value, re.IGNORECASE) is not None and len(pair.value) <= 60
    if pair.name == "title":
        return among
    return heading(pair.label) is None or (len(pair.value) <= 60 and moments.first(pair.value) is not None)


def _sections(lines: Sequence[Line]) -> dict[int, str]:
    """The section in which each line stands."""
    return {line.number: section for section, _, line, _ in _walk(lines)}


# Blocks --------------------------------------------------------------------------------------------------------------
def _blocks(lines: Sequence[Line], layout: Layout) -> list[Block]:
    blocks: list[Block] = []
    held: list[Line] = []
    opened = ("", "", 0)
    for section, title, line, rest in _walk(lines):
        if title is not None:
            blocks.append(Block(*opened, tuple(held), layout))
            opened, held = (section, title, line.number), []
        if rest:
            held.append(line._replace(text=rest, wide=rest))
    blocks.append(Block(*opened, tuple(held), layout))
    return blocks


def _walk(lines: Sequence[Line]) -> Iterator[tuple[str, str | None, Line, str]]:
    """Each line with its section, the title when it opens a block, and what of it belongs to the block."""
    section = ""
    for index, line in enumerate(lines):
        opens = _opens(lines, index, section)
        if opens is None:
            yield section, None, line, line.text
            continue
        section = opens.section
        rest = "" if opens.rest is None else line.text[opens.rest :]
        yield section, line.text if opens.rest is None else line.text[: opens.rest], line, rest


def _opens(lines: Sequence[Line], index: int, section: str) -> Heading | None:
    text = lines[index].text
    if section != "questions" and _asks(lines, index):
        return Heading("questions", 0)
    if section == "questions" and CLOSING_WORDS.match(text):
        return Heading("more", 0)
    if section != "procedure" and section != "questions" and STEP.match(text) and text[:1].isupper():
        return Heading("procedure", 0)
    if marker(text) is not None and section in LISTS and not _is_plain_heading(text):
        return None
    found = heading(text)
    if section == "procedure" and index and STEP.fullmatch(lines[index - 1].text):
        return None  # the step's name stands below its number, and may be "Selectie"
    if found is None or (section == "questions" and found.rest is not None):
        return None
    # Text that was broken at the margin may leave a line that reads like a heading.
    if index and lines[index - 1].text.endswith(",") and lines[index].number - lines[index - 1].number == 1:
        return None
    return found


def _is_plain_heading(text: str) -> bool:
    found = heading(BULLET.sub("", text))
    return found is not None and found.rest is None


def _asks(lines: Sequence[Line], index: int) -> bool:
    """ "Vraag 1:", or "Vraag:" or "V:" with an answer somewhere below."""
    found = QUESTION.match(lines[index].text)
    if found is None:
        return False
    if lines[index].text[:5].lower() == "vraag" and (found[1] or found[0].rstrip().endswith(":")):
        return True
    return any(ANSWER.match(line.text) for line in lines[index + 1 : index + 12])
