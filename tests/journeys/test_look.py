"""The parts of the pages, each once, in a real browser: the eye's style guide is also the tests'."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.visitor import Visitor
from tests.look.styleguide import NOW

pytestmark = pytest.mark.urls("tests.look.urls")

Visitors = Callable[..., Visitor]


@pytest.fixture
def style(visitors: Visitors) -> Page:
    return visitors().open("/stijl/")


def values(page: Page, selector: str) -> list[str]:
    return page.locator(selector).evaluate_all("inputs => inputs.map(input => input.value)")


def test_every_part_of_a_page_reads_well_wide_and_narrow(visitors):
    visitor = visitors()
    visitor.open("/stijl/")
    visitor.look("style-guide")


def test_no_page_is_a_page_too(visitors):
    visitor = visitors()
    visitor.open("/nergens/", status=404)
    visitor.look("not-found")


def test_the_login_page_reads_well_also_after_a_wrong_password(visitors):
    visitor = visitors()
    page = visitor.open("/account/login/")
    visitor.look("login")
    page.get_by_role("button", name="Inloggen").click()
    expect(page).to_have_title(re.compile("^Fout: "))
    expect(page.locator("[data-error-summary]")).to_be_focused()
    visitor.look("login-wrong")


def test_the_language_is_one_button_away_and_the_page_stays_the_same(visitors):
    page = visitors().open("/account/login/?next=/ergens/")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")
    expect(page).to_have_url(re.compile(r"/account/login/\?next=/ergens/$"))


def test_the_first_tab_offers_to_skip_to_the_content(visitors):
    page = visitors().open("/account/login/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_a_link_in_the_error_summary_puts_the_cursor_in_its_field(style):
    style.get_by_role("link", name="Uurtarief in euro: Dit veld is verplicht.").click()
    expect(style.locator("#id_bound-rate")).to_be_focused()
    style.get_by_role("link", name="Gunningscriterium 7: Dit veld is verplicht.").click()
    expect(style.locator("#id_bound-level_0")).to_be_focused()


def test_an_error_is_told_with_its_field(style):
    style.locator("#id_bound-title").focus()
    described = style.locator("#id_bound-title").get_attribute("aria-describedby").split()
    told = " ".join(style.locator(f"[id='{each}']").inner_text() for each in described)
    assert " ".join(told.split()) == "Zoals leveranciers hem lezen. Fout: Dit veld is verplicht."


def test_what_is_left_counts_down_by_the_clock_of_the_server(visitors):
    visitor = visitors()
    visitor.page.clock.install(time=NOW.replace(year=2031))  # a browser whose own clock is years off
    page = visitor.open("/stijl/")
    left = page.locator("[data-left]")
    page.clock.run_for(1_000)
    expect(left).to_have_text("nog 2 dagen 2 uur")
    page.clock.fast_forward(50 * 3600 * 1000 + 55 * 60 * 1000)
    page.clock.run_for(1_000)
    expect(left).to_have_text(re.compile(r"^nog 4 minuten 5\d seconden$"))
    page.clock.fast_forward(5 * 60 * 1000)
    expect(left).to_have_text("gesloten")


def test_rows_are_added_numbered_and_announced(style):
    style.get_by_role("button", name="Criterium toevoegen").click()
    assert values(style, "[name=criteria-TOTAL_FORMS]") == ["3"]
    expect(style.locator("#id_criteria-2-text")).to_be_focused()
    assert style.locator(".row-card-title").all_inner_texts() == ["Criterium 1", "Criterium 2", "Criterium 3"]
    expect(style.get_by_role("status").get_by_text("Criterium toegevoegd")).to_have_count(1)


def test_rows_inside_a_new_row_get_names_of_their_own(style):
    style.get_by_role("button", name="Criterium toevoegen").click()
    new = style.locator("[data-rows='criteria-2-levels']")
    new.get_by_role("button", name="Trede toevoegen").click()
    new.get_by_role("button", name="Trede toevoegen").click()
    assert values(style, "[name=criteria-2-levels-TOTAL_FORMS]") == ["2"]
    assert new.locator("input[name$='-label']").evaluate_all("inputs => inputs.map(input => input.name)") == [
        "criteria-2-levels-0-label",
        "criteria-2-levels-1-label",
    ]
    assert values(style, "[name=criteria-TOTAL_FORMS]") == ["3"]
    assert "__" not in style.locator("form [data-rows-list]").first.evaluate(
        "list => [...list.querySelectorAll('[name],[id],[for]')].map(e => `${e.name} ${e.id} ${e.htmlFor}`).join()"
    )


def test_a_removed_row_is_sent_as_deleted_and_its_points_no_longer_count(style):
    total = style.locator("[data-points-total]")
    expect(total).to_have_text("70 van 100 punten nog 30 te verdelen")
    style.get_by_role("button", name="Verwijderen Criterium 1").click()
    assert style.locator("#id_criteria-0-DELETE").is_checked()
    assert not style.locator("#id_criteria-0-text").is_visible()
    assert values(style, "[name=criteria-TOTAL_FORMS]") == ["2"]
    expect(total).to_have_text("60 van 100 punten nog 40 te verdelen")
    expect(style.get_by_role("button", name="Verwijderen Criterium 1")).to_be_focused()


def test_the_last_row_can_go_too_and_the_cursor_stays_near(style):
    for _ in range(2):
        style.get_by_role("button", name="Verwijderen Criterium 1").click()
    expect(style.get_by_role("button", name="Criterium toevoegen")).to_be_focused()


@pytest.mark.parametrize(
    ("second", "said", "state"),
    [
        ("90", "100 van 100 punten klopt", "equal"),
        ("27,5", "37,5 van 100 punten nog 62,5 te verdelen", "less"),
        ("27.25", "37,25 van 100 punten nog 62,75 te verdelen", "less"),
        ("1000", "1010 van 100 punten 910 te veel", "more"),
        ("veel", "10 van 100 punten nog 90 te verdelen", "less"),
    ],
)
def test_the_total_of_points_runs_along(style, second, said, state):
    style.locator("#id_criteria-1-points").fill(second)
    total = style.locator("[data-points-total]")
    expect(total).to_have_text(said)
    expect(total).to_have_attribute("data-state", state)


def test_each_level_can_be_removed_by_its_own_name(style):
    style.get_by_role("button", name="Verwijderen trede 2").click()
    assert style.locator("#id_criteria-0-levels-1-DELETE").is_checked()
    assert not style.locator("#id_criteria-0-levels-0-DELETE").is_checked()


@pytest.mark.parametrize(("width", "stays"), [(360, 1), (900, 2)])
def test_a_matrix_scrolls_by_keyboard_and_keeps_its_place_and_where_there_is_room_its_name(visitors, width, stays):
    visitor = visitors()
    visitor.page.set_viewport_size({"width": width, "height": 900})
    page = visitor.open("/stijl/")
    matrix = page.get_by_role("region", name="Rangorde")
    cells = matrix.locator("tbody tr").first.locator("> *")
    before = [cells.nth(place).bounding_box()["x"] for place in range(3)]
    matrix.focus()
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    expect(matrix).not_to_have_js_property("scrollLeft", 0)
    after = [cells.nth(place).bounding_box()["x"] for place in range(3)]
    assert [place for place in range(3) if after[place] == before[place]] == list(range(stays))


def test_forced_colours_keep_every_border_that_means_something(visitors):
    visitor = visitors()
    visitor.page.emulate_media(forced_colors="active")
    page = visitor.open("/stijl/")
    widths = {
        selector: page.locator(selector).first.evaluate("e => getComputedStyle(e).borderLeftWidth")
        for selector in (".notice-danger", ".row-card", ".deadline", ".irreversible")
    }
    assert widths == {".notice-danger": "5px", ".row-card": "3px", ".deadline": "5px", ".irreversible": "5px"}


@pytest.mark.parametrize("page", ["email", "password/change", "logout"])
def test_the_pages_of_an_account_read_well(visitors, outsider, page):
    visitor = visitors().log_in(outsider)
    visitor.open(f"/account/{page}/")
    visitor.page.locator("details.menu summary").click()
    visitor.look(f"account-{page.replace('/', '-')}")
    visitor.page.keyboard.press("Escape")
    assert visitor.page.locator("details.menu").get_attribute("open") is None


@pytest.mark.parametrize("page", ["password/reset", "password/reset/done", "password/reset/key/1-x", "signup"])
def test_the_pages_before_logging_in_read_well(visitors, page):
    visitor = visitors()
    visitor.open(f"/account/{page}/")
    visitor.look(f"entrance-{page.replace('/', '-')}")


@pytest.mark.parametrize("status", ["400", "403", "403_csrf", "409", "429", "500"])
def test_the_pages_of_refusals_read_well(visitors, status):
    visitor = visitors()
    visitor.open(f"/stijl/{status}/")
    visitor.look(f"refusal-{status}")
