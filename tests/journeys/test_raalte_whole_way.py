"""The main job, from an empty desk to the PDF on the client's: Gemeente Raalte 27750, each role in its own browser.

Three suppliers do everything in the browser, with bids and CVs of the demo; nine others come in by the services.
"""

from datetime import date, timedelta

import pdfplumber
import pikepdf
import pytest
from playwright.sync_api import expect

from candidates.models import Bid
from candidates.queries import offers_of
from scoring.demo.content import bids
from scoring.demo.cvs import make_cv, say
from tenders.models import Tender
from tenders.sections import SECTIONS
from tests.candidates.factories import a_draft
from tests.conftest import person
from tests.factories import RAALTE_CLOSES, a_posting, an_organisation, posting
from tests.journeys.hands import (
    AWARD,
    BRIEF,
    CV,
    OTHER,
    PLANNING,
    SAVE,
    TEXTS,
    add_row,
    go_on,
    judge,
    let_all_stand,
    number_of_bid,
    offer,
    press,
    remove_row,
    rows,
    said,
    save_step,
    some,
    to_step,
    write,
    write_experience,
    write_knock_outs,
    write_one,
    write_rate,
    write_rows,
    write_stages,
)
from tests.scoring.factories import Offered, candidate_of, hand_in, submitted

RAALTE = posting("raalte-27750")
CLOSES_ON = date(2026, 3, 2)
TYPED = ("wiegerink", "kamphuis", "sluiter")
# With two of the typed bids (100 points each) nine of these fill eleven places; the last and the third are excluded.
OTHERS = (
    Offered("Appelvink", (0, 60, 30), "53,00"),
    Offered("Boomklever", (0, 60, 30), "57,50"),
    Offered("Cettizanger", (10, 60, 0), "49,75"),
    Offered("Draaihals", (10, 60, 0), "52,50"),
    Offered("Eidereend", (0, 60, 0), "51,50"),
    Offered("Fluiter", (10, 0, 30), "47,80"),
    Offered("Goudvink", (10, 0, 30), "49,00"),
    Offered("Houtsnip", (10, 0, 30), "51,00"),
    Offered("IJsvogel", (10, 0, 30), "51,25"),
    Offered("Jufferkraan", fails=(3,), rate="50,00"),
)
BELOW = ("Kandidaat IJsvogel", "Kandidaat Jufferkraan", "Kevin Sluiter")


@pytest.fixture
def offered(tmp_path):
    """The demo's bids that are typed over, by their key, each with the path of its CV."""
    found = {bid["key"]: bid for bid in bids("raalte") if bid["key"] in TYPED}
    for key, bid in found.items():
        path = tmp_path / f"CV {bid['candidate']}.pdf"
        path.write_bytes(make_cv(bid["cv"], closes_on=CLOSES_ON, layout=bid["cv"]["layout"]))
        found[key] = bid | {"path": path, "motivation": say(bid["motivation"], closes_on=CLOSES_ON)}
    return found


@pytest.fixture
def third(db):
    return person("Teun Third", an_organisation("Derde Talent", "supplier"), "bidder")


def test_from_an_empty_desk_to_the_pdf(
    visitors, clock_at, tmp_path, offered, municipality, officer, assessor, reviewer, supplier, rival, third
):
    clock_at("2026-02-16 10:00")
    office = visitors("officer").log_in(officer)
    the_officer_writes(office)
    the_officer_is_refused_and_puts_it_right(office)
    the_officer_names(office, assessor, reviewer)
    tender = Tender.objects.get(number="27750")
    as_the_posting_has_it(tender)

    clock_at("2026-02-27 16:20")
    first = visitors("first supplier").log_in(supplier)
    a_wrong_file_is_refused_and_nothing_lost(first, offered["wiegerink"], tmp_path)
    a_supplier_finishes(first, offered["wiegerink"], look=True)
    second, last = visitors("second supplier").log_in(rival), visitors("third supplier").log_in(third)
    for visitor, key in ((second, "kamphuis"), (last, "sluiter")):
        a_supplier_offers(visitor, offered[key])
    for each in OTHERS:
        submitted(tender, each)
    nearly = visitors("late supplier").log_in(person("Laurens Laat", an_organisation("Laat BV", "supplier"), "bidder"))
    someone_is_too_late(nearly, tender, clock_at)

    the_officer_opens(office, number=len(TYPED) + len(OTHERS))
    bench = visitors("assessor").log_in(assessor)
    the_officer_cannot_close_yet(office)
    the_assessor_judges(bench, tender, offered)
    for found in offers_of(tender):
        for other in OTHERS:
            if found.candidate.name == candidate_of(other.marker):
                found.bid.tender = Tender.objects.get(pk=tender.pk)
                hand_in(found, other, by=assessor)
    clock_at("2026-03-02 14:00")
    the_officer_closes_and_releases(office, offered)
    clock_at("2026-03-02 15:00")
    client = visitors("reviewer").log_in(reviewer)
    the_reviewer_reads(client, offered)
    the_pdf_holds_the_ten_and_nobody_else(the_reviewer_downloads(client), offered)


