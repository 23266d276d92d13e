"""From the shortlist to the letters: the officer makes the results known, and two suppliers read theirs."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import Organisation, User
from scoring.models import Letter
from tests.candidates.factories import bidder_of
from tests.conftest import PASSWORD
from tests.factories import posting
from tests.scoring.factories import (
    KNOWN,
    RELEASED,
    Offered,
    bid_of,
    excluded,
    known_raalte,
    offered,
    released_raalte,
    supplier_of,
)

FIRST, OUT = "Appelvink", "Wulp"
TEXT = "De gesprekken zijn gehouden.\n\nU hoort voor 20 maart hoe het verdergaat."
GAP = "paragraph => getComputedStyle(paragraph).marginTop"
BIDS = (*offered(2), Offered("Zwaluw", (0, 60, 0), "52,00"), *excluded(OUT))
WITH_TWO_PLACES = [
    stage | {"params": stage["params"] | ({"places": 2} if stage["kind"] == "weighted" else {})}
    for stage in posting("raalte-27750")["stages"]
]


@pytest.fixture
def released(officer, assessor, reviewer, clock_at):
    tender = released_raalte(BIDS, by=officer, stages=WITH_TWO_PLACES)
    clock_at(RELEASED + timedelta(hours=1))
    return tender


def with_password(marker: str) -> User:
    user = bidder_of(supplier_of(marker))
    user.set_password(PASSWORD)
    user.save()
    return user


def unreached(marker: str) -> None:
    """Its only bidder can't log in any more."""
    company = supplier_of(marker)
    User.objects.filter(pk=bidder_of(company).pk).update(is_active=False)
    contact = {"contact_name": "Cor Contact", "contact_email": "planning.en.inhuur@zwaluw-detachering.example"}
    Organisation.objects.filter(pk=company.pk).update(contact_telephone="0592 123456", **contact)


def test_the_results_are_made_known_and_each_supplier_reads_its_own(visitors, released, officer, clock_at):
    boss = visitors("officer").log_in(officer)
    supplier = visitors("supplier").log_in(with_password(FIRST))
    loser = visitors("loser").log_in(with_password(OUT))

    page = boss.open(reverse("tender_manage", args=["27750"]))
    boss.look("status-workspace")
    page.get_by_role("link", name="Bericht leveranciers over de voortgang").click()
    boss.look("status-message")
    with boss.expecting(422):
        page.get_by_role("button", name="Bekijk eerst het bericht").click()
    expect(page.locator(".error-summary")).to_contain_text("Schrijf wat leveranciers moeten weten.")
    boss.look("status-message-wrong")
    page.get_by_label("Wat is het nieuws?").fill(TEXT)
    page.get_by_role("button", name="Bekijk eerst het bericht").click()
    boss.look("status-message-check")
    page.get_by_role("button", name="Bericht versturen").click()
    page.get_by_text("Het bericht is onderweg").wait_for()
    boss.look("status-message-sent")

    for visitor, marker in ((supplier, FIRST), (loser, OUT)):
        page = visitor.open(reverse("bid", args=[bid_of(released, marker).number]))
        expect(page.locator("main")).to_contain_text("Wordt beoordeeld")
        expect(page.locator("main")).to_contain_text(TEXT)
        assert page.get_by_text("U hoort voor 20 maart").evaluate(GAP) == "16px"  # a new paragraph, as it was written
        visitor.look(f"status-bid-before-{visitor.name}")

    page = boss.open(reverse("tender_manage", args=["27750"]))
    unreached("Zwaluw")
    page.get_by_role("link", name="Maak de uitslag bekend").click()
    boss.look("status-results")
    with boss.expecting(422):
        page.get_by_role("button", name="Bekijk eerst de brieven").click()
    boss.look("status-results-wrong")
    page.get_by_label("Tot en met welke dag").fill("2026-03-20")
    page.get_by_role("button", name="Bekijk eerst de brieven").click()
    page.locator("summary", has_text="Wulp").click()
    expect(page.locator(".notice", has_text="Niemand bereikbaar")).to_contain_text("Cor Contact")
    boss.look("status-letters-check")
    assert not Letter.objects.exists()
    page.get_by_role("button", name="Verstuur de brieven en maak de uitslag bekend").click()
    page.get_by_text("De uitslag is bekendgemaakt op").wait_for()
    boss.look("status-letters-known")
    assert Letter.objects.count() == 4

    page = supplier.open(reverse("bids"))
    supplier.look("status-bids")
    page.get_by_role("link", name=re.compile("Lees de uitslag")).click()
    page.get_by_role("link", name="Deze brief als pdf").wait_for()
    supplier.look("status-outcome-in")
    with page.expect_download() as download:
        page.get_by_role("link", name="Deze brief als pdf").click()
    assert download.value.suggested_filename.startswith("brief-W-")
    page = loser.open(reverse("bid", args=[bid_of(released, OUT).number]))
    loser.look("status-bid-known")
    page.get_by_role("link", name="Lees de uitslag").click()
    expect(page.locator("main")).to_contain_text("Voldoet niet aan de knock-outcriteria")
    loser.look("status-outcome-out")
    page.get_by_role("link", name="De cijfers van uw organisatie").click()
    loser.look("status-figures")


def test_it_reads_in_english_too(visitors, officer, assessor, reviewer, clock_at):
    tender = known_raalte(BIDS, by=officer, stages=WITH_TWO_PLACES)
    clock_at(KNOWN + timedelta(hours=1))
    user = with_password("Zwaluw")
    visitor = visitors("supplier", language="en").log_in(user).read_in("en")
    page = visitor.open(reverse("bid", args=[bid_of(tender, "Zwaluw").number]))
    page.get_by_role("link", name="Read the result").click()
    expect(page.locator("main")).to_contain_text("Does not go to the client")
    visitor.look("status-outcome-en")
    visitor.open(reverse("statistics", args=[supplier_of("Zwaluw").pk]))
    visitor.look("status-figures-en")
    visitor.open(reverse("company"))
    visitor.look("status-company-en")


def test_all_of_it_works_without_scripts(visitors, released, officer):
    boss = visitors("officer", scripts=False).log_in(officer)
    page = boss.open(reverse("results", args=["27750"]))
    page.get_by_label("Tot en met welke dag").fill("2026-03-20")
    page.get_by_role("button", name="Bekijk eerst de brieven").click()
    page.get_by_role("button", name="Verstuur de brieven en maak de uitslag bekend").click()
    page.get_by_text("De uitslag is bekendgemaakt op").wait_for()
    assert Letter.objects.count() == 4
