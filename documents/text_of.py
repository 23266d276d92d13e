"""The text of a file, whatever kind it is: plain text, PDF, HTML or DOCX. What the file is, its content decides.

Lines stay lines; the cells of a table have a tab between them, the items of a list their number. It raises Unreadable,
with a code and a sentence. All but plain text is read in the child process with its limits.
"""

import codecs
import json
import re
from typing import Final

from django.conf import settings

from . import sandbox
from .unreadable import Unreadable

BYTE_ORDER_MARKS: Final = {
    codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16",
}  # fmt: skip
MARKUP: Final = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype html|html|head|body|meta|title|div|"
    rb"table|p|h[1-6]|ul|ol|section|article|main)\b",
    re.IGNORECASE | re.DOTALL,
)
ZIP, PDF, OLE, RTF = b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0", b"{\\rtf"
# In a text that someone wrote these stand nowhere; in a picture or a program they are everywhere.
STRANGE: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def text_of(data: bytes) -> str:
    if not data:
        raise Unreadable("empty")
    if len(data) > settings.UPLOAD_MAX_BYTES:
        raise Unreadable("too_big")
    if PDF in data[:1024]:
        return "\n\n".join(json.loads(sandbox.run("lines", data)))
    if data.startswith(ZIP):
        return _read("docx", data)
    if data.startswith((OLE, RTF)):
        raise Unreadable("not_a_text")
    text = _decoded(data)
    if MARKUP.match(text[:5000].encode()):
        return _read("html", text.encode("utf-8", "replace"))
    return text


def _read(mode: str, data: bytes) -> str:
    try:
        text: str = json.loads(sandbox.run(mode, data))
    except Unreadable as error:
        # The usual sentence on what is broken tells how to make a PDF again.
        raise (Unreadable("broken_text") if error.code == "broken" else error) from error
    return text


def _decoded(data: bytes) -> str:
    """UTF-8 or UTF-16 where the file says so or it fits; else Windows-1252, in which any text of the West fits."""
    mark = next((mark for mark in BYTE_ORDER_MARKS if data.startswith(mark)), None)
    for encoding in (BYTE_ORDER_MARKS[mark],) if mark else ("utf-8", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if STRANGE.search(text):
            break
        return text
    raise Unreadable("not_a_text")
