"""The jobs that a supplier states: read from the CV to be confirmed, kept as typed, counted for each criterion."""

import pytest
from django.urls import reverse

from audit.clock import AMSTERDAM
from candidates import vault
from candidates.content import Job
from candidates.services import attach_cv, save_career, start_bid
from scoring.careers import counting, windows_of
from scoring.demo.content import bids
from scoring.demo.cvs import make_cv
from scoring.forms.career import proposed
from tests.candidates.factories import IN_TIME, JUST_AFTER, a_draft, an_upload, bidder_of
from tests.factories import RAALTE_CLOSES, published_raalte

pytestmark = pytest.mark.django_db

TEL, KCC = "telefonisch klantenservice medewerker", "KCC medewerker"
DEVENTER = Job("2023-12", "", True, "Gemeente Deventer", "gemeente", "Medewerker KCC", "28", (TEL, KCC))
KLIKBAAR = Job("2019-08", "2023-11", False, "Klikbaar", "bedrijf", "Klantenservice", "32", (TEL,))


@pytest.fixture
def tender():
    return published_raalte()


@pytest.fixture
def bid(tender, noord, supplier):
    return start_bid(tender, supplier=noord, by=supplier, now=IN_TIME)


@pytest.fixture
def browser(as_user, supplier, clock_at):
    clock_at(IN_TIME)
    return as_user(supplier)


@pytest.fixture
def with_cv(bid, supplier):
    person = bids("raalte")[0]["cv"]
    cv = make_cv(person, closes_on=RAALTE_CLOSES.astimezone(AMSTERDAM).date(), layout="modern")
    attach_cv(bid, an_upload(cv), by=supplier, now=IN_TIME)
    return bid


def address(bid):
    return reverse("bid_career", args=[bid.number])


def sent(*rows, **fields):
    data = {"jobs-TOTAL_FORMS": str(len(rows)), "jobs-INITIAL_FORMS": "0"} | fields
    return data | {f"jobs-{place}-{name}": value for place, row in enumerate(rows) for name, value in row.items()}


ROW = {
    "role": "Medewerker KCC",
    "employer": "Gemeente Deventer",
    "begins": "maart 2021",
    "ends": "02-2024",
    "hours_per_week": "28",
    "organisation": "gemeente",
    "tags": [TEL, KCC],
}


def career_of(bid):
    return vault.read_draft(bid, by=bidder_of(bid.supplier)).answers.career


# Counting ------------------------------------------------------------------------------------------------------------
def test_the_jobs_are_counted_for_each_criterion_that_asks_for_it(tender):
    windows = windows_of(counting(tender), [DEVENTER, KLIKBAAR], closes_at=tender.closes_at, language="nl")
    assert [(each.kind, each.criterion.number, each.brief, each.met) for each in windows] == [
        ("knock_out", 2, "60 van de 24 maanden", True),
        ("criterion", 7, "27,03 van de 24 maanden", True),
        ("criterion", 8, "72 van de 48 maanden", True),
    ]


def test_work_that_was_not_ticked_and_another_organisation_do_not_count(tender):
    elsewhere = Job("2020-01", "", True, "Waterschap", "waterschap", "KCC", "36", (KCC,))
    unticked = Job("2020-01", "", True, "Gemeente", "gemeente", "KCC", "36", ())
    windows = windows_of(counting(tender), [elsewhere, unticked], closes_at=tender.closes_at, language="nl")
    assert {each.criterion.number: each.brief for each in windows}[7] == "0 van de 24 maanden"


@pytest.mark.parametrize(
    "wrong", [{"begins": "ooit"}, {"begins": "2024-13"}, {"ends": "2019-01"}, {"hours_per_week": "0"}]
)
def test_a_job_that_can_not_be_read_counts_for_nothing(tender, wrong):
    job = Job(**({"begins": "2021-01", "ends": "2024-01", "organisation": "gemeente", "tags": (TEL, KCC)} | wrong))
    windows = windows_of(counting(tender), [job], closes_at=tender.closes_at, language="nl")
    assert {each.shown.picture.total for each in windows} == {"0 maanden"}


def test_counting_takes_two_queries(tender, django_assert_num_queries):
    with django_assert_num_queries(2):
        windows_of(counting(tender), [DEVENTER] * 9, closes_at=tender.closes_at, language="nl")


