"""A letter as a PDF for readers (PDF/UA-1), in its own language; it says what was frozen."""

from datetime import date

from django.utils.translation import override

from documents.pdf import render_pdf
from tenders.models import Tender

from .models import Letter

TEMPLATE = "scoring/pdf/letter.html"


def letter_pdf(letter: Letter, tender: Tender) -> bytes:
    told = letter.told
    with override(letter.language):
        context = {
            "letter": letter,
            "told": told,
            "day": date.fromisoformat(told["day"]),
            "colour": tender.client.colour,
        }
        return render_pdf(TEMPLATE, context, language=letter.language, title=told["subject"])
