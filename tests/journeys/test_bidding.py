"""A supplier offers a candidate at the last minute: every page of the way, in a browser, looked at by axe."""

import re
from datetime import timedelta
from io import BytesIO
from secrets import token_bytes

import pikepdf
import pytest
from django.urls import reverse
from playwright.sync_api import expect

from candidates import vault
from candidates.asked import asked_by
from candidates.models import Bid
from candidates.services import start_bid
from scripts import verify_receipt
from tests.candidates.factories import IN_TIME, a_draft, a_pdf, a_submitted_bid, bidder_of, opened
from tests.conftest import LANGUAGES, PASSWORD
from tests.factories import RAALTE_CLOSES, published_raalte
from tests.journeys.hands import go_on, save_step, tab_to, to_step, write
from tests.journeys.wire import wire_to

AT_0857 = RAALTE_CLOSES - timedelta(minutes=3)
CANDIDATE = {
    "candidate": "Wiebe Haverkamp",
    "candidate_email": "wiebe@haverkamp.test",
    "hours_per_week": "28",
    "available_from": "1 maart 2026",
}
MOTIVATION = "Ik luister graag en los dingen op.\n\nDaarom past dit werk bij mij."
EXTRACT = {
    "kind": "other",
    "name": "Uittreksel uit het strafregister",
    "when": "with_bid",
    "text": "Een geldig (max. 3 maanden) uittreksel uit het strafregister, model 1.",
}
VOG = {"kind": "vog", "name": "VOG", "when": "with_bid", "text": "Een VOG voor de functie."}
MOTIVATED = {"kind": "motivation", "name": "Motivatie", "when": "with_bid", "text": ""}
# Every press of the mouse on a page, also where the page is left by it.
COUNT_CLICKS = """addEventListener("pointerdown", () => {
    sessionStorage.clicks = Number(sessionStorage.clicks ?? 0) + 1;
}, true)"""


@pytest.fixture
def cv(tmp_path):
    path = tmp_path / "CV Wiebe Haverkamp.pdf"
    path.write_bytes(a_pdf("Wiebe Haverkamp, medewerker klantcontactcentrum", pages=5))
    return path


@pytest.fixture
def not_a_pdf(tmp_path):
    path = tmp_path / "cv.docx"
    path.write_bytes(b"PK\x03\x04 this is no PDF")
    return path


def step_url(step):
    return re.compile(rf"/bewerken/{step}/$")


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_start_to_the_receipt(visitors, supplier, clock_at, cv, not_a_pdf, language):
    published_raalte()
    clock_at(AT_0857)
    visitor = visitors("supplier", language=language).log_in(supplier).read_in(language)
    page = visitor.open(reverse("bids"))
    visitor.look(f"bids-empty-{language}")
    page = visitor.open(reverse("bid_start", args=["27750"]))
    visitor.look(f"bid-start-{language}")
    go_on(page)
    page.wait_for_url("**/bewerken/")
    visitor.look(f"bid-edit-empty-{language}")
    go_on(page)

    page.wait_for_url("**/bewerken/kandidaat/")
    visitor.look(f"bid-step-candidate-{language}")
    write(page, CANDIDATE | {"hours_per_week": "achtentwintig", "candidate_email": "wiebe(at)haverkamp"})
    with visitor.expecting(422):
        go_on(page)
    expect(page.locator(".error-summary li")).to_have_count(2)
    visitor.look(f"bid-step-candidate-errors-{language}")
    assert page.locator("#id_hours_per_week").input_value() == "achtentwintig"
    write(page, CANDIDATE)
    go_on(page)

    page.wait_for_url("**/bewerken/tarief/")
    visitor.look(f"bid-step-rate-{language}")
    write(page, {"hourly_rate": "61,50"})
    go_on(page)
    expect(page.locator(".notice-attention")).to_contain_text("61,50" if language == "nl" else "61.50")
    visitor.look(f"bid-step-rate-above-{language}")
    go_on(page)

    page.wait_for_url("**/bewerken/knock-outs/")
    for number in range(1, 6):
        page.locator(f"#id_statement_{number}_{int(number == 4)}").check()
    visitor.look(f"bid-step-statements-{language}")
    go_on(page)
    page.wait_for_load_state()
    visitor.look(f"bid-step-statements-no-{language}")
    go_on(page)

    page.wait_for_url("**/bewerken/cv/")
    visitor.look(f"bid-step-cv-{language}")
    page.locator("#id_cv").set_input_files(not_a_pdf)
    with visitor.expecting(422):
        go_on(page)
    visitor.look(f"bid-step-cv-wrong-{language}")
    page.locator("#id_cv").set_input_files(cv)
    save_step(page)
    visitor.look(f"bid-edit-busy-{language}")
    to_step(page, "cv")
    visitor.look(f"bid-step-cv-there-{language}")
    visitor.open(reverse("bids"))
    visitor.look(f"bids-draft-{language}")
    page.locator("main .list-main a", has_text={"nl": "Motivatie", "en": "Motivation"}[language]).click()

    visitor.look(f"bid-step-motivation-{language}")
    write(page, {"motivation": MOTIVATION})
    save_step(page)
    visitor.look(f"bid-edit-complete-{language}")
    go_on(page)
    page.wait_for_url("**/controleren/")
    visitor.look(f"bid-check-{language}")
    page.locator(".summary-change a[href$='#id_hourly_rate']").click()
    write(page, {"hourly_rate": "54,50"})
    visitor.look(f"bid-step-rate-from-check-{language}")
    go_on(page)
    page.wait_for_url("**/controleren/**")  # the browser keeps the # of the field
    go_on(page)
    page.wait_for_url("**/ontvangst/")
    visitor.look(f"bid-receipt-{language}")
    bid = Bid.objects.get()
    assert bid.state == Bid.State.SUBMITTED
    expect(page.locator("main")).to_contain_text(bid.versions.get().sha256)

    with page.expect_download() as download:
        page.get_by_role("link", name="CV Wiebe Haverkamp.pdf").click()
    assert download.value.path().read_bytes() == cv.read_bytes()
    visitor.open(reverse("bid", args=[bid.number]))
    visitor.look(f"bid-{language}")
    visitor.open(reverse("bids"))
    visitor.look(f"bids-{language}")


