"""Templates of procedures: each can be published under, and none takes the place of an officer's steps unasked."""

import pytest
from django.urls import reverse

from audit.models import Event
from tenders.models import Tender
from tenders.procedures import TEMPLATES
from tenders.publishing import obstacles
from tenders.services.drafting import replace_procedure, stamp
from tenders.stages import KINDS
from tenders.views.procedures import PROCEDURE
from tests.factories import BEFORE_RAALTE_CLOSES, a_posting, a_tender
from tests.tenders.pages import form_on

pytestmark = pytest.mark.django_db
NUMBER = "27750"
# template: the kinds of its steps
STEPS = {
    "flextender": ["knock_out", "weighted", "comparison", "interview"],
    "open": ["knock_out", "weighted", "interview"],
    "exams": ["knock_out", "exam", "exam"],
    "structured-interview": ["knock_out", "interview"],
}


@pytest.fixture
def browser(as_user, officer, clock_at):
    clock_at(BEFORE_RAALTE_CLOSES)
    return as_user(officer)


def replaced(tender, key):
    seen = stamp(PROCEDURE.read(tender))
    return replace_procedure(tender, TEMPLATES[key], seen=seen, by=tender.created_by, now=BEFORE_RAALTE_CLOSES)


@pytest.mark.parametrize("key", TEMPLATES)
def test_every_template_holds_valid_steps_in_an_order_that_can_be_published(key):
    needed = {"criteria": []} if "weighted" not in STEPS[key] else {}
    tender = replaced(a_posting(points_total=100, **needed), key)
    stages = list(tender.stages.all())
    assert [stage.kind for stage in stages] == STEPS[key]
    assert [KINDS[stage.kind].problems(stage.params) for stage in stages] == [[]] * len(stages)
    assert obstacles(tender, BEFORE_RAALTE_CLOSES) == []


def test_an_exam_weighs_both_exams_together_only_at_the_second():
    stages = replaced(a_posting(), "exams").stages.filter(kind="exam")
    percents = [(stage.params["pass_percent"], stage.params["overall_pass_percent"]) for stage in stages]
    assert percents == [(50, 0), (50, 60)]


@pytest.mark.parametrize("key", TEMPLATES)
def test_a_new_draft_begins_with_the_procedure_that_was_chosen(browser, officer, municipality, broker, key):
    typed = {"number": "10001", "title": "x", "client": municipality.pk, "run_by": broker.pk, "procedure": key}
    assert browser.post(reverse("tender_new"), typed).status_code == 302
    tender = Tender.objects.get()
    assert list(tender.stages.values_list("kind", flat=True)) == STEPS[key]
    assert tender.award_text == TEMPLATES[key].content["award_text"]
    assert tender.knock_outs_heading == TEMPLATES[key].content["knock_outs_heading"]


def test_another_template_is_asked_about_first_and_names_what_goes(browser, officer):
    tender = a_posting(by=officer)
    before = PROCEDURE.read(tender)
    choice = browser.get(reverse("procedure_choose", args=[NUMBER]))
    assert [template.key for template in choice.context["templates"]] == list(STEPS)

    url = reverse("procedure_replace", args=[NUMBER])
    question = browser.get(url, {"template": "exams"})
    text = question.content.decode()
    assert all(stage["name"].replace("'", "&#x27;") in text for stage in before["stages"])
    assert "Schriftelijke proef" in text
    assert PROCEDURE.read(tender) == before

    answer = browser.post(url, form_on(question))
    assert answer.url == reverse("tender_edit", args=[NUMBER, "procedure"])
    assert [stage.kind for stage in tender.stages.all()] == STEPS["exams"]
    event = Event.objects.order_by("-sequence").first()
    assert (event.act, event.details) == ("tender.edited", {"section": "procedure", "fields": ["stages", "award_text"]})


def test_the_other_parts_of_the_draft_stay(browser, officer):
    tender = a_posting(by=officer)
    before = (list(tender.knock_outs.values()), tender.standstill, tender.knock_outs_heading)
    tender = replaced(tender, "open")
    assert (list(tender.knock_outs.values()), tender.standstill, tender.knock_outs_heading) == before


def test_who_answers_about_steps_that_have_changed_meanwhile_is_asked_again(browser, officer):
    tender = a_posting(by=officer)
    url = reverse("procedure_replace", args=[NUMBER])
    question = form_on(browser.get(url, {"template": "exams"}))
    tender.stages.filter(kind="weighted").update(name="Van een collega")
    answer = browser.post(url, question)
    assert answer.status_code == 409
    assert "Van een collega" in answer.content.decode()
    assert tender.stages.count() == 4
    assert browser.post(url, form_on(answer)).status_code == 302


def test_an_unknown_template_changes_nothing(browser, officer):
    tender = a_posting(by=officer)
    url = reverse("procedure_replace", args=[NUMBER])
    assert browser.get(url, {"template": "magic"}).url == reverse("procedure_choose", args=[NUMBER])
    assert browser.post(url, {"template": "magic", "seen": "x"}).status_code == 422
    assert tender.stages.count() == 4


def test_a_template_again_is_no_change(browser, officer):
    tender = a_tender(by=officer)
    events = Event.objects.count()
    replaced(tender, "flextender")
    assert Event.objects.count() == events
