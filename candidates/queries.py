"""Reads of bids that more than one page uses."""

from django.db.models import Prefetch, QuerySet

from tenders.models import Tender

from .models import Bid, Offer, OfferedDocument, ProgramCheck, Statement


def offers_of(tender: Tender) -> QuerySet[Offer]:
    """The opened bids by number, with all that may be shown before the rates: four queries, however many there are."""
    return (
        Offer.objects.filter(bid__tender=tender)
        .select_related("bid__supplier", "candidate", "cv", "version")
        .defer("bid__draft", "version__envelope")
        .prefetch_related(
            Prefetch("statements", Statement.objects.select_related("knock_out")),
            Prefetch("program_checks", ProgramCheck.objects.select_related("knock_out")),
            Prefetch("documents", OfferedDocument.objects.select_related("file").order_by("pk")),
        )
        .order_by("bid__number")
    )


def number_submitted(tender: Tender) -> int:
    """All that an officer may know of the bids before the opening."""
    return tender.bids.filter(state=Bid.State.SUBMITTED).count()
