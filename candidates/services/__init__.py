"""The verbs of a bid: the only writers of more than one row, and of events."""

from .drafting import attach_cv, attach_document, require_draft, save_draft, start_bid
from .opening import open_vault
from .submitting import Refusal, submit

__all__ = [
    "Refusal",
    "attach_cv",
    "attach_document",
    "open_vault",
    "require_draft",
    "save_draft",
    "start_bid",
    "submit",
]
