"""Raalte further on: opened, judged, scored, released; made by the services that the site uses.

The one short cut: a CV is kept without the child process that reads an upload, since its facts are known here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import uuid4

import weasyprint
from pypdfium2 import PdfDocument, PdfiumError

from accounts.models import Organisation, User
from audit import clock
from candidates import vault
from candidates.content import Job, OfferedFile, Passage, Stated
from candidates.models import Bid, BidVersion, Offer
from candidates.queries import offers_of
from candidates.services import save_draft, start_bid, submit
from documents.services import hash_of, keep
from scoring.letters import Ask
from scoring.models import StageRun
from scoring.queries.bench import sheet_of
from scoring.queries.progress import run_of_kind, runs_of
from scoring.rules import shortlist_of
from scoring.services.opening import open_bids
from scoring.services.results import letters_for, make_known, stamp_of
from scoring.services.runs import close_run
from scoring.services.shortlist import release
from scoring.services.verdicts import Judgement, Score, Sheet, save_sheet
from tenders.models import AwardCriterion, Tender
from tests.candidates.factories import IN_TIME, JUST_AFTER, answers_for, bidder_of
from tests.factories import a_person, an_organisation, posting, published_raalte
from tests.remembered import remembered

ASSESSED = JUST_AFTER + timedelta(hours=1)
SCORED = JUST_AFTER + timedelta(hours=4)
RELEASED = JUST_AFTER + timedelta(hours=5)
KNOWN = JUST_AFTER + timedelta(hours=6)
ASK = Ask(where="035-7510777", until=date(2026, 3, 20))

# Words that no page, template or posting has of itself.
BIRDS = (
    "Appelvink", "Boomklever", "Cettizanger", "Draaihals", "Eidereend", "Fluiter", "Goudvink", "Houtsnip", "IJsvogel",
    "Jufferkraan", "Koperwiek", "Lepelaar", "Middelzaagbek", "Nonnetje", "Oeverloper", "Putter",
)  # fmt: skip
# Points on criteria 6, 7 and 8, from 100 down to 0.
SCORES = (
    (10, 60, 30), (0, 60, 30), (10, 60, 0), (0, 60, 0), (10, 0, 30), (0, 0, 30), (10, 0, 0), (0, 0, 0),
)  # fmt: skip


@dataclass(frozen=True)
class Offered:
    """A bid and what is found of it. `marker` stands in all that its supplier writes, in its CV and in every reason.

    `scores` are points on criteria 6, 7 and 8; `fails` are numbers of knock-outs that the assessor finds not met.
    """

    marker: str
    scores: tuple[int, ...] = SCORES[0]
    rate: str = "54,50"
    fails: tuple[int, ...] = ()
    cv: bytes | None = None
    cv_pages: int = 1


def offered(number: int, **fields: Any) -> tuple[Offered, ...]:
    """Bids that end on places 1 to `number`: by twos on equal points, of which the lower rate is first."""
    return tuple(
        Offered(_marker(at), SCORES[min(at // 2, 7)], f"{40 + at // 4},{at % 4 * 25:02d}", **fields)
        for at in range(number)
    )


def tied(*markers: str, rate: str = "50,00", scores: tuple[int, ...] = SCORES[7]) -> tuple[Offered, ...]:
    """Bids with equal points and an equal rate."""
    return tuple(Offered(marker, scores, rate) for marker in markers)


def excluded(*markers: str, fails: tuple[int, ...] = (2,)) -> tuple[Offered, ...]:
    return tuple(Offered(marker, fails=fails, rate="59,37") for marker in markers)


def with_places(number: int) -> dict[str, Any]:
    """What a tender is changed by to have a shortlist of so many places: `released_raalte(bids, **with_places(2))`."""
    stages = posting("raalte-27750")["stages"]
    return {"stages": [stage | {"params": _cut(stage, number)} for stage in stages]}


@cache
def a_cv(marker: str, pages: int = 1) -> bytes:
    """Real and small; `marker` is in its text, its properties and its outline."""
    body = "".join(
        f'<h1 style="break-before: page">CV {marker} {page}</h1><p>Werkte aan de telefoon.</p>'
        for page in range(1, pages + 1)
    )
    head = f'<title>{marker}</title><meta name="author" content="{marker}">'
    return weasyprint.HTML(string=f"<html lang=nl><head>{head}</head><body>{body}").write_pdf()


# The tender in its phases --------------------------------------------------------------------------------------------
@remembered
def submitted_raalte(bids: Sequence[Offered] = (), **changes: Any) -> Tender:
    """With bids (three by default), an assessor and a reviewer; still open for bids."""
    broker, client = an_organisation("Bemiddelaar Oost", "broker"), an_organisation("Gemeente Raalte", "client")
    staff = {
        "assessors": (a_person("Anton Assessor", broker, "assessor"),),
        "reviewers": (a_person("Rik Reviewer", client, "reviewer"),),
    }
    tender = published_raalte(**(staff | changes))
    for bid in bids or offered(3):
        submitted(tender, bid)
    return tender


@remembered
def opened_raalte(bids: Sequence[Offered] = (), **changes: Any) -> Tender:
    """Opened five minutes after closing; nothing judged yet."""
    return opened_by_officer(submitted_raalte(bids, **changes))


@remembered
def judged_raalte(bids: Sequence[Offered] = (), **changes: Any) -> Tender:
    """Every sheet is handed in; both runs are still open."""
    bids = bids or offered(3)
    return judged(opened_raalte(bids, **changes), bids)


@remembered
def scored_raalte(bids: Sequence[Offered] = (), **changes: Any) -> Tender:
    """The points are final and the first snapshot is there."""
    return scored(judged_raalte(bids, **changes))


@remembered
def released_raalte(bids: Sequence[Offered] = (), **changes: Any) -> Tender:
    """The reviewer has the shortlist."""
    return released(scored_raalte(bids, **changes))


def opened_by_officer(tender: Tender) -> Tender:
    open_bids(tender, by=tender.created_by, logged_in_at=JUST_AFTER, now=JUST_AFTER)
    return Tender.objects.get(pk=tender.pk)


def judged(tender: Tender, bids: Sequence[Offered]) -> Tender:
    found = {candidate_of(bid.marker): bid for bid in bids}
    for offer in offers_of(tender):
        offer.bid.tender = tender
        hand_in(offer, found[offer.candidate.name])
    return tender


def scored(tender: Tender) -> Tender:
    for run in runs_of(tender)[:2]:
        close_run(run, by=tender.created_by, now=SCORED)
    return tender


def released(tender: Tender) -> Tender:
    release(weighted_run(tender), by=tender.created_by, now=RELEASED)
    return tender


@remembered
def known_raalte(bids: Sequence[Offered] = (), **changes: Any) -> Tender:
    """Every supplier has its letter."""
    tender = released_raalte(bids, **changes)
    make_results_known(tender)
    return tender


def make_results_known(tender: Tender) -> None:
    shortlist = shortlist_of(tender)
    seen = stamp_of(letters_for(shortlist, ASK, by=tender.created_by, now=KNOWN))
    assert make_known(shortlist, ASK, seen=seen, by=tender.created_by, now=KNOWN)


# Its parts -----------------------------------------------------------------------------------------------------------
def submitted(tender: Tender, bid: Offered) -> Bid:
    supplier = supplier_of(bid.marker)
    by = bidder_of(supplier)
    with clock.at(IN_TIME):
        made = start_bid(tender, supplier=supplier, by=by, now=IN_TIME)
        save_draft(made, _answers(tender, bid), by=by, now=IN_TIME)
        draft = vault.read_draft(made, by=by)
        vault.write_draft(
            made, replace(draft, cv=_kept(bid.cv or a_cv(bid.marker, bid.cv_pages), bid.marker, made)), by=by
        )
        version = submit(made, token=uuid4(), by=by)
    assert isinstance(version, BidVersion), version
    return made


def hand_in(offer: Offer, bid: Offered, *, by: User | None = None) -> None:
    """The assessor's whole sheet on the bid."""
    by = by or assessor_of(offer.bid.tender)
    empty = sheet_of(offer, by)
    reason = f"Blijkt uit het cv van {bid.marker}."
    sheet = Sheet(
        knock_outs={each: Judgement(each.number not in bid.fails, reason, 1) for each in empty.knock_outs},
        criteria={
            criterion: _score(criterion, points, reason)
            for criterion, points in zip(empty.criteria, bid.scores, strict=True)
        },
    )
    save_sheet(offer, sheet, by=by, hand_in=True, now=ASSESSED)


