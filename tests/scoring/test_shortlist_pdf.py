"""The shortlist as a PDF: whole, numbered, accessible, the same each time, and silent on every other bid."""

import io
import re
import time
from hashlib import sha256
from types import SimpleNamespace

import page
import pdfplumber
import pikepdf
import pytest

from audit.models import Event
from scoring.models import Shortlist
from scoring.services.shortlist_pdf import shortlist_pdf, shortlist_report
from tests.scoring.factories import (
    BIRDS,
    Offered,
    a_cv,
    bid_of,
    candidate_of,
    excluded,
    offered,
    released_raalte,
    scored_raalte,
    weighted_run,
    with_places,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

TEN = offered(10, cv_pages=2)
BELOW = (
    Offered("Zwaluw", TEN[9].scores, rate="59,71"),
    Offered("Zeearend", (0, 0, 0), rate="59,73"),
    *excluded("Zilverreiger"),
)
LEAKS = ("Zwaluw", "Zeearend", "Zilverreiger", "59,71", "59.71", "5971", "59,73", "59,37")
TITLE = "Shortlist 27750: Medewerker klantportaal - telefonie"


@pytest.fixture
def released():
    """A function: the shortlist of these bids."""

    def make(bids=(), **changes):
        released_raalte(bids, **changes)
        return Shortlist.objects.get()

    return make


def read(data: bytes) -> SimpleNamespace:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        pages = [" ".join(sheet.extract_text().split()) for sheet in pdf.pages]
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        bookmarks = [item.title for item in outline.root]
    return SimpleNamespace(pages=pages, text=" ".join(pages), bookmarks=bookmarks)


def strings_of(data: bytes) -> str:
    """Every text string, name and stream of the file, unpacked: what no reader shows is in it too."""
    found = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            found.append(repr(thing))
            if isinstance(thing, pikepdf.Stream):
                try:
                    found.append(thing.read_bytes().decode("latin-1"))
                except pikepdf.PdfError:  # a picture
                    continue
        found.append(repr(dict(pdf.docinfo)))
    return " ".join(found)


def ua1_failures(data: bytes, folder) -> list[str]:
    path = folder / "report.pdf"
    path.write_bytes(data)
    return [f"{failure.rule_id}: {failure.message}" for failure in page.validate_pdf(str(path), profile="ua1").failures]


# What is in it -------------------------------------------------------------------------------------------------------
def test_the_whole_document_of_ten(released):
    shortlist = released((*TEN, *BELOW))
    data = shortlist_pdf(shortlist)
    found = read(data)

    report = len(found.pages) - 20
    assert "Gemeente Raalte Shortlist Medewerker klantportaal - telefonie Inhuuropdracht 27750" in found.pages[0]
    assert shortlist.snapshot.sha256 in found.pages[0].replace(" ", "")
    for number, text in enumerate(found.pages, start=1):
        assert text.endswith(f"bladzijde {number} van {len(found.pages)}")

    assert found.bookmarks == ["Shortlist"] + [
        f"Cv van {candidate_of(bird)} (plaats {place})" for place, bird in enumerate(BIRDS[:10], start=1)
    ]
    for at, bird in enumerate(BIRDS[:10]):
        first = report + 2 * at
        assert f"CV {bird} 1" in found.pages[first]
        assert f"CV {bird} 2" in found.pages[first + 1]
        assert re.search(rf"{at + 1} {candidate_of(bird)} \d+ {first + 1}\b", found.pages[1])

    # Nothing of the other three, nor that there were any
    numbers = [bid_of(shortlist.run.stage.tender, bid.marker).number for bid in BELOW]
    hidden = strings_of(data)
    assert [leak for leak in (*LEAKS, *numbers) if leak in found.text or leak in hidden] == []
    assert re.findall(r"\b1[1-3] (?:inschrijvingen|kandidaten)|plaats 1[1-3]\b|van de 1[1-3]\b", found.text) == []


def test_the_matrix_gives_points_rate_and_what_decided(released):
    found = read(shortlist_report(released((*offered(3), *excluded("Zilverreiger")))))
    matrix = next(text for text in found.pages if text.startswith("De kandidaten naast elkaar"))
    for line in (
        "1 Kandidaat Appelvink 10 60 30 100 € 40,00 lager uurtarief 28 per direct, Appelvink",
        "2 Kandidaat Boomklever 10 60 30 100 € 40,25 meer punten 28 per direct, Boomklever",
        "3 Kandidaat Cettizanger 0 60 30 90 € 40,50 – 28 per direct, Cettizanger",
    ):
        assert line in matrix


def test_a_candidate_has_every_reason_and_where_it_stands(released):
    found = read(shortlist_pdf(released((Offered("Putter", cv=a_cv("Putter", 3)),))))
    at = next(number for number, text in enumerate(found.pages) if "aangeboden door Putter Detachering" in text)
    text = " ".join(found.pages[at : at + 2])
    assert text.count("Blijkt uit het cv van Putter.") == 6
    first = len(found.pages) - 2
    assert text.count(f"cv, pagina 1; hier bladzijde {first}") == 6
    assert f"Het cv heeft 3 bladzijden, vanaf bladzijde {first} van dit document." in text
    assert "CV Putter 1" in found.pages[first - 1]
    assert "Ik help graag mensen aan de telefoon." in text
    assert text.count("De leverancier: Gecontroleerd, Putter.") == 5


def test_the_last_place_is_silent_on_the_rate_that_it_beat(released):
    """And on that it was a rate: both would speak of a bid that isn't here."""
    scores = (10, 0, 30)
    bids = (
        Offered("Putter", scores, "43,11"),
        Offered("Merelaar", scores, "43,12"),
        Offered("Zwaluw", scores, "43,13"),
    )
    shortlist = released(bids, **with_places(2))
    assert shortlist.entries.last().decided_by == "hourly_rate"
    text = read(shortlist_report(shortlist)).text
    assert "Plaats 1: 40 punten; bij gelijke punten beslist het lagere uurtarief: € 43,11 tegen € 43,12." in text
    assert "Plaats 2: 40 punten; de laatste plaats." in text
    assert "43,13" not in text
    assert text.count("beslist het lagere uurtarief") == 1


def test_it_is_written_in_english_too(released):
    shortlist = released()
    found = read(shortlist_pdf(shortlist, language="en"))
    assert "Place 1: 100 points; with equal points the lower hourly rate decides: €40.00 against €40.25." in found.text
    assert found.bookmarks[1] == "CV of Kandidaat Appelvink (place 1)"
    assert found.pages[-1].endswith(f"page {len(found.pages)} of {len(found.pages)}")
    assert [word for word in ("bladzijde", "Uurtarief", "beslist", "aangeboden") if word in found.text] == []


def test_a_shortlist_without_anyone_can_be_printed(released):
    found = read(shortlist_pdf(released(excluded("Zilverreiger"))))
    assert "Zilverreiger" not in found.text
    assert found.bookmarks == ["Shortlist"]


# Its form ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_report_is_valid_pdf_ua(language, released, tmp_path):
    assert ua1_failures(shortlist_report(released(), language=language), tmp_path) == []


def test_the_same_snapshot_gives_the_same_bytes(released):
    shortlist = released(offered(2))
    first = shortlist_pdf(shortlist)
    time.sleep(1.1)
    assert shortlist_pdf(Shortlist.objects.get()) == first


def test_the_properties_are_a_title_and_a_language_alone(released):
    with pikepdf.open(io.BytesIO(shortlist_pdf(released(offered(1))))) as pdf:
        assert dict(pdf.docinfo) == {"/Title": TITLE}
        assert str(pdf.Root.Lang) == "nl"
        assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})


