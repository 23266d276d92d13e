"""Pages of a kept PDF as images that the server made, with their text: the PDF itself never reaches the browser."""

from typing import Any

from django.http import Http404, HttpResponse

from documents.models import StoredFile
from documents.reading import NoSuchPage, page_image, read_text
from documents.unreadable import Unreadable


def page_response(file: StoredFile, page: int) -> HttpResponse:
    try:
        image = page_image(file, page=page)
    except (NoSuchPage, Unreadable) as error:
        raise Http404 from error
    return HttpResponse(image, content_type="image/png", headers={"Cache-Control": "private, no-store"})


def file_pages(file: StoredFile, *, count: int = 0) -> list[dict[str, Any]]:
    """Number and text of each page. Of a file whose text can't be read the `count` pages are there all the same."""
    try:
        texts = read_text(file)
    except Unreadable:
        texts = [""] * count
    return [{"number": number, "text": text} for number, text in enumerate(texts, start=1)]
