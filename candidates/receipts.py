"""What a receipt says of a bid to anyone to whom its supplier shows it: which files came, by their hashes, and nothing
of the content. The mail and the PDF of a receipt hold no more than this."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from audit.chain import Position
from outbox.letters import address
from tenders.models import Tender

from .content import Envelope, OfferedFile
from .models import BidVersion, Withdrawal


@dataclass(frozen=True)
class FileLine:
    """`name` is what the assignment calls the document: a file's own name often holds the candidate's."""

    name: str
    sha256: str
    size: int
    pages: int


def file_lines(envelope: Envelope) -> list[FileLine]:
    return [FileLine(name, file.sha256, file.size, file.pages) for name, file in _named(envelope)]


def receipt_of(version: BidVersion, envelope: Envelope, tender: Tender) -> dict[str, Any]:
    """For the letter and for the PDF."""
    return {
        "tender": tender,
        "number": version.bid.number,
        "version": version,
        "files": file_lines(envelope),
        "head": Position(version.head_count, version.head_hash),
        "url": receipt_address(version),
    }


def receipt_address(version: BidVersion) -> str:
    return address(reverse("bid_version", args=[version.bid.number, version.sequence]))


def withdrawal_of(withdrawal: Withdrawal, tender: Tender) -> dict[str, Any]:
    return {
        "tender": tender,
        "number": withdrawal.bid.number,
        "withdrawal": withdrawal,
        "head": Position(withdrawal.head_count, withdrawal.head_hash),
        "url": address(reverse("bid_withdrawal", args=[withdrawal.bid.number])),
    }


def _named(envelope: Envelope) -> Iterator[tuple[str, OfferedFile]]:
    yield _("CV"), envelope.cv
    for document in envelope.documents:
        yield document.name, document.file
