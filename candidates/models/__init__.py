"""What is offered. Until the opening a bid is one sealed envelope; typed rows exist only after it.

`Bid.draft`, `BidVersion.envelope` and `OfferedRate.sealed` are ciphertext under the bid's own key. They are read in
`candidates/vault.py` and nowhere else (a test holds that), and the managers leave them out of every ordinary query.
"""

from .bids import Bid, BidVersion, Withdrawal
from .informing import Notice, PersonObjection
from .offers import Offer, OfferedDocument, OfferedJob, OfferedPassage, OfferedRate, ProgramCheck, Statement
from .opening import Opening, OpeningConsent, RateOpening
from .people import Candidate, SavedCandidate, SupplierKey
from .reading import READ_CV, CvReading
from .telling import ProgressMessage, Results

__all__ = [
    "READ_CV",
    "Bid",
    "BidVersion",
    "Candidate",
    "CvReading",
    "Notice",
    "Offer",
    "OfferedDocument",
    "OfferedJob",
    "OfferedPassage",
    "OfferedRate",
    "Opening",
    "OpeningConsent",
    "PersonObjection",
    "ProgramCheck",
    "ProgressMessage",
    "RateOpening",
    "Results",
    "SavedCandidate",
    "Statement",
    "SupplierKey",
    "Withdrawal",
]
