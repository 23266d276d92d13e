"""An assignment as a PDF for readers: what its page says, without the questions, which go on after publication.

It is made of the rules alone, with no other moment in it, so that one version of them always gives the same bytes.
"""

from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext as _
from django.utils.translation import override

from documents.pdf import render_pdf

from . import facts
from .models import RulesVersion, Tender
from .rulesbook import canonical, digest, rules_of

TEMPLATE = "tenders/pdf/posting.html"
LANGUAGE = "nl"  # a posting's own
KEPT = 60 * 60  # seconds


def posting_pdf(tender: Tender) -> bytes:
    """Laying out takes a second or so, and a published assignment is asked for by many."""
    if tender.state == Tender.State.DRAFT:
        return _made(tender)
    return cache.get_or_set(f"posting-pdf-{fingerprint(tender)}", lambda: _made(tender), KEPT)


def fingerprint(tender: Tender) -> str:
    """Changes with every word of the PDF."""
    version = tender.rules_versions.last()
    published = [version.version, version.published_at.isoformat()] if version else []
    around = [tender.client.colour, *published]
    return sha256(canonical({"rules": rules_of(tender), "around": around}).encode()).hexdigest()


def _made(tender: Tender) -> bytes:
    with override(LANGUAGE):
        title = _("Assignment %(number)s: %(title)s") % {"number": tender.number, "title": tender.title}
        return render_pdf(TEMPLATE, _context(tender), language=LANGUAGE, title=title)


def _context(tender: Tender) -> dict[str, Any]:
    version: RulesVersion | None = tender.rules_versions.last()
    return {
        "tender": tender,
        "colour": tender.client.colour,
        "version": version,
        "sha256": version.sha256 if version else digest(canonical(rules_of(tender))),
        "brief": facts.in_brief(tender),
        "rate": facts.rate(tender),
        "cv": facts.cv(tender),
        "planning": facts.planning(tender),
        "knock_outs": list(tender.knock_outs.all()),
        "criteria": list(tender.criteria.prefetch_related("levels")),
        "competences": list(tender.competences.all()),
        "stages": list(tender.stages.all()),
        "documents": list(tender.documents.all()),
        "attachments": list(tender.attachments.standing().select_related("file")),
    }
