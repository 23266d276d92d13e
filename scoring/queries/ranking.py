"""The ranking as a page shows it: the last snapshot, with people's names beside its numbers."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from candidates.models import Offer
from scoring.engine import Place, Ranking, contract
from scoring.models import Snapshot, StageRun
from scoring.services.snapshots import content_of
from tenders.models import Tender


@dataclass(frozen=True)
class Row:
    """One bid on its place, with its points per criterion in hundredths."""

    place: Place
    offer: Offer


@dataclass(frozen=True)
class Group:
    """Rows of equal points, in order; `tied` when there are several."""

    rows: list[Row]

    @property
    def tied(self) -> bool:
        return len(self.rows) > 1


@dataclass(frozen=True)
class Out:
    """An excluded bid and the numbers of the knock-outs that it did not meet."""

    offer: Offer
    knock_outs: tuple[int, ...]


@dataclass(frozen=True)
class Table:
    """Everything on the ranking page: who stands above the cut, in an open tie on both sides of it, below, and out."""

    snapshot: Snapshot
    ranking: Ranking
    criteria: list[dict[str, Any]]
    above: list[Group]
    across: list[Row]
    below: list[Group]
    excluded: list[Out]


def table(run: StageRun) -> Table | None:
    """The run's last snapshot as a table; None before the points are final. Two queries whatever the number of bids."""
    snapshot = run.snapshots.last()
    if snapshot is None:
        return None
    given = content_of(snapshot)["input"]
    ranking = contract.ranking(given)
    offers = offers_by_number(run.stage.tender)
    rows = [Row(place, offers[place.ref]) for place in ranking.places]
    across = set(ranking.open_at_cut)
    return Table(
        snapshot=snapshot,
        ranking=ranking,
        criteria=given["criteria"],
        above=_groups([row for row in rows if row.place.shortlisted]),
        across=[row for row in rows if row.place.ref in across],
        below=_groups([row for row in rows if not row.place.shortlisted and row.place.ref not in across]),
        excluded=[Out(offers[out.ref], out.knock_outs) for out in ranking.excluded],
    )


def offers_by_number(tender: Tender) -> dict[str, Offer]:
    """Every opened bid with its candidate and supplier, by its number. One query."""
    offers = Offer.objects.filter(bid__tender=tender).select_related("bid__supplier", "candidate")
    return {offer.bid.number: offer for offer in offers}


def _groups(rows: list[Row]) -> list[Group]:
    return [Group(list(equals)) for _, equals in groupby(rows, key=lambda row: row.place.points)]
