"""A supplier changes what was submitted, loses the race with the closing once, and withdraws: each page looked at."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from candidates.models import Bid
from candidates.services import reopen
from tests.candidates.factories import IN_TIME, a_submitted_bid
from tests.conftest import LANGUAGES
from tests.factories import RAALTE_CLOSES, published_raalte

AT_0857 = RAALTE_CLOSES - timedelta(minutes=3)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bid_is_replaced_and_then_withdrawn(visitors, supplier, noord, clock_at, language):
    bid = a_submitted_bid(published_raalte(), noord, candidate="Wiebe Haverkamp")
    clock_at(AT_0857)
    visitor = visitors("supplier", language=language).log_in(supplier).read_in(language)
    page = visitor.open(reverse("bid_receipt", args=[bid.number]))
    visitor.look(f"receipt-{language}")
    page.locator("form[action$='/heropenen/'] button").click()
    page.wait_for_url("**/bewerken/")
    visitor.look(f"replacing-edit-{language}")
    page = visitor.open(reverse("bid_step", args=[bid.number, "tarief"]))
    visitor.look(f"replacing-step-{language}")
    page.locator("#id_hourly_rate").fill("49,00")
    page.locator(".page-actions .btn-primary").first.click()
    page.wait_for_load_state()
    visitor.open(reverse("bid_check", args=[bid.number]))
    visitor.look(f"replacing-check-{language}")
    visitor.open(reverse("bids"))
    visitor.look(f"replacing-bids-{language}")
    page = visitor.open(reverse("bid", args=[bid.number]))
    visitor.look(f"replacing-bid-{language}")
    page.locator(".page-actions .btn-primary").click()
    page.wait_for_url("**/bewerken/")
    page = visitor.open(reverse("bid_check", args=[bid.number]))
    page.locator(".page-actions .btn-primary").last.click()
    page.wait_for_url("**/ontvangst/")
    visitor.look(f"receipt-second-{language}")
    first, second = bid.versions.all()
    expect(page.locator("main")).to_contain_text(second.sha256)
    page = visitor.open(reverse("bid_version", args=[bid.number, 1]))
    expect(page.locator("main")).to_contain_text(first.sha256)
    visitor.look(f"receipt-first-{language}")
    page = visitor.open(reverse("bid", args=[bid.number]))
    visitor.look(f"bid-history-{language}")
    page.locator("a[href$='/intrekken/']").click()
    page.wait_for_url("**/intrekken/")
    visitor.look(f"withdraw-{language}")
    page.locator("main form .btn-danger").click()
    page.wait_for_url("**/ingetrokken/")
    visitor.look(f"withdrawal-{language}")
    assert Bid.objects.get(pk=bid.pk).state == Bid.State.WITHDRAWN
    visitor.open(reverse("bid", args=[bid.number]))
    visitor.look(f"bid-withdrawn-{language}")
    visitor.open(reverse("bid_receipt", args=[bid.number]))
    visitor.look(f"receipt-withdrawn-{language}")


def test_a_replacement_that_comes_late_says_that_the_first_stands(visitors, supplier, noord, clock_at):
    bid = a_submitted_bid(published_raalte(), noord, candidate="Wiebe Haverkamp")
    reopen(bid, by=supplier, now=IN_TIME)
    clock_at(AT_0857)
    visitor = visitors("supplier").log_in(supplier)
    page = visitor.open(reverse("bid_check", args=[bid.number]))
    clock_at(RAALTE_CLOSES + timedelta(milliseconds=250))
    with visitor.expecting(409):
        page.locator(".page-actions .btn-primary").click()
    expect(page.locator("main")).to_contain_text("blijft gelden, en doet mee")
    visitor.look("replacement-late")
    visitor.open(reverse("bid", args=[bid.number]))
    visitor.look("replacement-missed")


def test_a_withdrawal_that_comes_late_says_both_moments(visitors, supplier, noord, clock_at):
    bid = a_submitted_bid(published_raalte(), noord)
    clock_at(AT_0857)
    visitor = visitors("supplier").log_in(supplier)
    page = visitor.open(reverse("bid_withdraw", args=[bid.number]))
    clock_at(RAALTE_CLOSES)
    with visitor.expecting(409):
        page.locator("main form .btn-danger").click()
    visitor.look("withdrawal-late")


def test_a_person_chooses_which_mail_comes(visitors, supplier):
    visitor = visitors("supplier").log_in(supplier)
    page = visitor.open(reverse("mail_preferences"))
    visitor.look("mail-preferences")
    page.locator("#id_reminders").uncheck()
    page.locator(".page-actions .btn-primary").click()
    page.wait_for_load_state()
    visitor.look("mail-preferences-saved")
    expect(page.locator("#id_reminders")).not_to_be_checked()
