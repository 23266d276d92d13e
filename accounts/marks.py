"""Marks that nobody sees in a text and that change how it reads: one rule for every form."""

import re
from typing import Any, Final

from django import forms

_LINE_ENDS: Final = re.compile(r"\r\n?")
_BREAKS: Final = re.compile(r"[\x0b\x0c]")
_HIDDEN: Final = re.compile(
    r"[\x01-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)


def without_hidden(text: str) -> str:
    """What can be seen of a text:

    - `\\r\\n` and a lone `\\r` become `\\n`, the one end of a line: a hash sees every character;
    - `\\x0b` and `\\x0c`, a word processor's line and page break, become a space: the words beside them stay apart;
    - the other controls go, and so do U+FFFE and U+FFFF: a feed can't hold them;
    - what turns the reading direction goes, "€ 05" for "€ 50": U+061C, U+200E, U+200F, U+202A–202E, U+2066–2069;
    - U+FEFF goes: the mark that some programs set at the start of a file;
    - a tab stays, and so do the joiners U+200B–200D, which some scripts and pictures need;
    - a null stays: a field refuses it in a sentence (a draft of a bid, which refuses nothing, leaves it out).
    """
    return _HIDDEN.sub("", _BREAKS.sub(" ", _LINE_ENDS.sub("\n", text)))


def _shows(text: str) -> bool:
    return any(character.isprintable() and not character.isspace() for character in text)


class SeenField(forms.CharField):
    """A text of which everything that is kept can be seen; one that shows nothing, soft hyphens alone, is empty."""

    def to_python(self, value: Any) -> str | None:
        text = super().to_python(without_hidden(value) if isinstance(value, str) else value)
        return text if not text or _shows(text) or "\x00" in text else self.empty_value
