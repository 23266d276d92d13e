"""What a finding is, how heavy it weighs, and the name of the field that it is about."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext as _

from candidates.asked import Asked
from candidates.content import Draft
from candidates.cv.facts import Facts

LONGEST = {"candidate": 150, "candidate_email": 254, "available_from": 100, "motivation": 10_000, "remark": 2_000}


class Weight(Enum):
    MISSING = "missing"  # a draft may wait for it, a bid may not
    WRONG = "wrong"  # said at the field at once; a bid may not have it
    WARNING = "warning"  # the supplier decides


@dataclass(frozen=True)
class Finding:
    """`field` is the form's name of the field; links lead there."""

    field: str
    weight: Weight
    text: str


@dataclass(frozen=True)
class Known:
    """What is known beside the draft. `taken`: names (as `same_name`) that the supplier already offers on this tender;
    `facts`: what was read in the CV, None while that is not known."""

    taken: Collection[str] = ()
    facts: Facts | None = None


Check = Callable[[Draft, Asked, Known], Iterator[Finding]]


def blocks(found: Collection[Finding]) -> list[Finding]:
    """Those that keep a bid from being submitted."""
    return [finding for finding in found if finding.weight is not Weight.WARNING]


def of_weight(found: Collection[Finding], weight: Weight) -> list[Finding]:
    return [finding for finding in found if finding.weight is weight]


def holds_field(number: int) -> str:
    return f"statement_{number}"


def remark_field(number: int) -> str:
    return f"remark_{number}"


def sentence_field(number: int) -> str:
    return f"sentence_{number}"


def issued_field(key: str) -> str:
    return f"issued_{key}"


def too_long(field: str, text: str, most: int) -> Iterator[Finding]:
    if len(text) > most:
        said = {"most": most, "length": len(text)}
        yield Finding(field, Weight.WRONG, _("Use at most %(most)s characters; this has %(length)s.") % said)
