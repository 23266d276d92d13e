"""The vault: the one reader and writer of a draft, of an envelope and of an offered rate. A test holds that no other
module names them.

Two locks. Until the tender is opened nobody but the supplier's own bidders reads anything of a bid; after it, others
read the typed rows, never the envelope. The rates stay locked until the points are final (`open_rates`).

What is behind them is also sealed on the disk, under one key for each bid, each value bound to its own place: a copy of
the database shows nothing of it, and nothing moves from one bid to another. docs/vault.md.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from accounts.access import NotNow
from accounts.models import User
from accounts.rules import Visitor
from audit.chain import Position
from documents import keystore
from documents.models import StoredFile
from tenders.models import RulesVersion, Tender
from tenders.rules import roles_on

from .content import Draft, Envelope, OfferedFile
from .cv import Facts, kept
from .models import Bid, BidVersion, CvReading, Offer, OfferedRate, Opening, RateOpening
from .rules import is_owner

logger = logging.getLogger(__name__)


class Sealed(PermissionError):
    """Someone who does not bid for the supplier, or comes before the opening, asks for what is in a bid."""


class RatesSealed(PermissionError):
    """The points are not final yet."""


class Damaged(NotNow):
    """A bid can't be read, and nobody meant that: it is not what was written, or its key is missing. Nothing is lost
    by asking: it can still be restored."""

    def __init__(self, bid_number: str) -> None:
        text = _("Bid %(number)s can't be read: it is damaged, or its key is missing. Tell whoever runs this site.")
        super().__init__(text % {"number": bid_number})
        self.bid_number = bid_number


class Erased(NotNow):
    """The bid's key was destroyed: on purpose, for ever."""

    def __init__(self, bid: Bid) -> None:
        super().__init__(_("The content of bid %(number)s has been erased.") % {"number": bid.number})


# The draft and the submitted versions: their supplier's alone --------------------------------------------------------
def read_draft(bid: Bid, *, by: Visitor) -> Draft:
    """Raises Sealed for everyone but the supplier's bidders, at any time: a draft is never opened."""
    _require_owner(bid, by)
    return Draft.read(_draft_text(bid, Bid.objects.values_list("draft", flat=True).get(pk=bid.pk)))


def write_draft(bid: Bid, draft: Draft, *, by: Visitor) -> None:
    _require_owner(bid, by)
    Bid.objects.filter(pk=bid.pk).update(draft=_seal(bid, draft.text, _DRAFT))


def read_version(version: BidVersion, *, by: Visitor) -> Envelope:
    """What was submitted. Raises Sealed for everyone but the supplier's bidders, also after the opening: it holds the
    rate, so others read the typed rows."""
    _require_owner(version.bid, by)
    return _checked(version)


def read_text(version: BidVersion, *, by: Visitor) -> str:
    """The exact text whose hash stands on the receipt, for the supplier to compute it again."""
    _require_owner(version.bid, by)
    _checked(version)
    return _envelope_text(version)


def names(bids: Iterable[Bid], *, by: Visitor) -> dict[int, str]:
    """The candidate's name in each of the person's own bids, in one query: as it was submitted last, else as it stands
    in the draft; none where the bid can't be read any more. Raises Sealed."""
    bids = list(bids)
    for bid in bids:
        _require_owner(bid, by)
    return {pk: _name(draft, envelope) for pk, draft, envelope in _contents(bids)}


def drafts(bids: Iterable[Bid], *, by: Visitor) -> dict[int, Draft]:
    """The drafts of the person's own bids, in one query. Raises Sealed."""
    bids = list(bids)
    for bid in bids:
        _require_owner(bid, by)
    return {pk: Draft.read(draft) for pk, draft, _envelope in _contents(bids)}


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
    return _person(read_version(bid.versions.defer(None).latest("sequence"), by=by))


def people_submitted(bids: Iterable[Bid], *, by: Visitor) -> list[Person]:
    """Whom the last version of each of these submitted bids offers; nobody of one that can't be read any more, which
    keeps no other bid from being submitted. Raises Sealed."""
    found = []
    for bid in bids:
        with suppress(Damaged, Erased):
            found.append(_person(read_version(bid.versions.defer(None).latest("sequence"), by=by)))
    return found


def _person(envelope: Envelope) -> Person:
    return Person(envelope.candidate, envelope.candidate_email)


