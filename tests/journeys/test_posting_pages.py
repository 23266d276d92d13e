"""The pages of a posting in a real browser, in the states that the way from posting to PDF doesn't come through."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tenders.services.people import assign
from tests.factories import (
    BEFORE_RAALTE_CLOSES,
    a_person,
    a_posting,
    a_tender,
    accepted,
    posting,
    published_raalte,
    published_westland,
)
from tests.journeys.hands import add_row, field, go_on, let_all_stand, press, remove_row, rows, said, write

WESTLAND_SHIFT = timedelta(weeks=152)  # into March 2026
LOOSE = posting("raalte-27750")["criteria"][:2]


@pytest.fixture
def desk(visitors, officer, clock_at):
    clock_at(BEFORE_RAALTE_CLOSES)
    return visitors("officer").log_in(officer)


def section(key, number="27750"):
    return reverse("tender_edit", args=[number, key])


def test_a_criterion_with_levels_is_made_from_nothing(desk, officer):
    tender = a_tender(number="10001", by=officer)
    page = desk.open(section("criteria", "10001"))
    total = page.locator("[data-points-total]")
    for _ in range(2):
        remove_row(rows(page, "criteria").last)
    write(rows(page, "criteria").first, {"text": "Ervaring", "points": "37,5"})
    new = add_row(page, "criteria")
    write(new, {"text": "Systemen", "points": "62,5"})
    expect(total).to_have_text("100 van 100 punten klopt")

    levels = new.locator("[data-rows]").get_attribute("data-rows")
    for label, points in (("a", "62,5"), ("b", "30"), ("x", "1")):
        write(add_row(page, levels), {"label": label, "text": f"Trede {label}", "points": points})
    remove_row(rows(page, levels).last)
    expect(total).to_have_text("100 van 100 punten klopt")
    desk.look("officer-criteria")
    go_on(page)

    made = [(each.number, each.points, [(level.label, level.points) for level in each.levels.all()])
            for each in tender.criteria.all()]  # fmt: skip
    assert made == [(1, 3750, []), (2, 6250, [("a", 6250), ("b", 3000)])]


def test_enter_in_a_field_saves_and_adds_no_row(desk, officer):
    tender = a_tender(number="10001", by=officer)
    page = desk.open(section("knock-outs", "10001"))
    write(rows(page, "knock_outs").first, {"text": "Een diploma"})
    field(page, "knock_outs_heading").press("Enter")
    page.wait_for_url(f"**{section('criteria', '10001')}")
    assert list(tender.knock_outs.values_list("number", "text")) == [(1, "Een diploma")]


def test_a_finding_leads_into_its_field_and_the_page_says_it_again(desk, officer):
    accepted(a_posting(by=officer, criteria=LOOSE))
    page = desk.open(reverse("tender_publish", args=["27750"]))
    desk.look("officer-publish-obstacles")
    page.locator(".error-summary a").click()
    page.wait_for_url("**#id_criteria-0-points")
    assert page.evaluate("document.querySelector(location.hash) !== null")
    expect(page.locator(".check-live")).to_contain_text("samen 70; het totaal moet 100 zijn")
    desk.look("officer-section-findings")


def test_the_check_follows_the_typing_and_a_reason_lets_a_finding_stand(desk, officer, broker):
    tender = a_posting("westland-12074", by=officer, shift=WESTLAND_SHIFT, second_officer=True)
    assign(tender, a_person("Wim Wachter", broker, "officer"), "officer", by=officer, now=BEFORE_RAALTE_CLOSES)
    page = desk.open(section("procedure", "12074"))
    remains = page.locator(".check-live", has_text="[of ander aantal]")
    expect(remains).to_be_visible()
    text = page.locator("[name=stages-2-text]")
    text.fill(text.input_value().replace(" [of ander aantal]", ""))
    expect(remains).to_have_count(0)
    expect(page.locator(".check-live")).to_contain_text("1 opmerking")
    text.fill(text.input_value() + " Voor <naam>.")
    expect(page.locator(".check-live")).to_contain_text("2 opmerkingen")
    expect(page.get_by_role("status").filter(has_text="2 opmerkingen")).to_have_count(1)
    desk.look("officer-section-live")
    page = desk.open(reverse("tender_check", args=["12074"]))
    page.locator(".check-items summary").first.press("Enter")
    with desk.expecting(422):
        page.locator(".check-items details[open] button").click()
    desk.look("officer-check-no-reason")
    let_all_stand(page)
    desk.look("officer-check")
    go_on(page)
    desk.look("officer-publish-ask")
    go_on(page)
    desk.look("officer-publish-wait")
    desk.open(reverse("tender_overruled", args=["12074"]))
    desk.look("officer-overruled")


def test_mistakes_are_on_top_and_at_their_fields(desk, officer):
    a_posting(by=officer)
    page = desk.open(section("tarief"))
    write(page, {"rate_ceiling_cents": "zestig", "fee_kind": "per_hour"})
    with desk.expecting(422):
        go_on(page)
    desk.look("officer-section-errors")
    page.locator(".error-summary a").first.click()
    expect(field(page, "rate_ceiling_cents")).to_be_focused()
    assert field(page, "rate_ceiling_cents").input_value() == "zestig"


def test_a_colleagues_change_is_seen_before_it_is_replaced(desk, officer):
    a_posting(by=officer)
    page = desk.open(section("teksten"))
    other = desk.context.new_page()
    other.goto(section("teksten"))
    write(other, {"assignment_text": "Van een collega"})
    go_on(other)
    write(page, {"assignment_text": "Van mij"})
    with desk.expecting(409):
        go_on(page)
    expect(page.get_by_role("heading", name=said("Someone else changed this section"))).to_be_visible()
    assert field(page, "assignment_text").input_value() == "Van mij"
    desk.look("officer-section-conflict")


@pytest.mark.parametrize("key", ["opdracht", "procedure", "cv", "planning", "overig"])
def test_every_section_reads_well(desk, officer, key):
    a_posting("westland-12074", by=officer)
    desk.open(section(key, "12074"))
    desk.look(f"officer-{key}")


def test_the_overview_the_people_and_the_preview_read_well(desk, officer, assessor, reviewer):
    a_posting(by=officer)
    for name in ("tender_manage", "tender_people", "tender_preview", "tender_publish"):
        desk.open(reverse(name, args=["27750"]))
        desk.look(f"officer-{name}")
    desk.open(reverse("tender_new"))
    desk.look("officer-new")


def test_in_english_the_officers_pages_read_well_too(desk, officer):
    a_posting(by=officer, criteria=LOOSE)
    desk.read_in("en")
    for address in (reverse("tender_manage", args=["27750"]), section("criteria"), section("procedure")):
        desk.open(address)
        desk.look(f"officer-en-{address.strip('/').replace('/', '-')}")


def test_the_list_and_the_pages_read_well_for_a_visitor(visitors, clock_at, officer):
    clock_at(BEFORE_RAALTE_CLOSES)
    visitor = visitors()
    visitor.open(reverse("tenders"))
    visitor.look("public-list-empty")
    published_raalte()
    published_westland()
    page = visitor.open(reverse("tenders"))
    visitor.look("public-list")
    page.locator("[name=q]").fill("kcc")
    press(page, "Search")
    expect(page.get_by_role("status")).to_contain_text("1 opdracht gevonden.")
    page.get_by_role("link", name="Medewerker KCC").click()
    visitor.look("public-page-closed")
    visitor.open(reverse("tender", args=["27750"]))
    visitor.look("public-page-open")


def test_the_forecast_reads_well_and_follows_other_assumptions(desk, officer):
    a_posting(by=officer)
    page = desk.open(section("criteria"))
    page.get_by_role("link", name=said("Forecast how often points alone decide")).click()
    expect(page.locator(".lead")).to_contain_text("In 64 van de 100 gevallen beslist het tarief")
    desk.look("officer-forecast")
    write(page, {"c-7": "40", "c-6": "80"})
    press(page, "Forecast with these")
    expect(page.locator(".lead")).to_contain_text("In 75 van de 100 gevallen beslist het tarief")
    expect(field(page, "c-7")).to_have_value("40")
    desk.open(reverse("forecast", args=["27750"]) + "?bids=600", status=422)
    desk.look("officer-forecast-error")
