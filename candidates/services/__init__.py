"""The verbs of a bid: the only writers of more than one row, and of events."""

from .career import find_again, mark_passage, remove_passage, save_career
from .confirming import draft_again
from .drafting import (
    attach_cv,
    attach_document,
    change_draft,
    discard,
    remove_file,
    require_draft,
    save_draft,
    start_bid,
)
from .erasing import erase_bid
from .opening import begin_opening, open_vault
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
    "begin_opening",
    "change_draft",
    "discard",
    "draft_again",
    "erase_bid",
    "find_again",
    "keep_submitted",
    "mark_passage",
    "names_taken",
    "open_vault",
    "remind",
    "remove_file",
    "remove_passage",
    "reopen",
    "require_draft",
    "save_career",
    "save_draft",
    "start_bid",
    "submit",
    "take_proof",
    "withdraw",
]
