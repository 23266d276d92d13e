"""The shortlist as the client sees it: its candidates, what was judged of them and why, and nothing of any other bid.

Everything here starts from the entries of the shortlist. What "decided" a place is told among these alone: the last of
them is only the last, whatever stood below it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy as _

from candidates.models import Offer, ProgramCheck
from candidates.queries import offers_of
from scoring import explain
from scoring.engine import contract
from scoring.models import Shortlist, ShortlistEntry, Verdict
from scoring.services.snapshots import content_of
from tenders.models import AwardCriterion, KnockOut, Tender
from tenders.spine import public_spine

from .verdicts import handed_in

# What separates a candidate from the next one on the list, in a word.
DECIDED = {
    "points": _("more points"),
    "hourly_rate": _("lower hourly rate"),
    "lot": _("lot"),
    "tied": _("equal"),
    "last": "–",
}


@dataclass(frozen=True)
class Judged:
    """One knock-out of one candidate. `verdict` is absent where the program itself checked it."""

    knock_out: KnockOut
    met: bool | None
    verdict: Verdict | None
    remark: str


@dataclass(frozen=True)
class Row:
    """One candidate: the place, the offer, and what was found; criteria and knock-outs in the order of the posting."""

    entry: ShortlistEntry
    offer: Offer
    scores: list[Verdict]
    knock_outs: list[Judged]
    decided: Any
    explanation: str

    @property
    def anchor(self) -> str:
        return f"candidate-{self.entry.position}"


@dataclass(frozen=True)
class Group:
    """Rows of equal points, in order."""

    rows: list[Row]

    @property
    def tied(self) -> bool:
        return len(self.rows) > 1


@dataclass(frozen=True)
class Table:
    """The whole shortlist. `places` and `tie_breakers` are those of the rules."""

    shortlist: Shortlist
    criteria: list[AwardCriterion]
    rows: list[Row]
    places: int
    tie_breakers: tuple[str, ...]

    @property
    def groups(self) -> list[Group]:
        return [Group(list(equals)) for _points, equals in groupby(self.rows, key=lambda row: row.entry.points)]

    @property
    def bids(self) -> list[str]:
        """The numbers, for the event that says what was seen."""
        return sorted(row.offer.bid.number for row in self.rows)

    def beside(self, row: Row, step: int) -> Row | None:
        """The row before (-1) or after (1) this one."""
        at = row.entry.position - 1 + step
        return self.rows[at] if 0 <= at < len(self.rows) else None

    @property
    def decided_by_rate(self) -> bool:
        return "hourly_rate" in self.tie_breakers


def table(shortlist: Shortlist, *, language: str) -> Table:
    """Ten queries, however many candidates; explanations are in `language`."""
    tender = shortlist.run.stage.tender
    entries = list(shortlist.entries.select_related("bid"))
    given = _given(shortlist, entries)
    offers = {offer.bid_id: offer for offer in offers_of(tender).filter(bid__in=[entry.bid_id for entry in entries])}
    scores = _by_bid(_verdicts(tender, "weighted", offers).select_related("criterion", "level"))
    judged = _by_bid(_verdicts(tender, "knock_out", offers))
    knock_outs = list(tender.knock_outs.all())
    explanations = _explanations(given, offers.values(), language)
    rows = [
        Row(
            entry=entry,
            offer=offers[entry.bid_id],
            scores=sorted(scores[entry.bid_id], key=lambda verdict: verdict.criterion.number),
            knock_outs=_judged(knock_outs, offers[entry.bid_id], judged[entry.bid_id]),
            decided=DECIDED[_separator(entry, entries)],
            explanation=explanations[entry.bid.number],
        )
        for entry in entries
    ]
    criteria = list(tender.criteria.prefetch_related("levels"))
    return Table(shortlist, criteria, rows, given["places"], tuple(given["tie_breakers"]))


def client_spine(shortlist: Shortlist, now: datetime) -> list[dict[str, Any]]:
    """The public one, and in it that the shortlist is there."""
    here = shortlist.run.stage.position
    tender = shortlist.run.stage.tender
    stages = list(tender.stages.all())
    spine = public_spine(tender, stages, now)
    for stop, stage in zip(spine[2:], stages, strict=False):
        stop["state"] = "done" if stage.position <= here else "current" if stage.position == here + 1 else "waiting"
    return spine


def _given(shortlist: Shortlist, entries: Iterable[ShortlistEntry]) -> dict[str, Any]:
    """The snapshot's input for the engine, as if there had been no other bids."""
    listed = {entry.bid.number for entry in entries}
    given = content_of(shortlist.snapshot)["input"]
    return given | {
        "bids": [bid for bid in given["bids"] if bid["ref"] in listed],
        "lots": [ref for ref in given["lots"] if ref in listed],
    }


def _explanations(given: Mapping[str, Any], offers: Iterable[Offer], language: str) -> dict[str, str]:
    """A sentence for each bid's number, with names in the place of numbers."""
    ranking = contract.ranking(given)
    sentences = {}
    for place, sentence in zip(ranking.places, explain.places(ranking, language), strict=True):
        for offer in offers:
            sentence = sentence.replace(offer.bid.number, offer.candidate.name)
        sentences[place.ref] = sentence
    return sentences


def _separator(entry: ShortlistEntry, entries: list[ShortlistEntry]) -> str:
    """Of the last one not even the kind is told: it would say something of a bid that isn't here."""
    if sum(other.place == entry.place for other in entries) > 1:
        return "tied"
    return "last" if entry is entries[-1] else entry.decided_by


def _verdicts(tender: Tender, kind: str, bids: Iterable[int]) -> Any:
    return handed_in(tender, kind).filter(assessment__bid__in=list(bids)).select_related("assessment")


def _by_bid(verdicts: Iterable[Verdict]) -> dict[int, list[Verdict]]:
    found: dict[int, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        found[verdict.assessment.bid_id].append(verdict)
    return found


def _judged(knock_outs: list[KnockOut], offer: Offer, verdicts: list[Verdict]) -> list[Judged]:
    by_person = {verdict.knock_out_id: verdict for verdict in verdicts}
    by_program: dict[int, ProgramCheck] = {check.knock_out_id: check for check in offer.program_checks.all()}
    remarks = {statement.knock_out_id: statement.remark for statement in offer.statements.all()}
    return [
        Judged(
            knock_out=each,
            met=(by_person.get(each.pk) or by_program[each.pk]).met,
            verdict=by_person.get(each.pk),
            remark=remarks.get(each.pk, ""),
        )
        for each in knock_outs
    ]
