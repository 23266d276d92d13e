"""PDFs that nobody would send by accident, and some that people do send."""

import io
import zipfile
import zlib
from collections.abc import Iterable

import pikepdf
import PIL.Image
import PIL.ImageDraw
from pikepdf import Array, Dictionary, Name, Pdf, String

A4 = b"0 0 595 842"
# What no copy of `active_pdf` may hold, in any form.
PLANTED = [
    "secret-author", "secret-xmp", "secret-script", "secret-attachment", "secret-link", "secret-note", "secret-piece",
    "secret-exif", "secret-comment", "secret-layer", "secret-object-metadata", "secret-bookmark", "secret-alt",
]  # fmt: skip


def raw_pdf(objects: Iterable[bytes], *, root: int = 1) -> bytes:
    """The objects, numbered from 1, with a right table of their places."""
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, root, start))
    return out.getvalue()


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def page_with(content: bytes, *, box: bytes = A4, resources: bytes = b"", more: Iterable[bytes] = ()) -> bytes:
    """One page; `content` is a whole stream object, `more` become the objects from 6 on; 5 is a font, /F1."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> %s >> >>"
    return raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page % (box, resources),
            content,
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            *more,
        ]
    )


def pages(number: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (n + 5) for n in range(number))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 3 0 R /Resources << /Font << /F1 4 0 R >> >> >>" % A4
    return raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, number),
            stream(words("Nog een bladzijde van een heel lang CV")),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            *[page] * number,
        ]
    )


def words(text: str) -> bytes:
    return b"BT /F1 12 Tf 50 700 Td (%s) Tj ET" % text.encode("latin-1")


def one_page(text: str = "Een gewone bladzijde", *, box: bytes = A4) -> bytes:
    return page_with(stream(words(text)), box=box)


def locked(*, user: str) -> bytes:
    out = io.BytesIO()
    with Pdf.open(io.BytesIO(one_page())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user=user, owner="the owner's"))
    return out.getvalue()


def deflated(piece: bytes, times: int, *, twice: bool = False) -> bytes:
    """A stream of `piece` many times over, in a few bytes."""
    packer = zlib.compressobj(1, wbits=-15)
    block = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)  # needs nothing from before: it can be repeated
    data = b"\x78\x01" + block * times + packer.flush() + _check_of(piece, times).to_bytes(4)
    if twice:
        return stream(zlib.compress(data), b"/Filter [/FlateDecode /FlateDecode]")
    return stream(data, b"/Filter /FlateDecode")


def _check_of(piece: bytes, times: int) -> int:
    """`zlib.adler32(piece * times)`, from the check of one piece (RFC 1950 section 8.2)."""
    once, low, high = zlib.adler32(piece), 1, 0
    for _ in range(times):
        high = (high + len(piece) * (low - 1) + (once >> 16)) % 65521
        low = (low + (once & 0xFFFF) - 1) % 65521
    return high << 16 | low


def bomb_of_spaces() -> bytes:
    """3 kB that become 1 GiB."""
    return page_with(deflated(b" " * (1 << 20), 1024, twice=True))


def bomb_of_operators() -> bytes:
    """100 MB of drawing that draws nothing."""
    return page_with(deflated(b"q Q " * (1 << 18), 100, twice=True))


def bomb_of_characters() -> bytes:
    """Five million characters on one page."""
    return page_with(deflated(b"BT /F1 1 Tf 1 1 Td (%s) Tj ET " % (b"a" * 1000), 5000))


def bomb_of_forms() -> bytes:
    """Ten forms in ten forms, eight deep."""
    draw = b" ".join([b"/X Do"] * 10)
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
    forms = [stream(draw, form + b"/Resources << /XObject << /X %d 0 R >> >>" % (7 + depth)) for depth in range(8)]
    last = stream(b"0 0 1 1 re f", form)
    return page_with(stream(draw), resources=b"/XObject << /X 6 0 R >>", more=[*forms, last])


def bomb_of_pixels() -> bytes:
    """A picture of 30,000 × 30,000 pixels in colour: 2.7 GB once unpacked."""
    picture = deflated(b"\0" * (1 << 20), 2575, twice=True)
    entries = b"/Type /XObject /Subtype /Image /Width 30000 /Height 30000 /ColorSpace /DeviceRGB /BitsPerComponent 8 "
    picture = picture.replace(b"<< ", b"<< " + entries, 1)
    return page_with(stream(b"500 0 0 500 40 40 cm /I Do"), resources=b"/XObject << /I 6 0 R >>", more=[picture])


def nested_arrays() -> bytes:
    deep = b"[" * 200_000 + b"]" * 200_000
    return page_with(stream(b"BT /F1 12 Tf %s TJ ET" % deep), resources=b"/Properties << /A %s >>" % deep)


def pages_in_a_ring() -> bytes:
    """A tree of pages that bites its own tail."""
    return raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>",
        ]
    )


def scan(number: int = 1) -> bytes:
    """Pages that are a picture of text."""
    sheets = []
    for _ in range(number):
        sheet = PIL.Image.new("L", (827, 1169), 255)
        PIL.ImageDraw.Draw(sheet).text((100, 100), "Curriculum vitae", fill=0, font_size=40)
        sheets.append(sheet)
    out = io.BytesIO()
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:])
    return out.getvalue()


def photo() -> bytes:
    """A portrait that tells who took it and a comment beside it."""
    exif = PIL.Image.Exif()
    exif[0x010E] = "secret-exif"
    out = io.BytesIO()
    PIL.Image.new("RGB", (40, 60), (200, 120, 40)).save(out, "JPEG", exif=exif, comment="secret-comment")
    return out.getvalue()


def active_pdf() -> bytes:
    """A CV with everything that must not be handed on, a field that was filled in, a layer that is off, and a photo."""
    with Pdf.open(io.BytesIO(one_page("Jan Jansen, adviseur"))) as pdf:
        _tell(pdf)
        _run(pdf)
        _annotate(pdf)
        _add_layer_and_photo(pdf)
        out = io.BytesIO()
        pdf.save(out)
    return _saved_once_more(out.getvalue())


def _tell(pdf: Pdf) -> None:
    pdf.docinfo[Name.Author] = "secret-author"
    with pdf.open_metadata() as metadata:
        metadata["dc:creator"] = ["secret-xmp"]
    page = pdf.pages[0].obj
    page.PieceInfo = Dictionary(Word=Dictionary(Private=String("secret-piece")))
    page.Metadata = pdf.make_stream(b"secret-object-metadata")
    figure = Dictionary(S=Name.Figure, Alt=String("secret-alt"))
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=figure)
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("secret-bookmark", 0))


def _run(pdf: Pdf) -> None:
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('secret-script')"))
    pdf.Root.OpenAction = script
    pdf.Root.AA = Dictionary(WC=script)
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), script])))
    pdf.pages[0].obj.AA = Dictionary(O=script)
    pdf.attachments["secret-attachment.txt"] = b"secret-attachment"


def _annotate(pdf: Pdf) -> None:
    rectangle = Array([50, 600, 250, 620])
    looks = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 200, 20]))
    looks.Resources = Dictionary(Font=Dictionary(F1=pdf.pages[0].obj.Resources.Font.F1))
    filled = pdf.make_stream(b"BT /F1 12 Tf 2 5 Td (Ingevuld veld) Tj ET", looks)
    action = Dictionary(S=Name.URI, URI=String("https://secret-link.example/"))
    field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("naam"), F=4, Rect=rectangle)
    field.V, field.AP = String("Ingevuld veld"), Dictionary(N=filled)
    field = pdf.make_indirect(field)
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=rectangle, A=action)
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=rectangle, Contents=String("secret-note"))
    pdf.pages[0].obj.Annots = Array([field, pdf.make_indirect(link), pdf.make_indirect(note)])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), DA=String("/F1 12 Tf"))


def _add_layer_and_photo(pdf: Pdf) -> None:
    page = pdf.pages[0]
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("secret-layer")))
    layer.Usage = Dictionary(CreatorInfo=Dictionary(Creator=String("secret-layer"), Subtype=Name.Artwork))
    off = Dictionary(OFF=Array([layer]), Name=String("secret-layer"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=off)
    tagged = Dictionary(Metadata=pdf.make_stream(b"secret-object-metadata"))
    picture = Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=40, Height=60, ColorSpace=Name.DeviceRGB)
    picture.BitsPerComponent, picture.Filter = 8, Name.DCTDecode
    page.obj.Resources.XObject = Dictionary(Photo=pdf.make_stream(photo(), picture))
    page.obj.Resources.Properties = Dictionary(Layer=layer, MC0=pdf.make_indirect(tagged))
    page.contents_add(b"q 80 0 0 120 400 650 cm /Photo Do Q", prepend=False)
    page.contents_add(b"/OC /Layer BDC BT /F1 30 Tf 50 500 Td (Onzichtbaar) Tj ET EMC", prepend=False)


def _saved_once_more(data: bytes) -> bytes:
    """As programs do that append to a file: the old author is still in it, before the second end mark."""
    return data.rstrip() + b"\n999 0 obj\n(secret-author)\nendobj\n%%EOF\n"


def with_root(entries: bytes, *, more: Iterable[bytes] = (), page: bytes = b"") -> bytes:
    """A page of words; `entries` go into the catalogue, `page` into the page, `more` become the objects from 6 on."""
    sheet = b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> %s >>"
    return raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R %s >>" % entries,
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            sheet % (A4, page),
            stream(words("Een gewone bladzijde")),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            *more,
        ]
    )


def note(entries: bytes) -> bytes:
    """For `page` of `with_root`."""
    return b"/Annots [<< /Type /Annot /Rect [50 600 90 620] %s >>]" % entries


def actions_in_a_ring() -> bytes:
    return with_root(
        b"/OpenAction 6 0 R",
        more=[b"<< /S /Named /N /NextPage /Next 7 0 R >>", b"<< /S /Launch /F (cmd.exe) /Next 6 0 R >>"],
    )


def many_notes() -> bytes:
    """A hundred thousand links on one page."""
    link = b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://example.org/) >> >> "
    return with_root(b"", page=b"/Annots [%s]" % (link * 100_000))


def form_that_draws_itself() -> bytes:
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"
    more = [stream(b"/X Do", form)]
    return page_with(stream(words("Jan") + b" /X Do"), resources=b"/XObject << /X 6 0 R >>", more=more)


def pattern_that_fills_itself() -> bytes:
    entries = b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9 "
    fill = b"/Pattern cs /P scn 0 0 500 500 re f "
    pattern = stream(fill, entries + b"/Resources << /Pattern << /P 6 0 R >> >>")
    return page_with(stream(fill + words("Jan")), resources=b"/Pattern << /P 6 0 R >>", more=[pattern])


def letters_that_draw_themselves() -> bytes:
    """A Type 3 font whose letter a is written in the font itself."""
    letter = stream(b"1000 0 d0 BT /F2 1 Tf (a) Tj ET")
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 97 "
        b"/LastChar 97 /Widths [1000] /Encoding << /Type /Encoding /Differences [97 /a] >> /CharProcs << /a 6 0 R >> "
        b"/Resources << /Font << /F2 7 0 R >> >> >>"
    )
    return with_root(b"", page=b"", more=[letter, font]).replace(b"/Font << /F1 5 0 R >>", b"/Font << /F1 7 0 R >>")


def table_that_refers_to_itself() -> bytes:
    """The older table of places is this table."""
    data = one_page()
    start = data.rindex(b"xref\n0 ")
    return data.replace(b"trailer\n<< ", b"trailer\n<< /Prev %d " % start)


def filters_upon_filters() -> bytes:
    data = words("Jan Jansen")
    for _ in range(400):
        data = zlib.compress(data)
    return page_with(stream(data, b"/Filter [%s]" % (b"/FlateDecode " * 400)))


def deep_graphics() -> bytes:
    return page_with(stream(b"q " * 300_000 + words("Jan Jansen") + b" Q" * 300_000))


def impossible_numbers() -> bytes:
    return page_with(stream(b"1e999 0 0 -1e999 99999999999999999999 0 cm " + words("Jan")))


def web_page_before_the_header() -> bytes:
    return b"<html><script>alert(1)</script></html>\n" + one_page()


def archive_behind_the_end() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "secret")
    return one_page() + out.getvalue()


def unknown_lock() -> bytes:
    return one_page().replace(b"trailer\n<< ", b"trailer\n<< /Encrypt << /Filter /Unknown /V 9 /R 9 >> /ID [(a) (b)] ")
