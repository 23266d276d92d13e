"""The ranking as a page shows it: the last snapshot, with people's names beside its numbers."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import get_language

from candidates.models import Offer
from scoring import explain
from scoring.engine import Place, Ranking, contract
from scoring.models import Snapshot, StageRun
from scoring.services.snapshots import content_of
from tenders.models import Tender


@dataclass(frozen=True)
class Row:
    """One bid on its place, with its points per criterion in hundredths, and what separates it from the next."""

    place: Place
    offer: Offer
    explanation: str


@dataclass(frozen=True)
class Group:
    """Rows of equal points, in order, on one side of the cut; `alike` are these with their equals on the other side."""

    rows: list[Row]
    alike: list[Row]

    @property
    def tied(self) -> bool:
        return len(self.alike) > 1

    @property
    def bracket(self) -> str:
        """The classes that draw one bracket around equals, also where the cut runs through them."""
        from_above, goes_on = self.rows[0] is not self.alike[0], self.rows[-1] is not self.alike[-1]
        parts = {"tied": self.tied, "from-above": from_above, "goes-on": goes_on}
        return " ".join(name for name, holds in parts.items() if holds)


@dataclass(frozen=True)
class Out:
    """An excluded bid and the numbers of the knock-outs that it did not meet."""

    offer: Offer
    knock_outs: tuple[int, ...]


@dataclass(frozen=True)
class Table:
    """Everything on the ranking page: who stands above the cut, in an open tie on both sides of it, below, and out.

    `tie_across` is that open tie as a group, none when there is none."""

    snapshot: Snapshot
    ranking: Ranking
    criteria: list[dict[str, Any]]
    above: list[Group]
    across: list[Row]
    tie_across: list[Group]
    below: list[Group]
    excluded: list[Out]
    summary: list[str]


def table(run: StageRun) -> Table | None:
    """The run's last snapshot as a table, in the reader's language; None before the points are final. Two queries,
    however many bids."""
    snapshot = run.snapshots.last()
    if snapshot is None:
        return None
    given = content_of(snapshot)["input"]
    ranking = contract.ranking(given)
    offers = offers_by_number(run.stage.tender)
    rows = _rows(ranking, offers)
    refs_across = set(ranking.open_at_cut)
    across = [row for row in rows if row.place.ref in refs_across]
    return Table(
        snapshot=snapshot,
        ranking=ranking,
        criteria=given["criteria"],
        above=_groups([row for row in rows if row.place.shortlisted], rows),
        across=across,
        tie_across=_groups(across, rows),
        below=_groups([row for row in rows if not row.place.shortlisted and row.place.ref not in refs_across], rows),
        excluded=[Out(offers[out.ref], out.knock_outs) for out in ranking.excluded],
        summary=explain.summary(ranking, _language()),
    )


def _rows(ranking: Ranking, offers: dict[str, Offer]) -> list[Row]:
    """A sentence of `explain` begins with the place and the points; these have columns of their own."""
    sentences = explain.places(ranking, _language())
    return [
        Row(place, offers[place.ref], sentence.partition("; ")[2])
        for place, sentence in zip(ranking.places, sentences, strict=True)
    ]


def _language() -> str:
    return "en" if (get_language() or "").startswith("en") else "nl"


def offers_by_number(tender: Tender) -> dict[str, Offer]:
    """Every opened bid with its candidate and supplier, by its number. One query."""
    offers = Offer.objects.filter(bid__tender=tender).select_related("bid__supplier", "candidate")
    return {offer.bid.number: offer for offer in offers}


def _groups(rows: list[Row], ranked: list[Row]) -> list[Group]:
    alike = {points: list(equals) for points, equals in groupby(ranked, key=_points)}
    return [Group(list(equals), alike[points]) for points, equals in groupby(rows, key=_points)]


def _points(row: Row) -> int:
    return row.place.points
