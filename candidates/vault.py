"""The vault: the one reader and writer of a draft, of an envelope and of an offered rate. A test holds that no other
module names them.

Two locks. Until the tender is opened nobody but the supplier's own bidders reads anything of a bid; after it, others
read the typed rows, never the envelope. The rates stay locked until the points are final (`open_rates`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db.models import OuterRef, Subquery

from accounts.models import User
from accounts.rules import Visitor
from audit.chain import Position
from tenders.models import RulesVersion, Tender

from .content import Draft, Envelope
from .models import Bid, BidVersion, Offer, OfferedRate, Opening, RateOpening
from .rules import is_owner


class Sealed(PermissionError):
    """Someone who does not bid for the supplier, or comes before the opening, asks for what is in a bid."""


class RatesSealed(PermissionError):
    """The points are not final yet."""


class Damaged(RuntimeError):
    """An envelope is not what was submitted: its hash differs from the one on the receipt."""

    def __init__(self, bid_number: str) -> None:
        super().__init__(f"Bid {bid_number} is not what was submitted.")
        self.bid_number = bid_number


# The draft and the submitted versions: their supplier's alone --------------------------------------------------------
def read_draft(bid: Bid, *, by: Visitor) -> Draft:
    """Raises Sealed for everyone but the supplier's bidders, at any time: a draft is never opened."""
    _require_owner(bid, by)
    return Draft.read(Bid.objects.values_list("draft", flat=True).get(pk=bid.pk))


def write_draft(bid: Bid, draft: Draft, *, by: Visitor) -> None:
    _require_owner(bid, by)
    Bid.objects.filter(pk=bid.pk).update(draft=draft.text)


def read_version(version: BidVersion, *, by: Visitor) -> Envelope:
    """What was submitted. Raises Sealed for everyone but the supplier's bidders, also after the opening: it holds the
    rate, so others read the typed rows."""
    _require_owner(version.bid, by)
    return _checked(version)


def read_text(version: BidVersion, *, by: Visitor) -> str:
    """The exact text whose hash stands on the receipt, for the supplier to compute it again."""
    _require_owner(version.bid, by)
    _checked(version)
    return version.envelope


def names(bids: Iterable[Bid], *, by: Visitor) -> dict[int, str]:
    """The candidate's name in each of the person's own bids, in one query: as it was submitted last, else as it stands
    in the draft. Raises Sealed."""
    bids = list(bids)
    for bid in bids:
        _require_owner(bid, by)
    return {pk: _name(draft, envelope) for pk, draft, envelope in _contents(bids)}


@dataclass(frozen=True)
class Person:
    """Who is offered, as far as one person is told from another."""

    name: str
    email: str


def person_in(bid: Bid, *, by: Visitor) -> Person:
    """Whom the draft offers, or, without one, what was submitted last. Raises Sealed."""
    if bid.is_editable:
        answers = read_draft(bid, by=by).answers
        return Person(answers.candidate, answers.candidate_email)
    return people_submitted([bid], by=by)[0]


def people_submitted(bids: Iterable[Bid], *, by: Visitor) -> list[Person]:
    """Whom the last version of each of these submitted bids offers. Raises Sealed."""
    found = [read_version(bid.versions.defer(None).latest("sequence"), by=by) for bid in bids]
    return [Person(envelope.candidate, envelope.candidate_email) for envelope in found]


def file_ids(bid: Bid, *, by: Visitor) -> set[str]:
    """The keys of the files in the draft and in every version. Raises Sealed."""
    draft = read_draft(bid, by=by)
    versions = [_checked(version) for version in bid.versions.defer(None)]
    kept = [draft.cv, *draft.documents.values(), *(file for envelope in versions for file in envelope.files)]
    return {file.id for file in kept if file}


def sealed_file_ids(bid: Bid, *, by: Visitor) -> set[str]:
    """The keys of the files that were submitted: none of them is erased when its draft goes on without it."""
    _require_owner(bid, by)
    return {file.id for version in bid.versions.defer(None) for file in _checked(version).files}


def empty_draft(bid: Bid, *, by: Visitor) -> set[str]:
    """The keys of the files that stood in it alone. Raises Sealed."""
    left = file_ids(bid, by=by) - sealed_file_ids(bid, by=by)
    Bid.objects.filter(pk=bid.pk).update(draft="")
    return left


