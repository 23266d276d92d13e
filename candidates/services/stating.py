"""The rows that an opening makes of what the supplier states of the career, and of the passages that it points at."""

from collections.abc import Iterator, Mapping

from candidates.content import Envelope
from candidates.models import Offer, OfferedJob, OfferedPassage
from tenders.models import AwardCriterion, KnockOut


def jobs_of(offer: Offer, envelope: Envelope) -> Iterator[OfferedJob]:
    for position, job in enumerate(envelope.career, start=1):
        yield OfferedJob(
            offer=offer,
            position=position,
            begins=job.begins,
            ends=job.ends,
            still=job.still,
            employer=job.employer,
            organisation=job.organisation,
            role=job.role,
            hours_per_week=job.hours_per_week,
            tags=list(job.tags),
            cv_page=job.cv_page or None,
        )


def passages_of(
    offer: Offer,
    envelope: Envelope,
    knock_outs: Mapping[int, KnockOut],
    criteria: Mapping[int, AwardCriterion],
) -> Iterator[OfferedPassage]:
    """One of a criterion that an amendment took away points at nothing any more."""
    for position, passage in enumerate(envelope.evidence, start=1):
        knock_out = knock_outs.get(passage.number) if passage.kind == "knock_out" else None
        criterion = criteria.get(passage.number) if passage.kind == "criterion" else None
        if knock_out or criterion:
            yield OfferedPassage(
                offer=offer,
                position=position,
                knock_out=knock_out,
                criterion=criterion,
                page=passage.page,
                text=passage.text,
                box=list(passage.box),
                level=passage.level,
                cv_sha256=passage.cv,
            )
