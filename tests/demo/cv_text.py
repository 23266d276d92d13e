"""The words of a CV as its readers find them."""

from io import BytesIO

import pdfplumber
import pypdfium2


def text_of(pdf: bytes) -> list[str]:
    """The words of each page in the order in which they were written, joined by single spaces."""
    with pdfplumber.open(BytesIO(pdf)) as document:
        return [" ".join(page.extract_text(use_text_flow=True).split()) for page in document.pages]


def fast_text_of(pdf: bytes) -> list[str]:
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(pdf)]


def missing(words: str, text: str) -> bool:
    """Whether the text lacks the words, wherever its lines break and hyphens split."""
    return words.replace(" ", "") not in text.replace(" ", "")