def candidate_of(marker: str) -> str:
    return f"Kandidaat {marker}"


def supplier_of(marker: str) -> Organisation:
    return an_organisation(f"{marker} Detachering", "supplier")


def assessor_of(tender: Tender) -> User:
    return tender.assignments.filter(role="assessor").select_related("user").first().user


def weighted_run(tender: Tender) -> StageRun:
    return run_of_kind(tender, "weighted")


def bid_of(tender: Tender, marker: str) -> Bid:
    return tender.bids.get(supplier__name=f"{marker} Detachering")


def _cut(stage: dict[str, Any], number: int) -> dict[str, Any]:
    return stage["params"] | ({"places": number} if "places" in stage["params"] else {})


def _marker(at: int) -> str:
    return BIRDS[at] if at < len(BIRDS) else f"{BIRDS[at % len(BIRDS)]}{at}"


def _answers(tender: Tender, bid: Offered) -> Any:
    numbers = tender.knock_outs.values_list("number", flat=True)
    return answers_for(
        tender,
        candidate=candidate_of(bid.marker),
        candidate_email=f"{bid.marker}@kandidaten.example",
        career=(Job("2021-03", "", True, f"Werkte bij {bid.marker}", "gemeente", "medewerker", "32"),),
        evidence=(Passage("criterion", 6, 1, f"Passage van {bid.marker}", (0, 0, 10, 10)),),
        hourly_rate=bid.rate,
        available_from=f"per direct, {bid.marker}",
        motivation=f"Ik help graag mensen aan de telefoon.\n\n{bid.marker}",
        statements={number: Stated(holds=True, remark=f"Gecontroleerd, {bid.marker}.") for number in numbers},
    )


def _kept(data: bytes, marker: str, bid: Bid) -> OfferedFile:
    stored = keep(data, name="", content_type="application/pdf", now=IN_TIME, key_id=bid.key_id)
    facts = {"sha256": hash_of(data), "size": stored.size, "pages": _pages(data), "has_text": True}
    return OfferedFile(id=str(stored.pk), name=f"cv {marker}.pdf", **facts)


def _pages(data: bytes) -> int:
    """A CV that broke after it was read had its pages then."""
    try:
        return len(PdfDocument(data))
    except PdfiumError:
        return 1


def _score(criterion: AwardCriterion, points: int, reason: str) -> Score:
    level = criterion.levels.filter(points=points * 100).first()
    return Score(points * 100, level, reason, 1)
