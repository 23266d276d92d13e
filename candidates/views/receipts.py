"""What a supplier keeps: the receipt of each version, as a page, a PDF and the text of its hash; of a withdrawal."""

from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import NotNow
from audit import clock
from audit.chain import Position
from candidates import vault
from candidates.models import Bid, BidVersion
from candidates.proofs import proof_of
from candidates.queries import is_unconfirmed
from candidates.receipt_pdf import receipt_pdf
from candidates.receipts import file_lines, receipt_address
from candidates.rules import bid_for
from documents.names import attachment_header
from tenders.models import Tender
from tenders.procedure import phase

PRIVATE = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}


@require_safe
def bid_receipt(request: HttpRequest, number: str) -> HttpResponse:
    """Of what was submitted last."""
    now = clock.now()
    bid = bid_for(request.user, number, "bid.read", now=now)
    version = _versions(bid).last()
    if version is None:
        raise NotNow(_("This bid has not been submitted: there is no receipt."))
    return _page(request, bid, version, now)


@require_safe
def bid_version(request: HttpRequest, number: str, version: int) -> HttpResponse:
    """Of one submission, at an address that lasts."""
    now = clock.now()
    bid = bid_for(request.user, number, "bid.read", now=now)
    return _page(request, bid, _version(bid, version), now)


@require_safe
def version_text(request: HttpRequest, number: str, version: int) -> HttpResponse:
    """To the byte what was hashed."""
    bid = bid_for(request.user, number, "bid.read", now=clock.now())
    text = vault.read_text(_version(bid, version), by=request.user)
    return _download(text.encode(), f"{bid.number}-{version}.txt", "text/plain; charset=utf-8")


@require_safe
def version_pdf(request: HttpRequest, number: str, version: int) -> HttpResponse:
    bid = bid_for(request.user, number, "bid.read", now=clock.now())
    submitted = _version(bid, version)
    pdf = receipt_pdf(submitted, vault.read_version(submitted, by=request.user), bid.tender)
    return _download(pdf, _("receipt-%s.pdf") % f"{bid.number}-{version}", "application/pdf")


@require_safe
def bid_withdrawal(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    bid = bid_for(request.user, number, "bid.read", now=now)
    if bid.state != Bid.State.WITHDRAWN:
        raise NotNow(_("This bid has not been withdrawn."))
    withdrawal = bid.withdrawal
    context = {
        "bid": bid,
        "tender": bid.tender,
        "organisation": bid.tender.client,
        "withdrawal": withdrawal,
        "version": bid.versions.latest("sequence"),
        "head": Position(withdrawal.head_count, withdrawal.head_hash),
    }
    return render(request, "candidates/bid_withdrawal.html", context)


def _versions(bid: Bid) -> QuerySet[BidVersion]:
    return bid.versions.select_related("submitted_by", "rules_version", "bid__supplier")


def _version(bid: Bid, sequence: int) -> BidVersion:
    return get_object_or_404(_versions(bid), sequence=sequence)


def _page(request: HttpRequest, bid: Bid, version: BidVersion, now: datetime) -> HttpResponse:
    last = bid.versions.last()
    is_last = version == last
    sent = vault.read_version(version, by=request.user)
    names = [line.name for line in file_lines(sent)]
    context = {
        "bid": bid,
        "tender": bid.tender,
        "organisation": bid.tender.client,
        "version": version,
        "last": last,
        "is_last": is_last,
        "sent": sent,
        "files": list(zip(names, sent.files, strict=True)),
        "text": vault.read_text(version, by=request.user),
        "head": Position(version.head_count, version.head_hash),
        "address": receipt_address(version),
        "is_open": phase(bid.tender, now) == Tender.State.PUBLISHED,
        "unconfirmed": is_unconfirmed(bid),
        "counts": is_last and bid.state == Bid.State.SUBMITTED and not is_unconfirmed(bid),
        "proof": proof_of(bid) if is_last else None,
    }
    return render(request, "candidates/bid_receipt.html", context)


def _download(content: bytes, name: str, content_type: str) -> HttpResponse:
    headers = PRIVATE | {"Content-Disposition": attachment_header(name)}
    return HttpResponse(content, content_type=content_type, headers=headers)