# The page ------------------------------------------------------------------------------------------------------------
def test_the_jobs_of_the_cv_are_proposed_and_nothing_is_saved(browser, with_cv):
    page = browser.get(address(with_cv))
    shown = [(form["role"].value(), form["begins"].value(), form.from_page) for form in page.context["formset"].forms]
    assert shown[0] == ("Medewerker Klantcontactcentrum", "01-2023", 1)
    assert len(shown) == 4
    assert "uit uw cv, pagina 2" in page.content.decode()
    assert "Vmbo" in page.content.decode()
    assert career_of(with_cv) == ()
    assert page.context["windows"] == []


def test_saved_jobs_are_shown_and_the_cv_is_read_no_more(browser, with_cv, supplier):
    save_career(with_cv, [DEVENTER], by=supplier, now=IN_TIME)
    page = browser.get(address(with_cv))
    assert [form["employer"].value() for form in page.context["formset"].forms] == ["Gemeente Deventer"]
    again = browser.get(address(with_cv) + "?cv=1")
    assert len(again.context["formset"].forms) == 5
    assert career_of(with_cv) == (DEVENTER,)


def test_what_is_typed_is_kept_with_its_dates_in_one_writing(browser, bid):
    answer = browser.post(address(bid), sent(ROW))
    assert answer.status_code == 302
    (job,) = career_of(bid)
    assert (job.begins, job.ends, job.tags, job.organisation) == ("2021-03", "2024-02", (TEL, KCC), "gemeente")
    page = browser.get(address(bid)).content.decode()
    assert "van de 24 maanden" in page
    assert "<svg" in page


def test_a_wrong_date_is_kept_as_it_was_typed_and_said_at_its_field(browser, bid):
    answer = browser.post(address(bid), sent(ROW | {"begins": "ergens in 2021"}, ROW))
    assert answer.status_code == 422
    assert list(answer.context["formset"].errors[0]) == ["begins"]
    assert [job.begins for job in career_of(bid)] == ["ergens in 2021", "2021-03"]
    assert 'value="ergens in 2021"' in browser.get(address(bid)).content.decode()


def test_a_removed_row_goes_and_an_empty_one_is_no_job(browser, bid):
    browser.post(address(bid), sent(ROW | {"DELETE": "on"}, {"role": ""}, ROW | {"role": "Baliemedewerker"}))
    assert [job.role for job in career_of(bid)] == ["Baliemedewerker"]


def test_another_row_without_scripts_saves_nothing(browser, bid):
    answer = browser.post(address(bid), sent(ROW, more="jobs"))
    assert answer.status_code == 200
    assert [form["role"].value() for form in answer.context["formset"].forms] == ["Medewerker KCC", None]
    assert career_of(bid) == ()


def test_work_that_the_assignment_does_not_name_is_not_kept(browser, bid):
    browser.post(address(bid), sent(ROW | {"tags": [TEL, "directeur"]}))
    assert career_of(bid)[0].tags == (TEL,)


def test_saving_the_career_leaves_the_rest_of_the_draft(browser, tender, zuid, as_user):
    draft = a_draft(tender, zuid)
    before = vault.read_draft(draft, by=bidder_of(zuid))
    as_user(bidder_of(zuid)).post(address(draft), sent(ROW))
    after = vault.read_draft(draft, by=bidder_of(zuid))
    assert after.answers.career
    assert (after.cv, after.answers.statements) == (before.cv, before.answers.statements)


def test_nobody_else_sees_the_career_and_it_ends_with_the_deadline(bid, as_user, rival, outsider, clock_at, supplier):
    clock_at(IN_TIME)
    assert as_user(rival).get(address(bid)).status_code == 404
    assert as_user(outsider).get(address(bid)).status_code == 404
    clock_at(JUST_AFTER)
    assert as_user(supplier).post(address(bid), sent(ROW)).status_code == 409


def test_the_page_takes_the_same_queries_for_one_job_and_three(browser, bid, supplier, django_assert_num_queries):
    browser.get(address(bid))
    for jobs in ([DEVENTER], [DEVENTER, KLIKBAAR, DEVENTER]):
        save_career(bid, jobs, by=supplier, now=IN_TIME)
        with django_assert_num_queries(10):
            browser.get(address(bid))


def test_a_proposal_is_what_stands_in_the_cv():
    from candidates.cv.jobs import FoundJob

    job = proposed(FoundJob("2021-03", None, "Beul", "Gemeente Raalte", "28", 2))
    assert (job.still, job.ends, job.organisation, job.cv_page) == (True, "", "gemeente", 2)
