"""What is missing or wrong in a draft, and what the supplier should know before submitting it.

Every rule on the content of a bid stands here once: the pages of the steps, the check page and the submission all ask
`findings`. Nothing blocks but what can't be sealed; all else is a warning that says its consequence.
"""

from .checks import CHECKS, Checked, findings
from .files import closing_day
from .finding import (
    LONGEST,
    Finding,
    Known,
    Weight,
    blocks,
    holds_field,
    issued_field,
    of_weight,
    remark_field,
    sentence_field,
)
from .offered import cents_of, hours_of

__all__ = [
    "CHECKS",
    "LONGEST",
    "Checked",
    "Finding",
    "Known",
    "Weight",
    "blocks",
    "cents_of",
    "closing_day",
    "findings",
    "holds_field",
    "hours_of",
    "issued_field",
    "of_weight",
    "remark_field",
    "sentence_field",
]
