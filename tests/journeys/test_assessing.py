"""The assessor's day and the officer's in a browser, page by page: looked at by axe, in two languages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from audit import clock
from scoring.models import Assessment
from tests.candidates.factories import JUST_AFTER
from tests.conftest import LANGUAGES
from tests.journeys.hands import tab_to
from tests.scoring.factories import (
    ASSESSED,
    RELEASED,
    SCORED,
    Offered,
    a_cv,
    bid_of,
    excluded,
    judged_raalte,
    offered,
    opened_raalte,
    released_raalte,
    scored_raalte,
    submitted_raalte,
    tied,
)

IN_EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
LATER = SCORED + timedelta(hours=1)


@IN_EACH_LANGUAGE
def test_opening_and_following(visitors, officer, assessor, clock_at, language):
    tender = submitted_raalte((*offered(3), Offered("Zwaluw", rate="75,00")), by=officer, assessors=(assessor,))
    clock_at(JUST_AFTER)
    visitor = visitors("officer", language=language).log_in(officer).read_in(language)
    visitor.open(reverse("home"))
    visitor.look(f"home-officer-{language}")
    page = visitor.open(reverse("vault_open", args=[tender.number]))
    visitor.log_in_again()
    visitor.look(f"vault-open-{language}")
    page.locator(".page-actions .btn-primary").click()
    page.wait_for_url("**/opening/")
    visitor.look(f"opening-{language}")
    visitor.open(reverse("progress", args=[tender.number]))
    visitor.look(f"progress-begin-{language}")
    with visitor.expecting(409):
        page.locator("form .btn-primary").first.click()
    visitor.look(f"progress-refused-{language}")
    expect(page.locator(".error-summary li")).to_have_count(3)


@IN_EACH_LANGUAGE
def test_the_bench(visitors, officer, assessor, clock_at, language):
    bids = offered(3, cv=a_cv("Kandidaat", pages=3))
    tender = opened_raalte((*bids, Offered("Zwaluw", rate="75,00")), by=officer, assessors=(assessor,))
    clock_at(ASSESSED)
    visitor = visitors("assessor", language=language).log_in(assessor).read_in(language)
    visitor.open(reverse("home"))
    visitor.look(f"home-assessor-{language}")
    visitor.open(reverse("bench", args=[tender.number]))
    visitor.look(f"bench-{language}")
    page = visitor.open(reverse("bench_bid", args=[tender.number, bid_of(tender, bids[0].marker).number]))
    see_every_page(page)
    visitor.look(f"bench-bid-{language}")
    with visitor.expecting(422):
        page.locator(".page-actions .btn-primary").click()
    visitor.look(f"bench-bid-errors-{language}")
    page.locator("[name='ko-2-met'][value='no']").check()
    expect(page.locator("[data-unless-out]")).to_be_hidden()
    page.locator("[name='ko-2-reason']").fill("Geen werkervaring van twee jaar in de afgelopen vijf jaar.")
    visitor.look(f"bench-bid-out-{language}")
    page.locator(".page-actions .btn-primary").click()
    page.wait_for_load_state()
    assert Assessment.objects.filter(handed_in_at__isnull=False).count() == 1
    visitor.open(reverse("bench_bid", args=[tender.number, bid_of(tender, "Zwaluw").number]))
    visitor.look(f"bench-bid-checked-{language}")


def see_every_page(page: Page) -> None:
    """Pages of a CV load as they come into view."""
    for image in page.locator(".cv-page").all():
        image.scroll_into_view_if_needed()
        page.wait_for_function("(image) => image.complete && image.naturalWidth > 0", arg=image.element_handle())
    page.evaluate("window.scrollTo(0, 0)")


def test_a_bid_is_assessed_with_the_keyboard_alone(visitors, officer, assessor, clock_at):
    tender = opened_raalte(offered(2), by=officer, assessors=(assessor,))
    clock_at(ASSESSED)
    visitor = visitors("assessor").log_in(assessor)
    page = visitor.open(reverse("bench", args=[tender.number]))
    keys = page.keyboard
    tab_to(page, "a.btn-primary")
    keys.press("Enter")
    page.wait_for_url("**/beoordelen/*/*/")
    tab_to(page, "a[href='#verdicts']")
    keys.press("Enter")
    for number in (1, 2, 3):
        tab_to(page, f"[name='ko-{number}-met']")
        keys.press("Space")  # met
        tab_to(page, f"[name='ko-{number}-reason']")
        keys.type(f"Pagina 1 noemt vereiste {number}.")
    for number, downs in ((6, 0), (7, 1), (8, 0)):
        tab_to(page, f"[name='cr-{number}-points']")
        keys.press("Space")
        for _down in range(downs):
            keys.press("ArrowDown")
        tab_to(page, f"[name='cr-{number}-reason']")
        keys.type("Staat in het cv.")
    first = page.url
    keys.press("Control+Enter")
    page.wait_for_url(lambda url: url != first)
    [scored] = Assessment.objects.filter(run__stage__kind="weighted")
    assert scored.handed_in_at is not None
    assert dict(scored.verdicts.values_list("criterion__number", "points")) == {6: 1000, 7: 0, 8: 3000}


@IN_EACH_LANGUAGE
def test_closing_ranking_drawing_releasing(visitors, officer, clock_at, language):
    bids = (*offered(9), *tied("Zwaluw", "Zeearend"), *excluded("Wulp", fails=(1, 3)))
    tender = judged_raalte(bids, by=officer)
    clock_at(SCORED)
    visitor = visitors("officer", language=language).log_in(officer).read_in(language)
    page = visitor.open(reverse("progress", args=[tender.number]))
    page.locator("form .btn-primary").first.click()
    page.wait_for_load_state()
    visitor.look(f"progress-half-{language}")
    page.locator("form .btn-primary").first.click()
    page.wait_for_url("**/rangorde/")
    clock_at(LATER)
    visitor.look(f"ranking-tie-{language}")
    page.locator(".notice .btn-primary").click()
    page.wait_for_url("**/loting/")
    visitor.look(f"draw-{language}")
    page.locator("select").nth(0).select_option("1")
    page.locator("select").nth(1).select_option("1")
    with visitor.expecting(422):
        page.locator(".page-actions .btn-primary").click()
    visitor.look(f"draw-errors-{language}")
    page.locator("select").nth(1).select_option("2")
    drawn_at = (SCORED + timedelta(minutes=30)).astimezone(clock.AMSTERDAM)
    page.locator("[name=drawn_at_1]").fill(f"{drawn_at:%H:%M}")
    page.locator("[name=drawn_by]").fill("Olga Officer, gezien door Anton Assessor")
    page.locator("[name=method]").fill("Twee gevouwen briefjes uit een kom.")
    page.locator(".page-actions .btn-primary").click()
    page.wait_for_url("**/rangorde/")
    visitor.look(f"ranking-drawn-{language}")
    page.locator(".page-actions .btn-primary").click()
    page.wait_for_load_state()
    visitor.look(f"ranking-released-{language}")


@IN_EACH_LANGUAGE
def test_the_rest_of_the_work(visitors, officer, auditor, outsider, assessor, clock_at, language):
    tender = released_raalte(offered(3), by=officer, assessors=(assessor,))
    clock_at(RELEASED)
    for name, user, address in (
        ("events", auditor, reverse("events")),
        ("home-nothing", outsider, reverse("home")),
        ("access-table", outsider, reverse("access_table")),
        ("bench-closed", assessor, reverse("bench_bid", args=[tender.number, bid_of(tender, "Appelvink").number])),
        ("home-officer-released", officer, reverse("home")),
    ):
        visitor = visitors(name, language=language).log_in(user).read_in(language)
        visitor.open(address)
        visitor.look(f"{name}-{language}")


def test_a_double_click_is_one_click(visitors, officer, clock_at):
    """The second would be answered with "not now", although all went well."""
    tender = scored_raalte(offered(3), by=officer)
    clock_at(LATER)
    visitor = visitors("officer").log_in(officer)
    page = visitor.open(reverse("ranking", args=[tender.number]))
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.locator(".page-actions .btn-primary").evaluate(
        "button => { button.click(); setTimeout(() => button.click(), 30); }"
    )
    page.locator(".page-actions a[href*=shortlist]").wait_for()
    assert len(sent) == 1
