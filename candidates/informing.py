"""What the person offered in an opened bid may see of it, by the link that they got: all that it holds about them,
never the rate and never another bid."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from outbox.letters import address
from tenders.models import KnockOut, Tender

from .models import Bid, Notice, Offer, OfferedJob, PersonObjection, Statement

SALT = "candidates.notice"
VALID = timedelta(days=365)


@dataclass(frozen=True)
class Held:
    """What a bid holds about the person."""

    offer: Offer
    statements: list[Statement]
    career: list[OfferedJob]
    documents: list[str]


def token_of(notice: Notice) -> str:
    return Signer(salt=SALT).sign(str(notice.pk))


def address_of(notice: Notice) -> str:
    return address(reverse("notice", args=[token_of(notice)]))


def notice_of(token: str, *, now: datetime) -> Notice:
    """Raises Http404 for what wasn't signed here, for who wasn't told, and a year after that."""
    rows = Notice.objects.select_related(
        "objection",
        "offer__candidate",
        "offer__cv",
        "offer__bid__supplier",
        "offer__bid__tender__client",
        "offer__bid__tender__run_by",
    ).defer("offer__bid__draft")
    try:
        notice = get_object_or_404(rows, pk=Signer(salt=SALT).unsign(token))
    except (BadSignature, ValidationError) as error:
        raise Http404 from error
    if notice.told_at is None or now >= notice.told_at + VALID:
        raise Http404
    return notice


def held_about(notice: Notice) -> Held:
    offer = notice.offer
    about_the_rate = KnockOut.Kind.RATE_CEILING  # whose remark may say the rate
    return Held(
        offer=offer,
        statements=list(offer.statements.select_related("knock_out").exclude(knock_out__kind=about_the_rate)),
        career=list(offer.jobs.all()),
        documents=list(offer.documents.order_by("pk").values_list("name", flat=True)),
    )


def objection_in(bid: Bid) -> PersonObjection | None:
    return PersonObjection.objects.filter(notice__offer__bid=bid).first()


def number_of_objections(tender: Tender) -> int:
    return PersonObjection.objects.filter(notice__offer__bid__tender=tender).count()


def notices_of(tender: Tender) -> QuerySet[Notice]:
    """With each its candidate, bid and objection: one query, by the bid's number."""
    rows = Notice.objects.filter(offer__bid__tender=tender).select_related(
        "objection", "offer__candidate", "offer__bid__supplier"
    )
    return rows.defer("offer__bid__draft").order_by("offer__bid__number")