# The officer ---------------------------------------------------------------------------------------------------------
def the_officer_writes(office):
    page = office.open("/")
    office.look("desk-of-an-officer-empty")
    press(page, "New assignment")
    office.look("new")
    with office.expecting(422):
        go_on(page)
    office.look("new-errors")
    page.get_by_label("Opdrachtnummer").fill("27750")
    page.get_by_label("Titel").fill(RAALTE["title"])
    page.get_by_label("Opdrachtgever").select_option(label="Gemeente Raalte")
    go_on(page)
    office.look("draft-empty")

    page.get_by_role("link", name=said("The assignment in brief")).first.click()
    office.look("section-opdracht")
    write(page, some(RAALTE, BRIEF))
    go_on(page)
    write(page, some(RAALTE, TEXTS))
    office.look("section-teksten")
    go_on(page)
    write_knock_outs(page, RAALTE)
    office.look("section-knock-outs")
    go_on(page)
    the_points_are_counted_along(office)
    go_on(page)
    write(page, some(RAALTE, ("competences",)))
    office.look("section-competenties")
    go_on(page)
    write(page, some(RAALTE, AWARD))
    write_stages(page, RAALTE)
    office.look("section-procedure")
    go_on(page)
    write_rate(page, RAALTE)
    office.look("section-tarief")
    go_on(page)
    write(page, some(RAALTE, CV))
    write_rows(page, "documents", RAALTE["documents"])
    office.look("section-cv")
    go_on(page)
    write(page, some(RAALTE, PLANNING))
    office.look("section-planning")
    go_on(page)
    write(page, some(RAALTE, OTHER))
    office.look("section-overig")
    go_on(page)
    office.look("draft-written")


def the_points_are_counted_along(office):
    """One row too few, one too many, and points that don't add up: 10 + 60 + 15."""
    page = office.page
    total = page.locator("[data-points-total]")
    six, seven, eight = RAALTE["criteria"]
    write(page, some(RAALTE, ("criteria_heading",)))
    write_rows(page, "criteria", [some(six, ("number", "text", "points")), some(seven, ("number", "text", "points"))])
    expect(total).to_contain_text("70 van 100 punten")
    remove_row(rows(page, "criteria").last)
    expect(rows(page, "criteria")).to_have_count(2)
    row = add_row(page, "criteria")
    write(row, some(eight, ("number", "text")) | {"points": "15"})
    write_experience(rows(page, "criteria").nth(1), seven["experience"])
    write_experience(row, eight["experience"])
    expect(total).to_contain_text("85 van 100 punten")
    expect(total).to_contain_text("nog 15 te verdelen")
    office.look("section-criteria")


def the_officer_is_refused_and_puts_it_right(office):
    page = office.page
    press(page, "Check and publish")
    with office.expecting(422):
        go_on(page)
    summary = page.locator(".error-summary")
    expect(summary.locator("li")).to_have_count(6)
    office.look("publish-refused")
    summary.get_by_role("link", name="samen 85").click()
    page.wait_for_url("**/bewerken/criteria/#id_criteria-0-points")
    expect(page.locator("#id_criteria-0-points")).to_be_focused()
    write_one(rows(page, "criteria").nth(2), "points", 30)
    expect(page.locator("[data-points-total]")).to_contain_text("klopt")
    page.locator("[name=overview]").click()
    page.get_by_role("link", name=said("See it as suppliers will")).click()
    office.look("preview")
    page.go_back()
    press(page, "See all remarks, or let one stand with a reason")
    office.look("check")
    let_all_stand(page)
    office.look("check-let-stand")
    go_on(page)
    office.look("publish")
    go_on(page)
    office.look("manage-published")


def the_officer_names(office, assessor, reviewer):
    page = office.page
    press(page, "Add or remove people")
    office.look("people-empty")
    for role, user in (("assessor", assessor), ("reviewer", reviewer)):
        page.locator(f"#id_{role}-user").select_option(str(user.pk))
        page.locator("form", has=page.locator(f"#id_{role}-user")).get_by_role("button").click()
        expect(page.locator("main")).to_contain_text(user.email)
    office.look("people")


def as_the_posting_has_it(tender):
    """What was typed is what the fixture holds, in every field and row."""
    loaded = a_posting("raalte-27750", number="27751")
    typed, meant = ({key: each.read(of) for key, each in SECTIONS.items()} for of in (tender, loaded))
    meant["opdracht"]["number"] = "27750"
    assert typed == meant