def files(bid: Bid, *, by: Visitor) -> dict[str, OfferedFile]:
    """The files in the draft and in every version, by the key under which they are kept. Raises Sealed."""
    draft = read_draft(bid, by=by)
    versions = [_checked(version) for version in bid.versions.defer(None)]
    kept = [draft.cv, *draft.documents.values(), *(file for envelope in versions for file in envelope.files)]
    return {file.id: file for file in kept if file}


def sealed_file_ids(bid: Bid, *, by: Visitor) -> set[str]:
    """The keys of the files that were submitted: none of them is erased when its draft goes on without it."""
    _require_owner(bid, by)
    return {file.id for version in bid.versions.defer(None) for file in _checked(version).files}


def empty_draft(bid: Bid, *, by: Visitor) -> set[str]:
    """The keys of the files that stood in it alone. Raises Sealed."""
    left = set(files(bid, by=by)) - sealed_file_ids(bid, by=by)
    Bid.objects.filter(pk=bid.pk).update(draft=b"")
    return left


def store_version(
    bid: Bid, envelope: Envelope, *, token: UUID, rules: RulesVersion, head: Position, by: User, now: datetime
) -> BidVersion:
    """Seal what was submitted and empty the draft."""
    _require_owner(bid, by)
    sequence = bid.versions.count() + 1
    version = BidVersion.objects.create(
        bid=bid,
        sequence=sequence,
        envelope=_seal(bid, envelope.text, _version(sequence)),
        sha256=envelope.sha256,
        rules_version=rules,
        token=token,
        submitted_at=now,
        submitted_by=by,
        head_count=head.count,
        head_hash=head.hash,
    )
    Bid.objects.filter(pk=bid.pk).update(draft=b"", state=Bid.State.SUBMITTED)
    return version


# What was read in a CV -----------------------------------------------------------------------------------------------
def keep_cv_facts(file: StoredFile, facts: Facts, *, now: datetime) -> None:
    """By the program, which read the file of a bid without a person who asks; again is the same again."""
    bid = Bid.objects.get(key_id=file.key_id)
    sealed = _seal(bid, kept.to_text(facts), _cv_facts(file.pk))
    CvReading.objects.update_or_create(file=file, defaults={"bid": bid, "sealed": sealed, "read_at": now})


def cv_facts(bid: Bid, *, by: Visitor) -> Facts | None:
    """What was read in the CV: for the supplier in that of the draft, else of what was submitted last; for an assessor
    of the tender, after the opening, in that of the opened bid. None while nothing was. Raises Sealed for others."""
    return read_cv(bid, by=by)[1]


def read_cv(bid: Bid, *, by: Visitor) -> tuple[str | None, Facts | None]:
    """The same, with the key of the CV's file; None for both where there is no CV."""
    file = _own_cv(bid, by) if is_owner(by, bid) else _opened_cv(bid, by)
    reading = CvReading.objects.defer(None).filter(file=file).first() if file else None
    return file, kept.from_text(_unseal(bid, reading.sealed, _cv_facts(reading.file_id))) if reading else None


def _own_cv(bid: Bid, by: Visitor) -> str | None:
    draft = read_draft(bid, by=by)
    if draft.cv:
        return draft.cv.id
    last = bid.versions.defer(None).last()
    return _checked(last).cv.id if last else None


def _opened_cv(bid: Bid, by: Visitor) -> str:
    offer = Offer.objects.filter(bid=bid).first()
    if offer is None or "assessor" not in roles_on(by, bid.tender):
        raise Sealed
    return str(offer.cv_id)


# The keys ------------------------------------------------------------------------------------------------------------
def new_key() -> str:
    """For a new bid, and for nothing else."""
    return keystore.new_key()


def files_to_erase(bids: Iterable[Bid]) -> set[str]:
    """The keys of all files in these bids, drafts and every version: for who erases them, and nothing else of them."""
    files = StoredFile.objects.filter(key_id__in=[bid.key_id for bid in bids])
    return {str(pk) for pk in files.values_list("pk", flat=True)}


def destroy_keys(bids: Iterable[Bid]) -> None:
    """Once the transaction is certain, nothing of these bids can be read any more, here or in any backup without its
    own copy of the keys."""
    for bid in list(bids):
        transaction.on_commit(partial(keystore.erase, bid.key_id))


