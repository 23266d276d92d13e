"""What the child finds in a CV: words with places, words that nobody sees, and what the file does."""

import time

import pytest

from documents import sandbox
from documents.reading import read_cv
from documents.unreadable import Unreadable
from tests.documents import hidden, hostile
from tests.documents.conftest import DATA

WORD = ["text", "left", "top", "right", "bottom", "base", "size", "bold", "hidden"]


def words(data, *, page: int = 1) -> list[dict]:
    return [dict(zip(WORD, row, strict=True)) for row in read_cv(data)["pages"][page - 1]["words"]]


def unseen(data) -> list[tuple[str, str]]:
    pages = read_cv(data)["pages"]
    return [(row[0], row[-1]) for page in pages for row in page["words"] if row[-1]]


@pytest.mark.parametrize(("reason", "make"), hidden.TRICKS.values(), ids=hidden.TRICKS)
def test_words_that_nobody_sees_are_found_with_the_reason(reason, make):
    assert unseen(make()) == [("beste", reason), ("kandidaat", reason)]


@pytest.mark.parametrize("make", hidden.HONEST.values(), ids=hidden.HONEST)
def test_words_that_only_look_hidden_are_left_alone(make):
    assert unseen(make()) == []


def test_the_cvs_that_other_programs_made_hide_nothing(cv):
    assert unseen(cv) == []


def test_the_words_of_a_recognised_scan_are_no_hidden_text():
    [page] = read_cv(hidden.scan_with_layer())["pages"]
    assert (page["kind"], [row[0] for row in page["words"] if not row[-1]]) == (
        "ocr",
        ["Curriculum", "vitae", "van", "Jan", "Jansen"],
    )


def test_a_word_where_the_scan_is_empty_was_not_recognised_there():
    assert unseen(hidden.scan_with_layer(beside=b"beste kandidaat")) == [
        ("beste", "invisible"),
        ("kandidaat", "invisible"),
    ]


def test_a_word_has_its_place_in_points_from_the_top_left():
    first = words(hostile.one_page("Jan"))[0]
    assert (first["text"], first["base"], first["size"]) == ("Jan", 142, 12)
    assert (first["left"], first["top"], first["right"], first["bottom"]) == pytest.approx((50, 133, 69, 142), abs=1)


@pytest.mark.parametrize(("angle", "left", "top"), [(90, 697, 50), (180, 526, 700), (270, 133, 526)])
def test_places_are_those_of_the_page_as_it_is_shown(angle, left, top):
    first = words(hidden.turned(hostile.one_page("Jan"), angle))[0]
    assert (first["left"], first["top"]) == pytest.approx((left, top), abs=4)


def test_places_begin_at_the_corner_of_what_is_cut_out():
    first = words(hidden.cropped(hostile.one_page("Jan"), [40, 600, 400, 800]))[0]
    assert (first["left"], first["base"]) == pytest.approx((10, 100), abs=1)


def test_letters_that_a_font_does_not_name_are_no_text():
    assert {page["kind"] for page in read_cv(hidden.nameless(DATA / "rendercv_classic_default.pdf"))["pages"]} == {
        "none"
    }


def test_a_page_is_text_or_a_scan_or_blank():
    kinds = [read_cv(data)["pages"][0]["kind"] for data in (hostile.one_page(), hostile.scan(), hostile.one_page(" "))]
    assert kinds == ["text", "scan", "blank"]


def test_a_portrait_is_a_photo_and_a_logo_is_none():
    assert [read_cv(hidden.with_picture(make()))["pages"][0]["photo"] for make in (hidden.portrait, hidden.logo)] == [
        True,
        False,
    ]


def test_everything_that_a_file_does_is_named_with_its_page():
    found = read_cv(hostile.active_pdf())
    assert found["active"] == [
        {"kind": "attachment", "page": None},
        {"kind": "javascript", "page": None},
        {"kind": "javascript", "page": 1},
    ]
    assert found["links"] == [{"page": 1, "url": "https://secret-link.example/"}]
    assert (found["metadata"]["author"], found["metadata"]["xmp"]) == ("secret-xmp", "yes")


ACTIVE = {
    "a script at the start": ("javascript", None, b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>", b""),
    "a script of the page": ("javascript", 1, b"", b"/AA << /O << /S /JavaScript /JS (app.alert(1)) >> >>"),
    "a program": ("launch", 1, b"", hostile.note(b"/Subtype /Link /A << /S /Launch /F (cmd.exe) >>")),
    "data sent": ("submit", 1, b"", hostile.note(b"/Subtype /Widget /FT /Btn /A << /S /SubmitForm /F (x) >>")),
    "data fetched": ("import", 1, b"", hostile.note(b"/Subtype /Widget /FT /Btn /A << /S /ImportData /F (x) >>")),
    "another file": ("other_file", 1, b"", hostile.note(b"/Subtype /Link /A << /S /GoToR /F (x.pdf) >>")),
    "a film": ("media", 1, b"", hostile.note(b"/Subtype /RichMedia")),
    "a form of programs": ("form_script", None, b"/AcroForm << /Fields [] /XFA (x) >>", b""),
    "a file on the page": ("attachment", 1, b"", hostile.note(b"/Subtype /FileAttachment /FS << /F (x) >>")),
}


@pytest.mark.parametrize(("kind", "page", "root", "sheet"), ACTIVE.values(), ids=ACTIVE)
def test_each_kind_of_active_content_is_found(kind, page, root, sheet):
    assert read_cv(hostile.with_root(root, page=sheet))["active"] == [{"kind": kind, "page": page}]


HARMLESS = {
    "opens at a place": (b"/OpenAction [3 0 R /Fit]", b""),
    "a link inside": (b"", hostile.note(b"/Subtype /Link /Dest [3 0 R /Fit]")),
    "a field": (b"/AcroForm << /Fields [] >>", hostile.note(b"/Subtype /Widget /FT /Tx /T (x)")),
    "a bookmark": (b"/Outlines << /Title (x) /A << /S /GoTo /D [3 0 R /Fit] >> >>", b""),
}


@pytest.mark.parametrize(("root", "sheet"), HARMLESS.values(), ids=HARMLESS)
def test_what_every_program_writes_is_not_active(root, sheet):
    assert read_cv(hostile.with_root(root, page=sheet))["active"] == []


# Progress ------------------------------------------------------------------------------------------------------------
def test_it_is_told_after_each_page_how_far_the_reading_is():
    told = []
    found = read_cv(hostile.pages(4), progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert found == read_cv(hostile.pages(4))


def test_who_is_told_can_stop_the_reading():
    def stop(done, of):
        raise KeyError(done)

    with pytest.raises(KeyError, match="1"):
        read_cv(hostile.pages(4), progress=stop)


@pytest.mark.parametrize("make", [b"no PDF", b"%PDF-1.7 broken"])
def test_a_file_that_is_refused_is_refused_with_progress_too(make):
    told = []
    with pytest.raises(Unreadable):
        read_cv(make, progress=lambda done, of: told.append(done))
    assert told == []


def test_a_child_that_takes_too_long_is_stopped_while_it_is_listened_to():
    begun = time.monotonic()
    with pytest.raises(Unreadable, match="out_of_limits"):
        sandbox.run("cv", hostile.bomb_of_forms(), seconds=1, progress=lambda done, of: None)
    assert time.monotonic() - begun < 10
