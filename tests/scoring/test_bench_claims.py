"""The bench shows what the supplier states: the months counted, the passages to jump to; it fills in nothing of it."""

import re
from datetime import timedelta
from hashlib import sha256

import pytest
from django.urls import reverse

from candidates.content import Job, Passage
from candidates.passages import between, lines_on
from documents.reading import read_page
from scoring.services.opening import open_bids
from tests.candidates.factories import a_pdf, a_submitted_bid
from tests.factories import a_person, an_organisation, published_raalte, published_westland, staff

pytestmark = pytest.mark.django_db
QUERIES = 30
CV = a_pdf("Werkte aan de telefoon")
JOB = Job("2021-01", "", True, "Gemeente Deventer", "gemeente", "Medewerker KCC", "28", ("KCC medewerker",), 1)


def passage(number, page=1, kind="criterion", level="", cv=None):
    text, box = between(lines_on(read_page(CV, page=page), page), 1, 1)
    return Passage(kind, number, page, text, box, level, cv or sha256(CV).hexdigest())


def bench_of(make, as_user, clock_at, *more, **answers):
    """The assessor's browser and the bench of a bid with these answers; then those of bids with `more` answers."""
    assessor = a_person("Anton Assessor", an_organisation("Bemiddelaar Oost", "broker"), "assessor")
    tender = make()
    in_time, after = tender.closes_at - timedelta(hours=1), tender.closes_at + timedelta(minutes=5)
    staff(tender, assessors=(assessor,), now=in_time)
    bids = [
        a_submitted_bid(tender, an_organisation(f"Noord {at}", "supplier"), now=in_time, cv=CV, **each)
        for at, each in enumerate((answers, *more))
    ]
    open_bids(tender, by=tender.created_by, logged_in_at=after, now=after)
    clock_at(after)
    return as_user(assessor), *(reverse("bench_bid", args=[tender.number, bid.number]) for bid in bids)


def test_the_months_stand_with_the_criterion_and_the_jobs_with_the_offer(as_user, clock_at):
    browser, address = bench_of(published_raalte, as_user, clock_at, career=(JOB,))
    page = browser.get(address)
    text = page.content.decode()
    assert "60 van de 24 maanden" in text  # criterion 7: KCC medewerker at a gemeente
    assert "0 van de 24 maanden" in text  # knock-out 2: not ticked as telephone work
    assert "Loopbaan volgens opgave: 1 baan" in text
    assert '<span class="figures">01-2021 – ' in text
    assert text.count('role="img"') >= 3
    assert not re.search(r'name="(?:ko|cr)-\d+-(?:met|points)"[^>]*checked', text)


def test_a_passage_is_a_rectangle_on_its_page_and_a_link_to_it(as_user, clock_at):
    browser, address = bench_of(
        published_raalte, as_user, clock_at, evidence=(passage(7, 2), passage(2, 1, "knock_out"))
    )
    text = browser.get(address).content.decode()
    links = re.findall(r'href="#(passage-\d+)"', text)
    rectangles = re.findall(r'<rect id="(passage-\d+)"', text)
    assert len(links) == 2
    assert sorted(links) == sorted(rectangles)
    assert "style=" not in text


def test_a_passage_of_another_cv_is_words_alone(as_user, clock_at):
    browser, address = bench_of(published_raalte, as_user, clock_at, evidence=(passage(7, cv="0" * 64),))
    text = browser.get(address).content.decode()
    assert "Aangewezen in een eerder cv" in text
    assert "#passage-" not in text
    assert "<rect id=" not in text


def test_the_claimed_level_is_said_and_not_chosen(as_user, clock_at):
    browser, address = bench_of(published_westland, as_user, clock_at, evidence=(passage(7, level="b"),))
    text = browser.get(address).content.decode()
    assert "De leverancier geeft trede b op." in text
    assert not re.search(r'name="cr-7-points"[^>]*checked', text)


def test_the_bench_takes_the_same_queries_however_much_is_stated(as_user, clock_at, django_assert_num_queries):
    one = {"career": (JOB,), "evidence": (passage(7),)}
    three = {"career": (JOB,) * 3, "evidence": (passage(7), passage(6, 2), passage(2, 1, "knock_out"))}
    browser, *addresses = bench_of(published_raalte, as_user, clock_at, three, **one)
    for address in addresses:
        browser.get(address)
        with django_assert_num_queries(QUERIES):
            browser.get(address)
