"""A receipt as a PDF for readers (PDF/UA-1). It shows nothing of the content, so that others may see it; the same
receipt is the same bytes each time."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from documents.pdf import render_pdf
from tenders.models import Tender

from .content import Envelope
from .models import BidVersion
from .receipts import receipt_of

TEMPLATE = "candidates/pdf/receipt.html"
LANGUAGE = "nl"  # as everything that stands as proof


def receipt_pdf(version: BidVersion, envelope: Envelope, tender: Tender) -> bytes:
    with override(LANGUAGE):
        title = _("Receipt of bid %(number)s") % {"number": version.bid.number}
        context = receipt_of(version, envelope, tender) | {"colour": tender.client.colour}
        return render_pdf(TEMPLATE, context, language=LANGUAGE, title=title)
