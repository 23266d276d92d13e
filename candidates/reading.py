"""What the program reads in the CV of a draft, for its supplier, when a page needs it."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from accounts.access import NotNow
from accounts.rules import Visitor
from documents.models import StoredFile
from documents.reading import NoSuchPage, content_of, page_image, read_cv, read_page

from . import cv, vault
from .content import Draft, OfferedFile
from .cv.lines import Line, lines_of
from .cv.periods import Period
from .cv.words import pages_of
from .models import Bid


def periods_of(bid: Bid, draft: Draft, *, by: Visitor) -> Sequence[Period]:
    """As they were read in the background; read now where that is not done yet. Raises Unreadable."""
    if draft.cv is None:
        return ()
    facts = vault.cv_facts(bid, by=by) or cv.read(read_cv(_bytes(draft.cv)))
    return facts.periods


def lines_by_page(file: OfferedFile) -> list[tuple[Line, ...]]:
    """The lines that people see, of each page. Raises Unreadable."""
    return [lines_of(page) for page in pages_of(read_cv(_bytes(file)))]


def page_of(file: OfferedFile, page: int) -> dict[str, Any]:
    """Raises NoSuchPage and Unreadable."""
    if page > file.pages:
        raise NoSuchPage(page)
    return read_page(_bytes(file), page=page)


def image_of(file: OfferedFile, page: int) -> bytes:
    """The bytes are handed over, not the kept file: of what is sealed no image is left on the disk."""
    if page > file.pages:
        raise NoSuchPage(page)
    return page_image(_bytes(file), page=page)


def _bytes(file: OfferedFile) -> bytes:
    """Raises NotNow where a colleague replaced it a moment ago."""
    stored = StoredFile.objects.filter(pk=file.id).first()
    if stored is None:
        raise NotNow(_("The CV was replaced in the meantime. Choose the passage in the new one."))
    return content_of(stored)
