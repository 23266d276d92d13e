"""The verbs of a bid: the only writers of more than one row, and of events."""

from .confirming import draft_again
from .drafting import attach_cv, attach_document, require_draft, save_draft, start_bid
from .opening import open_vault
from .proving import take_proof
from .reminding import remind
from .replacing import keep_submitted, reopen
from .submitting import Refusal, Why, names_taken, submit
from .withdrawing import withdraw

__all__ = [
    "Refusal",
    "Why",
    "attach_cv",
    "attach_document",
    "draft_again",
    "keep_submitted",
    "names_taken",
    "open_vault",
    "remind",
    "reopen",
    "require_draft",
    "save_draft",
    "start_bid",
    "submit",
    "take_proof",
    "withdraw",
]
