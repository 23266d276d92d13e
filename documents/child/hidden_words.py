"""Words that a program reads and no person sees.

The page is drawn twice, with and without its text. A word under which nothing changes isn't seen, whatever the trick;
only for those the objects are asked why. Looking for the tricks themselves would find those that one thought of, and
would take the white words on a dark column of an ordinary CV for hidden.
"""

import ctypes
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import PIL.Image
import PIL.ImageChops
import pypdfium2
import pypdfium2.raw as pdfium
from page_words import Box, Sheet, Word
from refusals import Refused

SHARPNESS, MOST_PIXELS = 2.0, 9_000_000  # pixels to a point; A0 at one to a point
SEEN = 24  # of 255: the least difference that counts as paint
WHITE = 245
SMALLEST = 3.0  # points
FAINTEST = 13  # of 255: 5 %
OVERLAP = 0.6
MOST_OBJECTS, DEEPEST = 200_000, 15
MOST_SEGMENTS = 500


@dataclass(slots=True)
class Part:
    """An object of a page, in its forms, with the matrix that leads to the page."""

    object: Any
    kind: int
    forms: tuple["Part", ...]
    matrix: tuple[float, float, float, float, float, float]


@dataclass(slots=True)
class Looks:
    """The page as it is seen, its ground, and where the text made a difference."""

    scale: float
    seen: PIL.Image.Image
    ground: PIL.Image.Image
    paint: PIL.Image.Image

    def pixels(self, box: Box) -> Box | None:
        left, top = math.floor(box[0] * self.scale), math.floor(box[1] * self.scale)
        right, bottom = math.ceil(box[2] * self.scale), math.ceil(box[3] * self.scale)
        width, height = self.paint.size
        cut = max(left, 0), max(top, 0), min(max(right, left + 1), width), min(max(bottom, top + 1), height)
        return cut if cut[0] < cut[2] and cut[1] < cut[3] else None


def parts_of(page: pypdfium2.PdfPage) -> list[Part]:
    parts: list[Part] = []
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        _collect(pdfium.FPDFPage_GetObject(page, index), (), (1, 0, 0, 1, 0, 0), parts)
    return parts


def _collect(thing: Any, forms: tuple[Part, ...], matrix: tuple[float, ...], parts: list[Part]) -> None:
    kind = pdfium.FPDFPageObj_GetType(thing)
    part = Part(thing, kind, forms, matrix)
    parts.append(part)
    if len(parts) > MOST_OBJECTS:
        raise Refused("out_of_limits")
    if kind != pdfium.FPDF_PAGEOBJ_FORM or len(forms) >= DEEPEST:
        return
    own = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(thing, own)
    inner = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
    for index in range(pdfium.FPDFFormObj_CountObjects(thing)):
        _collect(pdfium.FPDFFormObj_GetObject(thing, index), (*forms, part), inner, parts)


def _times(m: tuple[float, ...], n: tuple[float, ...]) -> tuple[float, ...]:
    return (
        m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3], m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5],
    )  # fmt: skip


def look_at(page: pypdfium2.PdfPage, parts: list[Part]) -> Looks:
    """Draws the page with and without its text."""
    width, height = page.get_size()
    scale = min(SHARPNESS, math.sqrt(MOST_PIXELS / (width * height)))
    seen = _drawn(page, scale)
    for part in parts:
        if part.kind == pdfium.FPDF_PAGEOBJ_TEXT:
            pdfium.FPDFPageObj_SetIsActive(part.object, False)
    ground = _drawn(page, scale)
    red, green, blue = PIL.ImageChops.difference(seen, ground).split()
    paint = PIL.ImageChops.lighter(PIL.ImageChops.lighter(red, green), blue)
    return Looks(scale, seen, ground, paint)


def _drawn(page: pypdfium2.PdfPage, scale: float) -> PIL.Image.Image:
    bitmap = page.render(scale=scale, rev_byteorder=True)
    image = bitmap.to_pil().convert("RGB")
    bitmap.close()
    return image


def name_hidden(words: list[Word], parts: list[Part], looks: Looks, sheet: Sheet) -> None:
    """Sets `hidden` of every word that nobody sees to the reason."""
    by_address = {ctypes.addressof(part.object.contents): part for part in parts}
    for word in words:
        if any(letter.isalnum() for letter in word.text):
            word.hidden = _reason(word, by_address, looks, sheet)
    for under, over in _overlapping([word for word in words if not word.hidden]):
        # Of two words on one place the pixels can't tell which of them was seen.
        odd = next((word for word in (under, over) if _colour_of_ground(word, looks)), under)
        odd.hidden = odd.hidden or _colour_of_ground(odd, looks) or "covered"


def _reason(word: Word, parts: dict[int, Part], looks: Looks, sheet: Sheet) -> str:
    left, top, right, bottom = word.box
    if right <= 0 or bottom <= 0 or left >= sheet.width or top >= sheet.height:
        return "off_page"
    if not any(style.painted for style in word.styles):
        return "invisible"
    if word.style.size < SMALLEST:
        return "tiny"
    pixels = looks.pixels(word.box)
    if pixels is None:
        return "off_page"
    if looks.paint.crop(pixels).getextrema()[1] >= SEEN:
        return ""
    part = parts.get(ctypes.addressof(word.style.object.contents))
    return _why_unseen(word, part, looks, sheet)


