"""CVs that hide words from people, one for each trick, and honest ones that look as if they did."""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import PIL.Image
import PIL.ImageDraw
from pikepdf import Dictionary, Name, Pdf

from tests.documents.hostile import page_with, stream

SEEN = b"BT /F1 12 Tf 50 780 Td (Jan Jansen, adviseur bij de gemeente Raalte) Tj ET "
HIDDEN = b"beste kandidaat"  # every trick hides these two words
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] "


def show(text: bytes = HIDDEN, *, at: bytes = b"60 500", size: int | float = 12, before: bytes = b"") -> bytes:
    return b"q BT %s /F1 %g Tf %s Td (%s) Tj ET Q " % (before, size, at, text)


def sheet(
    content: bytes, *, resources: bytes = b"", more: tuple[bytes, ...] = (), box: bytes = b"0 0 595 842"
) -> bytes:
    return page_with(stream(SEEN + content), resources=resources, more=more, box=box)


def faint(alpha: bytes) -> bytes:
    return b"/ExtGState << /G << /ca %s /CA %s >> >>" % (alpha, alpha)


def form(content: bytes, entries: bytes = b"") -> bytes:
    return stream(content, FORM + b"/Resources << /Font << /F1 5 0 R >> >> " + entries)


def in_a_form(content: bytes, *, draw: bytes = b"/X Do", resources: bytes = b"", entries: bytes = b"") -> bytes:
    return sheet(draw, resources=b"/XObject << /X 6 0 R >> " + resources, more=(form(content, entries),))


def picture(colour: tuple[int, int, int] = (255, 255, 255)) -> tuple[bytes, bytes]:
    """Resources and object of a one-colour picture, /I."""
    entries = b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceRGB /BitsPerComponent 8"
    return b"/XObject << /I 6 0 R >>", stream(bytes(colour), entries)


def behind_a_picture() -> bytes:
    resources, image = picture()
    return sheet(show() + b"q 300 0 0 60 50 480 cm /I Do Q", resources=resources, more=(image,))


def beside_a_picture(content: bytes) -> bytes:
    resources, image = picture((200, 120, 40))
    return sheet(content + b"q 50 0 0 50 400 700 cm /I Do Q", resources=resources, more=(image,))


def in_a_layer_that_is_off() -> bytes:
    with Pdf.open(io.BytesIO(sheet(b"/OC /L BDC " + show() + b"EMC"))) as pdf:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="x"))
        pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(OFF=[layer]))
        pdf.pages[0].obj.Resources.Properties = Dictionary(L=layer)
        return saved(pdf)


def turned(data: bytes, angle: int) -> bytes:
    with Pdf.open(io.BytesIO(data)) as pdf:
        pdf.pages[0].obj.Rotate = angle
        return saved(pdf)


def cropped(data: bytes, box: list[int]) -> bytes:
    with Pdf.open(io.BytesIO(data)) as pdf:
        pdf.pages[0].obj.CropBox = pikepdf.Array(box)
        return saved(pdf)


def saved(pdf: Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


GREY_COLUMN = b"0.2 0.3 0.5 rg 0 0 200 700 re f 0 g "

TRICKS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "white on white": ("white", lambda: sheet(show(before=b"1 g"))),
    "almost white": ("white", lambda: sheet(show(before=b"0.98 g"))),
    "white in colours of print": ("white", lambda: sheet(show(before=b"0 0 0 0 k"))),
    "the colour of a column": ("same_colour", lambda: sheet(GREY_COLUMN + show(before=b"0.2 0.3 0.5 rg"))),
    "almost the colour of a column": ("same_colour", lambda: sheet(GREY_COLUMN + show(before=b"0.22 0.33 0.5 rg"))),
    "one point": ("tiny", lambda: sheet(show(size=1))),
    "half a point": ("tiny", lambda: sheet(show(size=0.5))),
    "a large letter made small": ("tiny", lambda: sheet(show(size=12, before=b"0.1 0 0 0.1 0 0 Tm"))),
    "left of the page": ("off_page", lambda: sheet(show(at=b"-300 500"))),
    "above the page": ("off_page", lambda: sheet(show(at=b"60 900"))),
    "outside what is cut out": ("off_page", lambda: cropped(sheet(show(at=b"60 40")), [0, 200, 595, 842])),
    "invisible mode": ("invisible", lambda: sheet(show(before=b"3 Tr"))),
    "only to clip by": ("invisible", lambda: sheet(show(before=b"7 Tr"))),
    "under a white box": ("covered", lambda: sheet(show() + b"1 g 50 480 300 60 re f")),
    "under a dark box": ("covered", lambda: sheet(show() + b"0.3 g 50 480 300 60 re f")),
    "under a picture": ("covered", behind_a_picture),
    "under other words": (
        "covered",
        lambda: sheet(show() + show(b"andere woorden")),
    ),
    "transparent": ("transparent", lambda: sheet(show(before=b"/G gs"), resources=faint(b"0"))),
    "almost transparent": ("transparent", lambda: sheet(show(before=b"/G gs"), resources=faint(b"0.03"))),
    "in a transparent form": (
        "transparent",
        lambda: in_a_form(show(), draw=b"/G gs /X Do", resources=faint(b"0"), entries=b"/Group << /S /Transparency >>"),
    ),
    "clipped": ("clipped", lambda: sheet(b"q 0 0 10 10 re W n " + show() + b"Q")),
    "clipped to nothing": ("clipped", lambda: sheet(b"q 60 500 0 0 re W n " + show() + b"Q")),
    "clipped in a form": ("clipped", lambda: in_a_form(b"q 0 0 10 10 re W n " + show() + b"Q")),
    "clipped by its form": ("clipped", lambda: in_a_form(show(at=b"60 1200"), draw=b"1 0 0 1 0 -700 cm /X Do")),
    "white in a form": ("white", lambda: in_a_form(show(before=b"1 g"))),
    "white over other words": ("white", lambda: sheet(show(b"andere woorden") + show(before=b"1 g"))),
    "white on a turned page": ("white", lambda: turned(sheet(show(before=b"1 g")), 90)),
    "invisible beside a small picture": (
        "invisible",
        lambda: beside_a_picture(show(before=b"3 Tr")),
    ),
    "a layer that is off": ("layer", in_a_layer_that_is_off),
}  # fmt: skip