def store_version(
    bid: Bid, envelope: Envelope, *, token: UUID, rules: RulesVersion, head: Position, by: User, now: datetime
) -> BidVersion:
    """Seal what was submitted and empty the draft."""
    _require_owner(bid, by)
    version = BidVersion.objects.create(
        bid=bid,
        sequence=bid.versions.count() + 1,
        envelope=envelope.text,
        sha256=envelope.sha256,
        rules_version=rules,
        token=token,
        submitted_at=now,
        submitted_by=by,
        head_count=head.count,
        head_hash=head.hash,
    )
    Bid.objects.filter(pk=bid.pk).update(draft="", state=Bid.State.SUBMITTED)
    return version


def files_to_erase(bids: Iterable[Bid]) -> set[str]:
    """The keys of all files in these bids, drafts and every version: for who erases them, and nothing else of them."""
    ids = [bid.pk for bid in bids]
    drafts = [Draft.read(text) for text in Bid.objects.filter(pk__in=ids).values_list("draft", flat=True)]
    texts = BidVersion.objects.filter(bid__in=ids).values_list("envelope", flat=True)
    kept = [file for draft in drafts for file in (draft.cv, *draft.documents.values()) if file]
    return {file.id for file in kept} | {file.id for text in texts for file in Envelope.read(text).files}


# The opening ---------------------------------------------------------------------------------------------------------
def unseal(tender: Tender, *, unconfirmed: Iterable[Bid] = ()) -> list[tuple[Bid, BidVersion, Envelope]]:
    """Every submitted bid's last version, by number, for the opening alone: Sealed before the tender is moved to
    opened, and again once its Opening is there. Raises Damaged for one that was tampered with. The `unconfirmed` ones
    stay sealed."""
    if tender.state != Tender.State.OPENED or Opening.objects.filter(tender=tender).exists():
        raise Sealed
    last = BidVersion.objects.filter(bid=OuterRef("bid")).order_by("-sequence").values("pk")[:1]
    versions = (
        BidVersion.objects.defer(None)
        .defer("bid__draft")
        .filter(bid__tender=tender, bid__state=Bid.State.SUBMITTED, pk=Subquery(last))
        .exclude(bid__in=[bid.pk for bid in unconfirmed])
        .select_related("bid__supplier")
        .order_by("bid__number")
    )
    return [(version.bid, version, _checked(version)) for version in versions]


def lock_rates(cents: Mapping[Offer, int]) -> None:
    """Put the rates of the opened bids behind the second lock."""
    OfferedRate.objects.bulk_create(OfferedRate(offer=offer, cents=rate) for offer, rate in cents.items())


# The rates -----------------------------------------------------------------------------------------------------------
def open_rates(tender: Tender, *, by: User, now: datetime) -> RateOpening:
    """Called in the transaction that makes the points final. A second call changes nothing."""
    opening, _made = RateOpening.objects.get_or_create(tender=tender, defaults={"opened_at": now, "opened_by": by})
    return opening


def rates_are_open(tender: Tender) -> bool:
    return RateOpening.objects.filter(tender=tender).exists()


def rates(tender: Tender) -> dict[int, int]:
    """The rate in cents of each opened bid, by the bid's key. Raises RatesSealed until the points are final."""
    if not rates_are_open(tender):
        raise RatesSealed
    return dict(OfferedRate.objects.filter(offer__bid__tender=tender).values_list("offer__bid_id", "cents"))


def rate_of(bid: Bid, *, by: Visitor) -> int | None:
    """The supplier's own submitted rate; None while nothing was submitted. Raises Sealed."""
    _require_owner(bid, by)
    version = bid.versions.last()
    return _checked(version).hourly_rate_cents if version else None


def _require_owner(bid: Bid, by: Visitor) -> None:
    if not is_owner(by, bid):
        raise Sealed


def _checked(version: BidVersion) -> Envelope:
    if sha256(version.envelope.encode()).hexdigest() != version.sha256:
        raise Damaged(version.bid.number)
    return Envelope.read(version.envelope)


def _contents(bids: list[Bid]) -> Iterable[tuple[int, str, str | None]]:
    last = BidVersion.objects.filter(bid=OuterRef("pk")).order_by("-sequence").values("envelope")[:1]
    return Bid.objects.filter(pk__in=[bid.pk for bid in bids]).values_list("pk", "draft", Subquery(last))


def _name(draft: str, envelope: str | None) -> str:
    return Envelope.read(envelope).candidate if envelope else Draft.read(draft).answers.candidate
