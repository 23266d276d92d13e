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
    across = set(ranking.open_at_cut)
    return Table(
        snapshot=snapshot,
        ranking=ranking,
        criteria=given["criteria"],
        above=_groups([row for row in rows if row.place.shortlisted]),
        across=[row for row in rows if row.place.ref in across],
        below=_groups([row for row in rows if not row.place.shortlisted and row.place.ref not in across]),
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


def _groups(rows: list[Row]) -> list[Group]:
    return [Group(list(equals)) for _, equals in groupby(rows, key=lambda row: row.place.points)]
