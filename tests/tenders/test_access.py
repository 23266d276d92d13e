"""Every address of these pages with every person, in a draft and after publication."""

import pytest
from django.urls import reverse

from tenders.models import Tender
from tests.factories import BEFORE_RAALTE_CLOSES, a_person, a_posting, published, staff

pytestmark = pytest.mark.django_db

LOGIN = "login"
PEOPLE = ["visitor", "outsider", "supplier", "reviewer", "assessor", "second_officer", "officer"]

OFFICE = {
    "manage": ("get", "tender_manage", []),
    "preview": ("get", "tender_preview", []),
    "edit": ("get", "tender_edit", ["teksten"]),
    "save": ("post", "tender_edit", ["teksten"]),
    "add a file": ("post", "tender_attachment_add", []),
    "publish?": ("get", "tender_publish", []),
    "people": ("get", "tender_people", []),
    "add a person": ("post", "tender_person_add", []),
}
DRAFT = {
    "page": [404, 404, 404, 404, 404, 404, 200],
    "manage": [LOGIN, 404, 404, 404, 404, 404, 200],
    "preview": [LOGIN, 404, 404, 404, 404, 404, 200],
    "edit": [LOGIN, 404, 404, 404, 404, 404, 200],
    "save": [LOGIN, 404, 404, 404, 404, 404, 409],  # without the stamp of what was seen
    "add a file": [LOGIN, 404, 404, 404, 404, 404, 422],
    "publish?": [LOGIN, 404, 404, 404, 404, 404, 200],
    "people": [LOGIN, 404, 404, 404, 404, 404, 200],
    "add a person": [LOGIN, 404, 404, 404, 404, 404, 404],  # no such role
}
PUBLISHED = DRAFT | {
    "page": [200, 200, 200, 200, 200, 200, 200],
    "edit": [LOGIN, 404, 404, 404, 404, 404, 409],
    "save": [LOGIN, 404, 404, 404, 404, 404, 409],
    "add a file": [LOGIN, 404, 404, 404, 404, 404, 409],
    "publish?": [LOGIN, 404, 404, 404, 404, 404, 409],
}


@pytest.fixture
def tender(officer, assessor, reviewer, clock_at):
    clock_at(BEFORE_RAALTE_CLOSES)
    tender = a_posting(by=officer)
    staff(tender, assessors=(assessor,), reviewers=(reviewer,))
    return tender


@pytest.fixture
def second_officer(broker):
    """An officer of the same broker who is not on this assignment."""
    return a_person("Wim Wachter", broker, "officer")


@pytest.fixture
def ask(request, as_user, tender):
    """How someone's request is answered."""

    def asked(who, method, name, arguments):
        user = None if who == "visitor" else request.getfixturevalue(who)
        response = getattr(as_user(user), method)(reverse(name, args=arguments))
        if response.status_code == 302 and response.url.startswith(reverse("account_login")):
            return LOGIN
        return response.status_code

    return asked


@pytest.mark.parametrize("what", list(DRAFT))
def test_a_draft_exists_for_its_officers_alone(ask, what):
    method, name, rest = OFFICE.get(what, ("get", "tender", []))
    assert [ask(who, method, name, ["27750", *rest]) for who in PEOPLE] == DRAFT[what]


@pytest.mark.parametrize("what", list(PUBLISHED))
def test_after_publication_everyone_reads_and_nobody_writes(ask, tender, what):
    published(tender)
    method, name, rest = OFFICE.get(what, ("get", "tender", []))
    assert [ask(who, method, name, ["27750", *rest]) for who in PEOPLE] == PUBLISHED[what]


def test_only_officers_of_an_office_start_an_assignment(ask):
    assert [ask(who, "get", "tender_new", []) for who in PEOPLE] == [LOGIN, 404, 404, 404, 404, 200, 200]


def test_an_officer_cannot_run_an_assignment_for_an_office_of_others(as_user, officer, municipality, other_municipality,
                                                                     clock_at):  # fmt: skip
    clock_at(BEFORE_RAALTE_CLOSES)
    typed = {"number": "1", "title": "x", "client": municipality.pk, "run_by": other_municipality.pk}
    answer = as_user(officer).post(reverse("tender_new"), typed)
    assert list(answer.context["form"].errors) == ["run_by"]
    assert not Tender.objects.exists()


def test_an_unknown_section_or_number_is_not_found(as_user, officer, tender):
    browser = as_user(officer)
    assert browser.get(reverse("tender_edit", args=["27750", "geheim"])).status_code == 404
    assert browser.get(reverse("tender_manage", args=["99999"])).status_code == 404
    assert browser.get("/beheer/nieuw/").status_code == 200
