"""Questions: asked in time, by someone whom the officer alone knows, and answered to everybody at once."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from accounts.access import NotNow
from audit import triggers
from audit.models import Event
from candidates.queries import interested
from outbox.models import Message
from tenders.forms.questions import ChosenForm
from tenders.models import Answer, AskedQuestion, Tender
from tenders.services.drafting import ChangedMeanwhile
from tenders.services.questions import (
    agree,
    ask,
    decline_confidentiality,
    draft_answer,
    drafted,
    fingerprint,
    publish_answers,
    withdraw,
)
from tests.candidates.factories import a_draft, a_submitted_bid
from tests.factories import BEFORE_RAALTE_CLOSES, published_raalte

pytestmark = pytest.mark.django_db
NOW = BEFORE_RAALTE_CLOSES
ENDS = "2026-02-23 09:00"  # Raalte's own moment
LATE = "2026-02-28 09:00"  # after the day of the answers, and two days before the closing
TEXT = "Mag het ook in deeltijd? Groet van Noord Detachering"


@pytest.fixture
def tender(officer, clock_at) -> Tender:
    tender = published_raalte(by=officer)
    clock_at(NOW)
    return tender


@pytest.fixture
def question(tender, noord, supplier) -> AskedQuestion:
    return ask(tender, text=TEXT, supplier=noord, by=supplier, now=NOW)


def answered(question: AskedQuestion, answer="Ja, vanaf 24 uur.", wording="Mag het ook in deeltijd?", by=None):
    by = by or question.tender.created_by
    return draft_answer(question, wording=wording, answer=answer, seen=fingerprint(question), by=by, now=NOW)


def publish(tender: Tender, *questions: AskedQuestion, **options):
    chosen = {question.pk: fingerprint(question) for question in questions or drafted(tender)}
    return publish_answers(tender, chosen, to=interested(tender), by=tender.created_by, **options)


def page(browser, name, *arguments, status=200) -> str:
    answer = browser.get(reverse(name, args=arguments))
    assert answer.status_code == status
    return answer.content.decode()


# Asking --------------------------------------------------------------------------------------------------------------
def test_a_supplier_asks_on_the_page(tender, supplier, noord, as_user):
    browser = as_user(supplier)
    assert reverse("question_ask", args=["27750"]) in page(browser, "questions", "27750")
    answer = browser.post(reverse("question_ask", args=["27750"]), {"text": TEXT})
    assert (answer.status_code, answer.url) == (302, reverse("questions", args=["27750"]))
    found = AskedQuestion.objects.get()
    assert (found.text, found.supplier, found.asked_by, found.confidential) == (TEXT, noord, supplier, False)
    assert TEXT in page(browser, "questions", "27750")


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"text": ""}, "Dit veld is verplicht"),
        ({"text": TEXT, "confidential": "on"}, "Zeg waarom de vraag vertrouwelijk is"),
        ({"text": TEXT, "reason": "Onze prijs"}, "Kruis dit ook aan"),
    ],
)
def test_what_misses_is_said_at_its_place_and_nothing_typed_is_lost(tender, supplier, as_user, sent, sentence):
    answer = as_user(supplier).post(reverse("question_ask", args=["27750"]), sent)
    text = answer.content.decode()
    assert (answer.status_code, AskedQuestion.objects.count()) == (422, 0)
    assert [part for part in (sentence, sent["text"]) if part not in text] == []


def test_at_the_moment_itself_asking_has_ended_and_both_times_are_said(tender, noord, supplier, clock_at, as_user):
    ends = clock_at(ENDS)
    assert ask(tender, text=TEXT, supplier=noord, by=supplier, now=ends - timedelta(microseconds=1)).sequence == 1
    with pytest.raises(NotNow, match=r"09:00:00\.000"):
        ask(tender, text=TEXT, supplier=noord, by=supplier, now=ends)
    answer = as_user(supplier).post(reverse("question_ask", args=["27750"]), {"text": TEXT})
    assert answer.status_code == 409
    assert answer.content.decode().count("maandag 23 februari 2026, 09:00:00.000") == 2
    assert TEXT in answer.content.decode()
    assert as_user(supplier).get(reverse("question_ask", args=["27750"])).status_code == 409
    assert AskedQuestion.objects.count() == 1


def test_a_second_click_asks_nothing_more(tender, question, noord, supplier):
    assert ask(tender, text=TEXT, supplier=noord, by=supplier, now=NOW) == question
    assert ask(tender, text=TEXT, supplier=noord, reason="Ons tarief.", by=supplier, now=NOW) != question
    withdraw(question, now=NOW)
    assert ask(tender, text=TEXT, supplier=noord, by=supplier, now=NOW) != question
    assert Event.objects.filter(act="question.asked").count() == 3


def test_only_suppliers_ask_and_a_draft_has_no_questions(tender, officer, outsider, as_user):
    for user in (officer, outsider):
        assert as_user(user).post(reverse("question_ask", args=["27750"]), {"text": TEXT}).status_code == 404
    assert as_user(None).get(reverse("question_ask", args=["27750"])).status_code == 302


# Who asks ------------------------------------------------------------------------------------------------------------
def test_who_asks_is_known_to_the_officer_alone(tender, question, supplier, rival, auditor, superuser, as_user):
    answered(question)
    publish(tender)
    assert {"Noord Detachering", "Nora Noord"} <= set(
        re.findall("Noord Detachering|Nora Noord", page(as_user(tender.created_by), "question_list", "27750"))
    )
    for user in (rival, auditor, superuser, None):
        for name in ("tender", "questions"):
            assert not re.search("Noord|Nora", page(as_user(user), name, "27750"))
    events = page(as_user(auditor), "events")
    assert "Stelde een vraag." in events
    assert not re.search("Noord|Nora", events)
    assert {event.actor_id for event in Event.objects.filter(act="question.asked")} == {None}
    assert not re.search("Noord|Nora|deeltijd", " ".join(Message.objects.values_list("subject", flat=True)))
    assert not re.search("Noord|Nora|deeltijd", " ".join(Message.objects.values_list("body", flat=True)))


def test_the_question_of_another_supplier_does_not_exist(tender, question, rival, as_user):
    browser = as_user(rival)
    assert TEXT not in page(browser, "questions", "27750")
    for name in ("question_withdraw", "question_agree"):
        assert browser.post(reverse(name, args=["27750", question.pk])).status_code == 404


def test_a_supplier_withdraws_its_question(tender, question, supplier, as_user):
    answered(question)
    assert as_user(supplier).post(reverse("question_withdraw", args=["27750", question.pk])).status_code == 302
    assert list(drafted(tender)) == []
    with pytest.raises(NotNow):
        withdraw(question, now=NOW)


# Answering -----------------------------------------------------------------------------------------------------------
def test_an_answer_in_draft_is_nobodys_but_the_officers(tender, question, officer, supplier, as_user):
    browser = as_user(officer)
    sent = {"wording": "Mag het ook in deeltijd?", "answer": "Ja, vanaf 24 uur.", "seen": fingerprint(question)}
    assert browser.post(reverse("question_answer", args=["27750", question.pk]), sent).status_code == 302
    assert "vanaf 24 uur" in page(browser, "question_answer", "27750", question.pk)
    for name in ("questions", "tender"):
        assert "vanaf 24 uur" not in page(as_user(supplier), name, "27750")


def test_a_colleagues_answer_is_seen_before_it_is_replaced(tender, question, officer, as_user):
    seen = fingerprint(question)
    answered(question, answer="Nee.")
    sent = {"wording": "Deeltijd?", "answer": "Ja!", "seen": seen}
    answer = as_user(officer).post(reverse("question_answer", args=["27750", question.pk]), sent)
    assert (answer.status_code, AskedQuestion.objects.get().reply) == (409, "Nee.")
    assert "Ja!" in answer.content.decode()


def test_answers_are_published_in_one_batch_word_for_word(tender, question, noord, zuid, supplier, rival, as_user):
    second = ask(tender, text="Is er een lift?", supplier=zuid, by=rival, now=NOW)
    third = ask(tender, text="Is er een kantine?", supplier=zuid, by=rival, now=NOW)
    answered(question)
    answered(second, wording="Is er een lift?", answer="Ja.")
    batch = publish(tender)
    found = [(each.position, each.question, each.answer) for each in Answer.objects.all()]
    assert found == [(1, "Mag het ook in deeltijd?", "Ja, vanaf 24 uur."), (2, "Is er een lift?", "Ja.")]
    assert (batch.sequence, batch.published_at) == (1, NOW)
    text = page(as_user(rival), "tender", "27750")
    assert "Vraag 2" in text
    assert "kantine" not in text
    answered(third, wording="Is er een kantine?", answer="Nee.")
    assert [answer.position for answer in publish(tender).answers.all()] == [3]


def test_only_what_was_chosen_and_seen_is_published(tender, question, zuid, rival):
    second = ask(tender, text="Is er een lift?", supplier=zuid, by=rival, now=NOW)
    seen = answered(question), answered(second, wording="Is er een lift?", answer="Ja.")
    chosen = ChosenForm({"answers": [f"{seen[1].pk}-{fingerprint(seen[1])}"]}, questions=list(drafted(tender)))
    assert chosen.is_valid()
    assert chosen.chosen == {second.pk: fingerprint(seen[1])}
    answered(seen[1], wording="Is er een lift?", answer="Nee!")
    with pytest.raises(ChangedMeanwhile):
        publish(tender, seen[1])
    assert Answer.objects.count() == 0


def test_after_login_means_after_login(tender, question, supplier, as_user):
    answered(question)
    publish(tender)
    assert not tender.questions_public
    assert "deeltijd" not in page(as_user(None), "tender", "27750")
    assert "inloggen" in page(as_user(None), "questions", "27750").lower()
    assert "deeltijd" in page(as_user(supplier), "questions", "27750")
    Tender.objects.update(questions_public=True)
    assert "deeltijd" in page(as_user(None), "questions", "27750")


# Mail ----------------------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_everyone_with_a_draft_or_a_bid_or_a_question_gets_one_mail_of_the_same_words(
    tender, question, noord, zuid, supplier, rival, outsider
):
    a_draft(tender, zuid, now=NOW)
    answered(question)
    publish(tender)
    assert sorted(message.to[0] for message in mail.outbox) == sorted([supplier.email, rival.email])
    assert len({(message.subject, message.body) for message in mail.outbox}) == 1
    assert "http://localhost:8000/opdrachten/27750/vragen/" in mail.outbox[0].body
    assert "Er is 1 vraag" in mail.outbox[0].body or "1 vraag over de opdracht" in mail.outbox[0].body


# Confidential --------------------------------------------------------------------------------------------------------
@pytest.fixture
def confidential(tender, noord, supplier) -> AskedQuestion:
    return ask(tender, text="Ons geheime plan?", supplier=noord, reason="Bedrijfsgeheim", by=supplier, now=NOW)


def test_a_confidential_question_is_answered_to_its_asker_alone(tender, confidential, supplier, rival, zuid, as_user):
    a_submitted_bid(tender, zuid, now=NOW)
    answered(confidential, wording="", answer="Alleen voor u.")
    publish(tender)
    assert Answer.objects.get().position is None
    assert "Alleen voor u." in page(as_user(supplier), "questions", "27750")
    for name in ("questions", "tender"):
        assert not re.search("Alleen voor u|geheime plan", page(as_user(rival), name, "27750"))
    assert [message.user for message in Message.objects.exclude(about_type="bid")] == [supplier]


def test_a_declined_question_waits_for_its_supplier(tender, confidential, officer, supplier, as_user):
    browser = as_user(officer)
    assert browser.post(reverse("question_decline", args=["27750", confidential.pk]), {}).status_code == 422
    because = {"because": "Iedereen heeft dit nodig."}
    assert browser.post(reverse("question_decline", args=["27750", confidential.pk]), because).status_code == 302
    assert Message.objects.get().user == supplier
    assert "Iedereen heeft dit nodig." in page(as_user(supplier), "questions", "27750")
    assert as_user(supplier).post(reverse("question_agree", args=["27750", confidential.pk])).status_code == 302
    confidential.refresh_from_db()
    assert (confidential.state, confidential.confidential) == ("open", False)


def test_an_ordinary_question_is_not_declined(tender, question, officer):
    with pytest.raises(NotNow):
        decline_confidentiality(question, because="x", by=officer, now=NOW)
    with pytest.raises(NotNow):
        agree(question, now=NOW)


# Late ----------------------------------------------------------------------------------------------------------------
def sent_for(tender, **more):
    chosen = [f"{each.pk}-{fingerprint(each)}" for each in drafted(tender)]
    return {"answers": chosen} | more


def test_late_answers_ask_whether_the_closing_moves(tender, question, officer, as_user, clock_at):
    answered(question)
    browser, url = as_user(officer), reverse("answers_publish", args=["27750"])
    assert "Deze antwoorden komen laat" not in page(browser, "answers_publish", "27750")
    clock_at(LATE)
    assert "Deze antwoorden komen laat" in page(browser, "answers_publish", "27750")
    assert browser.post(url, sent_for(tender)).status_code == 422
    assert Answer.objects.count() == 0
    assert browser.post(url, sent_for(tender, choice="keep")).status_code == 302
    tender.refresh_from_db()
    assert (Answer.objects.count(), tender.amendments.count()) == (1, 0)


def test_the_closing_moves_in_the_act_that_publishes(tender, question, officer, as_user, clock_at):
    answered(question)
    clock_at(LATE)
    browser, url = as_user(officer), reverse("answers_publish", args=["27750"])
    before = tender.closes_at
    moved = {
        "choice": "move",
        "reason": "De antwoorden kwamen laat.",
        "closes_at_0": "2026-03-05",
        "closes_at_1": "09:00",
        "answers_on": "2026-02-28",
        "invitations_by": "2026-03-06",
        "interviews_on": "2026-03-09",
    }
    back = moved | {"closes_at_0": "2026-03-01"}
    assert browser.post(url, sent_for(tender, **back)).status_code == 422
    assert browser.post(url, sent_for(tender, **moved | {"reason": ""})).status_code == 422
    wrong = browser.post(url, sent_for(tender, **moved | {"invitations_by": "2026-03-03"}))
    assert (wrong.status_code, Answer.objects.count()) == (422, 0)
    assert browser.post(url, sent_for(tender, **moved)).status_code == 302
    tender.refresh_from_db()
    assert tender.closes_at == before + timedelta(days=3)
    assert tender.amendments.get().asks_again is False


def test_after_the_closing_nothing_is_answered(tender, question, officer, clock_at, as_user):
    answered(question)
    clock_at("2026-03-02 09:00")
    with pytest.raises(NotNow, match="2 maart 2026"):
        publish(tender)
    browser = as_user(officer)
    for name in ("question_answer",):
        assert browser.get(reverse(name, args=["27750", question.pk])).status_code == 409
    assert browser.get(reverse("answers_publish", args=["27750"])).status_code == 409
    assert "niet meer worden beantwoord" in page(browser, "question_list", "27750")


# What stands ---------------------------------------------------------------------------------------------------------
def test_what_was_published_never_changes(tender, question):
    answered(question)
    publish(tender)
    for table in ("tenders_answer", "tenders_answerbatch", "tenders_amendment"):
        assert triggers.Refusal("update", table) in triggers.standing(connection)
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.update(answer="Nee.")
    assert Answer.objects.get().answer == "Ja, vanaf 24 uur."


def test_open_questions_wait_on_the_overview_and_stop_no_clock(tender, question, officer, as_user, clock_at):
    browser = as_user(officer)
    home = browser.get(reverse("home")).content.decode()
    assert "1 vraag te beantwoorden" in home
    assert reverse("question_list", args=["27750"]) in home
    clock_at("2026-03-02 09:00")
    assert "Open de inschrijvingen" in browser.get(reverse("home")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_ask_the_same_number_of_queries(
    tender, noord, supplier, officer, as_user, count, django_assert_num_queries
):
    for _ in range(count):
        answered(ask(tender, text=TEXT, supplier=noord, by=supplier, now=NOW))
    publish(tender)
    for _ in range(count):
        ask(tender, text=TEXT, supplier=noord, by=supplier, now=NOW)
    browser = as_user(officer)
    browser.get(reverse("home"))
    with django_assert_num_queries(6):
        browser.get(reverse("question_list", args=["27750"]))
    browser = as_user(supplier)
    browser.get(reverse("home"))
    with django_assert_num_queries(8):
        browser.get(reverse("questions", args=["27750"]))
