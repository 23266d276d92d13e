"""The knock-outs that the program checks itself, by kind. A kind that isn't here is judged by people."""

from collections.abc import Callable, Mapping

from tenders.models import KnockOut, Tender

from .content import Envelope

Met = Callable[[KnockOut, Tender, Envelope], bool]


def rate_is_within_the_ceiling(knock_out: KnockOut, tender: Tender, offered: Envelope) -> bool:
    """Equal to the ceiling is within it."""
    return tender.rate_ceiling_cents is None or offered.hourly_rate_cents <= tender.rate_ceiling_cents


def document_came(knock_out: KnockOut, tender: Tender, offered: Envelope) -> bool:
    came = {document.kind for document in offered.documents} | ({"motivation"} if offered.motivation else set())
    return knock_out.document in came


CHECKS: Mapping[str, Met] = {
    KnockOut.Kind.RATE_CEILING: rate_is_within_the_ceiling,
    KnockOut.Kind.DOCUMENT: document_came,
}
