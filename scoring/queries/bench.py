"""The assessor's work: which bids there are, whose they are, how far they are."""

from dataclasses import dataclass

from accounts.models import User
from candidates.models import Offer
from scoring.models import Assessment, Verdict
from scoring.services.verdicts import JUDGED_KINDS, Judgement, Score, Sheet
from tenders.models import Tender


@dataclass(frozen=True)
class Work:
    """One bid on the bench. `state`: todo, busy, done, or taken by somebody else."""

    bid_number: str
    candidate: str
    state: str
    assessor: str = ""


def work_of(tender: Tender, assessor: User) -> list[Work]:
    """Every opened bid in the order of its random number, the same for everyone. Two queries."""
    found: dict[int, Assessment] = {
        assessment.bid_id: assessment
        for assessment in Assessment.objects.filter(bid__tender=tender, run__stage__kind="knock_out").select_related(
            "assessor"
        )
    }
    offers = Offer.objects.filter(bid__tender=tender).order_by("bid__number")
    bids = offers.values_list("bid_id", "bid__number", "candidate__name")
    return [Work(number, name, *_state(found.get(bid_id), assessor)) for bid_id, number, name in bids]


def _state(assessment: Assessment | None, assessor: User) -> tuple[str, str]:
    if assessment is None:
        return "todo", ""
    if assessment.assessor_id != assessor.pk:
        return "taken", assessment.assessor.name
    return ("done" if assessment.handed_in_at else "busy"), ""


def next_after(work: list[Work], number: str) -> Work | None:
    """The next bid that waits for this assessor, round to the front again; None when all is done."""
    at = next((place for place, item in enumerate(work) if item.bid_number == number), -1)
    waiting = [item for item in work[at + 1 :] + work[: at + 1] if item.state in ("todo", "busy")]
    return next((item for item in waiting if item.bid_number != number), None)


def sheet_of(offer: Offer, assessor: User) -> Sheet:
    """The assessor's own sheet of the bid as it was saved; empty where nothing was."""
    tender = offer.bid.tender
    own = Verdict.objects.filter(assessment__bid=offer.bid, assessment__assessor=assessor).select_related("level")
    by_knock_out = {verdict.knock_out_id: verdict for verdict in own if verdict.knock_out_id}
    by_criterion = {verdict.criterion_id: verdict for verdict in own if verdict.criterion_id}
    return Sheet(
        knock_outs={
            knock_out: _judgement(by_knock_out.get(knock_out.pk))
            for knock_out in tender.knock_outs.filter(kind__in=JUDGED_KINDS)
        },
        criteria={
            criterion: _score(by_criterion.get(criterion.pk))
            for criterion in tender.criteria.prefetch_related("levels")
        },
    )


def _judgement(verdict: Verdict | None) -> Judgement:
    if verdict is None:
        return Judgement(None)
    return Judgement(verdict.met, verdict.reason, verdict.cv_page)


def _score(verdict: Verdict | None) -> Score:
    if verdict is None:
        return Score(None)
    return Score(verdict.points, verdict.level, verdict.reason, verdict.cv_page)
