"""A text as numbered lines, each also as a person reads it: without layout, emphasis and invisible characters."""

import re
from typing import NamedTuple

# What str.splitlines takes for the end of a line; after this there is one kind, so that all count the same lines.
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1b\x1f\x7f]")
# A soft hyphen inside a line is nothing; at its end it says that the word goes on.
SOFT_HYPHEN, BROKEN = "\u00ad", "\u2010"
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "…": "…"}
SPACES = re.compile(r"[^\S\t\n]+")
TABS = re.compile(r" ?\t[ \t]*")
EMPHASIS = re.compile(r"\*\*|__")
HASHES = re.compile(r"^#{1,6} ")
ADDRESS = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,2000})>")
TABLE_RULE = re.compile(r"^\|?[\s:|-]*-{3,}[\s:|-]*$")


class Line(NamedTuple):
    """`number` counts from 1; `text` has single spaces, and tabs only between the cells of a table.

    `wide` keeps runs of spaces, which may stand between the cells of a table too.
    """

    number: int
    text: str
    wide: str
    indent: int


def numbered(text: str) -> tuple[str, list[Line]]:
    """The text with one kind of line end, and its lines that are not blank."""
    source = LINE_ENDS.sub("\n", text)
    lines = (_line(number, raw) for number, raw in enumerate(source.split("\n"), start=1))
    return source, [line for line in lines if line.text.strip(BROKEN)]


def _line(number: int, raw: str) -> Line:
    visible = _letters(INVISIBLE.sub("", raw)).replace("\u00a0", " ").replace("\u202f", " ")
    indent = len(visible) - len(visible.lstrip(" "))
    wide = _cells(ADDRESS.sub(r"\1", EMPHASIS.sub("", HASHES.sub("", visible.strip()))))
    return Line(number, TABS.sub("\t", SPACES.sub(" ", wide)).strip(), wide, indent)


def _letters(text: str) -> str:
    ends_broken = text.rstrip().endswith(SOFT_HYPHEN)
    plain = text.replace(SOFT_HYPHEN, "")
    if not plain.isascii():
        plain = "".join(LIGATURES.get(c, c) for c in plain)
    return plain.rstrip() + BROKEN if ends_broken else plain


def _cells(text: str) -> str:
    """A row of a table that is drawn with bars gets tabs instead."""
    if TABLE_RULE.match(text):
        return ""
    if text.startswith("|") and text.count("|") > 1:
        return "\t".join(cell.strip() for cell in text.strip("|").split("|")).strip()
    return text
