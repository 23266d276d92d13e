"""The text of a Word document: a zip of XML. Paragraphs, tables, and the numbers that Word computes for its lists."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from xml.parsers import expat

from refusals import Refused
from rows import counted, row

MOST_BYTES = 30 * 1024 * 1024  # of one part, unpacked
MOST_DEPTH = 500
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_WORD = "http://purl.oclc.org/ooxml/wordprocessingml/main"
SAME_AGAIN = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
KINDS = {
    "decimal": "1",
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
    "decimalZero": "1",
}
MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}

Attributes = Mapping[str, str]


def answer(data: bytes) -> bytes:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        document = part(archive, "word/document.xml")
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise Refused("not_a_text" if isinstance(error, KeyError) else "broken") from error
    body = Body(numbering(archive))
    parse(document, body.start, body.end, body.text)
    text = body.whole()
    if not text.strip():
        raise Refused("no_text")
    return json.dumps(text).encode()


def part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Never more than MOST_BYTES, whatever the archive says of its size."""
    with archive.open(name) as stream:
        data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Refused("out_of_limits")
    return data


def parse(
    data: bytes,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None],
    text: Callable[[str], None] = lambda _: None,
) -> None:
    """Word writes no document type, so there are no entities to multiply themselves; who has one is refused."""
    parser = expat.ParserCreate(namespace_separator=" ")
    depth = 0

    def open_element(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEPTH:
            raise Refused("broken")
        start(local(name), {local(key): value for key, value in attributes.items()})

    def close_element(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(local(name))

    def refuse(*_: object) -> None:
        raise Refused("broken")

    parser.StartElementHandler = open_element
    parser.EndElementHandler = close_element
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Refused("broken") from error


def local(name: str) -> str:
    """The name of what is Word's own; anything else keeps its namespace, and is nobody's."""
    space, _, last = name.rpartition(" ")
    return last if space in {WORD, STRICT_WORD} else name


# Numbers -------------------------------------------------------------------------------------------------------------
class Numbering:
    """What numbering.xml and styles.xml say: the levels of each list, and which styles are lists."""

    def __init__(self) -> None:
        self.levels: dict[tuple[str, int], dict[str, str]] = {}  # of an abstract list: its format, text and start
        self.lists: dict[str, str] = {}  # a list is one of an abstract list
        self.restarts: dict[tuple[str, int], int] = {}
        self.styles: dict[str, tuple[str, int]] = {}
        self.counts: dict[str, list[int]] = {}
        self.begun: set[tuple[str, int]] = set()

    def mark(self, number: str, level: int) -> str:
        """What Word writes before the next paragraph of this list."""
        abstract = self.lists.get(number)
        if abstract is None or not 0 <= level <= 8:
            return ""
        format_ = self.levels.get((abstract, level), {})
        kind = format_.get("numFmt", "decimal")
        if kind == "none":
            return ""
        self.count(number, abstract, level)
        if kind == "bullet":
            return "- "
        text = format_.get("lvlText", f"%{level + 1}.")
        for each in range(9):
            own = self.levels.get((abstract, each), {}).get("numFmt", "decimal")
            text = text.replace(f"%{each + 1}", counted(self.counts[abstract][each], KINDS.get(own, "1")))
        return f"{text} " if text else ""

    def count(self, number: str, abstract: str, level: int) -> None:
        counts = self.counts.setdefault(abstract, [0] * 9)
        restart = self.restarts.get((number, level))
        if restart is not None and (number, level) not in self.begun:
            counts[level] = restart
        else:
            counts[level] = counts[level] + 1 if counts[level] else self.start(abstract, level)
        self.begun.add((number, level))
        for deeper in range(level + 1, 9):
            counts[deeper] = 0
        for higher in range(level):
            counts[higher] = counts[higher] or self.start(abstract, higher)

    def start(self, abstract: str, level: int) -> int:
        return whole(self.levels.get((abstract, level), {}).get("start"), 1)


def numbering(archive: zipfile.ZipFile) -> Numbering:
    found = Numbering()
    names = set(archive.namelist())
    if "word/numbering.xml" in names:
        reader = NumberingReader(found)
        parse(part(archive, "word/numbering.xml"), reader.start, reader.end)
    if "word/styles.xml" in names:
        styles = StylesReader(found)
        parse(part(archive, "word/styles.xml"), styles.start, styles.end)
    return found


class NumberingReader:
    def __init__(self, found: Numbering) -> None:
        self.found = found
        self.abstract = self.number = ""
        self.level = 0

    def start(self, name: str, given: Attributes) -> None:
        value = given.get("val", "")
        if name == "abstractNum":
            self.abstract = given.get("abstractNumId", "")
        elif name == "num":
            self.number, self.abstract = given.get("numId", ""), ""
        elif name == "abstractNumId":
            self.found.lists[self.number] = value
        elif name in {"lvl", "lvlOverride"}:
            self.level = whole(given.get("ilvl"), 0)
        elif name == "startOverride":
            self.found.restarts[self.number, self.level] = whole(value, 1)
        elif name in {"numFmt", "lvlText", "start"} and self.abstract:
            self.found.levels.setdefault((self.abstract, self.level), {})[name] = value

    def end(self, name: str) -> None:
        pass


class StylesReader:
    def __init__(self, found: Numbering) -> None:
        self.found = found
        self.style, self.level = "", 0

    def start(self, name: str, given: Attributes) -> None:
        if name == "style":
            self.style, self.level = given.get("styleId", ""), 0
        elif name == "ilvl":
            self.level = whole(given.get("val"), 0)
        elif name == "numId" and self.style:
            self.found.styles[self.style] = (given.get("val", ""), self.level)

    def end(self, name: str) -> None:
        pass


# The text ------------------------------------------------------------------------------------------------------------
class Paragraph:
    def __init__(self) -> None:
        self.text = ""
        self.style = ""
        self.number: str | None = None
        self.level = 0


class Body:
    """Paragraphs stand in cells, cells in rows, and a text box in a paragraph holds paragraphs: hence the stacks."""

    def __init__(self, numbers: Numbering) -> None:
        self.numbers = numbers
        self.open: list[Paragraph] = []
        self.rows: list[list[list[str]]] = []
        self.sinks: list[list[str]] = [[]]
        self.writing = False
        self.skipped = 0
        self.before_is_item = False

    def start(self, name: str, given: Attributes) -> None:
        if self.skipped or name == SAME_AGAIN:
            self.skipped += 1
        elif name == "p":
            self.open.append(Paragraph())
        elif name == "t":
            self.writing = True
        elif name in MARKS and self.open:
            self.open[-1].text += MARKS[name] if given.get("type") != "page" else "\n"
        elif name == "tr":
            self.rows.append([])
        elif name == "tc" and self.rows:
            self.rows[-1].append([])
            self.sinks.append(self.rows[-1][-1])
        elif self.open:
            self.describe(self.open[-1], name, given.get("val", ""))

    def describe(self, paragraph: Paragraph, name: str, value: str) -> None:
        if name == "pStyle":
            paragraph.style = value
        elif name == "numId":
            paragraph.number = value
        elif name == "ilvl":
            paragraph.level = whole(value, 0)

    def end(self, name: str) -> None:
        if self.skipped:
            self.skipped -= 1
        elif name == "t":
            self.writing = False
        elif name == "p" and self.open:
            self.close(self.open.pop())
        elif name == "tc" and len(self.sinks) > 1:
            self.sinks.pop()
        elif name == "tr" and self.rows:
            self.sinks[-1].extend(row(self.rows.pop()))

    def text(self, text: str) -> None:
        if self.writing and self.open and not self.skipped:
            self.open[-1].text += text

    def close(self, paragraph: Paragraph) -> None:
        number, level = paragraph.number, paragraph.level
        if number is None and paragraph.style in self.numbers.styles:
            number, level = self.numbers.styles[paragraph.style]
        mark = "" if not number or number == "0" or not paragraph.text.strip() else self.numbers.mark(number, level)
        sink = self.sinks[-1]
        if len(self.sinks) == 1 and sink and not (mark and self.before_is_item):
            sink.append("")
        self.before_is_item = bool(mark)
        sink.append("    " * level * bool(mark) + mark + paragraph.text.rstrip())

    def whole(self) -> str:
        return "\n".join(self.sinks[0]).strip("\n")


def whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else otherwise
