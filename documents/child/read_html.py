"""The text of a web page: a line for each block, a tab between cells, lists with their numbers. Menus are left out."""

import json
import re
from html.parser import HTMLParser

from refusals import Refused
from rows import counted, row

SILENT = {
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "nav",
    "head",
    "button",
    "select",
    "textarea",
    "iframe",
    "object",
}
BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "center", "details", "dialog", "div", "fieldset", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "ol", "p", "pre", "section",
    "summary", "table", "ul", "dl",
}  # fmt: skip
SPACES = re.compile(r"[ \t\r\n\f]+")
DEEPEST = 2000


def answer(data: bytes) -> bytes:
    page = Page()
    page.feed(data.decode("utf-8", "replace"))
    page.close()
    text = page.text()
    if not text:
        raise Refused("no_text")
    return json.dumps(text).encode()


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.silent: list[str] = []
        self.lists: list[list[object]] = []  # kind, and the number of the next item
        self.tables: list[list[list[str]]] = []  # the cells of the row that is open, one list for each open table
        self.lines: list[str] = []
        self.line = ""
        self.sinks: list[list[str]] = [self.lines]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.silent:
            if tag == self.silent[-1]:
                self.silent.append(tag)
            return
        if tag in SILENT and len(self.silent) < DEEPEST:
            self.silent.append(tag)
            return
        given = dict(attrs)
        if tag == "br":
            self.end_line()
        elif tag in {"td", "th"} and self.tables:
            self.open_cell()
        elif tag == "tr" and self.tables:
            self.end_row()
        elif tag == "li":
            self.open_item(given)
        elif tag == "dt":
            self.end_line()
        elif tag == "dd":
            self.line = f"{self.line.strip()}\t" if self.line.strip() else self.last_line()
        elif tag in BLOCKS:
            self.end_block(listed=tag in {"ol", "ul"})
            self.open_block(tag, given)

    def open_block(self, tag: str, given: dict[str, str | None]) -> None:
        if tag in {"ol", "ul"} and len(self.lists) < DEEPEST:
            kind = given.get("type") or "1" if tag == "ol" else ""
            self.lists.append([kind, whole(given.get("start"), 1)])
        elif tag == "table" and len(self.tables) < DEEPEST:
            self.tables.append([])

    def open_item(self, given: dict[str, str | None]) -> None:
        self.end_line()
        indent = "    " * min(len(self.lists) - 1, 8)
        if not self.lists or not self.lists[-1][0]:
            self.line = f"{indent}- "
            return
        number = whole(given.get("value"), int(str(self.lists[-1][1])))
        self.lists[-1][1] = number + 1
        self.line = f"{indent}{counted(number, str(self.lists[-1][0]))}. "

    def open_cell(self) -> None:
        self.end_line()
        self.close_cell()
        self.tables[-1].append([])
        self.sinks.append(self.tables[-1][-1])

    def close_cell(self) -> None:
        if len(self.sinks) > 1 and self.tables and self.tables[-1] and self.sinks[-1] is self.tables[-1][-1]:
            self.end_line()
            self.sinks.pop()

    def end_row(self) -> None:
        self.close_cell()
        cells, self.tables[-1] = self.tables[-1], []
        if cells:
            self.sinks[-1].extend(row(cells))

    def handle_endtag(self, tag: str) -> None:
        if self.silent:
            if tag == self.silent[-1]:
                self.silent.pop()
        elif tag in {"td", "th"}:
            self.close_cell()
        elif tag == "tr" and self.tables:
            self.end_row()
        elif tag == "table" and self.tables:
            self.end_row()
            self.tables.pop()
            self.end_block()
        elif tag in {"li", "dd"}:
            self.end_line()
        elif tag in BLOCKS:
            if tag in {"ol", "ul"} and self.lists:
                self.lists.pop()
            self.end_block(listed=bool(self.lists))

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        text = SPACES.sub(" ", data)
        self.line += text.lstrip() if not self.line or self.line[-1] in " \t" else text

    def last_line(self) -> str:
        """The name that a <dd> explains, when its <dt> was closed: it goes on in the same line."""
        return f"{self.sinks[-1].pop()}\t" if self.sinks[-1] and self.sinks[-1][-1] else ""

    def end_line(self) -> None:
        if self.line.strip():
            self.sinks[-1].append(self.line.rstrip())
        self.line = ""

    def end_block(self, *, listed: bool = False) -> None:
        """A paragraph that begins inside an item of a list goes on in its line."""
        if re.fullmatch(r" *(?:-|\w{1,8}\.) ", self.line) and not listed:
            return
        self.end_line()
        sink = self.sinks[-1]
        if sink and sink[-1] and len(self.sinks) == 1 and not listed:
            sink.append("")

    def text(self) -> str:
        while self.tables:
            self.end_row()
            self.tables.pop()
        self.end_line()
        return "\n".join(self.lines).strip("\n")


def whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text.strip()) else otherwise
