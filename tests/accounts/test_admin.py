"""The admin manages people, organisations and roles; it knows nothing of bids, verdicts or rankings."""

import pytest
from django.contrib import admin
from django.urls import reverse

from accounts.models import Membership, Organisation, User
from audit.models import Event
from tests.candidates.factories import IN_TIME, a_submitted_bid
from tests.conftest import PASSWORD
from tests.factories import published_raalte

pytestmark = pytest.mark.django_db


def test_exactly_these_are_in_the_admin():
    names = {model._meta.label for model in admin.site._registry}
    assert names == {
        "accounts.User",
        "accounts.Organisation",
        "accounts.Membership",
        "audit.Event",
        "outbox.Message",
        "jobs.Job",
        "jobs.Round",
    }


def test_a_user_is_made_with_a_password_and_a_role(superuser, broker, as_user):
    browser = as_user(superuser)
    new = {"email": "Nieuw@Weegschaal.test", "name": "Nina Nieuw", "password1": PASSWORD, "password2": PASSWORD}
    memberships = {
        "memberships-TOTAL_FORMS": "0",
        "memberships-INITIAL_FORMS": "0",
    }
    made = browser.post(reverse("admin:accounts_user_add"), new | memberships)
    assert made.status_code == 302
    user = User.objects.get(name="Nina Nieuw")
    assert user.check_password(PASSWORD)
    role = {"user": user.pk, "organisation": broker.pk, "role": "officer"}
    assert browser.post(reverse("admin:accounts_membership_add"), role).status_code == 302
    assert Membership.objects.get(user=user).organisation == broker


@pytest.mark.parametrize("model", [User, Organisation, Membership])
def test_its_pages_open(superuser, officer, as_user, model):
    browser = as_user(superuser)
    name = f"admin:accounts_{model._meta.model_name}"
    assert browser.get(reverse(f"{name}_changelist"), {"q": "a"}).status_code == 200
    assert browser.get(reverse(f"{name}_add")).status_code == 200
    assert browser.get(reverse(f"{name}_change", args=[model.objects.first().pk])).status_code == 200


def test_an_officer_finds_no_admin_and_a_visitor_the_one_login_page(officer, as_user):
    for path in ("/admin/", "/admin/login/", "/admin/accounts/user/", "/admin/nothing/"):
        assert as_user(officer).get(path).status_code == 404
        answer = as_user(None).get(path)
        assert (answer.status_code, answer.url.partition("?")[0]) == (302, reverse("account_login"))


def test_every_login_leaves_one_event(officer, as_user):
    browser = as_user(None)
    wrong = browser.post(reverse("account_login"), {"login": officer.email, "password": "wrong-wrong-wrong"})
    assert (wrong.status_code, Event.objects.count()) == (200, 0)
    for count in (1, 2):
        right = browser.post(reverse("account_login"), {"login": officer.email.upper(), "password": PASSWORD})
        assert right.status_code == 302
        [*_, event] = Event.objects.all()
        assert (event.sequence, event.act, event.actor_id, event.object_id) == (
            count,
            "account.login",
            officer.pk,
            str(officer.pk),
        )
        browser.logout()


def test_staff_log_in_where_everyone_does_and_come_back_to_the_admin(superuser, as_user):
    browser = as_user(None)
    address = browser.get("/admin/").url
    answer = browser.post(address, {"login": superuser.email, "password": PASSWORD}, follow=True)
    assert answer.request["PATH_INFO"] == "/admin/"
    assert Event.objects.get().act == "account.login"


@pytest.mark.parametrize(
    "query",
    [
        "accounts/organisation/?bids__isnull=0",
        "accounts/organisation/?asked_questions__isnull=0",
        "accounts/user/?follows__isnull=0",
        "accounts/membership/?organisation__bids__isnull=0",
        "outbox/message/?email__startswith=n",
        "outbox/message/?body__contains=x",
        "outbox/message/?user=1",
    ],
)
def test_no_filter_tells_who_bids_asks_or_follows(superuser, as_user, query):
    assert as_user(superuser).get(f"{reverse('admin:index')}{query}").status_code == 400


