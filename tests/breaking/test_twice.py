"""What is sent twice - a double click, a refresh, a step back in the browser - is done once, and told once."""

import pytest
from django.urls import reverse

from audit.models import Event
from candidates.models import BidVersion
from outbox.models import Message
from tenders.models import AskedQuestion, Follow, Tender
from tenders.publishing import findings
from tenders.services.people import assign
from tenders.services.questions import ask, draft_answer, drafted, fingerprint
from tests.candidates.factories import a_draft, a_submitted_bid
from tests.candidates.test_confirming import RATE
from tests.candidates.test_confirming import amend as amended
from tests.factories import BEFORE_RAALTE_CLOSES, a_person, a_posting, accepted, published_raalte
from tests.tenders.pages import form_on
from tests.tenders.postings import text_of
from tests.tenders.test_amendments import save_in

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
NOW = BEFORE_RAALTE_CLOSES
RAALTE = ["27750"]


@pytest.fixture(autouse=True)
def _now(clock_at):
    clock_at(NOW)


def page(name, *more):
    return reverse(name, args=[*RAALTE, *more])


def sent_twice(browser, url, fields):
    """The answers, without those that send on: never an error, and never a page that the sender may not see."""
    answers = [browser.post(url, fields) for _ in range(2)]
    assert answers[0].status_code == 302
    assert answers[1].status_code in (302, 409)
    back = browser.get(url)  # back in the browser, then reload
    assert back.status_code in (200, 302, 405, 409)
    return answers[1]


def acts(*names):
    return list(Event.objects.filter(act__in=names).order_by("sequence").values_list("act", flat=True))


def mails():
    """(who, about which act) of each mail."""
    return sorted(Message.objects.values_list("user__email", "key"))


@pytest.fixture
def tender(officer):
    return published_raalte(by=officer)


@pytest.fixture
def question(tender, noord, supplier):
    return ask(tender, text="Mag het in deeltijd?", supplier=noord, by=supplier, now=NOW)


def test_publishing(officer, supplier, as_user):
    tender = accepted(a_posting(by=officer))
    browser = as_user(officer)
    fields = form_on(browser.get(page("tender_publish")))
    assert sent_twice(browser, page("tender_publish"), fields).status_code == 409
    assert acts("tender.published") == ["tender.published"]
    assert tender.rules_versions.count() == 1


def test_asking_a_second_officer(officer, broker, as_user):
    tender = accepted(a_posting(by=officer, second_officer=True))
    second = a_person("Wim Wachter", broker, "officer")
    assign(tender, second, "officer", by=officer, now=NOW)
    browser = as_user(officer)
    fields = form_on(browser.get(page("tender_publish")), "vragen/")
    sent_twice(browser, page("tender_publish_ask"), fields)
    assert acts("publication.asked") == ["publication.asked"]


def test_letting_a_finding_stand(officer, as_user):
    tender = a_posting(by=officer)
    finding = next(each for each in findings(tender, NOW) if each.can_be_overruled)
    fields = {"finding": finding.fingerprint, f"{finding.fingerprint}-reason": "Zo staat het in de uitvraag."}
    sent_twice(as_user(officer), page("finding_overrule"), fields)
    assert acts("finding.overruled") == ["finding.overruled"]
    assert tender.overruled_findings.count() == 1


def test_publishing_answers(tender, question, officer, supplier, as_user):
    draft_answer(question, wording=question.text, answer="Ja.", seen=fingerprint(question), by=officer, now=NOW)
    fields = {"answers": [f"{each.pk}-{fingerprint(each)}" for each in drafted(tender)]}
    sent_twice(as_user(officer), page("answers_publish"), fields)
    assert acts("answers.published") == ["answers.published"]
    assert mails() == [(supplier.email, "answers:27750:1")]


def test_publishing_an_amendment(tender, officer, supplier, noord, as_user):
    a_draft(tender, noord, now=NOW)
    save_in(tender, "tarief", rate_ceiling_cents=6200)
    browser = as_user(officer)
    fields = form_on(browser.get(page("amendment_publish"))) | {"reason": "Er stond een fout in."}
    sent_twice(browser, page("amendment_publish"), fields)
    assert acts("amendment.published") == ["amendment.published"]
    assert mails() == [(supplier.email, "amendment:27750:1")]


def test_moving_the_closing(tender, officer, supplier, noord, as_user):
    a_draft(tender, noord, now=NOW)
    browser = as_user(officer)
    fields = form_on(browser.get(page("closing_move")))
    fields |= {"closes_at_0": "2026-03-05", "invitations_by": "2026-03-06", "interviews_on": "2026-03-09"}
    answers = [browser.post(page("closing_move"), fields | {"reason": "Meer tijd."}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 422]
    assert acts("amendment.published") == ["amendment.published"]
    assert mails() == [(supplier.email, "amendment:27750:1")]


def test_confirming_a_bid(tender, noord, supplier, as_user):
    bid = a_submitted_bid(tender, noord, now=NOW)
    amended(tender, RATE)
    browser, url = as_user(supplier), reverse("bid_confirm", args=[bid.number])
    told = mails()
    sent_twice(browser, url, form_on(browser.get(url)))
    assert BidVersion.objects.count() == 2
    assert acts("bid.submitted") == ["bid.submitted"] * 2
    assert len(mails()) - len(told) in (0, 1)  # a receipt by mail, where there is one


def test_asking_and_withdrawing_a_question(tender, supplier, as_user):
    browser = as_user(supplier)
    sent_twice(browser, page("question_ask"), {"text": "Mag het in deeltijd?"})
    question = AskedQuestion.objects.get()
    sent_twice(browser, page("question_withdraw", question.pk), {})
    assert acts("question.asked", "question.withdrawn") == ["question.asked", "question.withdrawn"]


def test_declining_a_confidential_question_and_agreeing(tender, noord, supplier, officer, as_user):
    secret = ask(tender, text="Ons plan?", supplier=noord, reason="Geheim", by=supplier, now=NOW)
    sent_twice(as_user(officer), page("question_decline", secret.pk), {"because": "Iedereen heeft dit nodig."})
    assert mails() == [(supplier.email, "declined:27750:1")]
    sent_twice(as_user(supplier), page("question_agree", secret.pk), {})
    assert acts("question.declined", "question.agreed") == ["question.declined", "question.agreed"]


def test_drafting_an_answer(tender, question, officer, as_user):
    fields = {"wording": question.text, "answer": "Ja.", "seen": fingerprint(question)}
    browser, url = as_user(officer), page("question_answer", question.pk)
    assert [browser.post(url, fields).status_code for _ in range(2)] == [302, 302]
    assert acts("question.drafted") == ["question.drafted"]


def test_making_a_draft_of_what_was_read_in(officer, other_municipality, as_user):
    browser = as_user(officer)
    url = browser.post(reverse("intake_new"), {"text": text_of("westland-12074")}).url
    fields = form_on(browser.get(url))
    sent_twice(browser, url, fields)
    assert acts("tender.created") == ["tender.created"]
    assert Tender.objects.count() == 1


def test_saving_a_section(officer, as_user):
    a_posting(by=officer)
    browser, url = as_user(officer), page("tender_edit", "tarief")
    fields = form_on(browser.get(url)) | {"rate_ceiling_cents": "62,00"}
    assert [browser.post(url, fields).status_code for _ in range(2)] == [302, 302]
    assert acts("tender.edited") == ["tender.edited"]


def test_following(tender, supplier, as_user):
    sent_twice(as_user(supplier), page("tender_follow"), {})
    assert Follow.objects.count() == 1