def test_a_cv_that_cannot_be_read_leaves_a_page_that_says_so(released):
    broken = a_cv("Putter")[:600]
    data = shortlist_pdf(released((Offered("Putter", cv=broken, rate="41,00"), Offered("Zwaluw", rate="42,00"))))
    found = read(data)
    assert found.bookmarks[1:] == ["Cv van Kandidaat Putter (plaats 1)", "Cv van Kandidaat Zwaluw (plaats 2)"]
    assert "Het cv van deze kandidaat kan hier niet worden getoond" in found.pages[-2]
    assert sha256(broken).hexdigest() in found.pages[-2].replace(" ", "")
    assert "Het cv kon niet in dit document worden opgenomen" in found.text
    assert "CV Zwaluw 1" in found.pages[-1]


# The download --------------------------------------------------------------------------------------------------------
def test_the_reviewer_downloads_it_and_the_log_knows_which_file(reviewer, as_user):
    tender = released_raalte(offered(2))
    response = as_user(reviewer).get("/shortlist/27750/pdf/")
    assert response.status_code == 200
    headers = ("Content-Type", "Content-Disposition", "Cache-Control", "X-Content-Type-Options")
    assert {name: response[name] for name in headers} == {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="shortlist-27750.pdf"',
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    assert response.content == shortlist_pdf(Shortlist.objects.get())
    event = Event.objects.get(act="shortlist.exported")
    assert (event.actor_id, event.details) == (
        reviewer.pk,
        {
            "bids": sorted(bid_of(tender, bird).number for bird in BIRDS[:2]),
            "sha256": sha256(response.content).hexdigest(),
            "snapshot": weighted_run(tender).snapshots.get().sha256,
        },
    )


def test_who_may_not_see_the_shortlist_downloads_nothing(officer, assessor, reviewer, supplier, auditor, as_user):
    scored_raalte(offered(1))
    statuses = {user: as_user(user).get("/shortlist/27750/pdf/").status_code for user in (assessor, supplier, auditor)}
    assert set(statuses.values()) == {404}
    assert as_user(reviewer).get("/shortlist/27750/pdf/").status_code == 409
    assert as_user(None).get("/shortlist/27750/pdf/").status_code == 302
    assert not Event.objects.filter(act="shortlist.exported").exists()
