"""A file that can't be taken, and the sentence that tells its sender what to do."""

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

SENTENCES = {
    "not_a_pdf": _("The selected file must be a PDF."),
    "not_a_text": _("The selected file must be a text, a PDF, a web page (HTML) or a Word document (DOCX)."),
    "password": _("The selected file has a password. Save it without a password and select it again."),
    "empty": _("The selected file is empty."),
    "broken": _("The selected file is damaged and cannot be read. Make the PDF again and select the new one."),
    "broken_text": _("The selected file is damaged and cannot be read. Save it again and select the new one."),
    "no_text": _("The selected file holds no text that can be read: it may be a scan. Select a file with text in it."),
    "too_big": _("The selected file must not be larger than %(megabytes)s MB."),
    "too_many_pages": _("The selected file must have at most %(pages)s pages."),
    "huge_page": _("The selected file has a page that is larger than A0. Save it on A4 and select it again."),
    "out_of_limits": _(
        "The selected file takes too much time or memory to read. Save it as a simpler PDF, for example with "
        "“print to PDF”, and select that one."
    ),
    "erased": _("The file was erased: nobody can read it any more."),
    "damaged": _(
        "The file that was kept here is missing or damaged. Tell whoever runs this site, and keep your own copy of it."
    ),
    "busy": _("The selected file could not be read, because too many files came in at once. Try again in a minute."),
}
MOST_PAGES = 60  # documents/child/refusals.py, which can't import this, says the same; a test compares them


class Unreadable(Exception):
    """Raised with one of the codes of SENTENCES."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def message(self) -> str:
        megabytes = f"{settings.UPLOAD_MAX_BYTES / 1024 / 1024:g}"
        return gettext(SENTENCES[self.code]) % {"megabytes": megabytes, "pages": MOST_PAGES}
