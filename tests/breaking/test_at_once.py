"""Two at the same time: officers who publish, write and answer, each with the page as it was. Real on PostgreSQL."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from audit.models import Event
from audit.verify import verify
from outbox.models import Message
from tenders.models import AmendmentDraft, Answer, RulesVersion, Tender
from tenders.services.people import assign
from tenders.services.questions import ask, draft_answer, drafted, fingerprint
from tests.candidates.factories import a_draft
from tests.factories import BEFORE_RAALTE_CLOSES, a_person, a_posting, accepted, published_raalte
from tests.tenders.pages import form_on
from tests.tenders.test_amendments import save_in

pytestmark = pytest.mark.django_db(transaction=True)
NOW = BEFORE_RAALTE_CLOSES


@pytest.fixture(autouse=True)
def _now(clock_at):
    clock_at(NOW)


@pytest.fixture
def browsers(officer, broker, as_user):
    """Of the officer and of a colleague who works on the same assignment."""
    return as_user(officer), as_user(a_person("Wim Wachter", broker, "officer"))


def both(tender: Tender) -> None:
    assign(tender, a_person("Wim Wachter", tender.run_by), "officer", by=tender.created_by, now=NOW)


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """What each gives back; each in a thread with a connection of its own, all begun at the same moment."""
    barrier, found = Barrier(len(works)), [None] * len(works)

    def run(place: int, work: Callable[[], Any]) -> None:
        try:
            barrier.wait(timeout=30)
            found[place] = work()
        except Exception as error:
            found[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=each) for each in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return found


def statuses(answers):
    return sorted(getattr(answer, "status_code", repr(answer)) for answer in answers)


def number_of(act):
    return Event.objects.filter(act=act).count()


def page(name, *more):
    return reverse(name, args=["27750", *more])


def test_two_publish_one_draft(officer, browsers):
    both(accepted(a_posting(by=officer)))
    fields = [form_on(browser.get(page("tender_publish"))) for browser in browsers]
    sends = [lambda i=i: browsers[i].post(page("tender_publish"), fields[i]) for i in (0, 1)]
    assert statuses(at_once(*sends)) == [302, 409]
    assert (number_of("tender.published"), RulesVersion.objects.count()) == (1, 1)


def test_two_publish_one_amendment_and_bidders_hear_it_once(officer, noord, browsers):
    tender = published_raalte(by=officer)
    both(tender)
    a_draft(tender, noord, now=NOW)
    save_in(tender, "tarief", rate_ceiling_cents=6200)
    fields = [form_on(browser.get(page("amendment_publish"))) | {"reason": "Fout."} for browser in browsers]
    sends = [lambda i=i: browsers[i].post(page("amendment_publish"), fields[i]) for i in (0, 1)]
    # The second one finds no draft (409), or one that changed (302, back to the page).
    answers = at_once(*sends)
    assert set(statuses(answers)) <= {302, 409}, answers
    assert number_of("amendment.published") == tender.amendments.count() == 1
    assert [version.version for version in tender.rules_versions.all()] == [1, 2]
    assert Message.objects.filter(key="amendment:27750:1").count() == 1


def test_an_amendment_and_a_moved_closing_are_two_versions_one_after_the_other(officer, browsers):
    tender = published_raalte(by=officer)
    both(tender)
    save_in(tender, "tarief", rate_ceiling_cents=6200)
    amendment = form_on(browsers[0].get(page("amendment_publish"))) | {"reason": "Fout."}
    dates = form_on(browsers[1].get(page("closing_move"))) | {"reason": "Tijd.", "closes_at_0": "2026-03-05"}
    dates |= {"invitations_by": "2026-03-06", "interviews_on": "2026-03-09"}
    answers = at_once(
        lambda: browsers[0].post(page("amendment_publish"), amendment),
        lambda: browsers[1].post(page("closing_move"), dates),
    )
    assert statuses(answers) == [302, 302]
    tender.refresh_from_db()
    assert [version.version for version in tender.rules_versions.order_by("version")] == [1, 2, 3]
    assert (tender.rate_ceiling_cents, tender.closes_at.day, number_of("amendment.published")) == (6200, 5, 2)
    assert verify().broken is None


def test_two_write_in_one_section_and_the_later_one_is_told(officer, browsers):
    both(a_posting(by=officer))
    fields = [form_on(browser.get(page("tender_edit", "teksten"))) for browser in browsers]
    words = ("Het eerste verhaal.", "Het tweede verhaal.")
    sends = [
        lambda i=i: browsers[i].post(page("tender_edit", "teksten"), fields[i] | {"assignment_text": words[i]})
        for i in (0, 1)
    ]
    answers = at_once(*sends)
    assert statuses(answers) == [302, 409]
    kept = Tender.objects.get().assignment_text
    late = next(answer for answer in answers if answer.status_code == 409)
    assert {kept, form_on(late)["assignment_text"]} == set(words)
    assert number_of("tender.edited") == 1


def test_two_write_in_one_section_of_an_amendment_that_is_not_there_yet(officer, browsers):
    tender = published_raalte(by=officer)
    both(tender)
    url = page("amendment_edit", "tarief")
    fields = [form_on(browser.get(url)) for browser in browsers]
    sends = [lambda i=i: browsers[i].post(url, fields[i] | {"rate_ceiling_cents": f"6{i},00"}) for i in (1, 0)]
    answers = at_once(*sends)
    assert set(statuses(answers)) <= {302, 409}, answers
    assert AmendmentDraft.objects.count() == 1


def test_two_publish_the_same_answers(officer, noord, supplier, browsers):
    tender = published_raalte(by=officer)
    both(tender)
    question = ask(tender, text="Mag het?", supplier=noord, by=supplier, now=NOW)
    draft_answer(question, wording="Mag het?", answer="Ja.", seen=fingerprint(question), by=officer, now=NOW)
    fields = {"answers": [f"{each.pk}-{fingerprint(each)}" for each in drafted(tender)]}
    answers = at_once(*[lambda b=browser: b.post(page("answers_publish"), fields) for browser in browsers])
    assert set(statuses(answers)) <= {302, 409}, answers
    assert (Answer.objects.count(), number_of("answers.published")) == (1, 1)
    assert Message.objects.filter(key="answers:27750:1").count() == 1


def test_questions_that_come_at_once_each_get_their_own_number(officer, noord, zuid, supplier, rival, as_user):
    tender = published_raalte(by=officer)
    people = (as_user(supplier), as_user(rival))
    sends = [lambda i=i: people[i % 2].post(page("question_ask"), {"text": f"Vraag {i}?"}) for i in range(6)]
    assert statuses(at_once(*sends)) == [302] * 6
    assert sorted(tender.asked_questions.values_list("sequence", flat=True)) == [1, 2, 3, 4, 5, 6]
