"""Everything that is read from a CV: the words with their places, which of them are hidden, and what the file does.

What the words mean is not decided here but in `candidates/cv`.
"""

import json
import math
import os
from collections.abc import Iterator
from typing import Any

import active_parts
import hidden_words
import page_words
import pypdfium2
import pypdfium2.raw
from legible import is_legible
from page_words import Word
from refusals import Refused, check_sides, open_document

MOST_CHARACTERS, MOST_WORDS = 300_000, 60_000
MOST_POINTS = 9_000_000  # a little over A0
A_STAMP = 5  # words: a scanner may print a number or a name on its pages
WHOLE_PAGE = 0.5


def answer(data: bytes, tell_on: str = "") -> bytes:
    """`tell_on` is the number of a pipe, on which each page that is done is told."""
    document = open_document(data)
    check_sizes(document)
    encrypted = pypdfium2.raw.FPDF_GetSecurityHandlerRevision(document) != -1
    found = {"bytes": len(data), "encrypted": encrypted, **active_parts.read(data)}
    found["pages"] = []
    for page in read_pages(document):
        found["pages"].append(page)
        if tell_on:
            os.write(int(tell_on), b"%d %d\n" % (len(found["pages"]), len(document)))
    return json.dumps(found).encode()


def check_sizes(document: pypdfium2.PdfDocument) -> None:
    check_sides(document)
    if any(math.prod(document.get_page_size(number)) > MOST_POINTS for number in range(len(document))):
        raise Refused("huge_page")


def read_pages(document: pypdfium2.PdfDocument) -> Iterator[dict[str, Any]]:
    characters, words = 0, 0
    for number in range(len(document)):
        page = document[number]
        text_page = page.get_textpage()
        characters += text_page.count_chars()
        if characters > MOST_CHARACTERS:
            raise Refused("out_of_limits")
        read = read_page(page, text_page)
        words += len(read["words"])
        if words > MOST_WORDS:
            raise Refused("out_of_limits")
        text_page.close()
        page.close()
        yield read


def read_page(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage) -> dict[str, Any]:
    sheet = page_words.sheet_of(page)
    words = page_words.words_of(text_page, sheet)
    parts = hidden_words.parts_of(page)
    pictures = hidden_words.images(parts, sheet)
    looks = hidden_words.look_at(page, parts)
    hidden_words.name_hidden(words, parts, looks, sheet)
    kind = kind_of(words, pictures, looks, sheet)
    if kind == "ocr":
        accept_layer(words, looks)
    return {
        "width": round(sheet.width, 2),
        "height": round(sheet.height, 2),
        "kind": kind,
        "photo": any(hidden_words.is_photo(box, looks) for box in pictures),
        "words": [as_row(word) for word in words],
    }


def kind_of(words: list[Word], pictures: list[Any], looks: hidden_words.Looks, sheet: page_words.Sheet) -> str:
    """ "text", "scan", "ocr", "none" (what is shown can't be read as words) or "blank"."""
    legible = [word for word in words if is_legible(word.text)]
    shown = sum(not word.hidden for word in legible)
    share = sum((box[2] - box[0]) * (box[3] - box[1]) for box in pictures) / (sheet.width * sheet.height)
    if share >= WHOLE_PAGE and shown < A_STAMP:
        recognised = [word for word in legible if is_layer(word) and hidden_words.is_on_ink(word, looks)]
        return "ocr" if recognised else "scan"
    if shown:
        return "text"
    if pictures:
        return "scan"
    darkest, lightest = looks.seen.convert("L").getextrema()
    return "none" if lightest - darkest >= hidden_words.SEEN else "blank"


def accept_layer(words: list[Word], looks: hidden_words.Looks) -> None:
    """The words that a program recognised in a scan lie unpainted on, or behind, the letters that they were read from.

    A word that lies where the picture is empty was not read there: it stays hidden."""
    for word in words:
        if is_layer(word) and hidden_words.is_on_ink(word, looks):
            word.hidden = ""


def is_layer(word: Word) -> bool:
    return word.hidden in {"invisible", "covered", "transparent"}


def as_row(word: Word) -> list[Any]:
    """As `candidates.cv.words` reads it."""
    places = (round(place, 2) for place in (*word.box, word.base))
    return [word.text, *places, round(word.style.size, 1), word.style.bold, word.hidden]
