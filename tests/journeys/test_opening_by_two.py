"""Two officers, each in a browser of their own, open the bids; and suppliers get the time of an outage back."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from audit import clock
from candidates.services import submit
from tenders.services.people import assign
from tests.candidates.factories import JUST_AFTER, a_draft, a_submitted_bid, bidder_of
from tests.conftest import PASSWORD, person
from tests.factories import BEFORE_RAALTE_CLOSES, RAALTE_CLOSES, published_by_two, published_raalte
from tests.journeys.hands import go_on, press, said, write

NUMBER = ["27750"]
OPEN, RECORD, MANAGE, REOPEN, AGREE = (
    reverse(name, args=NUMBER) for name in ("vault_open", "opening", "tender_manage", "closing_reopen", "closing_agree")
)


@pytest.fixture
def second(broker):
    return person("Wim Wachter", broker, "officer")


@pytest.mark.parametrize("scripts", [True, False])
def test_two_officers_open_the_bids(visitors, officer, second, auditor, noord, zuid, clock_at, scripts):
    tender = published_raalte(by=officer, opening_officers=2)
    assign(tender, second, "officer", by=officer, now=BEFORE_RAALTE_CLOSES)
    a_submitted_bid(tender, noord, candidate="Wiebe Haverkamp")
    late = a_draft(tender, zuid)
    with clock.at(RAALTE_CLOSES + timedelta(milliseconds=250)):
        submit(late, token=uuid4(), by=bidder_of(zuid))
    clock_at(JUST_AFTER)
    one, two = (visitors(name, scripts=scripts).log_in(who) for name, who in (("first", officer), ("second", second)))
    look = (lambda visitor, name: visitor.look(name)) if scripts else (lambda _visitor, _name: None)

    page = one.open(OPEN)
    look(one, "opening-two-log-in")
    page.locator(".page-actions .btn-primary").click()
    look(one, "log-in-again")
    page.locator("[name=password]").fill("verkeerd")
    page.locator("main form[method=post] button").click()
    look(one, "log-in-again-wrong")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form[method=post] button").click()
    page.wait_for_url(f"**{OPEN}")
    look(one, "opening-two-begin")
    press(page, "Begin the opening")
    expect(page.locator("main")).to_contain_text(re.compile("nog (10|9) minuten"))
    look(one, "opening-two-wait")

    clock_at(JUST_AFTER + timedelta(minutes=10))
    one.open(OPEN)
    expect(page.locator("main")).to_contain_text(said("The ten minutes are over"))
    look(one, "opening-two-over")
    press(page, "Begin the opening again")

    clock_at(JUST_AFTER + timedelta(minutes=13))
    other = two.open(MANAGE)
    expect(other.locator("main")).to_contain_text("Olga Officer is met de opening begonnen")
    look(two, "opening-two-asked")
    press(other, "Open the bids")
    expect(other.locator("main")).to_contain_text("Olga Officer")
    two.log_in_again()
    expect(other.locator("main")).to_contain_text(re.compile("nog [76] minuten"))
    look(two, "opening-two-second")
    press(other, "Open the bids")
    other.wait_for_url(f"**{RECORD}")
    look(two, "opening-two-record")
    for name in ("Olga Officer", "Wim Wachter", late.number):
        expect(other.locator("main")).to_contain_text(name)
    one.open(OPEN, status=409)
    look(one, "opening-two-too-late")
    press(page, "Record of the opening")
    page.wait_for_url(f"**{RECORD}")

    if scripts:
        reader = visitors("auditor").log_in(auditor)
        reader.open(reverse("events") + "?tender=27750").get_by_role("link", name=said("Record of the opening")).click()
        reader.look("opening-two-record-auditor")
        expect(reader.page.locator("main")).not_to_contain_text("Wiebe Haverkamp")
        assert reader.download(said("The record as a PDF")).read_bytes().startswith(b"%PDF")


def test_after_an_outage_suppliers_can_bid_again(visitors, officer, second, supplier, noord, clock_at):
    tender = published_by_two(by=officer, second=second)
    a_draft(tender, noord)
    clock_at(RAALTE_CLOSES + timedelta(hours=2))
    one, two = visitors("first").log_in(officer), visitors("second").log_in(second)
    page = one.open(MANAGE)
    one.look("closed-with-outage-link")
    press(page, "Open for bids again after an outage")
    one.look("closing-reopen")
    with one.expecting(422):
        go_on(page)
    one.look("closing-reopen-errors")
    told = {
        "began_at_0": "2026-03-02", "began_at_1": "08:15", "ended_at_0": "2026-03-02", "ended_at_1": "10:20",
        "what": "Op de knop Indienen volgde een foutmelding.", "evidence": "Metingen van elke minuut; drie meldingen.",
        "contact": "Olga Officer, inhuur@bemiddelaar.example", "closes_at_0": "2026-03-02", "closes_at_1": "15:00",
        "reason": "De site was bij de sluiting niet bereikbaar.",
    }  # fmt: skip
    write(page, told)
    go_on(page)
    page.wait_for_url(f"**{AGREE}")
    one.look("closing-agree-own")

    other = two.open(MANAGE)
    two.look("closed-with-request")
    press(other, "See the request")
    two.look("closing-agree")
    press(other, "Agree and publish")
    other.wait_for_url(f"**{MANAGE}")

    visitor = visitors("supplier").log_in(supplier)
    seen = visitor.open(reverse("tender", args=NUMBER))
    visitor.look("assignment-open-again")
    for words in ("15:00", "Metingen van elke minuut"):
        expect(seen.locator("main")).to_contain_text(words)
