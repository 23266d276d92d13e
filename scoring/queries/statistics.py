"""A supplier's own figures, over the assignments whose results are known; of no other supplier anything but how many
there were."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from accounts.models import Organisation
from candidates.models import Bid
from scoring.models import Letter

Kind = Letter.Kind


@dataclass(frozen=True)
class Line:
    """One bid that took part: what its letter told."""

    bid: Bid
    letter: Letter
    told: dict[str, Any]


@dataclass(frozen=True)
class Figures:
    """Points are in hundredths; an average is None where there is nothing to take it of."""

    supplier: Organisation
    lines: list[Line]
    withdrawn: int

    @property
    def submitted(self) -> int:
        return len(self.lines)

    @property
    def shortlisted(self) -> int:
        return self._of(Kind.SHORTLISTED)

    @property
    def not_shortlisted(self) -> int:
        return self._of(Kind.NOT_SHORTLISTED)

    @property
    def knocked_out(self) -> int:
        return self._of(Kind.KNOCKED_OUT)

    @property
    def average_points(self) -> int | None:
        return _average([line.told["points"] for line in self._placed])

    @property
    def average_most(self) -> int | None:
        return _average([line.told["most"] for line in self._placed])

    @property
    def placed(self) -> int:
        return len(self._placed)

    @property
    def _placed(self) -> list[Line]:
        return [line for line in self.lines if line.told["place"] is not None]

    def _of(self, kind: str) -> int:
        return sum(line.letter.kind == kind for line in self.lines)


def figures_of(supplier: Organisation) -> Figures:
    """Two queries, however many bids: the newest results first. A withdrawn bid counts once the results of its
    assignment are known too."""
    letters = Letter.objects.filter(bid__supplier=supplier, kind__in=Kind).select_related("bid__tender__client")
    lines = [Line(letter.bid, letter, letter.told) for letter in letters]
    withdrawn = Bid.objects.filter(supplier=supplier, state=Bid.State.WITHDRAWN, tender__results__isnull=False)
    return Figures(supplier, lines, withdrawn.count())


def _average(points: list[int]) -> int | None:
    """Half up, as an average of assessors is."""
    return int(Fraction(sum(points), len(points)) + Fraction(1, 2)) if points else None
