"""The pages on which an assignment is begun and looked at, each once, in a real browser."""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tenders.models import Tender
from tests.factories import BEFORE_RAALTE_CLOSES, a_posting
from tests.journeys.hands import field, go_on, press, said

POSTINGS = Path(__file__).parents[1] / "data" / "postings"


@pytest.fixture
def desk(visitors, officer, other_municipality, clock_at):
    clock_at(BEFORE_RAALTE_CLOSES)
    return visitors("officer").log_in(officer)


def test_a_posting_is_read_in_looked_at_and_made_a_draft(desk):
    page = desk.open(reverse("tender_new"))
    desk.look("write-new")
    press(page, "Read a posting in")
    desk.look("write-intake")
    field(page, "file").set_input_files(POSTINGS / "12074.txt")
    go_on(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "12074.txt " + said("Look at what was read"), ignore_case=True
    )
    desk.look("write-review")
    expect(page.locator(".field-remark").first).to_be_visible()

    closing = page.locator("#div_id_closes_at")
    closing.locator("input").first.focus()
    first = closing.locator(".pointer").first.get_attribute("href")
    expect(page.locator(first)).to_be_in_viewport()
    expect(page.locator(first)).to_have_css("border-left-color", "rgb(11, 74, 143)")

    field(page, "number").fill("")
    with desk.expecting(422):
        go_on(page)
    desk.look("write-review-errors")
    field(page, "number").fill("12074-A")
    go_on(page)
    page.wait_for_url(f"**{reverse('tender_manage', args=['12074-A'])}")
    desk.look("write-tasks")
    assert Tender.objects.get().criteria.count() == 5


def test_a_copy_another_procedure_and_the_suppliers_view_read_well(desk, officer):
    a_posting(by=officer)
    page = desk.open(reverse("copy_choose"))
    desk.look("write-copies")
    page.get_by_role("link", name="Medewerker klantportaal").press("Enter")
    desk.look("write-copy")
    field(page, "number").fill("27751")
    field(page, "number").press("Enter")
    page.wait_for_url(f"**{reverse('tender_manage', args=['27751'])}")

    desk.open(reverse("procedure_choose", args=["27751"]))
    desk.look("write-procedures")
    page.get_by_role("radio").first.focus()
    for _step in range(2):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/procedure/vervangen/?template=exams")
    desk.look("write-procedure")
    press(page, "Replace the steps")
    page.wait_for_url(f"**{reverse('tender_edit', args=['27751', 'procedure'])}")
    assert [stage.kind for stage in Tender.objects.get(number="27751").stages.all()] == ["knock_out", "exam", "exam"]

    desk.open(reverse("tender_preview", args=["27750"]))
    press(page, "See what is asked of a bid")
    desk.look("write-bid-preview")
