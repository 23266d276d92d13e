"""Marks that nobody sees in a text and that change how it reads."""

import re
from typing import Any, Final

from django import forms

# Controls but for tab and line ends, which a feed can't hold, and what turns the reading direction: "€ 05" for "€ 50".
# A null stays in: Django refuses it in a sentence.
_HIDDEN: Final = re.compile(r"[\x01-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def without_hidden(text: str) -> str:
    """Line breaks of a word processor become a space: the words beside them stay apart."""
    return _HIDDEN.sub("", re.sub(r"[\x0b\x0c]", " ", text))


def _shows(text: str) -> bool:
    return any(character.isprintable() and not character.isspace() for character in text)


class SeenField(forms.CharField):
    """A text of which everything that is kept can be seen; one that shows nothing, soft hyphens alone, is empty."""

    def to_python(self, value: Any) -> str | None:
        text = super().to_python(without_hidden(value) if isinstance(value, str) else value)
        return text if not text or _shows(text) or "\x00" in text else self.empty_value
