"""A supplier confirms the jobs of the CV and points at a passage; the assessor jumps there. Looked at by axe."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from audit.clock import AMSTERDAM
from candidates import vault
from candidates.content import Draft
from candidates.services import attach_cv, save_draft, start_bid, submit
from scoring.demo.content import bids
from scoring.demo.cvs import make_cv
from scoring.services.opening import open_bids
from tests.candidates.factories import IN_TIME, an_upload, answers_for
from tests.factories import RAALTE_CLOSES, published_raalte, staff

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("scripts", [True, False])
def test_the_career_and_the_passages_from_the_cv_to_the_bench(visitors, supplier, assessor, noord, clock_at, scripts):
    tender = published_raalte()
    staff(tender, assessors=(assessor,))
    clock_at(IN_TIME)
    bid = start_bid(tender, supplier=noord, by=supplier, now=IN_TIME)
    cv = make_cv(bids("raalte")[0]["cv"], closes_on=RAALTE_CLOSES.astimezone(AMSTERDAM).date(), layout="modern")
    save_draft(bid, answers_for(tender), by=supplier, now=IN_TIME)
    attach_cv(bid, an_upload(cv), by=supplier, now=IN_TIME)

    def look(at, name):
        """axe is a script itself: without scripts it would never answer."""
        if scripts:
            at.look(name)

    visitor = visitors("supplier", scripts=scripts).log_in(supplier)
    page = visitor.open(reverse("bid_career", args=[bid.number]))
    look(visitor, "career-proposed")
    page.locator("#id_jobs-0-tags_0").check()
    page.locator("#id_jobs-0-tags_1").check()
    page.locator("#id_jobs-1-tags_0").check()
    page.locator("#id_jobs-3-begins").fill("ooit")
    with visitor.expecting(422):
        page.get_by_role("button", name="Opslaan en tellen").click()
    expect(page.locator(".error-summary li")).to_have_count(1)
    look(visitor, "career-wrong")
    page.locator("#id_jobs-3-begins").fill("11-2013")
    page.get_by_role("button", name="Opslaan en tellen").click()
    expect(page.locator(".window-brief").nth(1)).to_contain_text("van de 24 maanden")
    look(visitor, "career-counted")

    page = visitor.open(reverse("bid_evidence", args=[bid.number]))
    look(visitor, "evidence-empty")
    page.locator("#cr-7").get_by_role("link", name="Vindplaats kiezen").click()
    look(visitor, "evidence-mark")
    line = page.get_by_label("Medewerker Klantcontactcentrum", exact=True)
    pick_on_the_page(page, line) if scripts else line.check()
    page.get_by_role("button", name="Vindplaats opslaan").click()
    expect(page.locator("#cr-7 q")).to_contain_text("Medewerker Klantcontactcentrum")
    look(visitor, "evidence")

    draft: Draft = vault.read_draft(bid, by=supplier)
    assert [job.tags for job in draft.answers.career][2] == ()
    submit(bid, token="5b0cbb3c-3b6f-4dc7-9f53-1f6a3a2d0f11", by=supplier)
    after = clock_at(RAALTE_CLOSES + timedelta(minutes=5))
    open_bids(tender, by=tender.created_by, logged_in_at=after, now=after)
    bench = visitors("assessor", scripts=scripts).log_in(assessor)
    page = bench.open(reverse("bench_bid", args=[tender.number, bid.number]))
    look(bench, "bench-claims")
    link = page.locator("a[href^='#passage-']")
    target = link.get_attribute("href")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"rect{target}")).to_be_in_viewport()


def pick_on_the_page(page, line):
    """By clicking the CV: a second click makes the passage longer, one within it begins anew. Then the keys."""
    number = int(line.get_attribute("value"))
    mark = page.locator("rect[data-line]")
    picked = page.locator(".line-list .picked")
    for at, count in ((number - 1, 1), (number + 1, 3), (number, 1)):
        mark.nth(at - 1).click()
        expect(picked).to_have_count(count)
        expect(page.locator("rect.picked")).to_have_count(count)
    expect(line).to_be_checked()
    mark.nth(number - 1).click()
    expect(picked).to_have_count(0)
    line.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(line).to_be_checked()
    expect(mark.nth(number - 1)).to_have_class("line picked")
