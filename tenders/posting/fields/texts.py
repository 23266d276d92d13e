"""The running texts: organisation, assignment, execution condition, contact, and what no other field holds."""

from typing import Final

from tenders.posting.boilerplate import CONTACT, note_in
from tenders.posting.draft import Sheet
from tenders.posting.markers import marker
from tenders.posting.posting import Posting, Sentence, sentences
from tenders.posting.prose import prose

from . import conditions, documents

FIELDS: Final = {
    "organisation": "organisation_text",
    "assignment": "assignment_text",
    "execution_condition": "execution_condition",
}
# Remarks whose whole sense is in a field of their own.
TAKEN: Final = (documents.asked_in, conditions.tells_hours_a_year, conditions.tells_of_hybrid)


def read(posting: Posting, sheet: Sheet) -> None:
    for section, field in FIELDS.items():
        _text(posting, section, field, sheet)
    _contact(posting, sheet)
    _other(posting, sheet)


def _text(posting: Posting, section: str, field: str, sheet: Sheet) -> None:
    """A second heading of the same kind is one of the text itself."""
    parts: list[str] = []
    for block in posting.under(section):
        text = prose(block.passages)
        parts += [block.title] * bool(parts) + [text] * bool(text)
        if block.passages:
            sheet.point(field, (block.passages[0].span[0], block.passages[-1].span[1]))
    sheet.values[field] = "\n\n".join(parts) or None


def _contact(posting: Posting, sheet: Sheet) -> None:
    found = [
        each
        for block in posting.under("more", "")
        for each in block.sentences
        if CONTACT.match(each.text) and not note_in(each.text)
    ]
    if found:
        sheet.put("contact", " ".join(each.text for each in found), *(each.span for each in found))


def _other(posting: Posting, sheet: Sheet) -> None:
    """In the order of the posting: the remarks that no field took, and the notes."""
    parts: list[str] = []
    for block in posting.blocks:
        for passage in block.passages if block.section != "questions" else []:
            remarks = [each for each in sentences(passage, block.section) if _is_remark(each, sheet)]
            if remarks:
                parts.append(_without_bullet(" ".join(each.text for each in remarks)))
                sheet.point("other", *(each.span for each in remarks))
    sheet.values["other"] = "\n\n".join(parts) or None


def _is_remark(sentence: Sentence, sheet: Sheet) -> bool:
    note = note_in(sentence.text) if sentence.section not in FIELDS else None
    if note:
        sheet.notes[note] = f"{sheet.notes.get(note, '')} {sentence.text}".strip()
        return True
    return sentence.section == "other" and not any(takes(sentence.text) for takes in TAKEN)


def _without_bullet(text: str) -> str:
    found = marker(text)
    return text[found.length :] if found and found.style.startswith("bullet") else text
