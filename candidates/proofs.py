"""The proof that a receipt was in the list of the opening. Its format is public (docs/bids.md).

It holds hashes of the other receipts, never a receipt: their numbers and salted hashes can't be found by trying.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from audit.chain import canonical

from . import merkle
from .models import Bid, Opening

FORMAT = 1

Receipt = Mapping[str, str]


def root_over(receipts: Sequence[Receipt]) -> str:
    """The root over the receipts of a record, in the order in which they stand there."""
    return merkle.root(_entries(receipts)).hex()


def proof_of(bid: Bid) -> dict[str, Any] | None:
    """None before the opening, and for a bid that was not among those that were opened."""
    opening = Opening.objects.filter(tender=bid.tender_id).first()
    receipts = opening.content["bids"] if opening else []
    index = next((place for place, receipt in enumerate(receipts) if receipt["bid"] == bid.number), None)
    if opening is None or index is None:
        return None
    return {
        "format": FORMAT,
        "tender": opening.content["tender"],
        "receipt": receipts[index],
        "leaf_index": index,
        "tree_size": len(receipts),
        "audit_path": [step.hex() for step in merkle.proof(_entries(receipts), index)],
        "root": opening.merkle_root,
    }


def _entries(receipts: Sequence[Receipt]) -> list[bytes]:
    """The SHA-256 of each receipt's canonical JSON."""
    return [sha256(canonical(receipt).encode()).digest() for receipt in receipts]
