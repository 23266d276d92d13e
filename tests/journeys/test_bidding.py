"""A supplier offers a candidate at the last minute: every page of the way, in a browser, looked at by axe."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from candidates.models import Bid
from scripts import verify_receipt
from tests.candidates.factories import a_draft, a_pdf, a_submitted_bid, opened
from tests.factories import RAALTE_CLOSES, published_raalte

AT_0857 = RAALTE_CLOSES - timedelta(minutes=3)


@pytest.fixture
def cv(tmp_path):
    path = tmp_path / "CV Wiebe Haverkamp.pdf"
    path.write_bytes(a_pdf("Wiebe Haverkamp, medewerker klantcontactcentrum", pages=3))
    return path


@pytest.fixture
def not_a_pdf(tmp_path):
    path = tmp_path / "cv.docx"
    path.write_bytes(b"PK\x03\x04 this is no PDF")
    return path


@pytest.mark.parametrize("language", ["nl", "en"])
def test_from_the_start_to_the_receipt(visitors, supplier, clock_at, cv, not_a_pdf, language):
    tender = published_raalte()
    clock_at(AT_0857)
    visitor = visitors("supplier", language=language).log_in(supplier).read_in(language)
    page = visitor.open(reverse("bids"))
    visitor.look(f"bids-empty-{language}")
    page = visitor.open(reverse("bid_start", args=[tender.number]))
    visitor.look(f"bid-start-{language}")
    page.locator(".page-actions .btn-primary").click()
    page.wait_for_url("**/bewerken/")
    visitor.look(f"bid-edit-empty-{language}")

    page.locator("#id_candidate").fill("Wiebe Haverkamp")
    page.locator("#id_hourly_rate").fill("61,50")
    page.locator("#id_hours_per_week").fill("achtentwintig")
    page.locator("#id_available_from").fill("1 maart 2026")
    page.locator("#id_motivation").fill("Ik luister graag en los dingen op.\n\nDaarom past dit werk bij mij.")
    for number in range(1, 6):
        page.locator(f"#id_statement_{number}_0").check()
    page.locator("#id_cv").set_input_files(not_a_pdf)
    with visitor.expecting(422):
        page.locator(".page-actions .btn-primary").click()
    assert page.locator(".error-summary li").count() == 2
    visitor.look(f"bid-edit-errors-{language}")
    assert page.locator("#id_hours_per_week").input_value() == "achtentwintig"
    assert page.locator("#id_motivation").input_value().endswith("past dit werk bij mij.")

    page.locator("#id_hours_per_week").fill("28")
    page.locator("#id_cv").set_input_files(cv)
    page.locator(".page-actions .btn-secondary").click()
    page.wait_for_url("**/bewerken/")
    visitor.look(f"bid-edit-saved-{language}")
    page.locator(".page-actions .btn-primary").click()
    page.wait_for_url("**/controleren/")
    visitor.look(f"bid-check-{language}")
    page.locator(".page-actions .btn-primary").click()
    page.wait_for_url("**/ontvangst/")
    visitor.look(f"bid-receipt-{language}")
    bid = Bid.objects.get()
    assert bid.state == Bid.State.SUBMITTED
    assert bid.versions.get().sha256 in page.content()

    with page.expect_download() as download:
        page.get_by_role("link", name="CV Wiebe Haverkamp.pdf").click()
    assert download.value.path().read_bytes() == cv.read_bytes()
    visitor.open(reverse("bid", args=[bid.number]))
    visitor.look(f"bid-{language}")
    visitor.open(reverse("bids"))
    visitor.look(f"bids-{language}")


def test_an_incomplete_bid_says_what_is_needed_and_leads_there(visitors, supplier, noord, clock_at):
    tender = published_raalte()
    bid = a_draft(tender, noord, hourly_rate="", motivation="", statements={})
    clock_at(AT_0857)
    visitor = visitors("supplier").log_in(supplier)
    page = visitor.open(reverse("bid_check", args=[bid.number]))
    visitor.look("bid-check-incomplete")
    page.locator(".notice a").nth(1).click()
    page.wait_for_url(re.compile("#id_statement_1_0$"))


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