def destroy_content(bid: Bid, *, now: datetime) -> None:
    """The bid stays as a row that tells when its content was erased; the key goes with the transaction."""
    Bid.objects.filter(pk=bid.pk).update(draft=b"", erased_at=now)
    destroy_keys([bid])


def finish_erasures() -> int:
    """Destroys the keys of erased bids that a crash left, or that came back with a restored copy. Answers how many."""
    erased = set(Bid.objects.exclude(erased_at=None).values_list("key_id", flat=True))
    back = erased & set(keystore.key_ids())
    for key_id in back:
        keystore.erase(key_id)
    return len(back)


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
    OfferedRate.objects.bulk_create(
        OfferedRate(offer=offer, sealed=_seal(offer.bid, str(rate), _RATE)) for offer, rate in cents.items()
    )


# The rates -----------------------------------------------------------------------------------------------------------
def open_rates(tender: Tender, *, by: User, now: datetime) -> RateOpening:
    """Called in the transaction that makes the points final. A second call changes nothing. Raises Damaged when a rate
    can't be read, and then none is opened."""
    with transaction.atomic():
        opening, made = RateOpening.objects.get_or_create(tender=tender, defaults={"opened_at": now, "opened_by": by})
        if made:
            _unseal_rates(tender)
    return opening


def _unseal_rates(tender: Tender) -> None:
    sealed = OfferedRate.objects.filter(offer__bid__tender=tender, cents=None).select_related("offer__bid")
    rates = list(sealed.defer("offer__bid__draft"))
    for rate in rates:
        rate.cents, rate.sealed = int(_unseal(rate.offer.bid, rate.sealed, _RATE)), None
    OfferedRate.objects.bulk_update(rates, ["cents", "sealed"], batch_size=500)


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
    text = _envelope_text(version)
    if sha256(text.encode()).hexdigest() != version.sha256:
        raise _damaged(version.bid, "its hash is another than that on the receipt")
    return Envelope.read(text)


def _contents(bids: list[Bid]) -> Iterator[tuple[int, str, str | None]]:
    """Draft and last envelope of each bid, as text; nothing of one that can't be read."""
    last = BidVersion.objects.filter(bid=OuterRef("pk")).order_by("-sequence")
    asked = Bid.objects.filter(pk__in=[bid.pk for bid in bids]).defer(None)
    for bid in asked.annotate(last=Subquery(last.values("sequence")[:1]), sent=Subquery(last.values("envelope")[:1])):
        try:
            sent = None if bid.sent is None else _unseal(bid, bid.sent, _version(bid.last))
            yield bid.pk, _draft_text(bid, bid.draft), sent
        except (Damaged, Erased):
            yield bid.pk, "", None


def _name(draft: str, envelope: str | None) -> str:
    return Envelope.read(envelope).candidate if envelope else Draft.read(draft).answers.candidate


# Sealing: each value is bound to its bid and to its place there ------------------------------------------------------
_DRAFT, _RATE = "draft", "rate"


def _version(sequence: int) -> str:
    return f"version {sequence}"


def _cv_facts(file: UUID) -> str:
    return f"facts of {file}"


def _envelope_text(version: BidVersion) -> str:
    return _unseal(version.bid, version.envelope, _version(version.sequence))


def _draft_text(bid: Bid, sealed: bytes) -> str:
    if bid.erased_at:
        raise Erased(bid)
    return _unseal(bid, sealed, _DRAFT) if sealed else ""


def _seal(bid: Bid, text: str, place: str) -> bytes:
    try:
        return keystore.seal(bid.key_id, text.encode(), about=f"bid {bid.number} {place}")
    except keystore.Unsealable as error:
        raise _unreadable(bid, error) from error


def _unseal(bid: Bid, sealed: bytes, place: str) -> str:
    try:
        return keystore.unseal(bid.key_id, sealed, about=f"bid {bid.number} {place}").decode()
    except keystore.Unsealable as error:
        raise _unreadable(bid, error) from error


def _unreadable(bid: Bid, error: keystore.Unsealable) -> Damaged | Erased:
    return Erased(bid) if bid.erased_at else _damaged(bid, type(error).__name__)


def _damaged(bid: Bid, why: str) -> Damaged:
    logger.error("Bid %s can't be read: %s", bid.number, why)
    return Damaged(bid.number)
