"""What the program reads from PDFs of strangers.

Every call runs in a child process with limits on time and memory. It raises Unreadable, with a code and a sentence,
when it can't answer.
"""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files import File

from . import keystore, sandbox
from .keystore import KeyGone
from .models import StoredFile
from .reading_cv import refuse_size, words_of
from .services import DamagedFile, content, derived_folder, place_of, unsealed
from .storage import write_durably
from .unreadable import Unreadable

logger = logging.getLogger(__name__)

Source = StoredFile | Path | File | bytes


class NoSuchPage(LookupError):
    """The PDF has fewer pages."""


@dataclass(frozen=True, slots=True)
class PdfFacts:
    pages: int
    bytes: int
    encrypted: bool
    words: tuple[int, ...]  # legible words on each page
    pictures: tuple[int, ...]  # numbers of the pages that show something but hold no legible word: scans

    @property
    def text_layer(self) -> str:
        """ "text", "partial" (some pages are pictures) or "none"."""
        if not any(self.words):
            return "none"
        return "partial" if self.pictures else "text"


def read_facts(source: Source) -> PdfFacts:
    """Also draws and cleans every page once, so that a PDF that passes can be shown and handed on later."""
    facts = json.loads(_run("facts", source))
    return PdfFacts(**facts | {"words": tuple(facts["words"]), "pictures": tuple(facts["pictures"])})


def read_text(source: Source) -> list[str]:
    """The text of each page, in the order in which it was written."""
    return json.loads(_derived(source, "text.json", lambda: _run("text", source)))


def read_cv(source: Source, *, progress: sandbox.Progress | None = None) -> dict[str, Any]:
    """As `words_of`, of any source."""
    return words_of(_data(source), is_kept=isinstance(source, StoredFile), progress=progress)


def read_page(source: Source, *, page: int) -> dict[str, Any]:
    """One page of what `read_cv` answers, counted from 1. Raises NoSuchPage."""
    return json.loads(_page(source, f"page-{page}.json", lambda: _run("page", source, str(page)), page))


def page_image(source: Source, *, page: int, width: int = 1000) -> bytes:
    """A page, counted from 1, as PNG of `width` pixels. Raises NoSuchPage."""
    name = f"page-{page}-{width}.png"
    return _page(source, name, lambda: _run("image", source, str(page), str(width)), page)


def clean_pdf(source: Source) -> bytes:
    """The pages as they look, without metadata, scripts, attachments, notes and links."""
    return _run("clean", source)


def content_of(stored: StoredFile) -> bytes:
    """A kept file as it came."""
    try:
        return content(stored)
    except KeyGone as error:
        raise Unreadable("erased") from error
    except DamagedFile as error:
        logger.exception("File %s is missing or damaged", stored.pk)
        raise Unreadable("damaged") from error


def _run(mode: str, source: Source, *arguments: str, **limits: Any) -> bytes:
    return sandbox.run(mode, _data(source), *arguments, is_kept=isinstance(source, StoredFile), **limits)


def _data(source: Source) -> bytes:
    refuse_size(_size(source))
    if isinstance(source, bytes):
        return source
    if isinstance(source, StoredFile):
        return content_of(source)
    if isinstance(source, Path):
        return source.read_bytes()
    source.seek(0)
    return source.read()


def _size(source: Source) -> int:
    if isinstance(source, bytes):
        return len(source)
    return source.stat().st_size if isinstance(source, Path) else source.size


def _page(source: Source, name: str, make: Callable[[], bytes], page: int) -> bytes:
    try:
        return _derived(source, name, make)
    except Unreadable as error:
        if error.code == "no_such_page":
            raise NoSuchPage(page) from error
        raise


def _derived(source: Source, name: str, make: Callable[[], bytes]) -> bytes:
    """A kept file's images and text are made once. Only of what was opened; a sealed file's are sealed as it is."""
    if not isinstance(source, StoredFile):
        return make()
    path = derived_folder(source.sha256) / name
    if not path.exists():
        made = make()
        write_durably(path, [_as_its_file(source, name, made)])
        return made
    return _as_it_was(source, name, path.read_bytes())


def _as_its_file(source: StoredFile, name: str, made: bytes) -> bytes:
    return keystore.seal(source.key_id, made, about=place_of(source, name)) if source.key_id else made


def _as_it_was(source: StoredFile, name: str, kept: bytes) -> bytes:
    try:
        return unsealed(source, kept, name) if source.key_id else kept
    except KeyGone as error:
        raise Unreadable("erased") from error
