"""The name that a sender gave a file: shown and offered at a download, never used as a place."""

import re
import unicodedata
from pathlib import PurePosixPath

from django.utils.http import content_disposition_header

LONGEST, LONGEST_SUFFIX = 120, 10
FALLBACK = "document"


def clean_name(name: str) -> str:
    """Without folders, control characters and the marks that turn the reading direction ("fdp.exe" shown as "exe.pdf").

    At most LONGEST characters; the extension is kept."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(" " if c.isspace() else c for c in last if c.isspace() or unicodedata.category(c)[0] != "C")
    plain = re.sub(r"[<>:\"|?*]", "", " ".join(visible.split())).strip(" .")
    suffix = PurePosixPath(plain).suffix
    suffix = suffix if len(suffix) <= LONGEST_SUFFIX else ""
    stem = plain.removesuffix(suffix).strip(" .") or FALLBACK
    return stem[: LONGEST - len(suffix)] + suffix


def attachment_header(name: str) -> str:
    """The Content-Disposition of a download (RFC 6266)."""
    return str(content_disposition_header(as_attachment=True, filename=clean_name(name)))
