"""What a supplier should put right in a CV, or know: always, and by the rules of an assignment."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .facts import Facts


@dataclass(frozen=True, slots=True)
class Asked:
    """What the assignment asks; None where it asks nothing."""

    max_pages: int | None = None
    language: str | None = None
    min_references: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """`sentences.say` makes it a sentence."""

    code: str
    values: Mapping[str, Any]


Check = Callable[[Facts, Asked], Iterator[Problem]]


def problems(facts: Facts, asked: Asked) -> list[Problem]:
    return [problem for check in CHECKS for problem in check(facts, asked)]


def _hidden(facts: Facts, asked: Asked) -> Iterator[Problem]:
    for passage in facts.hidden:
        yield Problem("hidden_text", {"page": passage.page, "text": passage.text, "reason": passage.reason})


def _active(facts: Facts, asked: Asked) -> Iterator[Problem]:
    for active in facts.active:
        yield Problem("active_content", {"kind": active.kind, "page": active.page})


def _no_text(facts: Facts, asked: Asked) -> Iterator[Problem]:
    if facts.text_layer in ("scan", "none"):
        yield Problem("no_text_layer", {"layer": facts.text_layer})
    elif facts.without_text:
        yield Problem("pages_without_text", {"pages": facts.without_text})


def _personal_number(facts: Facts, asked: Asked) -> Iterator[Problem]:
    for personal in facts.personal:
        if personal.kind == "bsn":
            yield Problem("personal_number", {"page": personal.page})


def _pages(facts: Facts, asked: Asked) -> Iterator[Problem]:
    if asked.max_pages is not None and facts.pages > asked.max_pages:
        yield Problem("too_many_pages", {"pages": facts.pages, "most": asked.max_pages})


def _language(facts: Facts, asked: Asked) -> Iterator[Problem]:
    if asked.language is not None and facts.language.code != asked.language:
        yield Problem("language", {"code": facts.language.code, "asked": asked.language})


def _references(facts: Facts, asked: Asked) -> Iterator[Problem]:
    if asked.min_references is not None and facts.references < asked.min_references:
        yield Problem("too_few_references", {"found": facts.references, "least": asked.min_references})


CHECKS: tuple[Check, ...] = (_hidden, _active, _no_text, _personal_number, _pages, _language, _references)
