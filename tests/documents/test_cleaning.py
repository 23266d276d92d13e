import io
import re

import pikepdf
import pypdfium2
from pikepdf import Name

from documents.reading import clean_pdf, read_text
from tests.documents import hostile


def everything_in(data: bytes) -> bytes:
    """The file as it is, and each of its objects and streams unpacked."""
    found = [data]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                found.append(repr(dict(thing)).encode())
                found.append(thing.read_raw_bytes())
                if thing.get("/Filter") == Name.FlateDecode:
                    found.append(thing.read_bytes())
            elif isinstance(thing, pikepdf.Object):
                found.append(thing.unparse(resolved=True))
    return b"\n".join(found)


def seen(data: bytes) -> list[bytes]:
    document = pypdfium2.PdfDocument(data)
    return [document[n].render(scale=1).to_pil().convert("RGB").tobytes() for n in range(len(document))]


def test_what_was_planted_is_really_there_before():
    before = everything_in(hostile.active_pdf())
    assert [word for word in hostile.PLANTED if word.encode() not in before] == []


def test_nothing_that_was_planted_is_left():
    after = everything_in(clean_pdf(hostile.active_pdf()))
    assert [word for word in hostile.PLANTED if word.encode() in after] == []


def test_nothing_that_runs_or_links_is_left():
    clean = clean_pdf(hostile.active_pdf())
    with pikepdf.open(io.BytesIO(clean)) as pdf:
        assert set(pdf.Root.keys()) == {"/Type", "/Pages", "/OCProperties"}
        assert set(pdf.pages[0].obj.keys()) == {"/Type", "/Parent", "/Contents", "/Resources", "/MediaBox", "/CropBox"}
        assert list(pdf.attachments) == []
        assert pdf.docinfo == {}
    assert clean.count(b"%%EOF") == 1


def test_the_page_keeps_its_looks():
    """The filled-in field and the photo stay, the layer that was off stays off; the sticky note was never on paper."""
    before, after = hostile.active_pdf(), clean_pdf(hostile.active_pdf())
    [text] = read_text(after)
    assert {"Jan Jansen, adviseur", "Ingevuld veld"} <= set(text.split("\n"))
    with pikepdf.open(io.BytesIO(before)) as pdf:
        pdf.pages[0].obj.Annots = pikepdf.Array([note for note in pdf.pages[0].obj.Annots if note.Subtype != Name.Text])
        out = io.BytesIO()
        pdf.save(out)
    document = pypdfium2.PdfDocument(out.getvalue())
    document.init_forms()
    expected = document[0].render(scale=1).to_pil().convert("L").point(lambda v: v < 128 and 255).getbbox()
    assert (
        pypdfium2.PdfDocument(after)[0].render(scale=1).to_pil().convert("L").point(lambda v: v < 128 and 255).getbbox()
        == expected
    )


def test_real_cvs_look_the_same_and_lose_their_metadata(cv):
    clean = clean_pdf(cv)
    assert seen(clean) == seen(cv.read_bytes())
    assert read_text(clean) == read_text(cv)
    telling = rb"/(?:Producer|Creator|Author|CreationDate|ModDate|Annots|StructTreeRoot)\b"
    assert re.findall(telling, everything_in(cv.read_bytes())) != []
    assert re.findall(telling, everything_in(clean)) == []


def test_a_cv_with_an_owner_password_comes_out_open():
    with pikepdf.open(io.BytesIO(clean_pdf(hostile.locked(user="")))) as pdf:
        assert not pdf.is_encrypted


def test_the_same_file_is_cleaned_to_the_same_bytes(cv):
    assert clean_pdf(cv) == clean_pdf(cv)


def test_what_lies_outside_the_sheet_is_not_shown_by_a_wide_crop_box():
    with pikepdf.open(io.BytesIO(hostile.one_page())) as pdf:
        pdf.pages[0].obj.CropBox = pikepdf.Array([-500, -500, 5000, 5000])
        out = io.BytesIO()
        pdf.save(out)
    with pikepdf.open(io.BytesIO(clean_pdf(out.getvalue()))) as pdf:
        assert [float(n) for n in pdf.pages[0].cropbox] == [0, 0, 595, 842]
