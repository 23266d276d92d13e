"""Where the CV shows what is asked: picked from its own words, said to be lost in another CV, opened as rows."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.access import NotNow
from candidates import vault
from candidates.asked import asked_by
from candidates.content import Job, Passage
from candidates.findings import Weight, findings
from candidates.models import OfferedJob, OfferedPassage
from candidates.passages import between, found_again, lines_on
from candidates.queries import offers_of
from candidates.services import attach_cv, mark_passage
from documents.reading import NoSuchPage, read_page
from tests.candidates.factories import (
    IN_TIME,
    JUST_AFTER,
    a_draft,
    a_pdf,
    a_submitted_bid,
    an_upload,
    bidder_of,
    opened,
)
from tests.factories import BEFORE_WESTLAND_CLOSES, published_raalte, published_westland

pytestmark = pytest.mark.django_db
TEXT = "Werkte aan de telefoon"


@pytest.fixture
def bid(noord, supplier):
    return a_draft(published_raalte(), noord, now=IN_TIME, cv=a_pdf(TEXT))


@pytest.fixture
def browser(as_user, supplier, clock_at):
    clock_at(IN_TIME)
    return as_user(supplier)


def draft_of(bid):
    return vault.read_draft(bid, by=bidder_of(bid.supplier))


def evidence_of(bid):
    return draft_of(bid).answers.evidence


def pick(browser, bid, *lines, criterion="cr-7", page=1, **typed):
    data = {"page": page, "line": list(lines), "cv": draft_of(bid).cv.sha256} | typed
    return browser.post(reverse("bid_evidence_mark", args=[bid.number, criterion]), data)


def text_of(answer):
    return answer.content.decode()


# Reading -------------------------------------------------------------------------------------------------------------
def test_the_lines_of_a_page_have_their_places():
    (line,) = lines_on(read_page(a_pdf(TEXT), page=2), 2)
    assert (line.page, line.text) == (2, f"{TEXT}, bladzijde 2")
    text, (left, top, right, bottom) = between([line], 1, 1)
    assert text == line.text
    assert 0 < left < right < 600
    assert 0 < top < bottom < 842


def test_a_page_that_is_not_there_is_said_so():
    with pytest.raises(NoSuchPage):
        read_page(a_pdf(TEXT), page=3)


def test_words_are_found_again_on_their_page_before_another():
    pages = [lines_on(read_page(a_pdf(TEXT), page=page), page) for page in (1, 2)]
    passage = Passage("criterion", 7, 2, "aan de telefoon", (0, 0, 1, 1), cv="old")
    again = found_again(passage, pages, cv="new")
    assert (again.page, again.text, again.cv) == (2, "aan de telefoon", "new")
    assert again.box != passage.box
    assert found_again(replace(passage, text="aan de balie"), pages, cv="new") is None


# Picking -------------------------------------------------------------------------------------------------------------
def test_the_page_lists_what_people_judge_and_not_what_the_program_checks(browser, bid):
    page = browser.get(reverse("bid_evidence", args=[bid.number]))
    assert [row["asked"].key for row in page.context["rows"]] == ["ko-1", "ko-2", "ko-3", "cr-6", "cr-7", "cr-8"]


def test_a_passage_is_picked_from_the_lines_of_the_page(browser, bid):
    shown = text_of(browser.get(reverse("bid_evidence_mark", args=[bid.number, "cr-7"]) + "?page=2"))
    assert f"{TEXT}, bladzijde 2" in shown
    answer = pick(browser, bid, 1, page=2)
    assert answer.url == reverse("bid_evidence", args=[bid.number]) + "#cr-7"
    (passage,) = evidence_of(bid)
    assert (passage.kind, passage.number, passage.page, passage.text) == ("criterion", 7, 2, f"{TEXT}, bladzijde 2")
    assert passage.cv == draft_of(bid).cv.sha256
    assert TEXT in text_of(browser.get(reverse("bid_evidence", args=[bid.number])))


def test_the_same_passage_twice_is_one_and_a_fourth_is_refused(bid, supplier):
    cv = draft_of(bid).cv.sha256
    for text in ("een", "twee", "twee", "drie"):
        mark_passage(bid, Passage("criterion", 7, 1, text, (0, 0, 1, 1), cv=cv), by=supplier, now=IN_TIME)
    assert [each.text for each in evidence_of(bid)] == ["een", "twee", "drie"]
    with pytest.raises(NotNow):
        mark_passage(bid, Passage("criterion", 7, 1, "vier", (0, 0, 1, 1), cv=cv), by=supplier, now=IN_TIME)


@pytest.mark.parametrize("lines", [(), (99,), ("x",)])
def test_without_a_line_nothing_is_saved_and_the_page_says_so(browser, bid, lines):
    answer = pick(browser, bid, *lines)
    assert answer.status_code == 422
    assert "Vink de regels aan" in text_of(answer)
    assert evidence_of(bid) == ()


def test_a_passage_of_a_cv_that_was_replaced_meanwhile_is_not_kept(browser, bid):
    answer = pick(browser, bid, 1, cv="0" * 64)
    assert answer.status_code == 422
    assert evidence_of(bid) == ()


def test_the_level_that_is_claimed_is_that_of_the_criterion(as_user, noord, supplier, clock_at):
    clock_at(BEFORE_WESTLAND_CLOSES)
    bid = a_draft(published_westland(), noord, now=BEFORE_WESTLAND_CLOSES, cv=a_pdf(TEXT))
    browser = as_user(supplier)
    pick(browser, bid, 1, page=1, level="b")
    pick(browser, bid, 1, page=2, level="c")
    assert [each.level for each in evidence_of(bid)] == ["c", "c"]
    pick(browser, bid, 1, page=2, level="verzonnen")
    assert [each.level for each in evidence_of(bid)] == ["", ""]


def test_a_passage_is_removed(browser, bid):
    pick(browser, bid, 1)
    page = browser.get(reverse("bid_evidence", args=[bid.number]))
    key = next(each["key"] for row in page.context["rows"] for each in row["passages"])
    browser.post(reverse("bid_evidence_remove", args=[bid.number]), {"passage": key})
    assert evidence_of(bid) == ()


@pytest.mark.parametrize("criterion", ["cr-99", "ko-4", "onzin"])
def test_a_criterion_at_which_nothing_is_pointed_does_not_exist(browser, bid, criterion):
    assert browser.get(reverse("bid_evidence_mark", args=[bid.number, criterion])).status_code == 404


def test_the_page_images_are_the_suppliers_alone_and_stay_off_the_disk(browser, bid, as_user, rival, settings):
    image = browser.get(reverse("bid_cv_page", args=[bid.number, 1]))
    assert (image["Content-Type"], image["Cache-Control"]) == ("image/png", "private, no-store")
    assert browser.get(reverse("bid_cv_page", args=[bid.number, 3])).status_code == 404
    assert as_user(rival).get(reverse("bid_cv_page", args=[bid.number, 1])).status_code == 404
    derived = settings.FILES_DIR / "derived" / draft_of(bid).cv.sha256 if settings.FILES_DIR else None
    assert derived is None or not derived.exists()


def test_the_list_takes_the_same_queries_for_one_passage_and_three(browser, bid, django_assert_num_queries):
    browser.get(reverse("bid_evidence", args=[bid.number]))
    for page in ([1], [1, 2]):
        for each in page:
            pick(browser, bid, 1, page=each)
        with django_assert_num_queries(12):
            browser.get(reverse("bid_evidence", args=[bid.number]))


# Another CV ----------------------------------------------------------------------------------------------------------
def test_a_passage_of_an_earlier_cv_is_said_kept_and_found_again(browser, bid, supplier):
    pick(browser, bid, 1)
    pick(browser, bid, 1, page=2)
    attach_cv(bid, an_upload(a_pdf(TEXT, pages=1)), by=supplier, now=IN_TIME)
    warnings = [each for each in findings(draft_of(bid), asked_by(bid.tender)) if each.field == "evidence"]
    assert [each.weight for each in warnings] == [Weight.WARNING]
    assert "2 vindplaatsen zijn in een eerder cv aangewezen" in text_of(
        browser.get(reverse("bid_evidence", args=[bid.number]))
    )
    browser.post(reverse("bid_evidence_find", args=[bid.number]))
    cv = draft_of(bid).cv.sha256
    assert [(each.page, each.cv == cv) for each in evidence_of(bid)] == [(1, True), (2, False)]


# After the opening ---------------------------------------------------------------------------------------------------
JOB = Job("2021-03", "ooit", False, "Gemeente", "gemeente", "Beul", "28", ("beul",), 2)


def test_the_opening_makes_rows_of_the_career_and_the_passages(noord):
    tender = published_raalte()
    evidence = (
        Passage("knock_out", 2, 1, "Beul", (1, 2, 3, 4), cv="a" * 64),
        Passage("criterion", 7, 2, "Gemeente", (1.5, 2, 3, 4), "b", "a" * 64),
        Passage("criterion", 99, 2, "Weg", (1, 2, 3, 4)),
    )
    a_submitted_bid(tender, noord, career=(JOB,), evidence=evidence)
    opened(tender)
    (offer,) = offers_of(tender)
    (job,) = offer.jobs.all()
    assert (job.begins, job.ends, job.tags, job.cv_page) == ("2021-03", "ooit", ["beul"], 2)
    first, second = offer.passages.all()
    assert (first.knock_out.number, first.criterion, first.box) == (2, None, [1, 2, 3, 4])
    assert (second.criterion.number, second.level, second.page) == (7, "b", 2)


def test_before_the_opening_there_are_no_rows(noord):
    a_submitted_bid(published_raalte(), noord, career=(JOB,))
    assert not OfferedJob.objects.exists()
    assert not OfferedPassage.objects.exists()


def test_a_passage_is_of_one_criterion(noord):
    tender = published_raalte()
    a_submitted_bid(tender, noord)
    opened(tender)
    (offer,) = offers_of(tender)
    both = {"knock_out": tender.knock_outs.first(), "criterion": tender.criteria.first()}
    for of in ({}, both):
        with pytest.raises(IntegrityError, match="a_passage_is_of_one_criterion"), transaction.atomic():
            OfferedPassage.objects.create(offer=offer, position=1, page=1, text="", box=[0, 0, 1, 1], **of)


def test_the_passages_end_with_the_deadline(bid, as_user, supplier, clock_at):
    clock_at(JUST_AFTER)
    for name in ("bid_evidence", "bid_evidence_remove", "bid_evidence_find"):
        ask = as_user(supplier).get if name == "bid_evidence" else as_user(supplier).post
        assert ask(reverse(name, args=[bid.number])).status_code == 409
