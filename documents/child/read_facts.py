"""What can be known of a PDF: its pages, and the words that a person or a program can read on each."""

import io
import json

import clean_pdf
import page_image
import pdfplumber
import pypdfium2
import pypdfium2.raw
from legible import is_legible
from refusals import MOST_CHARACTERS, Refused, check_sides, open_document

TRIAL_WIDTH = 120


def answer(data: bytes) -> bytes:
    document = open_document(data)
    check_sides(document)
    encrypted = pypdfium2.raw.FPDF_GetSecurityHandlerRevision(document) != -1
    rehearse(document, data)
    words, pictures = count(data)
    facts = {"pages": len(document), "bytes": len(data), "encrypted": encrypted, "words": words, "pictures": pictures}
    return json.dumps(facts).encode()


def rehearse(document: pypdfium2.PdfDocument, data: bytes) -> None:
    """Draw and clean once: what is accepted today must not turn out unusable at the assessment or in the shortlist."""
    for number in range(1, len(document) + 1):
        page_image.draw(document, number, TRIAL_WIDTH)
    clean_pdf.copy(data)


def count(data: bytes) -> tuple[list[int], list[int]]:
    """Legible words per page, and the numbers of the pages that show something but hold no legible word."""
    words, pictures, characters = [], [], 0
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            characters += len(page.chars)
            if characters > MOST_CHARACTERS:
                raise Refused("out_of_limits")
            words.append(sum(is_legible(word["text"]) for word in page.extract_words()))
            if not words[-1] and (page.chars or page.images or page.curves):
                pictures.append(page.page_number)
            page.close()  # else every page stays in memory
    return words, pictures