def test_the_filters_on_the_page_work(superuser, as_user):
    browser = as_user(superuser)
    for query in ("accounts/user/?memberships__role__exact=officer", "outbox/message/?state__exact=sent"):
        assert browser.get(f"{reverse('admin:index')}{query}").status_code == 200


def test_no_page_that_asks_whether_to_delete_tells_who_bids(superuser, noord, supplier, as_user, clock_at):
    clock_at(IN_TIME)
    bid = a_submitted_bid(published_raalte(), noord)
    browser = as_user(superuser)
    for model, row in (("user", supplier), ("organisation", noord), ("membership", supplier.memberships.get())):
        change = browser.get(reverse(f"admin:accounts_{model}_change", args=[row.pk]))
        delete = browser.get(reverse(f"admin:accounts_{model}_delete", args=[row.pk]))
        chosen = {"action": "delete_selected", "_selected_action": row.pk}
        asked = browser.post(reverse(f"admin:accounts_{model}_changelist"), chosen, follow=True)
        assert delete.status_code == (200 if model == "membership" else 403)
        for answer in (change, delete, asked):
            assert bid.number not in answer.content.decode()
            assert "receipt:" not in answer.content.decode()


def test_a_role_that_an_administrator_gives_or_takes_is_in_the_log(superuser, outsider, noord, zuid, as_user):
    browser = as_user(superuser)
    role = {"user": outsider.pk, "organisation": noord.pk, "role": "bidder"}
    browser.post(reverse("admin:accounts_membership_add"), role)
    made = Membership.objects.get()
    browser.post(reverse("admin:accounts_membership_change", args=[made.pk]), role | {"organisation": zuid.pk})
    chosen = {"action": "delete_selected", "_selected_action": made.pk, "post": "yes"}
    browser.post(reverse("admin:accounts_membership_changelist"), chosen)
    assert not Membership.objects.exists()
    told = [(event.act, event.object_id, event.actor_id) for event in Event.objects.filter(act__startswith="role.")]
    assert told == [
        (act, str(company.pk), superuser.pk)
        for act, company in (("given", noord), ("taken", noord), ("given", zuid), ("taken", zuid))
        for act in [f"role.{act}"]
    ]
    assert Event.objects.filter(act="role.given").first().details == {"user": outsider.pk, "role": "bidder"}


def test_so_is_another_password_and_a_role_on_the_page_of_a_person(superuser, supplier, noord, as_user):
    browser = as_user(superuser)
    browser.post(
        reverse("admin:auth_user_password_change", args=[supplier.pk]),
        {"password1": PASSWORD + "x", "password2": PASSWORD + "x"},
    )
    supplier.refresh_from_db()
    assert supplier.check_password(PASSWORD + "x")
    assert list(Event.objects.values_list("act", "object_id")) == [("account.changed", str(supplier.pk))]
    fields = {
        "email": supplier.email,
        "name": supplier.name,
        "is_active": "on",
        "memberships-TOTAL_FORMS": "2",
        "memberships-INITIAL_FORMS": "1",
    }
    kept = supplier.memberships.get()
    rows = {
        "memberships-0-id": kept.pk,
        "memberships-0-user": supplier.pk,
        "memberships-0-organisation": noord.pk,
        "memberships-0-role": "bidder",
    }
    new = {"memberships-1-user": supplier.pk, "memberships-1-organisation": noord.pk, "memberships-1-role": "manager"}
    browser.post(reverse("admin:accounts_user_change", args=[supplier.pk]), fields | rows | new)
    given = Event.objects.get(act="role.given")
    assert (given.object_id, given.details["role"]) == (str(noord.pk), "manager")