def test_a_candidate_with_a_cv_of_five_pages_takes_fewer_than_25_clicks(visitors, supplier, clock_at, cv):
    """Counted by the browser, from the page of the assignment to the receipt. Into each field by the mouse, though Tab
    would do; choosing the file in the window of the system takes two more."""
    tender = published_raalte()
    clock_at(AT_0857)
    visitor = visitors("supplier").log_in(supplier)
    visitor.context.add_init_script(COUNT_CLICKS)
    page = visitor.open(tender.get_absolute_url())
    page.locator("main form[action$='/inschrijven/'] button").first.click()
    page.wait_for_url("**/bewerken/")
    go_on(page)
    type_by_mouse(page, CANDIDATE)
    go_on(page)
    type_by_mouse(page, {"hourly_rate": "54,50"})
    go_on(page)
    for number in range(1, 6):
        page.locator(f"label[for=id_statement_{number}_0]").click()
    go_on(page)
    page.wait_for_url("**/bewerken/cv/")
    with page.expect_file_chooser() as chooser:
        page.locator("#id_cv").click()
    chooser.value.set_files(cv)
    go_on(page)
    page.wait_for_url("**/loopbaan/")
    go_on(page)
    page.wait_for_url("**/vindplaatsen/")
    go_on(page)
    type_by_mouse(page, {"motivation": MOTIVATION})
    go_on(page)
    page.wait_for_url("**/controleren/")
    go_on(page)
    page.wait_for_url("**/ontvangst/")
    clicks = int(page.evaluate("sessionStorage.clicks")) + 2
    assert 20 < clicks < 25


def type_by_mouse(page, typed):
    for name, value in typed.items():
        page.locator(f"#id_{name}").click()
        page.keyboard.insert_text(value)


