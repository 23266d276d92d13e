"""The words of a page, each with its place on the page as it is shown and with how it was meant to be painted.

pypdfium2 finds the same words as pdfplumber in a tenth of the time, and knows the object that each letter came from.
"""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

BROKEN_OFF = "\ufffe\x02"  # how pdfium marks the hyphen of a word that goes on in the next line
PRIVATE_BULLETS = str.maketrans(dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d", "•"))
STROKED = {pdfium.FPDF_TEXTRENDERMODE_STROKE, pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP}
UNPAINTED = {pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP}

Box = tuple[float, float, float, float]  # left, top, right, bottom in points, from the page's top left corner


@dataclass(slots=True)
class Style:
    """What the letters of one text object share."""

    object: Any
    size: float  # of the letters as they stand on the page, in points
    upright: bool
    bold: bool
    painted: bool
    colour: tuple[int, int, int] | None  # none: a pattern
    alpha: int


@dataclass(slots=True)
class Word:
    text: str
    box: Box
    base: float  # where the letters stand, in points from the top
    style: Style
    styles: list[Style] = field(default_factory=list)
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """From pdfium's places, which know no turned or cropped page, to those of the page as it is shown."""

    width: float
    height: float
    matrix: tuple[float, float, float, float, float, float]

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        a, b, c, d, e, f = self.matrix
        xs = a * left + c * bottom + e, a * right + c * top + e
        ys = b * left + d * bottom + f, b * right + d * top + f
        return min(xs), min(ys), max(xs), max(ys)


def sheet_of(page: pypdfium2.PdfPage) -> Sheet:
    width, height = page.get_size()
    fine = 50  # pdfium answers in whole pixels, here of a fiftieth of a point

    def shown(x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        size = round(width * fine), round(height * fine)
        pdfium.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, across, down)
        return across.value / fine, down.value / fine

    (e, f), (ax, ay), (cx, cy) = shown(0, 0), shown(1000, 0), shown(0, 1000)
    matrix = (ax - e) / 1000, (ay - f) / 1000, (cx - e) / 1000, (cy - f) / 1000, e, f
    return Sheet(width, height, matrix)


def words_of(text_page: pypdfium2.PdfTextPage, sheet: Sheet) -> list[Word]:
    return list(_words(text_page, sheet))


def _words(text_page: pypdfium2.PdfTextPage, sheet: Sheet) -> Iterator[Word]:
    text, boxes, styles, first = "", [], [], 0
    last, style = None, None
    for index in range(text_page.count_chars()):
        letter = _letter(text_page, index)
        breaks = letter in BROKEN_OFF
        if letter.isspace() or (breaks and not text):
            if text and boxes:
                yield _word(text, boxes, styles, sheet, _base(text_page, first, sheet))
            text, boxes, styles = "", [], []
            continue
        text += "-" if breaks else letter
        origin = pdfium.FPDFText_GetTextObject(text_page, index)
        if not origin:  # a mark that pdfium put there itself
            continue
        address = ctypes.addressof(origin.contents)
        if address != last:
            last, style = address, _style(text_page, index, origin)
        if not boxes:
            first = index
        if not styles or styles[-1] is not style:
            styles.append(style)
        boxes.append(text_page.get_charbox(index))
        if breaks:
            yield _word(text, boxes, styles, sheet, _base(text_page, first, sheet))
            text, boxes, styles = "", [], []
    if text and boxes:
        yield _word(text, boxes, styles, sheet, _base(text_page, first, sheet))


def _letter(text_page: pypdfium2.PdfTextPage, index: int) -> str:
    """U+FFFD where the font doesn't say which letter it draws; pdfium would give the number of the drawing."""
    code = pdfium.FPDFText_GetUnicode(text_page, index)
    nameless = code == 0 or pdfium.FPDFText_HasUnicodeMapError(text_page, index) == 1
    return "\ufffd" if nameless else chr(code)


def _base(text_page: pypdfium2.PdfTextPage, index: int, sheet: Sheet) -> float:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
    return sheet.box(x.value, y.value, x.value, y.value)[1]


def _word(text: str, boxes: list[Any], styles: list[Style], sheet: Sheet, base: float) -> Word:
    # A letter of no size, such as a zero-width joiner, has its box at the origin.
    real = [box for box in boxes if box[2] > box[0] and box[3] > box[1]] or boxes
    lefts, bottoms, rights, tops = zip(*real, strict=True)
    box = sheet.box(min(lefts), min(bottoms), max(rights), max(tops))
    return Word(text.translate(PRIVATE_BULLETS), box, base, max(styles, key=lambda style: style.size), styles)


def _style(text_page: pypdfium2.PdfTextPage, index: int, origin: Any) -> Style:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page, index, matrix)
    size = pdfium.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(origin)
    colour, alpha = _colour(origin, stroked=mode in STROKED)
    return Style(
        object=origin,
        size=size if math.isfinite(size) else 0,
        upright=abs(matrix.b) < abs(matrix.a) / 10 and matrix.a > 0,
        bold=_is_bold(text_page, index),
        painted=mode not in UNPAINTED,
        colour=colour,
        alpha=alpha,
    )


def _colour(origin: Any, *, stroked: bool) -> tuple[tuple[int, int, int] | None, int]:
    parts = [ctypes.c_uint() for _ in range(4)]
    ask = pdfium.FPDFPageObj_GetStrokeColor if stroked else pdfium.FPDFPageObj_GetFillColor
    if not ask(origin, *parts):
        return None, 255
    red, green, blue, alpha = (part.value for part in parts)
    return (red, green, blue), alpha


def _is_bold(text_page: pypdfium2.PdfTextPage, index: int) -> bool:
    name, flags = ctypes.create_string_buffer(100), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text_page, index, name, len(name), flags)
    known = name.value.lower()
    return pdfium.FPDFText_GetFontWeight(text_page, index) >= 600 or b"bold" in known or b"black" in known
