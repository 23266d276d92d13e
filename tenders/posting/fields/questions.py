"""Questions of suppliers with their answers."""

from typing import Any

from tenders.posting.draft import Sheet
from tenders.posting.passages import Passage
from tenders.posting.posting import ANSWER, QUESTION, Posting
from tenders.posting.prose import prose


def read(posting: Posting, sheet: Sheet) -> None:
    for block in posting.under("questions"):
        for passages in _each(block.passages):
            _put(passages, sheet)


def _each(passages: list[Passage]) -> list[list[Passage]]:
    out: list[list[Passage]] = []
    for passage in passages:
        if QUESTION.match(passage.text):
            out.append([])
        if out:
            out[-1].append(passage)
    return out


def _put(passages: list[Passage], sheet: Sheet) -> None:
    at = next((index for index, each in enumerate(passages) if index and ANSWER.match(each.text)), len(passages))
    question, answer = passages[:at], passages[at:]
    value: dict[str, Any] = {"question": _text(question, QUESTION), "answer": _text(answer, ANSWER)}
    if value["question"] is None:
        return
    span = (passages[0].span[0], passages[-1].span[1])
    sheet.add("questions", value, span)
    sheet.point(f"questions.{len(sheet.values['questions'])}", span)


def _text(passages: list[Passage], lead: Any) -> str | None:
    whole = prose(passages)
    found = lead.match(whole)
    return whole[found.end() if found else 0 :].strip() or None
