"""The public side in a real browser: search, follow, keep a search, and the way out of its mail."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from outbox.models import Message
from tenders.models import SavedSearch
from tests.factories import BEFORE_RAALTE_CLOSES, a_posting, published, published_raalte, published_westland
from tests.journeys.hands import go_on, press, said


@pytest.fixture(autouse=True)
def _published(clock_at):
    clock_at(BEFORE_RAALTE_CLOSES)
    published_westland()
    published_raalte()
    published_raalte(number="27751", title="Jurist omgevingsrecht", discipline="law", region="Utrecht")


def test_a_supplier_finds_follows_and_saves_and_can_end_the_mail(visitors, supplier):
    someone = visitors("supplier")
    page = someone.open(reverse("tenders"))
    page.locator(".filters > summary").click()
    someone.look("public-filters")
    page.get_by_label("Overijssel").check()
    press(page, "Show these assignments")
    expect(page.get_by_role("status")).to_contain_text("1 opdracht gevonden.")
    someone.look("public-filtered")
    someone.open(reverse("tenders") + "?hours_from=veel&region=Mordor")
    someone.look("public-nothing-found")

    someone.log_in(supplier)
    someone.open(reverse("tender", args=["27750"]))
    press(page, "Follow this assignment")
    expect(page.get_by_role("button", name=said("Stop following"))).to_be_visible()
    someone.look("public-followed")
    saved = someone.download(said("Put these dates in your calendar (iCalendar file)"))
    assert saved.read_bytes().startswith(b"BEGIN:VCALENDAR")

    someone.open(reverse("tenders") + "?region=Drenthe")
    press(page, "Save this search and get mail about new assignments")
    page.get_by_label(said("as soon as one is published")).check()
    someone.look("public-save-search")
    go_on(page)
    expect(page.get_by_role("heading", name=said("Saved searches"))).to_be_visible()
    someone.look("public-follows")

    published(a_posting(number="27760", region="Drenthe"))
    way_out = Message.objects.get().unsubscribe.removeprefix("http://localhost:8000")
    reader = visitors("reader of a mail")
    reader.open(way_out)
    expect(reader.page.get_by_role("heading", level=1)).to_have_text(said("You get no more mail about this"))
    assert SavedSearch.objects.get().mail == "off"
    reader.look("public-unsubscribed")


def test_without_scripts_the_way_out_is_a_button(visitors, supplier):
    SavedSearch.objects.create(
        user=supplier, name="Drenthe", query="region=Drenthe", mail="at_once",
        created_at=BEFORE_RAALTE_CLOSES, told_until=BEFORE_RAALTE_CLOSES - timedelta(days=1),
    )  # fmt: skip
    published(a_posting(number="27760", region="Drenthe"))
    reader = visitors(scripts=False)
    page = reader.open(Message.objects.get().unsubscribe.removeprefix("http://localhost:8000"))
    assert SavedSearch.objects.get().mail == "at_once"
    go_on(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(said("You get no more mail about this"))
    assert SavedSearch.objects.get().mail == "off"
    press(page, "Undo: I do want this mail")
    expect(page.get_by_role("heading", level=1)).to_have_text(said("You get mail again"))
    assert SavedSearch.objects.get().mail == "at_once"
