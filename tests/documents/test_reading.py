import io

import pikepdf
import pypdfium2
import pytest
import weasyprint
from PIL import Image

from documents.reading import NoSuchPage, PdfFacts, page_image, read_facts, read_text
from tests.documents import hostile
from tests.documents.conftest import DATA

TWO_COLUMNS = """<style>section { columns: 2 }</style><h1>Jan Jansen</h1><section>
<p>%s</p><p style="break-before: column">%s</p></section>"""


def two_columns() -> bytes:
    left, right = (" ".join(f"{side}{n}" for n in range(60)) for side in ("links", "rechts"))
    return weasyprint.HTML(string=TWO_COLUMNS % (left, right)).write_pdf()


def test_facts_of_cvs_that_other_programs_made():
    chromium, libreoffice, typst = (
        read_facts(DATA / name)
        for name in ("jsonresume_even_chromium.pdf", "libreoffice_docx_nl.pdf", "rendercv_classic_default.pdf")
    )
    assert chromium == PdfFacts(pages=4, bytes=93577, encrypted=False, words=(135, 164, 123, 121), pictures=())
    assert libreoffice == PdfFacts(pages=4, bytes=52311, encrypted=False, words=(210, 242, 243, 196), pictures=())
    assert typst == PdfFacts(pages=2, bytes=69284, encrypted=False, words=(344, 292), pictures=())
    assert {chromium.text_layer, libreoffice.text_layer, typst.text_layer} == {"text"}


def test_an_owner_password_alone_is_no_obstacle():
    facts = read_facts(hostile.locked(user=""))
    assert (facts.pages, facts.encrypted, facts.words) == (1, True, (3,))
    assert read_text(hostile.locked(user="")) == ["Een gewone bladzijde"]


def test_a_scan_has_no_text_layer():
    facts = read_facts(hostile.scan(2))
    assert (facts.words, facts.pictures, facts.text_layer) == ((0, 0), (1, 2), "none")


def test_a_cv_with_one_scanned_page_has_a_partial_text_layer():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(hostile.one_page())) as pdf, pikepdf.open(io.BytesIO(hostile.scan())) as scan:
        pdf.pages.extend(scan.pages)
        pdf.add_blank_page()  # and an empty last page, which is no scan
        pdf.save(out)
    facts = read_facts(out.getvalue())
    assert (facts.words, facts.pictures, facts.text_layer) == ((3, 0, 0), (2,), "partial")


def test_letters_that_a_font_does_not_name_are_no_words():
    """The page looks right to a person, but its text is a row of numbers."""
    with pikepdf.open(DATA / "rendercv_classic_default.pdf") as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                del thing["/ToUnicode"]
        out = io.BytesIO()
        pdf.save(out)
    facts = read_facts(out.getvalue())
    assert (facts.words, facts.pictures, facts.text_layer) == ((0, 0), (1, 2), "none")


def test_two_columns_are_read_one_after_the_other():
    [page] = read_text(two_columns())
    words = page.split()
    assert words == ["Jan", "Jansen", *(f"links{n}" for n in range(60)), *(f"rechts{n}" for n in range(60))]


def test_text_is_plain_lines():
    first = read_text(DATA / "libreoffice_docx_nl.pdf")[0].split("\n")
    assert first[0] == "Curriculum vitae – Yara Kamp"
    assert "• Adviseren van het college van burgemeester en wethouders over de" in first


def test_a_page_image_is_the_page(cv):
    png = page_image(cv, page=2, width=600)
    image = Image.open(io.BytesIO(png))
    expected = pypdfium2.PdfDocument(cv)[1].render(scale=600 / 612).to_pil()
    assert (image.format, image.size) == ("PNG", (600, 777))
    assert image.convert("RGB").tobytes() == expected.convert("RGB").tobytes()


def test_a_field_that_was_filled_in_is_seen_in_the_image():
    with_field = Image.open(io.BytesIO(page_image(hostile.active_pdf(), page=1, width=595))).convert("L")
    field = with_field.crop((50, 222, 250, 242))
    assert field.getextrema()[0] < 100


@pytest.mark.parametrize("page", [0, 3, -1])
def test_there_is_no_image_of_a_page_that_is_not_there(page):
    with pytest.raises(NoSuchPage):
        page_image(DATA / "rendercv_classic_default.pdf", page=page)


@pytest.mark.parametrize("box", [b"0 0 14400 14400", b"0 0 1 14400", b"0 0 99999999 99999999", b"0 0 0 0"])
def test_a_page_of_any_size_becomes_an_image_of_bounded_size(box):
    image = Image.open(io.BytesIO(page_image(hostile.one_page(box=box), page=1, width=1000)))
    assert max(image.size) <= 8001
