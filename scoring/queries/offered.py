"""What the supplier states beside the bid, for the assessor: the career, counted, and the passages pointed at."""

from collections import defaultdict
from dataclasses import dataclass, field

from candidates.content import Job
from candidates.marks import MarkedPage, marked_page
from candidates.models import Offer, OfferedJob, OfferedPassage
from documents.reading import NoSuchPage, read_page
from documents.unreadable import Unreadable
from scoring.careers import Window, counting, windows_of

Key = tuple[str, int]  # kind and number of the criterion, as `content.Passage` has them


@dataclass(frozen=True)
class Claim:
    """What the supplier says of one criterion: a computed window of its own statement, and where the CV shows it."""

    window: Window | None = None
    passages: list[OfferedPassage] = field(default_factory=list)

    @property
    def level(self) -> str:
        return next((passage.level for passage in self.passages if passage.level), "")


@dataclass(frozen=True)
class Stated:
    """`jobs` as they were typed. `marked` are the pages of the CV with a passage on them, by number."""

    jobs: list[OfferedJob]
    claims: dict[Key, Claim]
    marked: dict[int, MarkedPage]

    def of(self, kind: str, number: int) -> Claim:
        return self.claims.get((kind, number), Claim())


def stated(offer: Offer, *, language: str) -> Stated:
    """Four queries, however many jobs and passages there are."""
    tender = offer.bid.tender
    jobs = list(offer.jobs.all())
    passages = list(offer.passages.select_related("knock_out", "criterion"))
    windows: list[Window] = []
    if jobs:
        typed = [_job(each) for each in jobs]
        windows = windows_of(counting(tender), typed, closes_at=tender.closes_at, language=language)
    return Stated(jobs, _claims(windows, passages), _marked(offer, passages))


def _claims(windows: list[Window], passages: list[OfferedPassage]) -> dict[Key, Claim]:
    by_criterion: dict[Key, list[OfferedPassage]] = defaultdict(list)
    for passage in passages:
        by_criterion[_key(passage)].append(passage)
    counted = {(window.kind, window.criterion.number): window for window in windows}
    return {key: Claim(counted.get(key), by_criterion.get(key, [])) for key in {*by_criterion, *counted}}


def _key(passage: OfferedPassage) -> Key:
    if passage.knock_out:
        return "knock_out", passage.knock_out.number
    return "criterion", passage.criterion.number


def _marked(offer: Offer, passages: list[OfferedPassage]) -> dict[int, MarkedPage]:
    """Only where the passage was marked in this very file: in another one its place says nothing."""
    places: dict[int, list[OfferedPassage]] = defaultdict(list)
    for passage in passages:
        if passage.cv_sha256 == offer.cv_sha256:
            places[passage.page].append(passage)
    return {page: each for page, here in places.items() if (each := _page(offer, page, here))}


def _page(offer: Offer, page: int, passages: list[OfferedPassage]) -> MarkedPage | None:
    try:
        found = read_page(offer.cv, page=page)
    except (NoSuchPage, Unreadable):
        return None
    return marked_page(found, [tuple(each.box) for each in passages], keys=[_anchor(each) for each in passages])


def _anchor(passage: OfferedPassage) -> str:
    return f"passage-{passage.pk}"


def _job(row: OfferedJob) -> Job:
    return Job(
        begins=row.begins,
        ends=row.ends,
        still=row.still,
        employer=row.employer,
        organisation=row.organisation,
        role=row.role,
        hours_per_week=row.hours_per_week,
        tags=tuple(row.tags),
        cv_page=row.cv_page or 0,
    )