def the_officer_opens(office, *, number):
    page = office.open("/")
    office.look("desk-of-an-officer-closed")
    page.get_by_role("link", name=RAALTE["title"]).first.click()
    page.wait_for_load_state()
    office.look("vault-open-log-in-again")
    office.log_in_again()
    office.look("vault-open")
    expect(page.locator("main")).to_contain_text(str(number))
    go_on(page)
    office.look("opening")
    expect(page.locator("table.matrix").first.locator("tbody tr")).to_have_count(number)


def the_officer_cannot_close_yet(office):
    page = office.open("/beheer/27750/beoordeling/")
    office.look("progress-nothing-done")
    with office.expecting(409, 422):
        page.locator("form[action*=sluiten] button").click()
    expect(page.locator(".error-summary li").first).to_be_visible()
    office.look("progress-refused")


def the_officer_closes_and_releases(office, offered):
    page = office.open("/beheer/27750/beoordeling/")
    office.look("progress-done")
    page.locator("form[action*=sluiten] button").click()
    page.wait_for_load_state()
    office.look("progress-first-closed")
    page.locator("form[action*=sluiten] button").click()
    page.wait_for_load_state()
    page = office.open("/beheer/27750/rangorde/")
    names = [candidate_of(bid.marker) for bid in OTHERS if not bid.fails]
    shown = page.locator("table.matrix tbody th").all_inner_texts()
    assert [name.splitlines()[0] for name in shown] == ["Marloes Wiegerink", "Ilse Kamphuis", *names]
    expect(page.locator("tbody.below-cut tr")).to_have_count(1)
    expect(page.locator("tbody.tied")).not_to_have_count(0)
    expect(page.locator("tr", has_text="Marloes Wiegerink").locator(".decided")).to_contain_text("56,75")
    expect(page.locator("section[aria-labelledby=excluded] li")).to_have_count(2)
    office.look("ranking")
    go_on(page)
    page.wait_for_load_state()
    office.open("/beheer/27750/rangorde/")
    office.look("ranking-released")
    office.open("/beheer/27750/")
    office.look("manage-released")


# The suppliers -------------------------------------------------------------------------------------------------------
def a_supplier_starts(visitor):
    page = visitor.open("/opdrachten/")
    page.get_by_role("link", name=RAALTE["title"]).click()
    page.locator("main form[action$='/inschrijven/'] button").first.click()
    page.wait_for_load_state()
    if page.url.endswith("/inschrijven/"):
        go_on(page)
    page.wait_for_url("**/bewerken/")
    return page


def a_wrong_file_is_refused_and_nothing_lost(visitor, bid, tmp_path):
    visitor.open("/opdrachten/")
    visitor.look("tenders")
    visitor.open("/opdrachten/27750/")
    visitor.look("tender")
    page = a_supplier_starts(visitor)
    visitor.look("bid-edit")
    offer(page, bid)
    visitor.look("bid-edit-but-for-the-cv")
    to_step(page, "cv")
    wrong = tmp_path / "cv.docx"
    wrong.write_bytes(b"PK\x03\x04 a text document, no PDF")
    page.locator("#id_cv").set_input_files(wrong)
    with visitor.expecting(422):
        go_on(page)
    expect(page.locator(".error-summary a[href='#id_cv']")).to_be_visible()
    visitor.look("bid-edit-wrong-file")
    page.go_back()
    press(page, "Cancel")
    kept = {"kandidaat": ("candidate", bid["candidate"]), "tarief": ("hourly_rate", "54,50")}
    for step, (name, value) in (kept | {"motivatie": ("motivation", bid["motivation"])}).items():
        to_step(page, step)
        assert page.locator(f"#id_{name}").input_value() == value
        press(page, "Cancel")
    to_step(page, "knock-outs")
    assert page.locator("#id_statement_3_0").is_checked()
    press(page, "Cancel")


def a_supplier_finishes(visitor, bid, *, look=False):
    page = visitor.page
    to_step(page, "cv")
    page.locator("#id_cv").set_input_files(bid["path"])
    save_step(page)
    if look:
        visitor.look("bid-edit-complete")
    go_on(page)
    page.wait_for_url("**/controleren/")
    if look:
        visitor.look("bid-check")
    go_on(page)
    page.wait_for_url("**/ontvangst/")
    version = Bid.objects.get(number=number_of_bid(page)).versions.get()
    expect(page.locator("main")).to_contain_text(version.sha256)
    if look:
        visitor.look("bid-receipt")
        visitor.open("/inschrijvingen/")
        visitor.look("bids")
        visitor.open(f"/inschrijvingen/{version.bid.number}/")
        visitor.look("bid")


def a_supplier_offers(visitor, bid):
    offer(a_supplier_starts(visitor), bid)
    a_supplier_finishes(visitor, bid)


