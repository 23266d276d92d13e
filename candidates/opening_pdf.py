"""The record of an opening as a PDF (PDF/UA-1), in the assignment's language.

Made of what was stored at the opening alone: one opening always gives the same bytes.
"""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from documents.pdf import render_pdf

from .models import Opening
from .records import record_of

TEMPLATE = "candidates/pdf/opening.html"
LANGUAGE = "nl"


def opening_pdf(opening: Opening) -> bytes:
    record = record_of(opening)
    tender = record.tender
    with override(LANGUAGE):
        title = _("Record of the opening of %(number)s: %(title)s") % {"number": tender.number, "title": tender.title}
        context = {"record": record, "tender": tender, "colour": tender.client.colour, "site": settings.SITE_URL}
        return render_pdf(TEMPLATE, context, language=LANGUAGE, title=title)
