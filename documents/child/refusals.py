"""Why a file is refused, and the checks that every mode begins with."""

import math

import pypdfium2
import pypdfium2.raw

MOST_PAGES = 60
LONGEST_SIDE = 14_400  # points, five metres: longer than any program need show (PDF 1.7, annex C.2)
MOST_CHARACTERS = 1_000_000
# Acrobat wants the header in the first and the end mark in the last 1,024 bytes (PDF 1.7, implementation notes 13 and
# 18). A file without its end mark was cut off on the way, even where a lenient parser can mend half of it.
WINDOW = 1024
# What a careless program may leave before the header. Acrobat takes anything there; a file that is a web page or an
# archive for one program and a PDF for the next is no CV.
BEFORE = b"\xef\xbb\xbf \t\r\n\0"


class Refused(Exception):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def open_document(data: bytes) -> pypdfium2.PdfDocument:
    if not data[:WINDOW].lstrip(BEFORE).startswith(b"%PDF-"):
        raise Refused("not_a_pdf")
    if b"%%EOF" not in data[-WINDOW:]:
        raise Refused("broken")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        needs_password = error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise Refused("password" if needs_password else "broken") from error
    if len(document) == 0:
        raise Refused("empty")
    if len(document) > MOST_PAGES:
        raise Refused("too_many_pages")
    return document


def check_sides(document: pypdfium2.PdfDocument) -> None:
    """A page larger than A0 with sides that fit is taken: a photo of a diploma, of a point for each pixel."""
    for number in range(len(document)):
        width, height = document.get_page_size(number)
        if not (width > 0 and height > 0 and math.isfinite(width * height)):
            raise Refused("broken")
        if max(width, height) > LONGEST_SIDE:
            raise Refused("huge_page")
