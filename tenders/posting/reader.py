"""From the text of a posting to a draft of an assignment."""

from dataclasses import dataclass
from typing import Any, Final

from .draft import KEYS, Draft, Sheet, pairs
from .fields import READERS
from .posting import Posting, cut

# Each of these alone may stand in other texts too: a vacancy has a closing date, a brochure asks things of candidates.
MARKS: Final = ("number", "closes_at", "rate_ceiling", "das", "duration_months", "hours_per_week")
Places = dict[str, list[list[int]]]


@dataclass(frozen=True)
class Reading:
    """`places` also has the parts of fields, by path: "criteria.7.levels.b", "stages.3".

    `notes` are sentences that the draft has no key for and that stand in its "other": "award_text", "cv_instruction",
    "progress_note", "questions_note".
    """

    draft: Draft
    places: Places
    notes: dict[str, str]


def read(text: str) -> Draft:
    """Never raises, whatever the text is. `docs/posting.md` is the contract."""
    return read_closely(text).draft


def read_closely(text: str) -> Reading:
    posting = cut(text)
    sheet = Sheet()
    for reader in READERS:
        reader(posting, sheet)
    for block in posting.blocks:
        if block.at and block.section != "questions":
            sheet.mark((block.at, block.at))
    order = {line.number: at for at, line in enumerate(sorted((*posting.lines, *posting.furniture)))}
    places = {path: pairs(spans, order) for path, spans in sheet.places.items()}
    values = {
        **sheet.values,
        "source": posting.source,
        "lines": {field: _lines(places[field]) for field in sheet.values if field in places},
        "unread": _unread(posting, sheet),
    }
    return Reading({key: values[key] for key in KEYS}, places, sheet.notes)


def is_posting(draft: Draft) -> bool:
    """It asks something of candidates, and at least two things more show that suppliers are invited to bid."""
    asks = bool(draft["criteria"] or draft["knock_outs"])
    scores = any(criterion["points"] is not None for criterion in draft["criteria"])
    return asks and scores + sum(draft[field] is not None for field in MARKS) >= 2


def _lines(found: list[list[int]]) -> list[Any]:
    """One pair as it is, several as a list of pairs."""
    return found[0] if len(found) == 1 else found


def _unread(posting: Posting, sheet: Sheet) -> list[list[int]]:
    """Ranges of lines that landed nowhere; a blank line between two of them does not part them."""
    missed: list[list[int]] = []
    for line in sorted((*posting.lines, *posting.furniture)):
        if line.number in sheet.read:
            missed.append([])
        elif missed and missed[-1]:
            missed[-1][1] = line.number
        else:
            missed.append([line.number, line.number])
    return [each for each in missed if each]