def test_by_keyboard_alone(visitors, supplier, clock_at, cv):
    tender = published_raalte()
    clock_at(AT_0857)
    visitor = visitors("supplier").log_in(supplier)
    page = visitor.open(tender.get_absolute_url())
    keys = page.keyboard

    def press_enter_on(selector, ends_at):
        tab_to(page, selector)
        keys.press("Enter")
        page.wait_for_url(ends_at)

    def type_in(typed):
        for name, value in typed.items():
            tab_to(page, f"#id_{name}")
            keys.insert_text(value)

    press_enter_on("main form[action$='/inschrijven/'] button", "**/bewerken/")
    press_enter_on("a[href$='/bewerken/kandidaat/']", "**/bewerken/kandidaat/")
    type_in(CANDIDATE)
    keys.press("Enter")  # in a field of one line it saves
    page.wait_for_url("**/bewerken/tarief/")
    type_in({"hourly_rate": "54,50"})
    press_enter_on(".page-actions .btn-primary", "**/bewerken/knock-outs/")
    for number in range(1, 6):
        tab_to(page, f"#id_statement_{number}_0")
        keys.press("Space")
    press_enter_on(".page-actions .btn-primary", "**/bewerken/cv/")
    tab_to(page, "#id_cv")  # the key opens a window of the system, which Chromium without a screen does not always do
    page.locator("#id_cv").set_input_files(cv)
    press_enter_on(".page-actions .btn-primary", "**/loopbaan/")
    press_enter_on(".page-actions .btn-primary", "**/vindplaatsen/")
    press_enter_on(".page-actions .btn-primary", "**/bewerken/motivatie/")
    type_in({"motivation": MOTIVATION})
    press_enter_on(".page-actions .btn-primary", "**/controleren/")
    press_enter_on(".page-actions .btn-primary", "**/ontvangst/")
    assert Bid.objects.get().state == Bid.State.SUBMITTED


def test_a_connection_that_breaks_during_the_upload_costs_nothing(
    visitors, live_server, supplier, noord, clock_at, tmp_path
):
    bid = start_bid(published_raalte(), supplier=noord, by=supplier, now=IN_TIME)
    clock_at(IN_TIME)
    cv = tmp_path / "cv.pdf"
    with pikepdf.open(BytesIO(a_pdf("Een zwaar cv", pages=5))) as pdf:
        pdf.Root.Heavy = pdf.make_stream(token_bytes(1_500_000))
        pdf.save(cv)
    visitor = visitors("supplier").log_in(supplier)
    with wire_to(live_server.url) as wire:
        page = visitor.open(wire.url + reverse("bid_edit", args=[bid.number]))
        to_step(page, "kandidaat")
        write(page, CANDIDATE)
        save_step(page)
        to_step(page, "cv")
        page.locator("#id_cv").set_input_files(cv)
        wire.break_after(500_000)
        with page.expect_event("requestfailed") as failed:
            page.locator("[name=overview]").click(no_wait_after=True)
        page.wait_for_url("chrome-error://**")
        assert failed.value.method == "POST"
        assert wire.broke.is_set()
        draft = vault.read_draft(bid, by=supplier)
        assert (draft.answers.candidate, draft.cv) == ("Wiebe Haverkamp", None)

        wire.mend()
        page = visitor.open(wire.url + reverse("bid_step", args=[bid.number, "cv"]))
        page.locator("#id_cv").set_input_files(cv)
        save_step(page)
    draft = vault.read_draft(bid, by=supplier)
    assert (draft.cv.name, draft.cv.pages, draft.answers.candidate) == ("cv.pdf", 5, "Wiebe Haverkamp")


def test_documents_each_with_their_rule(visitors, supplier, noord, clock_at, tmp_path):
    tender = published_raalte(documents=[MOTIVATED, EXTRACT, VOG])
    bid = start_bid(tender, supplier=noord, by=supplier, now=IN_TIME)
    clock_at(IN_TIME)
    extract, vog = asked_by(tender).files
    paper = tmp_path / "uittreksel.pdf"
    paper.write_bytes(a_pdf("Uittreksel uit het strafregister", pages=1))
    for language in ("en", "nl"):
        visitor = visitors(f"supplier {language}", language=language).log_in(supplier).read_in(language)
        page = visitor.open(reverse("bid_step", args=[bid.number, "documenten"]))
        visitor.look(f"bid-step-documents-{language}")
        page.locator(f"#id_{extract.key}").set_input_files(paper)
        write(page, {f"issued_{extract.key}": "eergisteren"})
        with visitor.expecting(422):
            go_on(page)
        visitor.look(f"bid-step-documents-wrong-{language}")
        write(page, {f"issued_{extract.key}": "1-12-2025"})
        page.locator(f"#id_{vog.key}").set_input_files(paper)
        go_on(page)
        page.wait_for_load_state()
        expect(page.locator(".notice-attention")).to_be_visible()
        visitor.look(f"bid-step-documents-too-old-{language}")
        page.locator(f"button[form=remove_{vog.key}]").click()
        page.wait_for_load_state()
        expect(page.locator(f"button[form=remove_{vog.key}]")).to_have_count(0)
        visitor.look(f"bid-step-documents-removed-{language}")
        write(page, {f"issued_{extract.key}": ""})
        save_step(page)
    draft = vault.read_draft(bid, by=bidder_of(noord))
    assert list(draft.documents) == [extract.key]


