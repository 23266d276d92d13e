"""The verbs of a bid: the only writers of more than one row, and of events."""

from .confirming import draft_again, reopen, with_statements
from .drafting import attach_cv, attach_document, require_draft, save_draft, start_bid
from .opening import open_vault
from .proving import take_proof
from .submitting import Refusal, Why, names_taken, submit

__all__ = [
    "Refusal",
    "Why",
    "attach_cv",
    "attach_document",
    "draft_again",
    "names_taken",
    "open_vault",
    "reopen",
    "require_draft",
    "save_draft",
    "start_bid",
    "submit",
    "take_proof",
    "with_statements",
]
