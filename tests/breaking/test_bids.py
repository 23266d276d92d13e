"""What a supplier, or someone who edits the request, can send of a bid."""

from uuid import uuid4

import pytest
from django.urls import reverse

from candidates import vault
from candidates.models import BidVersion
from candidates.services import start_bid
from tests.candidates.factories import IN_TIME, a_draft
from tests.factories import published_raalte

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def tender():
    return published_raalte()


@pytest.fixture
def browser(as_user, supplier, clock_at):
    clock_at(IN_TIME)
    return as_user(supplier)


def test_only_what_was_checked_is_submitted(browser, tender, noord):
    bid = a_draft(tender, noord)
    for sent in ({}, {"checked": ""}, {"checked": "0" * 64}):
        answer = browser.post(reverse("bid_submit", args=[bid.number]), {"token": str(uuid4())} | sent)
        assert answer.url == reverse("bid_check", args=[bid.number])
    assert not BidVersion.objects.exists()


@pytest.mark.parametrize("name", ["\u200b", "\u2060\u200d", "12", "…", "\u202e\x01"])
def test_a_candidate_without_a_letter_has_no_name(browser, tender, noord, supplier, name):
    bid = start_bid(tender, supplier=noord, by=supplier, now=IN_TIME)
    browser.post(reverse("bid_step", args=[bid.number, "kandidaat"]), {"candidate": name})
    blocks = browser.get(reverse("bid_check", args=[bid.number])).context["blocks"]
    assert blocks[0]["href"].endswith("#id_candidate")


def test_what_cannot_be_seen_is_not_kept_and_turns_no_line_around(browser, tender, noord, supplier):
    bid = start_bid(tender, supplier=noord, by=supplier, now=IN_TIME)
    for step, typed in {
        "kandidaat": {"candidate": "\u202eJan\x01 Vis\u2066"},
        "motivatie": {"motivation": "Een\x00\x0b\r\n\ttwee"},
    }.items():
        browser.post(reverse("bid_step", args=[bid.number, step]), typed)
    kept = vault.read_draft(bid, by=supplier).answers
    assert (kept.candidate, kept.motivation) == ("Jan Vis", "Een \n\ttwee")
