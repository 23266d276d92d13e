"""Passages as running text: an empty line between paragraphs, one line for each item of a list."""

from collections.abc import Sequence

from .markers import marker
from .passages import Passage


def prose(passages: Sequence[Passage], *, bullets: bool = True) -> str:
    """Bullets are written as "- "; without `bullets`, as in a list of separate remarks, each is a paragraph."""
    text = ""
    before_is_bullet = False
    for passage in passages:
        plain, is_bullet = _plain(passage.text, bullets=bullets)
        if text:
            text += "\n" if bullets and is_bullet and (before_is_bullet or text.endswith(":")) else "\n\n"
        text += plain
        before_is_bullet = is_bullet
    return text


def _plain(text: str, *, bullets: bool) -> tuple[str, bool]:
    found = marker(text)
    if found is None or not found.style.startswith("bullet"):
        return text, False
    return ("- " if bullets else "") + text[found.length :], True