def _why_unseen(word: Word, part: Part | None, looks: Looks, sheet: Sheet) -> str:
    chain = [*part.forms, part] if part else []
    if word.style.alpha <= FAINTEST:
        return "transparent"
    if any(_is_clipped(word.box, each, sheet) for each in chain):
        return "clipped"
    if any(_in_a_layer(each.object) for each in chain):
        return "layer"
    if reason := _colour_of_ground(word, looks):
        return reason
    if any(pdfium.FPDFPageObj_HasTransparency(each.object) for each in chain):
        return "transparent"
    return "covered"


def _colour_of_ground(word: Word, looks: Looks) -> str:
    pixels = looks.pixels(word.box)
    if pixels is None or word.style.colour is None:
        return ""
    ground = looks.ground.crop(pixels).resize((1, 1), PIL.Image.Resampling.BOX).getpixel((0, 0))
    if max(abs(a - b) for a, b in zip(ground, word.style.colour, strict=True)) >= SEEN:
        return ""
    return "white" if min(ground) >= WHITE else "same_colour"


def _is_clipped(box: Box, part: Part, sheet: Sheet) -> bool:
    """Does less than a tenth of the word's box lie in what the clipping leaves?"""
    clip = pdfium.FPDFPageObj_GetClipPath(part.object)
    paths = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
    for number in range(min(max(paths, 0), 50)):
        points = list(_points(clip, number))
        if not points:
            return True
        xs, ys = zip(*(_apply(part.matrix, *point) for point in points), strict=True)
        if _shared(box, sheet.box(min(xs), min(ys), max(xs), max(ys))) < 0.1 * max(_area(box), 1e-6):
            return True
    return False


def _points(clip: Any, number: int) -> Iterator[tuple[float, float]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium.FPDFClipPath_CountPathSegments(clip, number), MOST_SEGMENTS)):
        segment = pdfium.FPDFClipPath_GetPathSegment(clip, number, index)
        if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            yield x.value, y.value


def _apply(m: tuple[float, ...], x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _in_a_layer(thing: Any) -> bool:
    """Optional content: it may be switched off."""
    name, needed = ctypes.create_string_buffer(32), ctypes.c_ulong()
    for index in range(max(pdfium.FPDFPageObj_CountMarks(thing), 0)):
        mark = pdfium.FPDFPageObj_GetMark(thing, index)
        pdfium.FPDFPageObjMark_GetName(mark, ctypes.cast(name, ctypes.POINTER(ctypes.c_ushort)), len(name), needed)
        if name.raw[: max(needed.value, 2) - 2].decode("utf-16-le", "replace") == "OC":
            return True
    return False


def _overlapping(words: list[Word]) -> Iterator[tuple[Word, Word]]:
    """Pairs of words, the earlier painted first, that stand on each other and are not a shadow or a bold by doubling.

    A watermark lies across a page and is much larger than what it crosses: its words don't count."""
    cells: dict[tuple[int, int], list[Word]] = defaultdict(list)
    for word in words:
        if not word.style.upright or not any(letter.isalnum() for letter in word.text):
            continue
        near = {id(other): other for cell in _cells(word.box) for other in cells[cell]}
        for other in near.values():
            smaller = min(_area(word.box), _area(other.box))
            sizes = sorted((word.style.size, other.style.size))
            if (
                _shared(word.box, other.box) > OVERLAP * max(smaller, 1e-6)
                and sizes[1] < 3 * sizes[0]
                and word.text not in other.text
                and other.text not in word.text
            ):
                yield other, word
        for cell in _cells(word.box):
            cells[cell].append(word)


def _cells(box: Box) -> list[tuple[int, int]]:
    step, most = 40, 40
    columns = range(int(box[0] // step), int(box[2] // step) + 1)[:most]
    rows = range(int(box[1] // step), int(box[3] // step) + 1)[:most]
    return [(column, row) for column in columns for row in rows]


def _shared(one: Box, other: Box) -> float:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(width, 0) * max(height, 0)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def is_on_ink(word: Word, looks: Looks) -> bool:
    """Does the picture show something where an unpainted word of a recognised scan lies?"""
    pixels = looks.pixels(word.box)
    if pixels is None:
        return False
    darkest, lightest = looks.ground.crop(pixels).convert("L").getextrema()
    return lightest - darkest >= SEEN


def images(parts: list[Part], sheet: Sheet) -> list[Box]:
    """The places of the pictures, as far as they lie on the page."""
    boxes = []
    bounds = [ctypes.c_float() for _ in range(4)]
    for part in parts:
        if part.kind != pdfium.FPDF_PAGEOBJ_IMAGE or not pdfium.FPDFPageObj_GetBounds(part.object, *bounds):
            continue
        left, bottom, right, top = (bound.value for bound in bounds)
        xs, ys = zip(*(_apply(part.matrix, x, y) for x in (left, right) for y in (bottom, top)), strict=True)
        box = sheet.box(min(xs), min(ys), max(xs), max(ys))
        cut = max(box[0], 0.0), max(box[1], 0.0), min(box[2], sheet.width), min(box[3], sheet.height)
        if cut[0] < cut[2] and cut[1] < cut[3]:
            boxes.append(cut)
    return boxes


def is_photo(box: Box, looks: Looks) -> bool:
    """A portrait's size and shape, in as many shades as only a photo has. A logo has few, and thin edges between."""
    width, height = box[2] - box[0], box[3] - box[1]
    pixels = looks.pixels(box)
    if pixels is None or not (40 <= width <= 300 and 40 <= height <= 350 and 0.5 <= width / height <= 1.6):
        return False
    grey = looks.ground.crop(pixels).convert("L").resize((64, 64), PIL.Image.Resampling.BOX).histogram()
    shades = [sum(grey[start : start + 8]) for start in range(0, 256, 8)]
    return sum(shade >= 64 * 64 / 200 for shade in shades) >= 12
