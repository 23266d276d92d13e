"""The lines of each page of a PDF, as a reader sees them: an empty line where there is room between two, a tab between
the cells of a table.

pypdfium2, which reads the text of CVs, tells neither: paragraphs run into one another and a label into its value. So
pdfplumber gives the words with their places, row by row: programs that make PDFs write the numbers of a list, and the
cells of a table, in any order.
"""

import io
import json
import re
import statistics
from itertools import pairwise
from typing import Any

import pdfplumber
from refusals import MOST_CHARACTERS, Refused, open_document

CELL_GAP = 1.6  # in heights of the letters
LIST_MARK = re.compile(r"[(\[]?(?:\d{1,3}|[a-zA-Z])[.)\]]|[•·▪◦–—-]")
PARAGRAPH_GAP = 0.45  # more than the usual room between two lines, in heights of the letters

Word = dict[str, Any]


def answer(data: bytes) -> bytes:
    open_document(data)
    pages, characters = [], 0
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            characters += len(page.chars)
            if characters > MOST_CHARACTERS:
                raise Refused("out_of_limits")
            pages.append(page_text(page.extract_words(x_tolerance=1.5)))
            page.close()
    if not any(pages):
        raise Refused("no_text")
    return json.dumps(pages).encode()


def page_text(words: list[Word]) -> str:
    rows = lines(words)
    rooms = [below[0]["top"] - above[-1]["bottom"] for above, below in pairwise(rows)]
    usual = statistics.median_low(sorted(room for room in rooms if room > -5) or [0])
    out: list[str] = []
    for row, room in zip(rows, [0, *rooms], strict=True):
        if out and (room > usual + PARAGRAPH_GAP * height(row[0]) or room < -3 * height(row[0])):
            out.append("")
        out.append(line(row))
    return "\n".join(out)


def lines(words: list[Word]) -> list[list[Word]]:
    rows: list[list[Word]] = []
    for word in words:
        if rows and beside(rows[-1][-1], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    return rows


def beside(one: Word, next_: Word) -> bool:
    shared = min(one["bottom"], next_["bottom"]) - max(one["top"], next_["top"])
    return shared > 0.5 * min(height(one), height(next_)) and next_["x0"] > one["x0"]


def line(row: list[Word]) -> str:
    text = row[0]["text"]
    for one, next_ in pairwise(row):
        apart = next_["x0"] - one["x1"] > CELL_GAP * height(one) and not LIST_MARK.fullmatch(text)
        text += ("\t" if apart else " ") + next_["text"]
    return text


def height(word: Word) -> float:
    return max(word["bottom"] - word["top"], 1)
