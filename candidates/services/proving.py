"""Hand a supplier the proof that its bid was among those that were opened."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotNow
from accounts.models import User
from audit.services import record
from candidates.models import Bid
from candidates.proofs import proof_of


def take_proof(bid: Bid, *, by: User, now: datetime) -> dict[str, Any]:
    """Raises NotNow for a bid that was not opened."""
    proof = proof_of(bid)
    if proof is None:
        raise NotNow(_("This bid was not among those that were opened: there is no proof."))
    about, number = ("bid", bid.number), bid.tender.number
    with transaction.atomic():
        record("bid.proof_downloaded", by=by, about=about, tender=number, now=now, merkle_root=proof["root"])
    return proof
