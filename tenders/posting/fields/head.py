"""Title, number, client and the other facts that stand as label and value."""

import re
from collections import Counter
from typing import Any, Final

from tenders.posting import facts, moments
from tenders.posting.draft import Sheet
from tenders.posting.facts import BODY
from tenders.posting.labels import Pair
from tenders.posting.posting import Posting

# The field of each label whose value is that field's, as it stands.
FIELDS: Final = {
    "number": "number", "title": "title", "client": "client", "start": "start", "duration": "duration_months",
    "extension": "extension", "hours": "hours_per_week", "das": "das", "education_level": "education_level",
    "region": "region", "questions_until": "questions_until", "answers_on": "answers_on", "hybrid": "hybrid",
    "invitations_by": "invitations_by", "interviews_on": "interviews_on", "invites": "invites",
    "shortlist_size": "shortlist_size", "max_hours": "max_hours_per_year", "points_total": "points_total",
}  # fmt: skip
DAYS_ONLY: Final = {"answers_on", "invitations_by", "interviews_on"}
NO_TITLE: Final = re.compile(
    r"(?:Flextender|(?:Inhuur)?opdracht(?:en)?|Inhuur|Aanvraag|Terug.*|Home|Menu|Inloggen|Vacature|\W*|"
    rf"(?:{BODY})(?: \S+){{1,4}})(?: (?=\S*\d)[\w./-]+)?",
    re.IGNORECASE,
)
_NAME = r"(?:['’]s-)?[A-ZÀ-Þ][\w’'-]*"
_LINK = r"(?:op|aan|en|van|de|den|der|het|bij|in|ter|’t|'t)"
BODY_NAME: Final = re.compile(rf"\b((?i:{BODY})) ({_NAME}(?: (?:{_LINK} ){{0,3}}{_NAME}){{0,4}})")


def read(posting: Posting, sheet: Sheet) -> None:
    for pair in posting.pairs:
        _put(pair, sheet)
    _closing(posting, sheet)
    _title(posting, sheet)
    _client(posting, sheet)


def _put(pair: Pair, sheet: Sheet) -> None:
    field = FIELDS.get(pair.name)
    if field is None:
        return
    value: Any = facts.value_of(pair)
    if pair.name in DAYS_ONLY:
        value = value[:10]
    sheet.put(field, value, (pair.first, pair.last))
    sheet.mark((pair.at, pair.at))


def _closing(posting: Posting, sheet: Sheet) -> None:
    days = [pair for pair in posting.pairs if pair.name == "closing_day"]
    times = [pair for pair in posting.pairs if pair.name == "closing_time"]
    if not days:
        return
    clock = facts.clock(times[0].value) if times else None
    value = moments.at(facts.value_of(days[0]), clock)
    for pair in days + times:
        sheet.put("closes_at", value, (pair.first, pair.last))
        sheet.mark((pair.at, pair.at))


def _title(posting: Posting, sheet: Sheet) -> None:
    """The last short line before the facts and the texts, unless a label says what the title is."""
    if sheet.has("title"):
        return
    begins = min([pair.at for pair in posting.pairs] + [block.at for block in posting.blocks[1:]], default=0)
    head = [each for each in posting.blocks[0].passages if not begins or each.span[0] < begins]
    titles = [
        each for each in head if len(each.text) <= 150 and each.text[-1] not in ".:;!?," and "\t" not in each.text
    ]
    titles = [each for each in titles if not NO_TITLE.fullmatch(each.text) and not moments.first(each.text)]
    if begins and titles:
        sheet.put("title", titles[-1].text, titles[-1].span)


def _client(posting: Posting, sheet: Sheet) -> None:
    """The public body that the posting names most; none where two are named as often."""
    if sheet.has("client"):
        sheet.values["client"] = _capitalised(sheet.values["client"])
        return
    for sections in (("organisation", "execution_condition"), None):
        sentences = [each for each in posting.sentences if sections is None or each.section in sections]
        named = [
            (_capitalised(f"{found[1]} {found[2]}"), each.span)
            for each in sentences
            for found in BODY_NAME.finditer(each.text[:5000])
        ]
        most = Counter(name for name, _ in named).most_common(2)
        if most and (len(most) == 1 or most[0][1] > most[1][1]):
            sheet.put("client", most[0][0], next(span for name, span in named if name == most[0][0]))
            return


def _capitalised(name: str) -> str:
    return name[:1].upper() + name[1:]
