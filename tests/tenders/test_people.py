"""Who works on an assignment, and who can't at the same time."""

import pytest
from django.urls import reverse
from django.utils import translation

from accounts.models import Membership
from audit.models import Event
from tenders.services.people import CannotAssign, assign, eligible, unassign
from tests.factories import BEFORE_RAALTE_CLOSES, a_tender

pytestmark = pytest.mark.django_db
NOW = BEFORE_RAALTE_CLOSES


@pytest.fixture
def tender(officer, municipality, broker):
    return a_tender(number="10001", by=officer)


def roles(tender, user):
    return list(tender.assignments.filter(user=user).values_list("role", flat=True))


def refused(tender, user, role):
    with translation.override("en"), pytest.raises(CannotAssign) as refusal:
        assign(tender, user, role, by=tender.created_by, now=NOW)
    return str(refusal.value)


def test_officers_and_assessors_come_from_who_runs_it_reviewers_from_the_client(
    tender, officer, assessor, second_assessor, reviewer, supplier, outsider
):
    assert list(eligible(tender, "officer")) == [officer]
    assert list(eligible(tender, "assessor")) == [assessor, second_assessor]
    assert list(eligible(tender, "reviewer")) == [reviewer]


def test_who_has_no_such_role_at_home_gets_none_here(tender, reviewer, supplier, other_municipality):
    assert refused(tender, supplier, "assessor") == "Nora Noord is no assessor at Bemiddelaar Oost."
    assert refused(tender, reviewer, "assessor") == "Rik Reviewer is no assessor at Bemiddelaar Oost."
    elsewhere = Membership.objects.get(user=reviewer)
    elsewhere.organisation = other_municipality
    elsewhere.save()
    assert refused(tender, reviewer, "reviewer") == "Rik Reviewer is no reviewer at Gemeente Raalte."


def test_an_officer_does_not_assess_unless_the_tender_says_so(tender, officer, broker):
    Membership.objects.create(user=officer, organisation=broker, role="assessor")
    assert refused(tender, officer, "assessor") == (
        "Olga Officer is procurement officer on this assignment and cannot also be assessor."
    )
    tender.officer_may_assess = True
    tender.save()
    assign(tender, officer, "assessor", by=officer, now=NOW)
    assert sorted(roles(tender, officer)) == ["assessor", "officer"]


def test_who_sees_every_bid_is_no_reviewer_even_where_officers_assess(tender, assessor, officer, municipality):
    tender.officer_may_assess = True
    tender.save()
    Membership.objects.create(user=assessor, organisation=municipality, role="reviewer")
    assign(tender, assessor, "assessor", by=officer, now=NOW)
    assert refused(tender, assessor, "reviewer") == (
        "Anton Assessor is assessor on this assignment and cannot also be reviewer."
    )


def test_twice_the_same_role_is_once(tender, assessor, officer):
    for _ in range(2):
        assign(tender, assessor, "assessor", by=officer, now=NOW)
    assert roles(tender, assessor) == ["assessor"]
    events = Event.objects.filter(act="assignment.added")
    assert [event.details for event in events] == [{"user": assessor.pk, "role": "assessor"}]


def test_the_last_officer_stays(tender, officer, broker):
    with pytest.raises(CannotAssign):
        unassign(tender, officer, "officer", by=officer, now=NOW)
    assert roles(tender, officer) == ["officer"]


def test_a_person_is_added_and_removed_in_the_browser(tender, as_user, officer, assessor, clock_at):
    clock_at(NOW)
    browser = as_user(officer)
    people = reverse("tender_people", args=["10001"])
    add = reverse("tender_person_add", args=["10001"])
    assert browser.post(add, {"role": "assessor", "assessor-user": assessor.pk}).url == people
    assert "Anton Assessor" in browser.get(people).content.decode()

    assignment = tender.assignments.get(user=assessor)
    assert browser.post(reverse("tender_person_remove", args=["10001", assignment.pk])).url == people
    assert roles(tender, assessor) == []
    assert list(Event.objects.filter(tender="10001").values_list("act", flat=True)) == [
        "tender.created", "assignment.added", "assignment.removed",
    ]  # fmt: skip


def test_a_refusal_is_said_on_the_page(tender, as_user, officer, assessor, supplier, broker, clock_at):
    clock_at(NOW)
    browser = as_user(officer)
    add = reverse("tender_person_add", args=["10001"])
    assert browser.post(add, {"role": "assessor", "assessor-user": supplier.pk}).status_code == 422
    assert browser.post(add, {"role": "assessor"}).status_code == 422
    assert browser.post(add, {"role": "owner", "owner-user": assessor.pk}).status_code == 404
    Membership.objects.create(user=officer, organisation=broker, role="assessor")
    answer = browser.post(add, {"role": "assessor", "assessor-user": officer.pk})
    assert "Olga Officer is medewerker inhuur bij deze opdracht en kan niet ook beoordelaar zijn." in (
        answer.content.decode()
    )
    last = tender.assignments.get(user=officer)
    answer = browser.post(reverse("tender_person_remove", args=["10001", last.pk]))
    assert answer.status_code == 409
    assert "ten minste één medewerker inhuur" in answer.content.decode()


def test_an_assignment_of_another_tender_is_not_found(tender, as_user, officer, assessor, clock_at):
    clock_at(NOW)
    other = a_tender(number="10002", by=officer)
    assignment = assign(other, assessor, "assessor", by=officer, now=NOW)
    url = reverse("tender_person_remove", args=["10001", assignment.pk])
    assert as_user(officer).post(url).status_code == 404
    assert roles(other, assessor) == ["assessor"]
