"""A report and the pages of several PDFs, as one document that is numbered throughout.

Each page of a part is set, a little smaller, on an A4 sheet of our own that carries the footer: nothing of the part is
covered, and whatever its paper was, the document prints on one size.
"""

import io
from typing import Any

import bundle
import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf

FOOTER = 34  # points, 12 mm


def answer(data: bytes) -> bytes:
    header, (report, frames, *parts) = bundle.unpack(data)
    with Pdf.open(io.BytesIO(report)) as merged:
        sheet = len(merged.pages)
        merged.pages.extend(Pdf.open(io.BytesIO(frames)).pages)
        bookmarks = []
        for title, part in zip(header["titles"], parts, strict=True):
            bookmarks.append(OutlineItem(title, sheet))
            sheet = place(merged, Pdf.open(io.BytesIO(part)), sheet)
        with merged.open_outline() as outline:
            outline.root.extend(bookmarks)
        make_no_claims(merged, header)
        out = io.BytesIO()
        merged.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def place(merged: Pdf, part: Pdf, sheet: int) -> int:
    """Sets the part's pages on the sheets from `sheet` on; returns the number of the next free one."""
    for page in part.pages:
        picture = merged.copy_foreign(page.as_form_xobject())
        under(merged.pages[sheet], picture)
        sheet += 1
    carry_hidden_layers(merged, part)
    return sheet


def under(frame: pikepdf.Page, picture: pikepdf.Object) -> None:
    # All frames share one list of resources: a page that is cut out later must not take the others with it.
    frame.obj.Resources = Dictionary(dict(frame.obj.Resources) | {"/XObject": Dictionary(Picture=picture)})
    _, _, width, height = (float(n) for n in frame.mediabox)
    area = pikepdf.Rectangle(0, FOOTER, width, height)
    frame.contents_add(frame.calc_form_xobject_placement(picture, Name.Picture, area), prepend=True)


def carry_hidden_layers(merged: Pdf, part: Pdf) -> None:
    if "/OCProperties" not in part.Root:
        return
    if "/OCProperties" not in merged.Root:
        merged.Root.OCProperties = Dictionary(OCGs=Array(), D=Dictionary(OFF=Array()))
    layers = merged.copy_foreign(part.make_indirect(part.Root.OCProperties))
    merged.Root.OCProperties.OCGs.extend(layers.OCGs)
    merged.Root.OCProperties.D.OFF.extend(layers.D.OFF)


def make_no_claims(merged: Pdf, header: dict[str, Any]) -> None:
    """The pages of others aren't tagged, so the whole is no PDF/UA, whatever the report was."""
    for key in ("/StructTreeRoot", "/MarkInfo", "/Metadata"):
        if key in merged.Root:
            del merged.Root[key]
    for page in merged.pages:
        for thing in (page.obj, *page.obj.get("/Annots", [])):
            for key in ("/StructParents", "/StructParent", "/Tabs"):
                if key in thing:
                    del thing[key]
    merged.Root.Lang = pikepdf.String(header["language"])
    del merged.docinfo
    merged.docinfo[Name.Title] = header["title"]
    with merged.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = header["title"]
        metadata["dc:language"] = [header["language"]]
