"""The text of each page in the order in which it was written.

pdfplumber's plain extract_text reads across the page, so that the columns of a CV come out line by line through one
another. With use_text_flow it keeps the order of the file, as pypdfium2 does too. On CVs in one and two columns, from
Word-like tables and floats, the two gave the same text; pypdfium2 takes a fortieth of the time.
"""

import json
import re

from refusals import MOST_CHARACTERS, Refused, open_document

# pypdfium2 marks a word that was broken at the end of a line with one of these.
BROKEN_WORD = re.compile("[\ufffe\x02]\r?\n?")
PRIVATE_BULLETS = str.maketrans(dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d", "•"))
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def answer(data: bytes) -> bytes:
    document = open_document(data)
    pages, characters = [], 0
    for number in range(len(document)):
        page = document[number]
        text_page = page.get_textpage()
        characters += text_page.count_chars()
        if characters > MOST_CHARACTERS:
            raise Refused("out_of_limits")
        pages.append(plain(text_page.get_text_bounded()))
        text_page.close()
        page.close()
    return json.dumps(pages).encode()


def plain(text: str) -> str:
    text = BROKEN_WORD.sub("", text).replace("\r\n", "\n").translate(PRIVATE_BULLETS)
    lines = (" ".join(line.split()) for line in CONTROLS.sub("", text).split("\n"))
    return "\n".join(lines).strip()
