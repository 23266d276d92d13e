"""The words of one page with their places, as `read_cv` has them of all pages: what is hidden is named there too."""

import json

from read_cv import check_sizes, read_page
from refusals import MOST_CHARACTERS, Refused, open_document


def answer(data: bytes, number: str) -> bytes:
    document = open_document(data)
    if not 1 <= int(number) <= len(document):
        raise Refused("no_such_page")
    check_sizes(document)
    page = document[int(number) - 1]
    text_page = page.get_textpage()
    if text_page.count_chars() > MOST_CHARACTERS:
        raise Refused("out_of_limits")
    return json.dumps(read_page(page, text_page)).encode()
