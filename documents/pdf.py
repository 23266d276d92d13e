"""PDFs that the program makes: a Django template, laid out by WeasyPrint with the project's own fonts and styles.

The same input gives the same bytes, so that a PDF can be made again and compared with the hash of the first.
"""

import json
import mimetypes
import os
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override
from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from . import sandbox

# Templates name their style sheets and pictures from here: href="css/pdf.css".
STATIC = "file:///static/"


class _Fonts(threading.local):
    """Unpacking the fonts takes a third of the time of a short report: once for each thread is enough (a configuration
    is not made to be used by two at once)."""

    def __init__(self) -> None:
        self.configuration = FontConfiguration()


_FONTS = _Fonts()


@dataclass(frozen=True, slots=True)
class Part:
    """What follows the report: a title for its bookmark and footer, and a PDF that `reading.clean_pdf` made."""

    title: str
    pages: bytes


class MissingStaticFile(LookupError):
    """A template or style sheet names a file that the project doesn't have."""


class StaticFetcher(URLFetcher):
    """Static files of the project, found as the site finds them. No network, no other file.

    Whatever else is asked for is refused and left out of the PDF. A missing static file is our own mistake: it stops.
    """

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        if not url.startswith(STATIC):
            raise ValueError(f"Refused: {url[:80]}")
        name = unquote(urlsplit(url).path.removeprefix(urlsplit(STATIC).path))
        found = finders.find(name)
        if found is None or not os.path.isfile(found):
            raise FatalURLFetchingError(f"No static file {name!r}")
        with open(found, "rb") as file:
            return URLFetcherResponse(url, file.read(), {"Content-Type": mimetypes.guess_type(found)[0] or ""})


def render_pdf(template: str, context: Mapping[str, Any], *, language: str, title: str) -> bytes:
    """One report, as PDF/UA-1. The template extends documents/report.html."""
    return _write(_lay_out(template, context, language=language, title=title))


def render_dossier(
    template: str,
    context: Mapping[str, Any],
    *,
    parts: Sequence[Part],
    language: str,
    title: str,
    expected_pages: int = 0,
) -> bytes:
    """A report with parts behind it, numbered throughout.

    The template is given `contents`: for each part its title, the sheet on which it begins, and its number of sheets.
    Who expects the right number of pages of the report itself saves the time of laying it out twice.
    """
    report = render_report(
        template, context, parts=parts, language=language, title=title, expected_pages=expected_pages
    )
    return merge(report, parts, language=language, title=title)


def render_report(
    template: str,
    context: Mapping[str, Any],
    *,
    parts: Sequence[Part],
    language: str,
    title: str,
    expected_pages: int = 0,
) -> bytes:
    """The report of a dossier alone, still PDF/UA-1: it knows on which sheets the parts will be."""
    lengths = [len(shapes) for shapes in _shapes([part.pages for part in parts])]
    own, known = expected_pages, None
    while own != known:  # the numbers in the table of contents may push a line to another page
        known = own
        contents = _contents(parts, lengths, known)
        document = _lay_out(
            template, {**context, "contents": contents}, language=language, title=title, total=known + sum(lengths)
        )
        own = len(document.pages)
    return _write(document)


def merge(report: bytes, parts: Sequence[Part], *, language: str, title: str) -> bytes:
    """The report and the pages of the parts, with a bookmark for each part; the whole makes no claim of PDF/UA."""
    own, *shapes = _shapes([report, *(part.pages for part in parts)])
    frames = _frames(parts, shapes, first=len(own) + 1, language=language, title=title)
    header = {"title": title, "language": language, "titles": [part.title for part in parts]}
    files = [report, frames, *(part.pages for part in parts)]
    return _run("merge", files, **header)


def _lay_out(
    template: str, context: Mapping[str, Any], *, language: str, title: str, total: int | None = None
) -> Document:
    with override(language):
        html = render_to_string(template, {**context, "language": language, "title": title})
        numbers = CSS(string=_numbers(total))
    try:
        source = HTML(string=html, base_url=STATIC, url_fetcher=StaticFetcher())
        return source.render(stylesheets=[numbers], font_config=_FONTS.configuration)
    except FatalURLFetchingError as error:  # no Exception: nothing that guards a request would catch it
        raise MissingStaticFile(str(error)) from error


def _numbers(total: int | None) -> str:
    """The words around the page number come from the translation, so that this rule can't stand in a style sheet."""
    page, pages = '" counter(page) "', '" counter(pages) "' if total is None else str(total)
    words = _("page %(page)s of %(pages)s") % {"page": page, "pages": pages}
    return f'@page {{ @bottom-right {{ content: "{words}" }} }}'


def _write(document: Document) -> bytes:
    return document.write_pdf(pdf_variant="pdf/ua-1")


def _contents(parts: Sequence[Part], lengths: Sequence[int], own: int) -> list[dict[str, Any]]:
    starts = [own + 1 + sum(lengths[:i]) for i in range(len(parts))]
    return [
        {"title": part.title, "starts_on": start, "pages": length}
        for part, start, length in zip(parts, starts, lengths, strict=True)
    ]


def _frames(parts: Sequence[Part], shapes: Sequence[Sequence[bool]], *, first: int, language: str, title: str) -> bytes:
    """A sheet for each page of the parts, bare but for its footer."""
    titles = [(part.title, lies) for part, sheets in zip(parts, shapes, strict=True) for lies in sheets]
    sheets = [{"title": name, "lies": lies, "number": first + i} for i, (name, lies) in enumerate(titles)]
    context = {"sheets": sheets, "total": first - 1 + len(sheets)}
    return _lay_out("documents/frames.html", context, language=language, title=title).write_pdf()


def _shapes(files: Sequence[bytes]) -> list[list[bool]]:
    """For each file, for each of its pages: does it lie on its side?"""
    return json.loads(_run("shapes", files))


def _run(mode: str, files: Sequence[bytes], **header: Any) -> bytes:
    """The files go in as one (documents/child/bundle.py). Ten CVs may be larger than any file that one person sends."""
    line = json.dumps({**header, "sizes": [len(file) for file in files]})
    data = b"".join([line.encode(), b"\n", *files])
    return sandbox.run(mode, data, megabytes=2 * settings.PDF_READ_MEGABYTES, is_kept=True)
