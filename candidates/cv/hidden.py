"""Hidden words that follow on one another are one passage."""

from dataclasses import dataclass

from .words import Page, Word

LONGEST = 300


@dataclass(frozen=True, slots=True)
class Hidden:
    page: int
    text: str
    reason: str


def hidden_in(page: Page) -> list[Hidden]:
    passages: list[list[Word]] = []
    before: Word | None = None
    for word in page.words:
        if word.hidden and before is not None and before.hidden == word.hidden:
            passages[-1].append(word)
        elif word.hidden:
            passages.append([word])
        before = word
    return [Hidden(page.number, _text(words), words[0].hidden) for words in passages]


def _text(words: list[Word]) -> str:
    text = " ".join(word.text for word in words)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
