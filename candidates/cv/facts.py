"""Everything that is known of a CV, from the words that were found in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .amounts import has_amount
from .hidden import Hidden, hidden_in
from .language import Language, language_of
from .lines import lines_of
from .periods import Period, periods_of
from .personal import Personal, personal_in
from .references import references_of
from .words import Page, pages_of


@dataclass(frozen=True, slots=True)
class Active:
    kind: str
    page: int | None  # none: of the document as a whole


@dataclass(frozen=True, slots=True)
class Link:
    page: int
    url: str


@dataclass(frozen=True, slots=True)
class Facts:
    pages: int
    bytes: int
    encrypted: bool
    text_layer: str  # "text", "scan", "ocr" or "none"
    without_text: tuple[int, ...]  # pages that show something of which no word can be read
    language: Language
    references: int
    periods: tuple[Period, ...]
    hidden: tuple[Hidden, ...]
    active: tuple[Active, ...]
    links: tuple[Link, ...]
    personal: tuple[Personal, ...]
    metadata: Mapping[str, str]
    amounts: tuple[int, ...] = ()  # pages with an amount in euros


def read(found: Mapping[str, Any]) -> Facts:
    """`found` is what `documents.reading.read_cv` answers."""
    pages = pages_of(found)
    lines = [lines_of(page) for page in pages]
    return Facts(
        pages=len(pages),
        bytes=found["bytes"],
        encrypted=found["encrypted"],
        text_layer=text_layer(pages),
        without_text=tuple(page.number for page in pages if page.kind in ("scan", "none")),
        language=language_of(word.text for page in pages for word in page.shown),
        references=references_of([line for of_page in lines for line in of_page]),
        periods=tuple(period for of_page in lines for period in periods_of(of_page)),
        hidden=tuple(passage for page in pages for passage in hidden_in(page)),
        active=tuple(Active(each["kind"], each["page"]) for each in found["active"]),
        links=tuple(Link(each["page"], each["url"]) for each in found["links"]),
        personal=tuple(each for page, of_page in zip(pages, lines, strict=True) for each in personal_in(page, of_page)),
        metadata=found["metadata"],
        amounts=tuple(page.number for page, of_page in zip(pages, lines, strict=True) if has_amount(of_page)),
    )


def text_layer(pages: tuple[Page, ...]) -> str:
    """That of most pages that show something; of as many, the one that can be read best."""
    kinds = [page.kind for page in pages if page.kind != "blank"]
    order = ("text", "ocr", "scan", "none")
    return max(order, key=lambda kind: (kinds.count(kind), -order.index(kind))) if kinds else "none"
