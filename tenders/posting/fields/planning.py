"""The dates of the procedure, where sentences say them."""

import re
from typing import Final, NamedTuple

from tenders.posting import moments
from tenders.posting.draft import Sheet
from tenders.posting.moments import Moment
from tenders.posting.posting import Posting, Sentence


class Rule(NamedTuple):
    """The date that follows `before`, in a sentence where `needs` is found too; `day` leaves its time out."""

    field: str
    before: re.Pattern[str]
    needs: re.Pattern[str] | None = None
    day: bool = False


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_UNTIL = r"(?:tot(?: en met| uiterlijk)?|t/m|uiterlijk(?: op| tot)?|vóór|voor|op|:)"
RULES: Final = (
    Rule("answers_on", _words(r"antwoorden\b.{0,120}$|beantwoord\b.{0,80}$|nota van inlichtingen\b.{0,80}$"), day=True),
    Rule(
        "questions_until",
        _words(rf"\bvragen\b(?!.{{0,140}}antwoord).{{0,140}}{_UNTIL}\s?$"),
        _words(r"indien|stel|vragen|gesteld"),
    ),
    Rule(
        "closes_at",
        _words(
            rf"(?:reactietermijn|inschrijftermijn|inschrijvingstermijn|inschrijven|inschrijving|inschrijvingen|"
            rf"reageren|aanbieden|aanbiedingen|offertes?|sluit\w*|sluiting\w*)\b.{{0,120}}{_UNTIL}\s?$"
        ),
    ),
    Rule(
        "invitations_by",
        _words(
            r"uitgenodigd.{0,120}(?:uiterlijk|vóór|voor|op)\b.{0,40}$|uitnodiging\w*\b.{0,80}(?:uiterlijk|vóór|"
            r"voor|op)\b.{0,40}$"
        ),
        day=True,
    ),
    Rule("interviews_on", _words(r"gesprek(?:ken)?\b.{0,140}$|interviews?\b.{0,100}$"), day=True),
)
PARTS: Final = {
    "morning": _words(r"\bochtend\b|'s ochtends|’s ochtends|\bvoormiddag\b"),
    "afternoon": _words(r"\bmiddag\b|'s middags|’s middags|\bnamiddag\b"),
    "evening": _words(r"\bavond\b|'s avonds|’s avonds"),
}
AFTER_CLOSING: Final = _words(r"Tot die tijd kunt u|Daarna is (?:het )?(?:reageren|inschrijven)")
SECTIONS: Final = {"planning", "more", "procedure", "", "facts", "other", "award", "questions"}


def read(posting: Posting, sheet: Sheet) -> None:
    for sentence in posting.sentences:
        if sentence.section in SECTIONS and len(sentence.text) < 2000:
            _sentence(sentence, sheet)
    _part_of_day(posting, sheet)


def _sentence(sentence: Sentence, sheet: Sheet) -> None:
    if AFTER_CLOSING.match(sentence.text) and sheet.has("closes_at"):
        sheet.point("closes_at", sentence.span)
    start = 0
    for moment in moments.moments(sentence.text):
        rule = _rule(sentence.text[start : moment.start], sentence.text)
        if rule:
            sheet.put(rule.field, moment.value[:10] if rule.day else moment.value, sentence.span)
            start = moment.end
            if rule.field == "interviews_on":
                _part_beside(sentence, moment, sheet)


def _rule(before: str, sentence: str) -> Rule | None:
    near = before[-200:]
    return next(
        (rule for rule in RULES if rule.before.search(near) and (rule.needs is None or rule.needs.search(sentence))),
        None,
    )


def _part_beside(sentence: Sentence, moment: Moment, sheet: Sheet) -> None:
    around = sentence.text[max(0, moment.start - 40) : moment.end + 40]
    _put_part(around, sentence, sheet)


def _put_part(text: str, sentence: Sentence, sheet: Sheet) -> None:
    said = [part for part, pattern in PARTS.items() if pattern.search(text)]
    if len(said) == 1:
        sheet.put("interviews_part_of_day", said[0], sentence.span)


def _part_of_day(posting: Posting, sheet: Sheet) -> None:
    """Beside a label: "Gesprekken: dinsdag 25 april 2023, in de middag"."""
    for pair in posting.pairs:
        if pair.name == "interviews_on":
            _put_part(pair.value, Sentence(pair.value, (pair.first, pair.last), ""), sheet)
