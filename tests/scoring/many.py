"""Any number of scored bids, straight into the tables: to count queries and seconds, not to follow rules."""

from datetime import timedelta
from hashlib import sha256

from accounts.models import Organisation, User
from candidates.models import Bid, BidVersion, Candidate, Offer, OfferedRate, ProgramCheck
from documents.services import keep
from scoring.models import Assessment, Verdict
from scoring.queries.progress import runs_of
from scoring.services.opening import open_bids
from scoring.services.runs import close_run
from tenders.models import KnockOut, Tender
from tests.candidates.factories import IN_TIME, JUST_AFTER
from tests.factories import published_raalte
from tests.scoring.factories import ASSESSED, SCORED


def bulk_scored(number: int, *, by: User) -> Tender:
    """A tenth of the bids fails a knock-out; the rest is spread over points and rates, with ties."""
    tender = published_raalte(by=by, number=f"3{number:04}")
    open_bids(tender, by=by, now=JUST_AFTER)
    tender = Tender.objects.get(pk=tender.pk)
    offers = _offers(tender, number, by)
    _verdicts(tender, offers, by)
    for run in runs_of(tender)[:2]:
        close_run(run, by=by, now=SCORED)
    return tender


def _offers(tender: Tender, number: int, by: User) -> list[Offer]:
    marks = [f"{tender.number}-{at}" for at in range(number)]
    cv = keep(f"%PDF of {tender.number}".encode(), name="cv.pdf", content_type="application/pdf", now=IN_TIME)
    rules = tender.rules_versions.get()
    suppliers = Organisation.objects.bulk_create(Organisation(kind="supplier", name=f"Bureau {mark}") for mark in marks)
    bids = Bid.objects.bulk_create(
        Bid(
            number=f"M{mark}"[:13],
            key_id=sha256(mark.encode()).hexdigest()[:32],  # of no key: nobody reads these
            tender=tender,
            supplier=supplier,
            state=Bid.State.SUBMITTED,
            started_by=by,
            started_at=IN_TIME,
        )
        for mark, supplier in zip(marks, suppliers, strict=True)
    )
    same = {"sequence": 1, "rules_version": rules, "submitted_at": IN_TIME, "submitted_by": by, "head_count": 0}
    versions = BidVersion.objects.bulk_create(
        BidVersion(bid=bid, envelope=b"{}", sha256=f"{at:064x}", token=_uuid(at), head_hash="0" * 64, **same)
        for at, bid in enumerate(bids)
    )
    candidates = Candidate.objects.bulk_create(
        Candidate(supplier=supplier, name=f"Kandidaat {mark}") for mark, supplier in zip(marks, suppliers, strict=True)
    )
    rows = zip(bids, versions, candidates, strict=True)
    return Offer.objects.bulk_create(
        Offer(
            bid=bid,
            version=version,
            candidate=candidate,
            hours_per_week=32,
            available_from="direct",
            cv=cv,
            cv_pages=1,
            cv_has_text=True,
        )
        for bid, version, candidate in rows
    )


def _verdicts(tender: Tender, offers: list[Offer], by: User) -> None:
    OfferedRate.objects.bulk_create(OfferedRate(offer=offer, cents=4000 + at % 40) for at, offer in enumerate(offers))
    judged, checked = [], []
    for knock_out in tender.knock_outs.all():
        by_people = knock_out.kind in (KnockOut.Kind.JUDGED, KnockOut.Kind.STATEMENT)
        (judged if by_people else checked).append(knock_out)
    ProgramCheck.objects.bulk_create(
        ProgramCheck(offer=offer, knock_out=knock_out, met=True) for offer in offers for knock_out in checked
    )
    when = {"saved_at": ASSESSED, "handed_in_at": ASSESSED + timedelta(seconds=1)}
    first, second = (
        Assessment.objects.bulk_create(Assessment(run=run, bid=offer.bid, assessor=by, **when) for offer in offers)
        for run in runs_of(tender)[:2]
    )
    Verdict.objects.bulk_create(
        Verdict(assessment=assessment, knock_out=knock_out, met=at % 10 != 9, reason="Zie het cv.")
        for at, assessment in enumerate(first)
        for knock_out in judged
    )
    Verdict.objects.bulk_create(
        Verdict(
            assessment=assessment,
            criterion=criterion,
            points=criterion.points if (at >> place) % 2 else 0,
            reason="Zie het cv.",
        )
        for at, assessment in enumerate(second)
        for place, criterion in enumerate(tender.criteria.all())
    )


def _uuid(at: int) -> str:
    return f"00000000-0000-4000-8000-{at:012d}"
