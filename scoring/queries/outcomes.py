"""What every opened bid came to, once the shortlist is released: its knock-outs, its own points, its place and why."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from candidates.models import Offer, ProgramCheck
from candidates.queries import offers_of
from scoring import explain_outcome
from scoring.engine import Ranking, contract
from scoring.models import Letter, Shortlist, StageRun, Verdict
from scoring.services.snapshots import content_of
from tenders.models import KnockOut, Tender

from .progress import runs_of
from .verdicts import handed_in

Kind = Letter.Kind


@dataclass(frozen=True)
class Checked:
    """One knock-out of one bid. `met` is None where nobody had to look any more; `verdict` is None where the program
    itself checked it."""

    knock_out: KnockOut
    met: bool | None
    verdict: Verdict | None


@dataclass(frozen=True)
class Outcome:
    """Of one bid: `run` is the one that decided it; `scores` are empty where it failed a knock-out."""

    offer: Offer
    kind: str
    run: StageRun
    knock_outs: list[Checked]
    scores: list[Verdict]
    place: int | None
    points: int | None
    sentences: list[str]


@dataclass(frozen=True)
class Outcomes:
    """Of all opened bids by number; `most` is the points, in hundredths, that a bid could get; `bids` how many there
    were, `placed` how many of them have a place; `later` the names of the stages that follow."""

    tender: Tender
    rows: list[Outcome]
    most: int
    bids: int
    placed: int
    later: list[str]


def outcomes_of(shortlist: Shortlist, *, language: str) -> Outcomes:
    """Ten queries, however many bids; sentences are in `language`."""
    tender = shortlist.run.stage.tender
    ranking = contract.ranking(content_of(shortlist.snapshot)["input"])
    most = sum(criterion.points for criterion in tender.criteria.all())
    in_order = runs_of(tender)
    runs = {run.stage.kind: run for run in in_order}
    knock_outs = list(tender.knock_outs.all())
    judged = _by_bid(handed_in(tender, "knock_out").select_related("assessment"))
    scores = _by_bid(handed_in(tender, "weighted").select_related("assessment", "criterion", "level"))
    rows = []
    for offer in offers_of(tender):
        kind = kind_of(ranking, offer.bid.number)
        out = kind == Kind.KNOCKED_OUT
        place = None if out else ranking.places[ranking.places.refs.index(offer.bid.number)]
        rows.append(
            Outcome(
                offer=offer,
                kind=kind,
                run=runs["knock_out" if out else "weighted"],
                knock_outs=_checked(knock_outs, offer, judged[offer.bid_id]),
                scores=[] if out else sorted(scores[offer.bid_id], key=lambda verdict: verdict.criterion.number),
                place=place.place if place else None,
                points=place.points if place else None,
                sentences=explain_outcome.outcome(
                    ranking, offer.bid.number, most=most, language=language, knock_outs=bool(knock_outs)
                ),
            )
        )
    decided = runs["weighted"].stage.position
    later = [run.stage.name for run in in_order if run.stage.position > decided]
    return Outcomes(tender, rows, most, bids=len(rows), placed=len(ranking.places), later=later)


def kind_of(ranking: Ranking, number: str) -> str:
    if any(out.ref == number for out in ranking.excluded):
        return Kind.KNOCKED_OUT
    return Kind.SHORTLISTED if number in ranking.shortlist else Kind.NOT_SHORTLISTED


def _by_bid(verdicts: Iterable[Verdict]) -> dict[int, list[Verdict]]:
    found: dict[int, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        found[verdict.assessment.bid_id].append(verdict)
    return found


def _checked(knock_outs: list[KnockOut], offer: Offer, verdicts: list[Verdict]) -> list[Checked]:
    by_person = {verdict.knock_out_id: verdict for verdict in verdicts if verdict.met is not None}
    by_program: dict[int, ProgramCheck] = {check.knock_out_id: check for check in offer.program_checks.all()}
    found = ((each, by_person.get(each.pk), by_program.get(each.pk)) for each in knock_outs)
    return [
        Checked(each, met=deciding.met if (deciding := person or program) else None, verdict=person)
        for each, person, program in found
    ]