def test_a_draft_is_thrown_away_after_asking_once(visitors, supplier, noord, clock_at):
    bid = a_draft(published_raalte(), noord)
    clock_at(IN_TIME)
    visitor = visitors("supplier").log_in(supplier)
    page = visitor.open(reverse("bid_edit", args=[bid.number]))
    page.locator("a[href$='/weggooien/']").click()
    visitor.look("bid-discard")
    page.locator(".page-actions .btn-danger").click()
    page.wait_for_url("**/inschrijvingen/")
    visitor.look("bids-after-discarding")
    assert not Bid.objects.exists()


def test_what_was_typed_comes_back_after_a_login_that_had_ended(visitors, supplier, noord, clock_at):
    bid = start_bid(published_raalte(), supplier=noord, by=supplier, now=IN_TIME)
    clock_at(IN_TIME)
    visitor = visitors("supplier").log_in(supplier)
    page = visitor.open(reverse("bid_step", args=[bid.number, "motivatie"]))
    write(page, {"motivation": MOTIVATION})
    visitor.context.clear_cookies(name="sessionid")
    go_on(page)
    page.wait_for_url("**/account/login/**")
    page.locator("[name=login]").fill(supplier.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form[method=post] button[type=submit]").first.click()
    page.wait_for_url(step_url("motivatie"))
    assert page.locator("#id_motivation").input_value() == MOTIVATION
    visitor.look("bid-step-unsaved")
    save_step(page)
    assert vault.read_draft(bid, by=supplier).answers.motivation == MOTIVATION


def test_an_incomplete_bid_says_what_is_needed_and_leads_there(visitors, supplier, noord, clock_at):
    tender = published_raalte()
    bid = a_draft(tender, noord, hourly_rate="", motivation="", statements={})
    clock_at(AT_0857)
    visitor = visitors("supplier").log_in(supplier)
    page = visitor.open(reverse("bid_check", args=[bid.number]))
    visitor.look("bid-check-incomplete")
    page.locator(".notice a").nth(1).click()
    page.wait_for_url(re.compile("#id_statement_1_0$"))
    expect(page.locator("#id_statement_1_0")).to_be_visible()


def test_too_late_shows_both_moments(visitors, supplier, noord, clock_at):
    tender = published_raalte()
    bid = a_draft(tender, noord)
    clock_at(AT_0857)
    visitor = visitors("supplier").log_in(supplier)
    page = visitor.open(reverse("bid_check", args=[bid.number]))
    clock_at(RAALTE_CLOSES + timedelta(milliseconds=250))
    with visitor.expecting(409):
        page.locator(".page-actions .btn-primary").click()
    text = page.locator("main").inner_text()
    assert "09:00:00.000" in text
    assert "09:00:00.250" in text
    visitor.look("bid-late")
    visitor.open(reverse("bid", args=[bid.number]))
    visitor.look("bid-missed")
    visitor.open(reverse("bid_edit", args=[bid.number]), status=409)
    visitor.look("bid-closed")


def test_the_officer_reads_the_record_of_the_opening(visitors, officer, noord, zuid, clock_at):
    tender = published_raalte(by=officer)
    a_submitted_bid(tender, noord, candidate="Wiebe Haverkamp")
    a_submitted_bid(tender, zuid, candidate="Janneke van den Hoogenband-Oosterhuis")
    opened(tender)
    clock_at(RAALTE_CLOSES + timedelta(hours=1))
    visitor = visitors("officer").log_in(officer)
    visitor.open(reverse("opening", args=[tender.number]))
    visitor.look("opening")


def test_after_the_opening_the_supplier_takes_the_proof_home(visitors, supplier, noord, zuid, clock_at):
    tender = published_raalte()
    bid = a_submitted_bid(tender, noord, candidate="Wiebe Haverkamp")
    a_submitted_bid(tender, zuid)
    root = opened(tender).merkle_root
    clock_at(RAALTE_CLOSES + timedelta(hours=1))
    visitor = visitors("supplier").log_in(supplier)
    page = visitor.open(reverse("bid_receipt", args=[bid.number]))
    visitor.look("bid-receipt-opened")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download het bewijs").click()
    assert download.value.suggested_filename == f"bewijs-{bid.number}.json"
    assert verify_receipt.main([str(download.value.path()), "--root", root]) == 0