def someone_is_too_late(visitor, tender, clock_at):
    supplier = an_organisation("Laat BV", "supplier")
    bid = a_draft(tender, supplier, candidate="Tineke Telaat")
    clock_at(RAALTE_CLOSES - timedelta(seconds=20))
    page = visitor.open(f"/inschrijvingen/{bid.number}/controleren/")
    clock_at(RAALTE_CLOSES + timedelta(milliseconds=412))
    with visitor.expecting(409):
        go_on(page)
    expect(page.locator("main")).to_contain_text("09:00:00.000")
    expect(page.locator("main")).to_contain_text("09:00:00.412")
    visitor.look("bid-late")
    visitor.open("/opdrachten/27750/")
    visitor.look("tender-closed")


# The assessor --------------------------------------------------------------------------------------------------------
def the_assessor_judges(bench, tender, offered):
    page = bench.open("/")
    bench.look("desk-of-an-assessor")
    page.get_by_role("link", name=RAALTE["title"]).first.click()
    page.wait_for_load_state()
    bench.look("bench")
    numbers = {offer.candidate.name: offer.bid.number for offer in offers_of(tender)}
    for bid in offered.values():
        page = bench.open(f"/beoordelen/27750/{numbers[bid['candidate']]}/")
        assert "uurtarief" not in page.locator(".bench-form .facts").inner_text().lower()
        if bid["key"] == "wiegerink":
            the_assessor_hands_in_too_early(bench)
        verdicts = bid["verdicts"]
        fill_in_sheet(page, verdicts)
        bench.look(f"bench-{bid['key']}")
        page.keyboard.press("Control+Enter")
        page.wait_for_url(lambda url, was=page.url: url != was)
        expect(page.locator("main")).to_contain_text(numbers[bid["candidate"]])
    bench.open("/beoordelen/27750/")
    bench.look("bench-partly")


def the_assessor_hands_in_too_early(bench):
    bench.look("bench-bid")
    page = bench.page
    with bench.expecting(422):
        page.locator(SAVE).click()
    expect(page.locator(".error-summary li").first).to_be_visible()
    bench.look("bench-bid-gaps")


def fill_in_sheet(page, verdicts):
    """Keyboard alone. What the supplier declared is met on its own words."""
    for choice in page.locator("[name^=ko-][name$=-met][value=yes]").all():
        number = int(choice.get_attribute("name").split("-")[1])
        found = verdicts["knock_outs"].get(number, {"met": True, "reason": "Door de leverancier verklaard."})
        reason = say(found["reason"], closes_on=CLOSES_ON)
        judge(page, f"ko-{number}-met", "yes" if found["met"] else "no", reason, found.get("page"))
    for number, found in (verdicts.get("criteria") or {}).items():
        choice = "all" if found["points"] else "none"
        judge(page, f"cr-{number}-points", choice, say(found["reason"], closes_on=CLOSES_ON), found.get("page"))


# The reviewer --------------------------------------------------------------------------------------------------------
def the_reviewer_reads(client, offered):
    page = client.open("/")
    client.look("desk-of-a-reviewer")
    page.get_by_role("link", name=RAALTE["title"]).first.click()
    page.wait_for_load_state()
    client.look("shortlist")
    text = page.locator("main").inner_text()
    assert [name for name in BELOW if name in text] == []
    page.get_by_role("link", name="Ilse Kamphuis").first.click()
    page.wait_for_load_state()
    client.look("shortlist-candidate")
    expect(page.locator("main")).to_contain_text("Zwolle alleen is al meer dan twee jaar.")


def the_reviewer_downloads(client):
    page = client.open("/shortlist/27750/")
    with page.expect_download(timeout=60_000) as coming:
        page.locator("main a[href$='/pdf/']").first.click(timeout=60_000)
    return coming.value.path()


def the_pdf_holds_the_ten_and_nobody_else(path, offered):
    ten = ["Marloes Wiegerink", "Ilse Kamphuis", *(candidate_of(bid.marker) for bid in OTHERS[:8])]
    with pdfplumber.open(path) as pdf:
        text = "\n".join(page.extract_text() or "" for page in pdf.pages)
    assert [name for name in ten if name not in text] == []
    assert [name for name in BELOW if name in text] == []
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        titles = " | ".join(item.title for item in every_item(outline.root))
        assert [name for name in ten if name not in titles] == []
        assert len(pdf.pages) > sum(1 for _name in ten)
        raw = b"".join(each.read_bytes() for each in pdf.objects if isinstance(each, pikepdf.Stream))
    for name in ("IJsvogel", "Jufferkraan", "Sluiter"):
        assert name.encode() not in raw
        assert name.encode() not in path.read_bytes()


def every_item(items):
    for item in items:
        yield item
        yield from every_item(item.children)
