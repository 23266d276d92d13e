"""A supplier's managers invite its people, for their own company and a supplier's roles alone."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Membership, Organisation, User
from audit import clock
from audit.models import Event
from suppliers import links
from suppliers.models import Invitation
from suppliers.services.colleagues import (
    MOST_A_DAY,
    CannotAccept,
    CannotInvite,
    CannotRemove,
    accept,
    invite,
    remove,
    withdraw,
)
from tests.conftest import PASSWORD, person
from tests.suppliers.factories import managing

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=clock.AMSTERDAM)
KIM = "kim@weegschaal.test"


@pytest.fixture
def manager(noord):
    return person("Mia Manager", noord, "manager", "bidder")


@pytest.fixture
def other_manager(zuid):
    return person("Zoë Zuid", zuid, "manager", "bidder")


@pytest.fixture(autouse=True)
def _moment(clock_at):
    clock_at(NOW)


def invited(noord, manager, email=KIM, role="bidder", **changes) -> Invitation:
    return invite(noord, email, role, **({"by": manager, "now": NOW} | changes))


def page(company: Organisation, name: str = "colleagues", *more: object) -> str:
    return reverse(name, args=[company.pk, *more])


def path_of(invitation: Invitation) -> str:
    return reverse("invitation", args=[links.token_of(invitation)])


def roles(user_or_email) -> list[tuple[str, str]]:
    email = getattr(user_or_email, "email", user_or_email)
    held = Membership.objects.filter(user__email=email).order_by("organisation__name", "role")
    return list(held.values_list("organisation__name", "role"))


# Inviting ------------------------------------------------------------------------------------------------------------
def test_an_address_of_more_characters_than_are_kept_is_said_at_its_field(noord, manager, as_user):
    email = "a" * 64 + "@" + ".".join(["a" * 61, "b" * 61, "c" * 61, "d" * 20, "nl"])
    answer = as_user(manager).post(page(noord, "colleague_invite"), {"email": email, "role": "bidder"})
    assert (answer.status_code, Invitation.objects.exists()) == (422, False)


def test_a_manager_invites_and_the_mail_has_the_link(noord, manager, as_user, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = as_user(manager).post(
            page(noord, "colleague_invite"), {"email": "Kim@weegschaal.test", "role": "bidder"}
        )
    assert answer.url == page(noord)
    made = Invitation.objects.get()
    assert (made.email, made.role, made.expires_at - made.invited_at) == (KIM, "bidder", timedelta(days=7))
    (message,) = mail.outbox
    assert message.to == [KIM]
    assert path_of(made) in message.body
    assert "Mia Manager" in message.body
    assert "Noord Detachering" in message.subject
    event = Event.objects.get(act="colleague.invited")
    assert event.details == {"invitation": str(made.pk), "role": "bidder"}


def test_a_bidder_sees_colleagues_and_changes_nothing(noord, manager, supplier, as_user):
    browser = as_user(supplier)
    body = browser.get(page(noord)).content.decode()
    assert "Mia Manager" in body
    assert "<form method" not in body.partition("<main")[2]
    made = invited(noord, manager)
    held = Membership.objects.filter(user=manager).first()
    for path, data in (
        (page(noord, "colleague_invite"), {"email": KIM, "role": "manager"}),
        (page(noord, "invitation_withdraw", made.pk), {}),
        (page(noord, "colleague_remove", held.pk), {}),
        (page(noord, "company_edit"), {"name": "Anders"}),
    ):
        assert browser.post(path, data).status_code == 404
    assert Invitation.objects.get().state == "open"
    assert roles(manager) == [("Noord Detachering", "bidder"), ("Noord Detachering", "manager")]


def test_nobody_acts_at_a_company_that_is_not_theirs(noord, zuid, manager, other_manager, as_user):
    browser = as_user(other_manager)
    made = invited(noord, manager)
    held = Membership.objects.filter(user=manager).first()
    assert browser.get(page(noord)).status_code == 404
    assert browser.get(page(noord, "company_edit")).status_code == 404
    for path in (
        page(noord, "colleague_invite"),
        page(noord, "invitation_withdraw", made.pk),
        page(noord, "colleague_remove", held.pk),
        # by way of the own company
        page(zuid, "invitation_withdraw", made.pk),
        page(zuid, "colleague_remove", held.pk),
    ):
        assert browser.post(path, {"email": KIM, "role": "manager"}).status_code == 404
    assert Invitation.objects.get().state == "open"
    assert Membership.objects.filter(organisation=noord).count() == 2


@pytest.mark.parametrize("role", ["officer", "assessor", "reviewer", "auditor", "staff", ""])
def test_nobody_is_invited_to_a_role_that_is_no_suppliers(noord, manager, as_user, role):
    answer = as_user(manager).post(page(noord, "colleague_invite"), {"email": KIM, "role": role})
    assert answer.status_code == 422
    assert not Invitation.objects.exists()
    with pytest.raises(CannotInvite):
        invited(noord, manager, role=role)


def test_the_database_refuses_such_a_role_too(noord):
    fields = {"organisation": noord, "email": KIM, "invited_at": NOW, "expires_at": NOW}
    with pytest.raises(IntegrityError, match="an_invitation_is_to_a_suppliers_role"), transaction.atomic():
        Invitation.objects.create(role="officer", **fields)


def test_a_verb_asks_again_whether_one_manages_it(noord, zuid, manager, other_manager, supplier, broker, officer):
    made = invited(noord, manager)
    held = Membership.objects.filter(user=manager).first()
    for stranger in (other_manager, supplier, officer):
        for act in (
            lambda by: invited(noord, by, "new@weegschaal.test"),
            lambda by: withdraw(made, by=by, now=NOW),
            lambda by: remove(held, by=by, now=NOW),
        ):
            with pytest.raises(CannotInvite):
                act(stranger)
    Membership.objects.create(user=officer, organisation=broker, role="manager")
    with pytest.raises(CannotInvite):  # a broker's people are not invited here at all
        invited(broker, officer)


def test_who_has_the_role_is_not_invited_to_it(noord, manager, supplier):
    with pytest.raises(CannotInvite):
        invited(noord, manager, "NORA@weegschaal.test")
    assert invited(noord, manager, supplier.email, "manager").role == "manager"


def test_inviting_again_ends_the_first_link(noord, manager):
    first = invited(noord, manager)
    second = invited(noord, manager)
    first.refresh_from_db()
    assert (first.state, second.state) == ("withdrawn", "open")


def test_a_company_sends_no_mail_without_end(noord, manager):
    for place in range(MOST_A_DAY):
        invited(noord, manager, f"a{place}@weegschaal.test")
    with pytest.raises(CannotInvite):
        invited(noord, manager)
    assert invited(noord, manager, now=NOW + timedelta(days=1, seconds=1))


# Accepting -----------------------------------------------------------------------------------------------------------
def test_with_a_new_account(noord, manager, as_user, clock_at):
    made = invited(noord, manager)
    browser = as_user(None)
    shown = browser.get(path_of(made))
    assert (shown["Cache-Control"], shown["X-Robots-Tag"]) == ("no-store, private", "noindex")
    assert made.is_usable(NOW)  # looking changed nothing
    refused = browser.post(path_of(made), {"name": "", "password": "kort"})
    assert refused.status_code == 422
    assert set(refused.context["form"].errors) == {"name", "password"}
    answer = browser.post(path_of(made), {"name": "Kim Kaper", "password": PASSWORD})
    assert answer.url == reverse("company")
    assert roles(KIM) == [("Noord Detachering", "bidder")]
    assert browser.get(reverse("company")).status_code == 200
    assert Event.objects.get(act="colleague.joined").actor_id == User.objects.get(email=KIM).pk
    # and from then on with the password
    again = as_user(None)
    assert again.post(reverse("account_login"), {"login": KIM, "password": PASSWORD}).url == reverse("home")


def test_with_the_account_that_is_there(noord, manager, rival, as_user):
    made = invited(noord, manager, rival.email, "manager")
    assert reverse("account_login") in as_user(None).get(path_of(made)).content.decode()
    # without logging in nobody takes the account over
    assert as_user(None).post(path_of(made), {"name": "Ander", "password": PASSWORD}).status_code == 409
    assert as_user(rival).post(path_of(made)).url == reverse("company")
    assert roles(rival) == [("Noord Detachering", "manager"), ("Zuid Interim", "bidder")]


def test_only_with_the_address_that_was_invited(noord, manager, rival, as_user):
    made = invited(noord, manager)
    browser = as_user(rival)
    assert browser.get(path_of(made)).status_code == 200
    assert browser.post(path_of(made)).status_code == 409
    assert roles(rival) == [("Zuid Interim", "bidder")]
    with pytest.raises(CannotAccept):
        accept(made, rival, now=NOW)


def test_once(noord, manager, as_user):
    made = invited(noord, manager)
    as_user(None).post(path_of(made), {"name": "Kim Kaper", "password": PASSWORD})
    kim = User.objects.get(email=KIM)
    remove(Membership.objects.get(user=kim), by=manager, now=NOW)
    assert as_user(kim).post(path_of(made)).status_code == 409
    assert roles(kim) == []


def test_a_used_link_leads_on_who_has_used_it(noord, manager, rival, officer, as_user):
    made = invited(noord, manager, rival.email)
    browser = as_user(rival)
    assert browser.post(path_of(made)).url == browser.post(path_of(made)).url == reverse("company")
    shown = browser.get(path_of(made)).content.decode()
    assert "Bij Noord Detachering bent u al inschrijver." in shown
    assert f'href="{reverse("company")}"' in shown
    assert f"{reverse('account_login')}?next={reverse('company')}" in as_user(None).get(path_of(made)).content.decode()
    other = as_user(officer).get(path_of(made)).content.decode()
    assert "Deze uitnodiging is gebruikt, ingetrokken of verlopen." in other


def test_for_seven_days(noord, manager, as_user, clock_at):
    made = invited(noord, manager)
    clock_at(NOW + timedelta(days=7))
    assert 'name="password"' not in as_user(None).get(path_of(made)).content.decode()
    assert as_user(None).post(path_of(made), {"name": "Kim", "password": PASSWORD}).status_code == 409
    assert not User.objects.filter(email=KIM).exists()  # nor is the account made
    clock_at(NOW + timedelta(days=7) - timedelta(seconds=1))
    assert as_user(None).post(path_of(made), {"name": "Kim", "password": PASSWORD}).status_code == 302


def test_not_when_it_was_withdrawn(noord, manager, as_user):
    made = invited(noord, manager)
    assert as_user(manager).post(page(noord, "invitation_withdraw", made.pk)).url == page(noord)
    assert as_user(None).post(path_of(made), {"name": "Kim", "password": PASSWORD}).status_code == 409
    assert not User.objects.filter(email=KIM).exists()
    acts = Event.objects.filter(act="colleague.invitation_withdrawn")
    assert acts.count() == 1
    as_user(manager).post(page(noord, "invitation_withdraw", made.pk))
    assert acts.count() == 1


def test_a_link_is_not_found_by_trying(noord, manager, as_user):
    made = invited(noord, manager)
    token = links.token_of(made)
    for wrong in (
        str(made.pk),
        token[:-1] + ("A" if token[-1] != "A" else "B"),
        f"{uuid4()}:{token.partition(':')[2]}",
    ):
        assert as_user(None).get(reverse("invitation", args=[wrong])).status_code == 404
    made.delete()
    assert as_user(None).get(reverse("invitation", args=[token])).status_code == 404


# Removing ------------------------------------------------------------------------------------------------------------
def test_who_is_removed_is_out_at_the_next_request(noord, manager, supplier, as_user):
    browser = as_user(supplier)
    assert browser.get(reverse("bids")).status_code == 200
    held = Membership.objects.get(user=supplier)
    assert as_user(manager).post(page(noord, "colleague_remove", held.pk)).url == page(noord)
    assert browser.get(reverse("bids")).status_code == 404
    assert browser.get(reverse("company")).status_code == 404
    event = Event.objects.get(act="colleague.removed")
    assert event.details == {"user": supplier.pk, "role": "bidder"}


def test_the_last_manager_stays(noord, manager, supplier, as_user):
    own = Membership.objects.get(user=manager, role="manager")
    answer = as_user(manager).post(page(noord, "colleague_remove", own.pk))
    assert answer.status_code == 409
    assert "ten minste één beheerder" in answer.content.decode()
    managing(supplier, noord)
    User.objects.filter(pk=supplier.pk).update(is_active=False)
    with pytest.raises(CannotRemove):  # nor for one who can't log in
        remove(own, by=manager, now=NOW)
    User.objects.filter(pk=supplier.pk).update(is_active=True)
    assert as_user(manager).post(page(noord, "colleague_remove", own.pk)).url == reverse("home")
    assert roles(manager) == [("Noord Detachering", "bidder")]


def test_the_last_bidder_stays(noord, manager, supplier, as_user):
    own = Membership.objects.get(user=manager, role="bidder")
    User.objects.filter(pk=supplier.pk).update(is_active=False)  # who can't log in reads no letter
    answer = as_user(manager).post(page(noord, "colleague_remove", own.pk))
    assert answer.status_code == 409
    assert "ten minste één inschrijver" in answer.content.decode()
    assert ("Noord Detachering", "bidder") in roles(manager)
    User.objects.filter(pk=supplier.pk).update(is_active=True)
    assert as_user(manager).post(page(noord, "colleague_remove", own.pk)).status_code == 302
    with pytest.raises(CannotRemove):
        remove(Membership.objects.get(user=supplier), by=manager, now=NOW)


def test_who_cannot_log_in_is_removed_whoever_is_left(noord, manager, supplier):
    Membership.objects.get(user=manager, role="bidder").delete()
    User.objects.filter(pk=supplier.pk).update(is_active=False)
    remove(Membership.objects.get(user=supplier), by=manager, now=NOW)
    assert roles(supplier) == []


def test_with_another_confirmed_address_of_the_account(noord, manager, rival, as_user):
    made = invited(noord, manager)
    second = rival.emailaddress_set.create(email=KIM, verified=False)
    assert as_user(rival).post(path_of(made)).status_code == 409
    second.verified = True
    second.save()
    # it makes no second account for an address that has one
    assert as_user(None).post(path_of(made), {"name": "Kim", "password": PASSWORD}).status_code == 409
    assert as_user(rival).post(path_of(made)).status_code == 302
    assert ("Noord Detachering", "bidder") in roles(rival)


def test_nobody_comes_in_by_a_manager_who_was_put_out(noord, manager, supplier, as_user):
    managing(supplier, noord)
    made = invited(noord, supplier)
    remove(Membership.objects.get(user=supplier, role="manager"), by=manager, now=NOW)
    assert as_user(None).post(path_of(made), {"name": "Kim", "password": PASSWORD}).status_code == 409
    assert not User.objects.filter(email=KIM).exists()


# Profile and lists ---------------------------------------------------------------------------------------------------
STATED = {
    "name": "Noord Detachering B.V.",
    "legal_form": "bv",
    "place": "Assen",
    "waadi_status": "registered",
    "waadi_number": "12345678",
    "wtta_status": "applied",
    "wtta_number": "",
    "contact_name": "Mia Manager",
    "contact_email": "mia@weegschaal.test",
    "contact_telephone": "0592 123456",
}


def test_a_manager_changes_the_details_and_never_the_number(noord, manager, as_user):
    Organisation.objects.filter(pk=noord.pk).update(kvk_number="12345678")
    browser = as_user(manager)
    sent = STATED | {"kvk_number": "87654321", "kind": "broker"}
    assert browser.post(page(noord, "company_edit"), sent).url == reverse("company")
    noord.refresh_from_db()
    assert {name: getattr(noord, name) for name in STATED} == STATED
    assert (noord.kvk_number, noord.kind) == ("12345678", "supplier")
    assert "aangevraagd" in browser.get(reverse("company")).content.decode()
    browser.post(page(noord, "company_edit"), STATED | {"place": "Meppel"})
    browser.post(page(noord, "company_edit"), STATED | {"place": "Meppel"})
    events = Event.objects.filter(act="company.changed").order_by("sequence")
    assert [event.details["fields"] for event in events] == [
        sorted(STATED.keys() - {"wtta_number"}, key=list(STATED).index),
        ["place"],
    ]


def test_what_is_wrong_in_the_details_is_said(noord, manager, as_user):
    wrong = STATED | {"name": "", "contact_email": "mia", "waadi_status": "ja"}
    answer = as_user(manager).post(page(noord, "company_edit"), wrong)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"name", "contact_email", "waadi_status"}
    assert "0592 123456" in answer.content.decode()
    noord.refresh_from_db()
    assert noord.name == "Noord Detachering"


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_asks_the_same_number_of_questions(noord, manager, as_user, people, django_assert_num_queries):
    for place in range(people):
        person(f"Collega{place} X", noord, "bidder")
        invited(noord, manager, f"a{place}@weegschaal.test")
    browser = as_user(manager)
    with django_assert_num_queries(5):
        assert browser.get(page(noord)).status_code == 200
    with django_assert_num_queries(3):
        assert browser.get(reverse("company")).status_code == 200
