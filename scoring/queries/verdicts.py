"""What has been judged so far. Only verdicts that were handed in count."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet

from candidates.models import Offer, ProgramCheck
from scoring.models import Assessment, StageRun, Verdict
from tenders.models import Tender


@dataclass(frozen=True)
class KnockOutState:
    """One bid against the knock-outs: what is known of each number, and whether that settles it."""

    bid_id: int
    bid_number: str
    numbers: tuple[int, ...]
    met: Mapping[int, bool] = field(default_factory=dict)
    assessor: str = ""

    @property
    def failed(self) -> tuple[int, ...]:
        return tuple(number for number in self.numbers if self.met.get(number) is False)

    @property
    def decided(self) -> bool:
        """A bid that fails one needs no more verdicts."""
        return bool(self.failed) or all(number in self.met for number in self.numbers)


def knock_out_states(tender: Tender) -> list[KnockOutState]:
    """Every opened bid by number, with the program's own checks and the verdicts that were handed in. Four queries."""
    numbers = tuple(tender.knock_outs.values_list("number", flat=True))
    met: dict[int, dict[int, bool]] = defaultdict(dict)
    assessors: dict[int, str] = {}
    checks = ProgramCheck.objects.filter(offer__bid__tender=tender)
    for bid_id, number, holds in checks.values_list("offer__bid_id", "knock_out__number", "met"):
        met[bid_id][number] = holds
    verdicts = handed_in(tender, "knock_out").exclude(met=None)
    for bid_id, number, holds in verdicts.values_list("assessment__bid_id", "knock_out__number", "met"):
        met[bid_id][number] = holds
    taken = Assessment.objects.filter(bid__tender=tender, run__stage__kind="knock_out")
    assessors.update(taken.values_list("bid_id", "assessor__name"))
    bids = Offer.objects.filter(bid__tender=tender).order_by("bid__number").values_list("bid_id", "bid__number")
    return [
        KnockOutState(bid_id, bid_number, numbers, met[bid_id], assessors.get(bid_id, ""))
        for bid_id, bid_number in bids
    ]


def handed_in(tender: Tender, kind: str) -> QuerySet[Verdict]:
    """Verdicts of the newest run of this kind that were handed in."""
    run = (
        StageRun.objects.filter(stage__tender=tender, stage__kind=kind)
        .order_by("stage__position", "-round")
        .values("pk")[:1]
    )
    return Verdict.objects.filter(assessment__run__in=run, assessment__handed_in_at__isnull=False)


def scored_bids(run: StageRun) -> set[int]:
    """The bids whose scores were handed in."""
    return set(run.assessments.filter(handed_in_at__isnull=False).values_list("bid_id", flat=True))
