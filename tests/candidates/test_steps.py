"""A bid as a list of steps: each is saved on its own, what is wrong is kept and said at its field, nothing of another
step is touched."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from threading import Barrier, Thread

import pikepdf
import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.urls import reverse

from accounts.access import NotNow
from audit.models import Event
from candidates import vault
from candidates.asked import asked_by
from candidates.content import Draft, Job, Stated
from candidates.findings import Weight, findings
from candidates.models import Bid
from candidates.people import Person
from candidates.services import change_draft, discard, start_bid
from candidates.services.people import save_person
from candidates.steps import STEPS, steps_for, tasks
from documents.models import StoredFile
from jobs.testing import run_jobs
from tests.candidates.factories import IN_TIME, a_draft, a_pdf, a_submitted_bid, bidder_of
from tests.candidates.filling import TYPED, an_upload, fill_in, page, send, send_cv
from tests.conftest import PASSWORD
from tests.factories import RAALTE_CLOSES, published_raalte

pytestmark = pytest.mark.django_db

EXTRACT = {
    "kind": "other",
    "name": "Uittreksel uit het strafregister",
    "when": "with_bid",
    "text": "Een geldig (max. 3 maanden) uittreksel uit het strafregister, model 1.",
}
MOTIVATION = {"kind": "motivation", "name": "Motivatie", "when": "with_bid", "text": ""}
VOG = {"kind": "vog", "name": "VOG", "when": "with_bid", "text": ""}


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


def draft_of(bid) -> Draft:
    return vault.read_draft(bid, by=bidder_of(bid.supplier))


def step_page(browser, bid, step):
    return browser.get(page("bid_step", bid, step)).content.decode()


def warnings_of(bid):
    facts = vault.cv_facts(bid, by=bidder_of(bid.supplier))
    found = findings(draft_of(bid), asked_by(bid.tender), facts=facts)
    return [each for each in found if each.weight is Weight.WARNING]


def errors_of(response):
    return {field: list(errors) for field, errors in response.context["form"].errors.items()}


def states(browser, bid):
    return {task["url"].rstrip("/").rpartition("/")[2]: task["status"] for task in task_list(browser, bid)}


def task_list(browser, bid):
    return browser.get(page("bid_edit", bid)).context["tasks"]


# The list of steps ---------------------------------------------------------------------------------------------------
def test_an_empty_bid_has_everything_before_it(browser, bid):
    assert states(browser, bid) == {
        **dict.fromkeys(("kandidaat", "tarief", "knock-outs", "cv", "loopbaan", "motivatie"), "todo"),
        "vindplaatsen": "blocked",
        "controleren": "blocked",
    }


def test_each_step_has_its_state_and_says_what_it_lacks(browser, bid):
    send(browser, bid, "kandidaat", available_from="")
    send(browser, bid, "tarief")
    send(browser, bid, "knock-outs", statement_4="")
    assert states(browser, bid) == {
        "kandidaat": "busy",
        "tarief": "done",
        "knock-outs": "busy",
        "cv": "todo",
        "loopbaan": "todo",
        "vindplaatsen": "blocked",
        "motivatie": "todo",
        "controleren": "blocked",
    }
    candidate, rate, statements, *_rest = task_list(browser, bid)
    assert [each["href"] for each in candidate["missing"]] == [
        page("bid_step", bid, "kandidaat") + "#id_available_from"
    ]
    assert [each["href"] for each in statements["missing"]] == [
        page("bid_step", bid, "knock-outs") + "#id_statement_4_0"
    ]
    assert (candidate["hint"], rate["hint"], statements["hint"]) == (
        "Wiebe Haverkamp",
        "€ 57,50",
        "4 van 5 beantwoord",
    )


def test_a_complete_bid_leads_to_the_check(browser, bid):
    fill_in(browser, bid)
    assert states(browser, bid) == {
        **dict.fromkeys(("kandidaat", "tarief", "knock-outs", "cv", "motivatie"), "done"),
        **dict.fromkeys(("loopbaan", "vindplaatsen"), "todo"),
        "controleren": "todo",
    }
    assert browser.get(page("bid_edit", bid)).context["left"] == []


def test_the_list_counts_what_was_read_in_the_cv_among_what_to_look_at(browser, bid):
    send_cv(browser, bid, a_pdf("Zonder namen van anderen", pages=2))
    run_jobs()
    cv = next(task for task in task_list(browser, bid) if task["title"] == "Cv")
    looked_at = [each.text for each in warnings_of(bid) if each.field == "cv"]
    assert looked_at
    assert cv["hint"].endswith(f" · {len(looked_at)} aandachtspunt{'en' if len(looked_at) > 1 else ''}")


def test_the_check_shows_dates_as_they_are_typed_and_no_markup(browser, bid):
    fill_in(browser, bid)
    job = Job("2021-03", "2022-01", False, "Gemeente Zwolle", "gemeente", "Balie", "32", (), 1)
    change_draft(
        bid,
        lambda draft: replace(draft, answers=replace(draft.answers, career=(job,))),
        by=bidder_of(bid.supplier),
        now=IN_TIME,
    )
    shown = browser.get(page("bid_check", bid)).content.decode()
    assert "03-2021 – 01-2022: Balie, Gemeente Zwolle" in shown
    assert "&lt;span" not in shown


def test_every_page_says_that_it_was_not_submitted_and_what_is_left(browser, bid):
    for address in (
        page("bid_edit", bid),
        *(step.url(bid.number) for step in steps_for(asked_by(bid.tender))),
    ):
        text = browser.get(address).content.decode()
        assert "Nog niet ingediend" in text, address
        assert "maandag 2 maart 2026, 09:00 uur (CET)" in text, address
        assert "nog 1 dag" in text, address


def test_a_step_that_the_assignment_does_not_ask_is_not_there(browser, bid):
    assert "documenten" not in states(browser, bid)
    for step in ("documenten", "controleren", "iets"):
        assert browser.get(page("bid_step", bid, step)).status_code == 404, step


def test_the_list_and_the_steps_ask_a_fixed_number_of_questions(browser, bid, django_assert_num_queries):
    browser.get(page("bid_edit", bid))
    for filled_in in (False, True):
        if filled_in:
            fill_in(browser, bid)
        with django_assert_num_queries(10):
            browser.get(page("bid_edit", bid))
    with django_assert_num_queries(9):  # with one for the folder of candidates
        browser.get(page("bid_step", bid, "kandidaat"))
    with django_assert_num_queries(8):
        browser.get(page("bid_step", bid, "tarief"))


# A step is saved -----------------------------------------------------------------------------------------------------
def test_save_and_next_leads_along_all_steps_to_the_check(browser, bid):
    steps = [step for step in steps_for(asked_by(bid.tender)) if step.key != "vindplaatsen"]
    led = [led_on(browser, bid, step) for step in steps]
    onward = browser.get(STEPS["vindplaatsen"].url(bid.number)).context["onward"]
    assert [*led[:5], onward, led[-1]] == [
        *(step.url(bid.number) for step in [*steps[1:5], STEPS["vindplaatsen"], STEPS["motivatie"]]),
        page("bid_check", bid),
    ]


def led_on(browser, bid, step):
    """Where "Save and next" leads from this step."""
    if step.key == "loopbaan":
        return browser.post(step.url(bid.number), {"jobs-TOTAL_FORMS": 0, "jobs-INITIAL_FORMS": 0, "next": "1"}).url
    return (send_cv(browser, bid) if step.key == "cv" else send(browser, bid, step.key)).url


def test_save_and_to_the_list(browser, bid):
    assert send(browser, bid, "tarief", overview="1").url == page("bid_edit", bid)


def test_an_incomplete_step_is_kept(browser, bid):
    browser.post(page("bid_step", bid, "kandidaat"), {"candidate": "Wiebe Haverkamp", "hours_per_week": "28"})
    assert draft_of(bid).answers.candidate == "Wiebe Haverkamp"


def test_everything_that_is_typed_comes_back_and_is_read_as_one_kind_of_line(browser, bid):
    fill_in(browser, bid)
    shown = "".join(step_page(browser, bid, step) for step in TYPED)
    for value in ("Wiebe Haverkamp", "wiebe@haverkamp.test", "57,50", "1 maart 2026", "Zie pagina 1", "Ik luister"):
        assert value in shown
    answers = draft_of(bid).answers
    assert answers.motivation == "Ik luister graag.\n\nDaarom."
    assert [answers.statements[number].holds for number in range(1, 6)] == [True] * 5


WRONG = [
    ("kandidaat", "candidate", "x" * 151),
    ("kandidaat", "candidate_email", "wiebe(at)haverkamp"),
    ("kandidaat", "hours_per_week", "28,5"),
    ("tarief", "hourly_rate", "zestig euro"),
    ("motivatie", "motivation", "x" * 10_001),
]


@pytest.mark.parametrize(("step", "field", "typed"), WRONG)
def test_a_wrong_answer_is_kept_and_said_at_its_field(browser, bid, step, field, typed):
    response = send(browser, bid, step, **{field: typed})
    assert response.status_code == 422
    assert list(errors_of(response)) == [field]
    assert getattr(draft_of(bid).answers, field) == typed
    assert typed in response.content.decode()
    assert states(browser, bid)[step] == "busy"
    assert "has-error" in step_page(browser, bid, step)


@pytest.mark.parametrize("typed", ["54,50", "€ 54.50", "54,5"])
def test_a_rate_is_read_however_it_is_written(browser, bid, typed):
    assert send(browser, bid, "tarief", hourly_rate=typed).status_code == 302
    assert task_list(browser, bid)[1]["hint"] == "€ 54,50"


COSTLY = [
    ("tarief", "hourly_rate", "60,01"),
    ("kandidaat", "hours_per_week", "32"),
    ("kandidaat", "candidate_email", ""),
    ("knock-outs", "statement_2", "no"),
]


@pytest.mark.parametrize(("step", "field", "typed"), COSTLY)
def test_what_may_cost_the_supplier_the_bid_is_said_at_once_and_stops_nobody(browser, bid, step, field, typed):
    fill_in(browser, bid)
    first = send(browser, bid, step, **{field: typed})
    assert first.url == page("bid_step", bid, step)
    (warning,) = browser.get(first.url).context["form"].warnings[field]
    assert send(browser, bid, step, **{field: typed}).url != page("bid_step", bid, step)
    check = browser.get(page("bid_check", bid)).context
    assert [(each["field"], each["text"]) for each in check["warnings"]] == [(field, warning)]
    assert check["blocks"] == []


def test_the_ceiling_is_said_in_the_words_of_the_assignment(browser, bid, tender):
    answer = browser.get(send(browser, bid, "tarief", hourly_rate="61").url)
    (warning,) = answer.context["form"].warnings["hourly_rate"]
    assert tender.knock_outs.get(number=4).text in warning
    assert "€ 61,00" in warning


def test_a_cv_that_is_too_long_is_a_warning_at_once(browser, bid):
    answer = browser.get(send_cv(browser, bid, a_pdf("Lang cv", pages=6)).url)
    (warning,) = answer.context["form"].warnings["cv"]
    assert "6" in warning


def test_nobody_is_warned_of_what_they_did_not_come_to_yet(browser, bid):
    assert 'class="notice notice-attention"' not in step_page(browser, bid, "kandidaat")


def test_from_the_check_a_change_leads_back_to_it(browser, bid):
    fill_in(browser, bid)
    (place,) = [
        row["url"]
        for group in browser.get(page("bid_check", bid)).context["groups"]
        for row in group.rows
        if row["url"].endswith("#id_hourly_rate")
    ]
    answer = browser.post(place.partition("#")[0], {"hourly_rate": "49"})
    assert answer.url == page("bid_check", bid)


# Files ---------------------------------------------------------------------------------------------------------------
def with_password(**passwords):
    with pikepdf.open(BytesIO(a_pdf())) as pdf:
        out = BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(**passwords))
    return out.getvalue()


UNREADABLE = {
    "not_a_pdf": b"PK\x03\x04 een Word-document",
    "empty": b"",
    "broken": a_pdf()[: len(a_pdf()) // 3],
    "password": with_password(user="geheim", owner="geheim"),
    "too_big": b"%PDF-1.7\n" + bytes(10 * 1024 * 1024),
}


def test_an_upload_that_cannot_be_taken_is_said_at_its_field_each_with_a_sentence_of_its_own(browser, bid):
    said = []
    for code, data in UNREADABLE.items():
        response = send_cv(browser, bid, data)
        assert (response.status_code, list(errors_of(response))) == (422, ["cv"]), code
        said += errors_of(response)["cv"]
    assert len(set(said)) == len(UNREADABLE)
    assert "10 MB" in said[-1]
    assert draft_of(bid).cv is None
    assert not StoredFile.objects.exists()


def test_a_file_far_above_the_limit_is_not_kept_beyond_it(browser, bid, settings):
    settings.UPLOAD_MAX_BYTES = 100_000
    response = send_cv(browser, bid, b"%PDF-1.7\n" + bytes(3_000_000))
    assert list(errors_of(response)) == ["cv"]
    kept = response.wsgi_request.FILES["cv"].size
    assert 100_000 < kept < 300_000


def test_an_owner_password_alone_is_no_obstacle(browser, bid):
    send_cv(browser, bid, with_password(user="", owner="geheim"))
    assert draft_of(bid).cv.pages == 2


def test_a_failed_upload_leaves_the_cv_that_was_there(browser, bid):
    send_cv(browser, bid, name="eerste.pdf")
    send_cv(browser, bid, b"geen pdf")
    assert draft_of(bid).cv.name == "eerste.pdf"


def test_a_new_cv_takes_the_place_of_the_one_before(browser, bid):
    send_cv(browser, bid, name="eerste.pdf")
    send_cv(browser, bid, a_pdf("Tweede versie", pages=3), "tweede.pdf")
    draft = draft_of(bid)
    assert (draft.cv.name, draft.cv.pages) == ("tweede.pdf", 3)
    assert [str(stored.pk) for stored in StoredFile.objects.all()] == [draft.cv.id]


def test_a_file_can_be_removed_and_nothing_else_goes_with_it(browser, bid):
    fill_in(browser, bid)
    assert browser.post(page("bid_file_remove", bid, "cv")).url == page("bid_step", bid, "cv")
    assert (draft_of(bid).cv, draft_of(bid).answers.candidate) == (None, "Wiebe Haverkamp")
    assert not StoredFile.objects.exists()
    assert browser.post(page("bid_file_remove", bid, "cv")).status_code == 404
    assert browser.post(page("bid_file_remove", bid, "candidate")).status_code == 404


# Documents with a rule -----------------------------------------------------------------------------------------------
@pytest.fixture
def with_documents(noord, supplier):
    tender = published_raalte(number="27754", documents=[MOTIVATION, EXTRACT, VOG])
    return start_bid(tender, supplier=noord, by=supplier, now=IN_TIME)


def send_extract(browser, bid, issued, **more):
    extract, _vog, *_rest = asked_by(bid.tender).files
    typed = {f"issued_{extract.key}": issued, extract.key: an_upload(name="uittreksel.pdf")}
    return send(browser, bid, "documenten", **typed, **more), extract


def test_each_document_has_its_own_field_with_the_words_of_the_posting(browser, with_documents):
    text = step_page(browser, with_documents, "documenten")
    extract, vog = asked_by(with_documents.tender).files
    assert EXTRACT["text"] in text
    assert f'name="{extract.key}"' in text
    assert f'name="{vog.key}"' in text
    assert f'name="issued_{extract.key}"' in text
    assert f'name="issued_{vog.key}"' not in text  # its rule sets no age
    assert "dinsdag 2 december 2025" in text  # three months before the closing


def test_an_extract_that_is_too_old_at_the_closing_is_said_in_words(browser, with_documents):
    _answer, extract = send_extract(browser, with_documents, "1-12-2025")
    form = browser.get(page("bid_step", with_documents, "documenten")).context["form"]
    (warning,) = form.warnings[f"issued_{extract.key}"]
    assert "maandag 1 december 2025" in warning
    assert "dinsdag 2 december 2025" in warning
    assert "uitsluiten" in warning


def test_an_extract_of_three_months_to_the_day_is_not(browser, with_documents):
    _answer, extract = send_extract(browser, with_documents, "2-12-2025")
    assert (
        f"issued_{extract.key}"
        not in browser.get(page("bid_step", with_documents, "documenten")).context["form"].warnings
    )


@pytest.mark.parametrize("typed", ["31-2-2026", "vorige week", "3-3-2026"])
def test_a_day_of_issue_that_cannot_be_is_said_and_kept(browser, with_documents, typed):
    answer, extract = send_extract(browser, with_documents, typed)
    assert (answer.status_code, list(errors_of(answer))) == (422, [f"issued_{extract.key}"])
    assert draft_of(with_documents).answers.issued == {extract.key: typed}
    assert extract.key in draft_of(with_documents).documents


def test_a_removed_document_takes_its_day_of_issue_along(browser, with_documents):
    _answer, extract = send_extract(browser, with_documents, "2-12-2025")
    browser.post(page("bid_file_remove", with_documents, extract.key))
    assert (draft_of(with_documents).documents, draft_of(with_documents).answers.issued) == ({}, {})


def test_the_day_of_issue_is_sealed_with_its_document(noord, supplier, clock_at):
    tender = published_raalte(number="27755", documents=[MOTIVATION, EXTRACT])
    (extract,) = asked_by(tender).files
    bid = a_submitted_bid(tender, noord, issued={extract.key: "2-12-2025"})
    envelope = vault.read_version(bid.versions.get(), by=bidder_of(noord))
    assert [document.issued for document in envelope.documents] == ["2-12-2025"]


# Throwing away -------------------------------------------------------------------------------------------------------
def test_a_draft_is_thrown_away_with_its_files_after_asking_once(browser, bid):
    fill_in(browser, bid)
    assert browser.get(page("bid_discard", bid)).status_code == 200
    assert Bid.objects.exists()
    assert browser.post(page("bid_discard", bid)).url == reverse("bids")
    assert not Bid.objects.exists()
    assert not StoredFile.objects.exists()
    event = Event.objects.get(act="bid.discarded")
    assert (event.object_id, event.actor_id, event.data) == (bid.number, None, "{}")
    assert browser.get(page("bid_edit", bid)).status_code == 404


def test_after_that_a_new_one_can_be_started(browser, bid, tender):
    browser.post(page("bid_discard", bid))
    browser.post(reverse("bid_start", args=[tender.number]))
    assert Bid.objects.get().number != bid.number


def test_who_still_had_it_open_is_told(bid, supplier):
    discard(bid, by=supplier, now=IN_TIME)
    with pytest.raises(NotNow):
        change_draft(bid, lambda draft: draft, by=supplier, now=IN_TIME)


# Several people at once ----------------------------------------------------------------------------------------------
def test_a_step_touches_no_other_step(browser, bid):
    fill_in(browser, bid)
    before = draft_of(bid)
    for step in TYPED:
        send(browser, bid, step)
    assert replace(draft_of(bid), saved_at=before.saved_at) == before


def test_an_old_page_of_one_step_does_not_undo_another(browser, bid, supplier, as_user):
    """Two tabs: both pages were opened before either was saved."""
    for step in ("kandidaat", "tarief"):
        browser.get(page("bid_step", bid, step))
    send(browser, bid, "kandidaat")
    send(as_user(supplier), bid, "tarief")
    answers = draft_of(bid).answers
    assert (answers.candidate, answers.hourly_rate) == ("Wiebe Haverkamp", "57,50")


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_who_save_two_steps_at_one_moment_both_stay(noord, supplier):
    """The change is made to the draft as it is under the lock. Each writes ten times; none of the twenty is lost."""
    bid = start_bid(published_raalte(), supplier=noord, by=supplier, now=IN_TIME)
    asked = asked_by(bid.tender)
    together = Barrier(2)

    def write(numbers, remark):
        try:
            together.wait()
            for number in numbers:
                stated = {number: Stated(holds=True, remark=remark)}
                change_draft(bid, lambda draft, new=stated: with_statements(draft, new), by=supplier, now=IN_TIME)
        finally:
            connection.close()

    writers = [Thread(target=write, args=(range(first, 20, 2), f"van {first}")) for first in (0, 1)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    stated = draft_of(bid).answers.statements
    assert {number: each.remark for number, each in stated.items()} == {n: f"van {n % 2}" for n in range(20)}
    assert asked.knock_outs


def with_statements(draft, new):
    return replace(draft, answers=replace(draft.answers, statements={**draft.answers.statements, **new}))


# Logged out in the meantime ------------------------------------------------------------------------------------------
def log_in(browser, user):
    answer = browser.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 302


def test_what_was_typed_survives_a_login_that_had_ended(client, bid, supplier, clock_at):
    clock_at(IN_TIME)
    log_in(client, supplier)
    send(client, bid, "kandidaat")
    client.cookies.pop("sessionid")
    answer = send(client, bid, "motivatie", motivation="Kiekeboe, dit was ik aan het typen.")
    assert answer.url.startswith(reverse("account_login"))
    log_in(client, supplier)
    shown = step_page(client, bid, "motivatie")
    assert "Kiekeboe, dit was ik aan het typen." in shown
    assert "nog niet opgeslagen" in shown
    assert draft_of(bid).answers.motivation == ""
    assert draft_of(bid).answers.candidate == "Wiebe Haverkamp"
    send(client, bid, "motivatie", motivation="Kiekeboe, nu wel.")
    assert "nog niet opgeslagen" not in step_page(client, bid, "motivatie")


def test_it_shows_on_its_own_page_alone_and_to_the_bids_own_people(client, bid, supplier, rival, clock_at):
    clock_at(IN_TIME)
    send(client, bid, "motivatie", motivation="Kiekeboe")
    log_in(client, rival)
    assert client.get(page("bid_step", bid, "motivatie")).status_code == 404
    client.cookies.pop("sessionid")
    send(client, bid, "motivatie", motivation="Kiekeboe")
    log_in(client, supplier)
    assert "Kiekeboe" not in step_page(client, bid, "tarief")
    assert "Kiekeboe" in step_page(client, bid, "motivatie")


def test_without_the_cookie_of_that_browser_nobody_reads_it(client, bid, supplier, clock_at):
    clock_at(IN_TIME)
    send(client, bid, "motivatie", motivation="Kiekeboe")
    (kept,) = Session.objects.all()
    assert "Kiekeboe" not in str(kept.get_decoded())
    client.cookies.pop("unsaved")
    log_in(client, supplier)
    assert "Kiekeboe" not in step_page(client, bid, "motivatie")


def test_far_more_than_fits_in_a_step_is_not_kept(client, bid, clock_at):
    clock_at(IN_TIME)
    send(client, bid, "motivatie", motivation="x" * 100_001)
    assert not Session.objects.exists()


# The list of bids ----------------------------------------------------------------------------------------------------
def test_the_list_says_what_a_draft_still_needs_and_until_when(browser, tender, noord, clock_at):
    bid = a_draft(tender, noord, hourly_rate="", statements={})
    (row,) = browser.get(reverse("bids")).context["rows"]
    assert [each["href"] for each in row["needed"]] == [
        page("bid_step", bid, "tarief"),
        page("bid_step", bid, "knock-outs"),
    ]
    assert "nog 1 dag" in browser.get(reverse("bids")).content.decode()
    clock_at(RAALTE_CLOSES + timedelta(minutes=1))
    (row,) = browser.get(reverse("bids")).context["rows"]
    assert row["needed"] is None


# The registry --------------------------------------------------------------------------------------------------------
def test_every_finding_has_its_step(noord, tender):
    """Whatever is said of a bid leads to a page where it can be put right."""
    asked = asked_by(published_raalte(number="27756", documents=[MOTIVATION, EXTRACT, VOG]))
    names = {name for step in steps_for(asked) for name in step.names(asked)}
    said = findings(Draft(), asked)
    assert len(said) > 10
    assert {finding.field for finding in said} <= names
    assert len(tasks("W-1", Draft(), asked, said)) == len(STEPS) + 1


# Someone from the supplier's folder ----------------------------------------------------------------------------------
@pytest.fixture
def wiebe(noord, supplier):
    career = (Job(begins="2021-03", still=True, employer="Gemeente Deventer", role="Medewerker KCC"),)
    person = Person(name="Wiebe Haverkamp", email="wiebe@haverkamp.test", career=career)
    return save_person(noord, person, by=supplier, now=IN_TIME)


def test_who_is_chosen_from_the_folder_is_filled_in(browser, bid, wiebe):
    chosen = {"candidate_id": str(wiebe.pk), "candidate": "", "candidate_email": ""}
    assert send(browser, bid, "kandidaat", **chosen).url == page("bid_step", bid, "tarief")
    answers = draft_of(bid).answers
    assert (answers.candidate, answers.candidate_email) == ("Wiebe Haverkamp", "wiebe@haverkamp.test")
    assert (answers.candidate_id, [job.employer for job in answers.career]) == (str(wiebe.pk), ["Gemeente Deventer"])


def test_what_is_typed_over_the_chosen_one_stays(browser, bid, wiebe):
    send(browser, bid, "kandidaat", candidate_id=str(wiebe.pk))
    send(browser, bid, "kandidaat", candidate_id=str(wiebe.pk), candidate="W. Haverkamp")
    assert draft_of(bid).answers.candidate == "W. Haverkamp"
    assert f'value="{wiebe.pk}" selected' in step_page(browser, bid, "kandidaat")


def test_nobody_is_chosen_from_the_folder_of_someone_else(browser, bid, zuid, rival):
    other = save_person(zuid, Person(name="Janneke Oosterhuis"), by=rival, now=IN_TIME)
    assert "Janneke" not in step_page(browser, bid, "kandidaat")
    send(browser, bid, "kandidaat", candidate_id=str(other.pk))
    answers = draft_of(bid).answers
    assert (answers.candidate, answers.candidate_id) == ("Wiebe Haverkamp", "")