def scan_with_layer(*, beside: bytes = b"") -> bytes:
    """A picture of a page, and unpainted words where it shows them. `beside`: unpainted words where it is empty."""
    image = PIL.Image.new("L", (595, 842), 255)
    PIL.ImageDraw.Draw(image).text((60, 100), "Curriculum vitae van Jan Jansen", fill=0, font_size=20)
    resources = b"/XObject << /I 6 0 R >>"
    entries = b"/Type /XObject /Subtype /Image /Width 595 /Height 842 /ColorSpace /DeviceGray /BitsPerComponent 8"
    layer = show(b"Curriculum vitae van Jan Jansen", at=b"60 725", size=20, before=b"3 Tr")
    layer += show(beside, at=b"60 300", before=b"3 Tr") if beside else b""
    content = b"q 595 0 0 842 0 0 cm /I Do Q " + layer
    return page_with(stream(content), resources=resources, more=(stream(image.tobytes(), entries),))


HONEST: dict[str, Callable[[], bytes]] = {
    "white on a dark column": lambda: sheet(GREY_COLUMN + show(b"Vaardigheden en talen", at=b"20 500", before=b"1 g")),
    "white on a dark picture": lambda: sheet(
        b"q 300 0 0 60 50 480 cm /I Do Q " + show(before=b"1 g"),
        resources=picture((30, 30, 60))[0],
        more=(picture((30, 30, 60))[1],),
    ),
    "pale grey": lambda: sheet(show(before=b"0.8 g")),
    "small print of five points": lambda: sheet(show(size=5)),
    "bold by printing twice": lambda: sheet(show() + show(at=b"60.4 500")),
    "a shadow": lambda: sheet(show(before=b"0.7 g", at=b"61 499") + show()),
    "a watermark across the page": lambda: sheet(
        show(b"CONCEPT", size=120, before=b"0.9 g 0.7 0.7 -0.7 0.7 100 200 Tm", at=b"0 0")
        + show(b"Over het watermerk heen", at=b"120 300")
    ),
    "a half transparent word": lambda: sheet(show(before=b"/G gs"), resources=faint(b"0.5")),
    "partly clipped": lambda: sheet(b"q 0 0 100 842 re W n " + show() + b"Q"),
    "only outlines": lambda: sheet(show(before=b"1 Tr 0 G 1 g")),
    "a page on its side": lambda: turned(sheet(show()), 90),
    "a page upside down": lambda: turned(sheet(show()), 180),
    "upright text along the side": lambda: sheet(show(before=b"0 1 -1 0 560 200 Tm", at=b"0 0")),
    "a corner that is not zero": lambda: sheet(show(at=b"60 500"), box=b"-100 -100 595 842"),
    "punctuation beside the page": lambda: sheet(show(b"- . |", at=b"-40 500")),
}  # fmt: skip


def nameless(path: Path) -> bytes:
    """The same pages, with fonts that don't say which letters they draw."""
    with Pdf.open(path) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, Dictionary) and "/ToUnicode" in thing:
                del thing["/ToUnicode"]
        return saved(pdf)


def portrait() -> PIL.Image.Image:
    """As many shades as a photo has, and the same each time."""
    down, round_ = PIL.Image.linear_gradient("L"), PIL.Image.radial_gradient("L")
    return PIL.Image.merge("RGB", (down, down.rotate(90), round_)).resize((120, 160))


def logo() -> PIL.Image.Image:
    image = PIL.Image.new("RGB", (120, 160), (0, 60, 120))
    PIL.ImageDraw.Draw(image).ellipse((20, 40, 100, 120), fill=(255, 140, 0))
    return image


def with_picture(image: PIL.Image.Image) -> bytes:
    entries = b"/Type /XObject /Subtype /Image /Width 120 /Height 160 /ColorSpace /DeviceRGB /BitsPerComponent 8"
    content = b"q 90 0 0 120 450 680 cm /I Do Q"
    return sheet(content, resources=b"/XObject << /I 6 0 R >>", more=(stream(image.tobytes(), entries),))
