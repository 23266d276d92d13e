"""The record of an opening (proces-verbaal) as people read it, of both formats in which it was stored.

Format 1 counts the refused attempts and knows one officer. Format 2 lists the attempts, the consent of each officer,
and the outages after which the assignment took bids again (docs/opening.md). Numbers and hashes only, but for the names
of the officers, which stand in no stored record.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from tenders.models import Outage, RulesVersion, Tender

from .models import Opening

WHY = {
    "late": _("it came at the closing or after it"),
    "not open": _("the assignment took no bids"),
    "withdrawn": _("the bid had been withdrawn"),
    "discarded": _("the draft had been thrown away"),
    "amended": _("the assignment was amended after the supplier had looked at it"),
    "changed": _("the bid was changed after it had been checked"),
    "full": _("the supplier had as many bids as are allowed"),
    "incomplete": _("the bid was not complete"),
}


@dataclass(frozen=True)
class Officer:
    """Who opened. `logged_in_at` is unknown of an opening in format 1."""

    name: str
    at: datetime
    logged_in_at: datetime | None = None


@dataclass(frozen=True)
class Receipt:
    bid: str
    submitted_at: datetime
    sha256: str


@dataclass(frozen=True)
class Attempt:
    bid: str
    at: datetime
    why: Any


@dataclass(frozen=True)
class Record:
    """`attempts` is None where only their number was kept."""

    opening: Opening
    tender: Tender
    rules_version: RulesVersion | None
    rules_sha256: str
    closed_at: datetime
    officers: list[Officer]
    receipts: list[Receipt]
    unconfirmed: list[Receipt]
    refused: int
    attempts: list[Attempt] | None
    outages: list[Outage]
    log_head: str


def record_of(opening: Opening) -> Record:
    """In a handful of queries, however many bids."""
    content, tender = opening.content, opening.tender
    refused = content["refused_attempts"]
    attempts = None if isinstance(refused, int) else [_attempt(line) for line in refused]
    return Record(
        opening=opening,
        tender=tender,
        rules_version=tender.rules_versions.filter(sha256=content["rules_sha256"]).last(),
        rules_sha256=content["rules_sha256"],
        closed_at=_moment(content["closed_at"]),
        officers=_officers(opening),
        receipts=[_receipt(line) for line in content["bids"]],
        unconfirmed=[_receipt(line) for line in content.get("unconfirmed", [])],
        refused=refused if attempts is None else len(attempts),
        attempts=attempts,
        outages=list(Outage.objects.filter(amendment__tender=tender).select_related("amendment__rules_version")),
        log_head=content["log_head"],
    )


def _officers(opening: Opening) -> list[Officer]:
    """Of two, the one who began comes first."""
    consents = opening.content.get("consents")
    if consents is None:
        return [Officer(opening.opened_by.name, opening.opened_at)]
    people = User.objects.in_bulk([consent["officer"] for consent in consents])
    return [
        Officer(people[consent["officer"]].name, _moment(consent["at"]), _moment(consent["logged_in_at"]))
        for consent in consents
    ]


def _receipt(line: Mapping[str, str]) -> Receipt:
    return Receipt(line["bid"], _moment(line["submitted_at"]), line["sha256"])


def _attempt(line: Mapping[str, str]) -> Attempt:
    return Attempt(line["bid"], _moment(line["at"]), WHY.get(line["why"], line["why"]))


def _moment(written: str) -> datetime:
    return datetime.fromisoformat(written)
