"""What a PDF does, carries and points at, and what it tells of its making."""

import re
from collections.abc import Iterator
from typing import Any

import clean_pdf
import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf
from refusals import Refused

ACTIONS = {
    "/JavaScript": "javascript", "/Launch": "launch", "/SubmitForm": "submit", "/ImportData": "import",
    "/GoToR": "other_file", "/GoToE": "other_file", "/Thread": "other_file", "/Rendition": "media", "/Movie": "media",
    "/Sound": "media", "/RichMediaExecute": "media", "/GoTo3DView": "media",
}  # fmt: skip
ANNOTATIONS = {
    "/FileAttachment": "attachment", "/Movie": "media", "/Sound": "media", "/Screen": "media", "/RichMedia": "media",
    "/3D": "media",
}  # fmt: skip
MOST_NODES, DEEPEST, MOST_FOUND = 400_000, 40, 500
LONGEST = 500
TOLD = {"/Author": "author", "/Title": "title", "/Creator": "creator", "/Producer": "producer"}
MOMENT = re.compile(r"D?:?(\d{4})(\d\d)?(\d\d)?")


def read(data: bytes) -> dict[str, Any]:
    with clean_pdf.open_pikepdf(data) as pdf:
        clean_pdf.check_pictures(pdf)
        on_page = _places(pdf)
        active = sorted({*_active(pdf, on_page), *_behind_the_end(data)}, key=lambda found: (found[1] or 0, found[0]))
        return {
            "active": [{"kind": kind, "page": page} for kind, page in active[:MOST_FOUND]],
            "links": list(_links(pdf))[:MOST_FOUND],
            "metadata": _metadata(pdf),
        }


def _places(pdf: Pdf) -> dict[tuple[int, int], int]:
    """On which page the objects lie that pages and their notes are made of."""
    places = {}
    for number, page in enumerate(pdf.pages, 1):
        places[page.obj.objgen] = number
        for note in _annotations(page):
            places.setdefault(note.objgen, number)
            for key in ("/A", "/AA"):
                if isinstance(note.get(key), Dictionary):
                    places.setdefault(note[key].objgen, number)
    places.pop((0, 0), None)  # what is no object of its own
    return places


def _annotations(page: pikepdf.Page) -> list[Any]:
    notes = page.obj.get("/Annots", Array())
    return [note for note in list(notes)[:5000] if isinstance(note, Dictionary)] if isinstance(notes, Array) else []


def _active(pdf: Pdf, on_page: dict[tuple[int, int], int]) -> Iterator[tuple[str, int | None]]:
    """Every object is looked at, wherever it hangs: what starts a script may hide in a place of the next reader."""
    budget = MOST_NODES
    for thing in pdf.objects:
        page = on_page.get(getattr(thing, "objgen", None))  # a bare number has none
        pending = [(thing, 0)]
        while pending:
            node, depth = pending.pop()
            budget -= 1
            if budget < 0:
                raise Refused("out_of_limits")
            if isinstance(node, Array):
                inner = list(node)
            elif isinstance(node, (Dictionary, pikepdf.Stream)):
                yield from ((kind, page) for kind in _kinds(node))
                inner = list(dict(node).values())
            else:
                continue
            if depth < DEEPEST:
                pending += [(each, depth + 1) for each in inner if _is_nested(each)]


def _is_nested(thing: Any) -> bool:
    """A part of this object, and not one that has its own turn."""
    return isinstance(thing, (Array, Dictionary)) and not thing.is_indirect


def _kinds(node: Any) -> Iterator[str]:
    action = ACTIONS.get(str(node.get("/S", "")))
    if action:
        yield action
    elif "/JS" in node:
        yield "javascript"
    if "/EF" in node:
        yield "attachment"
    if "/XFA" in node:
        yield "form_script"
    if "/Rect" in node and (kind := ANNOTATIONS.get(str(node.get("/Subtype", "")))):
        yield kind


def _behind_the_end(data: bytes) -> Iterator[tuple[str, None]]:
    """A file of another kind, hung on to the PDF."""
    rest = data[data.rindex(b"%%EOF") + len(b"%%EOF") :].strip(b"\r\n\t \0")
    if len(rest) > 16 or b"PK\x05\x06" in data[-66_000:]:
        yield "appended", None


def _links(pdf: Pdf) -> Iterator[dict[str, Any]]:
    seen = set()
    for number, page in enumerate(pdf.pages, 1):
        for note in _annotations(page):
            action = note.get("/A")
            uri = action.get("/URI") if isinstance(action, Dictionary) else None
            if uri is None or (number, str(uri)) in seen:
                continue
            seen.add((number, str(uri)))
            yield {"page": number, "url": _plain(uri)}


def _metadata(pdf: Pdf) -> dict[str, str]:
    told = {}
    info = pdf.trailer.get("/Info")
    if isinstance(info, Dictionary):
        told = {key: _plain(info[name]) for name, key in TOLD.items() if name in info}
        for name, key in (("/CreationDate", "created"), ("/ModDate", "changed")):
            if match := MOMENT.match(str(info.get(name, ""))):
                told[key] = "-".join(part for part in match.groups() if part)
    if Name.Metadata in pdf.Root:
        told["xmp"] = "yes"
    return {key: value for key, value in told.items() if value}


def _plain(value: Any) -> str:
    text = str(value) if isinstance(value, pikepdf.String) else ""
    return "".join(letter for letter in text if letter.isprintable())[:LONGEST]
