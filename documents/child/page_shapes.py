"""Which pages of several PDFs lie on their side."""

import json

import bundle
import pypdfium2


def answer(data: bytes) -> bytes:
    _, files = bundle.unpack(data)
    return json.dumps([shapes(file) for file in files]).encode()


def shapes(file: bytes) -> list[bool]:
    document = pypdfium2.PdfDocument(file)
    return [width > height for width, height in map(document.get_page_size, range(len(document)))]
