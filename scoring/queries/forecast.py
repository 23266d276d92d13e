"""What a forecast of one assignment is about, and what it says for several numbers of bids."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from scoring.chance import dice
from scoring.engine.criteria import Criterion, Level
from scoring.engine.forecast import Forecast, Question, forecast
from scoring.engine.improving import Change, improvements
from tenders.models import AwardCriterion, Tender

USUAL_BIDS = (5, 10, 20, 40)
# Where the chances cannot be worked out, which takes points that no posting has: enough runs for a page.
RUNS, SEED = 1000, 1


@dataclass(frozen=True)
class Subject:
    """What is asked by points, and how many go on to the client."""

    criteria: tuple[Criterion, ...]
    places: int
    tie_breakers: tuple[str, ...]

    def question(self, chances: Mapping[int, tuple[float, ...]], bids: int) -> Question:
        return Question(self.criteria, chances, bids, self.places, self.tie_breakers)


class Row(NamedTuple):
    question: Question
    forecast: Forecast
    expected: bool


class Outlook(NamedTuple):
    """A row for each usual number of bids and for the expected one, and what would help at that one."""

    rows: list[Row]
    expected: Row
    changes: list[Change]


def subject_of(tender: Tender) -> Subject | None:
    """None without criteria or without a stage that ranks by them. Raises Unusable where a draft contradicts itself."""
    stage = tender.stages.filter(kind="weighted").first()
    criteria = tuple(_criterion(each) for each in tender.criteria.prefetch_related("levels"))
    if stage is None or not criteria:
        return None
    return Subject(
        criteria=criteria,
        places=stage.params.get("places", 10),
        tie_breakers=tuple(stage.params.get("tie_breakers", ["hourly_rate"])),
    )


def _criterion(criterion: AwardCriterion) -> Criterion:
    levels = tuple(Level(level.label, level.points) for level in criterion.levels.all())
    kind = "levels" if levels else "all_or_nothing"
    return Criterion(criterion.number, criterion.points, text=criterion.text, kind=kind, levels=levels)


def outlook(subject: Subject, chances: Mapping[int, tuple[float, ...]], bids: int) -> Outlook:
    rows = [_row(subject.question(chances, number), bids) for number in sorted({*USUAL_BIDS, bids})]
    expected = next(row for row in rows if row.expected)
    return Outlook(rows, expected, improvements(expected.question))


def _row(question: Question, expected: int) -> Row:
    return Row(question, forecast(question, runs=RUNS, dice=dice(SEED)), question.bids == expected)
