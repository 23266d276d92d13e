"""A page as PNG: what an assessor looks at, instead of a stranger's PDF in the browser."""

import io
import math

import PIL.Image
import pypdfium2
from refusals import Refused, open_document

MOST_PIXELS, LONGEST_SIDE = 8_000_000, 8_000


def answer(data: bytes, number: str, width: str) -> bytes:
    document = open_document(data)
    if not 1 <= int(number) <= len(document):
        raise Refused("no_such_page")
    png = io.BytesIO()
    draw(document, int(number), int(width)).save(png, "PNG")
    return png.getvalue()


def draw(document: pypdfium2.PdfDocument, number: int, width: int) -> PIL.Image.Image:
    """`width` pixels wide, unless the page is so long that the picture would not fit in memory."""
    page = document[number - 1]
    page_width, page_height = page.get_size()
    if not (page_width > 0 and page_height > 0 and math.isfinite(page_width * page_height)):
        raise Refused("broken")
    fits = math.sqrt(MOST_PIXELS / (page_width * page_height)), LONGEST_SIDE / max(page_width, page_height)
    image = page.render(scale=min(width / page_width, *fits)).to_pil()
    page.close()
    return image
