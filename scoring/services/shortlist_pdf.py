"""The shortlist as one PDF for the client: the report, then the cleaned pages of each candidate's CV.

It is made of what was released alone, with no other moment in it, so that one snapshot always gives the same bytes.
"""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from documents.models import StoredFile
from documents.pdf import Part, render_dossier, render_pdf, render_report
from documents.reading import clean_pdf
from documents.unreadable import Unreadable
from scoring.models import Shortlist
from scoring.queries.shortlist import Row, Table, table
from tenders import facts

REPORT = "scoring/pdf/shortlist.html"
NO_CV = "scoring/pdf/no_cv.html"
# As many as the sandbox has places for.
AT_ONCE = 2
# What the report usually takes: cover, contents, explanation, matrix; and two pages for a candidate.
PAGES_BEFORE, PAGES_EACH = 4, 2
# Says nothing of the file: it is the machine that has no time.
PASSING = "busy"


def shortlist_pdf(shortlist: Shortlist, *, language: str = "nl") -> bytes:
    """Raises Unreadable when too much is being read at this moment."""
    return render_dossier(REPORT, **_content(shortlist, language))


def shortlist_report(shortlist: Shortlist, *, language: str = "nl") -> bytes:
    """The same without the pages of the CVs: PDF/UA-1."""
    return render_report(REPORT, **_content(shortlist, language))


def _content(shortlist: Shortlist, language: str) -> dict[str, Any]:
    with override(language):
        found = table(shortlist, language=language)
        cvs = _cleaned(row.offer.cv for row in found.rows)
        return {
            "context": _context(found, cvs),
            "parts": [_part(row, cv, language) for row, cv in zip(found.rows, cvs, strict=True)],
            "language": language,
            "title": _title(found),
            "expected_pages": PAGES_BEFORE + PAGES_EACH * len(found.rows),
        }


def _context(found: Table, cvs: Sequence[bytes | None]) -> dict[str, Any]:
    stage = found.shortlist.run.stage
    tender = stage.tender
    return {
        "table": found,
        "tender": tender,
        "colour": tender.client.colour,
        "shortlist": found.shortlist,
        "rules_version": found.shortlist.snapshot.rules_version,
        "rate": facts.rate(tender),
        "stages": list(tender.stages.all()),
        "competences": list(tender.competences.all()),
        "here": stage.position,
        "without_cv": {row.entry.position for row, cv in zip(found.rows, cvs, strict=True) if cv is None},
    }


def _title(found: Table) -> str:
    tender = found.shortlist.run.stage.tender
    return _("Shortlist %(number)s: %(title)s") % {"number": tender.number, "title": tender.title}


def _cleaned(files: Iterable[StoredFile]) -> list[bytes | None]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(_cleaned_or_none, files))


def _cleaned_or_none(file: StoredFile) -> bytes | None:
    """One CV that can't be read must not keep the others from the client."""
    try:
        return clean_pdf(file)
    except Unreadable as error:
        if error.code == PASSING:
            raise
        return None


def _part(row: Row, cv: bytes | None, language: str) -> Part:
    names = {"place": row.entry.place, "candidate": row.offer.candidate.name}
    title = _("CV of %(candidate)s (place %(place)s)") % names
    return Part(title, cv or clean_pdf(render_pdf(NO_CV, {"row": row}, language=language, title=title)))
