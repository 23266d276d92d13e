"""The text of a file, whatever kind it is; a posting reads the same from each."""

import io
import time
import zipfile

import pytest

from documents.text_of import text_of
from documents.unreadable import Unreadable
from tenders.posting import read
from tests.documents import hostile, postings

NUMBERS = ["27750", "12074"]


def fields(text: str) -> dict:
    """A draft without what depends on how the text was cut into lines."""
    return {key: value for key, value in read(text).items() if key not in {"source", "lines", "unread"}}


@pytest.mark.parametrize("kind", [postings.html, postings.docx, postings.pdf])
@pytest.mark.parametrize("number", NUMBERS)
def test_a_posting_reads_the_same_from_every_kind_of_file(number, kind):
    assert fields(text_of(kind(number))) == fields(postings.text(number))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_plain_text_in_any_usual_encoding_is_itself(encoding):
    text = postings.text("27750")
    assert text_of(text.encode(encoding)) == text


HTML = {
    "lists": ("<ol start=6><li>een<li>twee</ol>", "6. een\n7. twee"),
    "letters": ("<ol type=a><li value=3>een</li></ol>", "c. een"),
    "a list in a list": ("<ul><li>een<ul><li>twee</ul></ul>", "- een\n    - twee"),
    "a table": ("<table><tr><th>Duur<td>6 maanden<tr><th>Regio<td>Drenthe</table>", "Duur\t6 maanden\nRegio\tDrenthe"),
    "terms": ("<dl><dt>Duur</dt><dd>6 maanden</dd><dt>Start<dd>Z.s.m.</dl>", "Duur\t6 maanden\nStart\tZ.s.m."),
    "paragraphs": ("<p>een\n  <b>t</b>wee</p><p>drie<br>vier", "een twee\n\ndrie\nvier"),
    "what nobody sees": ("<p>een<script>twee</script><style>p{}</style><!-- drie --></p>", "een"),
    "entities": ("<p>&euro;&nbsp;60,- &amp; meer", "€\u00a060,- & meer"),
}


@pytest.mark.parametrize(("page", "text"), HTML.values(), ids=HTML)
def test_a_page_becomes_lines(page, text):
    assert text_of(f"<!doctype html><body>{page}".encode()) == text


def test_word_computes_numbers_that_run_on_and_begin_anew():
    items = [
        ("een", 1, 0),
        ("twee", 1, 1),
        ("drie", 1, 1),
        ("vier", 1, 0),
        ("vijf", 3, 0),
        ("zes", 2, 0),
        ("zeven", 1, 1),
    ]
    body = "".join(postings.paragraph(*item) for item in items)
    parts = {"word/document.xml": postings.document(body), "word/numbering.xml": postings.NUMBERING}
    assert text_of(postings.zipped(parts)).split("\n") == [
        "1. een", "    a. twee", "    b. drie", "2. vier", "1. vijf", "- zes", "    a. zeven",
    ]  # fmt: skip


def test_deleted_words_and_fallbacks_are_not_read():
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    run = "<w:r><w:t>{0}</w:t></w:r>"
    body = (
        f"<w:p>{run.format('blijft')}<w:del><w:r><w:delText> weg</w:delText></w:r></w:del>"
        f"<mc:AlternateContent {mc}><mc:Fallback>{run.format(' dubbel')}</mc:Fallback></mc:AlternateContent></w:p>"
    )
    assert text_of(word(body)) == "blijft"


def word(body: str, *, before: str = "") -> bytes:
    return postings.zipped({"word/document.xml": postings.document(body, before=before)})


# What is refused -----------------------------------------------------------------------------------------------------
LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>{}]>".format(
    "".join(f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True))
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def broken_zip() -> bytes:
    return postings.docx("27750")[:-200]


def bomb() -> bytes:
    return word(postings.paragraph(" " * (40 * 1024 * 1024)))


def deep() -> bytes:
    return word("<w:sdt>" * 5000 + "</w:sdt>" * 5000)


def spreadsheet() -> bytes:
    return postings.zipped({"xl/workbook.xml": "<workbook/>"})


def lying_zip() -> bytes:
    """Says that its document has ten bytes."""
    data = bytearray(bomb())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(data)


REFUSED = {
    "nothing": ("empty", lambda: b""),
    "over ten megabytes": ("too_big", lambda: b"a" * (10 * 1024 * 1024 + 1)),
    "a picture": ("not_a_text", lambda: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256))),
    "a spreadsheet": ("not_a_text", spreadsheet),
    "an old Word document": ("not_a_text", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512),
    "half a zip": ("broken_text", broken_zip),
    "a bomb": ("out_of_limits", bomb),
    "entities that multiply": (
        "broken_text",
        lambda: word(postings.paragraph("&i;").replace("&amp;i;", "&i;"), before=LAUGHS),
    ),
    "an entity from outside": ("broken_text", lambda: word("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", before=OUTSIDE)),
    "XML that does not close": ("broken_text", lambda: postings.zipped({"word/document.xml": "<w:document>"})),
    "a document without end": ("broken_text", deep),
    "no words": ("no_text", lambda: word("<w:p/>")),
    "a page without words": ("no_text", lambda: b"<!doctype html><body><script>x</script>"),
    "a PDF with a password": ("password", lambda: hostile.locked(user="geheim")),
    "a broken PDF": ("broken", hostile.nested_arrays),
}


@pytest.mark.parametrize(("code", "make"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_with_its_code(code, make, settings):
    data = make()
    begun = time.monotonic()
    with pytest.raises(Unreadable) as refusal:
        text_of(data)
    assert refusal.value.code == code
    assert refusal.value.message
    assert time.monotonic() - begun < settings.PDF_READ_SECONDS + 2


def test_an_archive_that_lies_about_its_size_is_not_believed():
    with pytest.raises(Unreadable) as refusal:
        text_of(lying_zip())
    assert refusal.value.code in {"broken_text", "out_of_limits"}


def test_the_documents_that_were_made_are_real_zips():
    with zipfile.ZipFile(io.BytesIO(postings.docx("12074"))) as archive:
        assert archive.testzip() is None
