"""A copy that may be handed on: the pages as they look, and nothing that runs, tells or links.

The pages are copied into a new document and everything on them that isn't known to be needed is dropped, instead of
looking for all that may be bad. What a person filled in or drew on a page is part of its looks and is painted onto it.
"""

import io

import jpeg
import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf
from refusals import Refused, open_document

# fmt: off
KEPT_ON_PAGE = {
    "/Type", "/Parent", "/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group",
}
DROPPED_FROM_STREAMS = {
    "/Metadata", "/PieceInfo", "/LastModified", "/OPI", "/AF", "/Ref", "/F", "/FFilter", "/FDecodeParms",
    "/StructParent", "/StructParents", "/Alternates",
}
# Notes, links, files, sounds and films go; these are looked at, or printed, as part of the page.
PAINTED = {
    "/Widget", "/FreeText", "/Stamp", "/Ink", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight",
    "/Underline", "/StrikeOut",
}
# fmt: on

MOST_PIXELS = 150_000_000  # A4 at 1200 dots per inch


def answer(data: bytes) -> bytes:
    open_document(data)
    return copy(data)


def copy(data: bytes) -> bytes:
    with open_pikepdf(data) as source, Pdf.new() as clean:
        check_pictures(source)
        paint_annotations(source)
        strip_photos(source)
        clean.pages.extend(source.pages)
        keep_hidden_layers(source, clean)
        for page in clean.pages:
            drop(page.obj, set(page.obj.keys()) - KEPT_ON_PAGE)
            bound(page)
        for thing in clean.objects:
            strip(thing)
        out = io.BytesIO()
        clean.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def open_pikepdf(data: bytes) -> Pdf:
    try:
        return Pdf.open(io.BytesIO(data))
    except pikepdf.PasswordError as error:
        raise Refused("password") from error
    except pikepdf.PdfError as error:
        raise Refused("broken") from error


def check_pictures(source: Pdf) -> None:
    """One that the server could not draw would be handed on to a reader's machine to unpack."""
    for thing in source.objects:
        is_picture = isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == Name.Image
        if is_picture and thing.get("/Width", 0) * thing.get("/Height", 0) > MOST_PIXELS:
            raise Refused("out_of_limits")


def paint_annotations(source: Pdf) -> None:
    for page in source.pages:
        seen = [note for note in page.obj.get("/Annots", []) if str(note.get("/Subtype")) in PAINTED]
        page.obj.Annots = Array(seen)
    source.generate_appearance_streams()
    source.flatten_annotations("screen")


def strip_photos(source: Pdf) -> None:
    """A portrait photo may carry the place where it was taken."""
    for thing in source.objects:
        if isinstance(thing, pikepdf.Stream) and thing.get("/Filter") in (Name.DCTDecode, Array([Name.DCTDecode])):
            parameters = thing.get("/DecodeParms")
            thing.write(jpeg.without_metadata(thing.read_raw_bytes()), filter=Name.DCTDecode, decode_parms=parameters)


def keep_hidden_layers(source: Pdf, clean: Pdf) -> None:
    """Without the list of layers that are off, what a reader never saw would turn visible."""
    layers = source.Root.get("/OCProperties")
    if layers is None:
        return
    every, standard = layers.get("/OCGs", Array()), layers.get("/D", Dictionary())
    off = standard.get("/OFF", Array())
    if standard.get("/BaseState") == Name.OFF:
        shown = [layer.objgen for layer in standard.get("/ON", Array())]
        off = Array([layer for layer in every if layer.objgen not in shown])
    kept = Dictionary(OCGs=every, D=Dictionary(OFF=off))
    clean.Root.OCProperties = clean.copy_foreign(source.make_indirect(kept))
    for layer in clean.Root.OCProperties.OCGs:
        drop(layer, {"/Usage"})
        layer.Name = pikepdf.String("")


def bound(page: pikepdf.Page) -> None:
    """The part of the sheet that is seen. A box that is no box at all counts for nothing, as it does for a viewer."""
    sheet, crop = pikepdf.Rectangle(page.mediabox), pikepdf.Rectangle(page.cropbox)
    both = (max(sheet.llx, crop.llx), max(sheet.lly, crop.lly), min(sheet.urx, crop.urx), min(sheet.ury, crop.ury))
    boxes = (both, (sheet.llx, sheet.lly, sheet.urx, sheet.ury), (0, 0, 612, 792))
    seen = next(box for box in boxes if box[0] < box[2] and box[1] < box[3])
    page.obj.MediaBox = page.obj.CropBox = Array(seen)


def strip(thing: pikepdf.Object) -> None:
    if isinstance(thing, pikepdf.Stream):
        drop(thing, DROPPED_FROM_STREAMS)
    if not isinstance(thing, (pikepdf.Stream, pikepdf.Dictionary)):
        return
    resources = thing.get("/Resources", Dictionary())
    for properties in dict(resources.get("/Properties", Dictionary())).values():
        drop(properties, {"/Metadata"})


def drop(thing: pikepdf.Object, names: set[str]) -> None:
    for name in names & set(thing.keys()):
        del thing[name]
