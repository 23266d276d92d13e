"""What the record of an outage says, and when an assignment may take bids again because of it.

A deadline that has passed is not moved: that would be a favour. The one exception is a site that was down at the
closing itself, as long as the bids are sealed, and then for at least as long as it was down.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from django.utils.translation import gettext as _

from accounts.templatetags.weegschaal import moment

from .rulesbook import canonical, digest, plain

LEAST = timedelta(hours=1)


@dataclass(frozen=True)
class OutageReport:
    """Told by an officer: from when until when, what was down, what shows it, and who knows more."""

    began_at: datetime
    ended_at: datetime
    what: str
    evidence: str
    contact: str

    @property
    def plain(self) -> dict[str, Any]:
        return {name: plain(value) for name, value in asdict(self).items()}

    @property
    def sha256(self) -> str:
        return digest(canonical(self.plain))

    @classmethod
    def read(cls, written: Mapping[str, Any]) -> Self:
        moments = {name: datetime.fromisoformat(written[name]) for name in ("began_at", "ended_at")}
        return cls(**{**written, **moments})

    @property
    def took(self) -> timedelta:
        return self.ended_at - self.began_at


def problems(outage: OutageReport, *, closed_at: datetime, closes_at: datetime, now: datetime) -> dict[str, str]:
    """The name of a date with what is wrong with it; nothing when the assignment may take bids until `closes_at`."""
    found = {}
    if outage.ended_at <= outage.began_at:
        found["ended_at"] = _("The outage ends after it begins.")
    elif outage.ended_at > now:
        found["ended_at"] = _("This moment is still to come. Wait until the outage is over.")
    if outage.began_at >= closed_at:
        found["began_at"] = _("Bidding closed on %(moment)s. The outage must have begun before that.") % {
            "moment": moment(closed_at)
        }
    elif "ended_at" not in found and outage.ended_at < closed_at:
        found["ended_at"] = _("The outage was over before the closing on %(moment)s: suppliers could still bid.") % {
            "moment": moment(closed_at)
        }
    least = now + max(outage.took, LEAST)
    if not found and closes_at < least:
        text = _("Suppliers get at least as long as the outage took, and at least an hour: until %(moment)s or later.")
        found["closes_at"] = text % {"moment": moment(least + timedelta(minutes=1))}
    return found
