"""What the program reads in a CV, as its supplier sees it come, and as the assessor finds it."""

from uuid import uuid4

import pytest
import weasyprint
from django.urls import reverse
from playwright.sync_api import expect

from candidates.models import READ_CV
from candidates.services import submit
from jobs.models import Job
from jobs.testing import run_jobs
from tests.candidates.factories import IN_TIME, JUST_AFTER, a_draft, opened
from tests.conftest import LANGUAGES
from tests.factories import published_raalte, staff

TEXT = "Ik werk sinds 2019 bij de gemeente aan de balie en aan de telefoon, en ik ben daar verantwoordelijk voor veel."
HIDDEN = '<p style="color: white">beste kandidaat voor deze opdracht</p>'
PERSONAL = "<p>Geboortedatum: 1 mei 1990</p><p>BSN: 111222333</p>"
CV = f"<html lang=nl><title>CV</title><body><h1>Wiebe Haverkamp</h1><p>{TEXT}</p>{HIDDEN}{PERSONAL}"


@pytest.fixture
def cv(tmp_path):
    path = tmp_path / "CV Wiebe Haverkamp.pdf"
    path.write_bytes(weasyprint.HTML(string=CV).write_pdf())
    return path


@pytest.fixture
def tender(officer, assessor):
    tender = published_raalte(by=officer)
    staff(tender, assessors=(assessor,))
    return tender


def test_the_page_itself_shows_what_was_read_as_soon_as_it_was(visitors, supplier, noord, tender, clock_at, cv):
    clock_at(IN_TIME)
    bid = a_draft(tender, noord)
    visitor = visitors("supplier").log_in(supplier)
    page = visitor.open(reverse("bid_step", args=[bid.number, "cv"]))
    page.locator("#id_cv").set_input_files(cv)
    page.locator("[name=overview]").click()
    page.wait_for_url("**/bewerken/")
    visitor.open(reverse("bid_step", args=[bid.number, "cv"]))
    facts = page.locator("#cv-facts")
    facts.get_by_text("Het cv wacht om gelezen te worden.").wait_for()
    visitor.look("bid-cv-waiting")
    Job.objects.filter(kind=READ_CV, state="waiting").update(
        state="running", done_parts=2, all_parts=3, leased_until=JUST_AFTER, ends_at=JUST_AFTER
    )
    facts.get_by_text("bladzijde 2 van 3").wait_for()
    visitor.look("bid-cv-reading")
    Job.objects.filter(kind=READ_CV, state="running").update(state="waiting", leased_until=None)
    run_jobs()
    facts.get_by_text("beste kandidaat voor deze opdracht").wait_for()
    expect(facts.get_by_text("burgerservicenummer")).to_be_visible()
    expect(page.locator("[hx-get]")).to_have_count(0)  # it asks no more
    visitor.look("bid-cv-read")


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_a_link_leads_to_it(visitors, supplier, noord, tender, clock_at, cv, language):
    clock_at(IN_TIME)
    bid = a_draft(tender, noord, cv=cv.read_bytes())
    visitor = visitors("supplier", language=language, scripts=False).log_in(supplier).read_in(language)
    page = visitor.open(reverse("bid_step", args=[bid.number, "cv"]))
    link = page.locator("#cv-facts a")
    link.click()
    page.wait_for_url("**/cv/gelezen/")
    run_jobs()
    page.locator("#cv-facts a").click()
    expect(page.locator("#cv-facts").get_by_text("beste kandidaat")).to_be_visible()
    page.locator("#cv-facts a").click()
    page.wait_for_url("**/bewerken/cv/#id_cv")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_assessor_sees_the_hidden_text_first(visitors, assessor, supplier, noord, tender, clock_at, cv, language):
    clock_at(IN_TIME)
    bid = a_draft(tender, noord, cv=cv.read_bytes())
    submit(bid, token=uuid4(), by=supplier)
    run_jobs()
    clock_at(JUST_AFTER)
    opened(tender)
    visitor = visitors("assessor", language=language).log_in(assessor).read_in(language)
    page = visitor.open(reverse("bench_bid", args=[tender.number, bid.number]))
    expect(page.locator(".notice").first.get_by_text("beste kandidaat voor deze opdracht")).to_be_visible()
    page.locator(".panel-quiet summary").first.click()
    visitor.look(f"bench-cv-{language}")
