"""A company signs up; its number lets nobody in, and nobody learns which address or company is known."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import Membership, Organisation, User
from audit.models import Event
from suppliers.forms.sign_up import SignUpForm
from suppliers.models import SignUp
from tests.conftest import PASSWORD
from tests.factories import a_posting
from tests.suppliers.factories import a_form, managing

pytestmark = pytest.mark.django_db(transaction=True)
SIGN_UP = "/account/signup/"
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


def link_in(message) -> str:
    return re.search(r"https?://[^/\s]+(/\S+)", message.body).group(1)


def signed_up(browser, **changes):
    return browser.post(SIGN_UP, a_form(**changes))


def confirmed(browser):
    """Follows the link in the last mail."""
    path = link_in(mail.outbox[-1])
    assert browser.get(path).status_code == 200
    return browser.post(path)


def roles(email: str) -> set[str]:
    return set(Membership.objects.filter(user__email=email).values_list("role", flat=True))


def test_the_first_person_manages_the_company_and_bids_for_it(as_user):
    browser = as_user(None)
    answer = signed_up(browser, kvk_number="1234 5678")
    assert answer.url == reverse("account_email_verification_sent")
    assert not Organisation.objects.exists()
    confirmed(browser)
    company = Organisation.objects.get()
    assert (company.kind, company.name, company.kvk_number, company.legal_form) == (
        "supplier", "Vlaanderen Interim B.V.", "12345678", "bv",
    )  # fmt: skip
    assert (company.contact_name, company.contact_email) == ("Vera Vlaanderen", "vera@weegschaal.test")
    assert roles("vera@weegschaal.test") == {"manager", "bidder"}
    assert not SignUp.objects.exists()
    assert browser.get(reverse("company")).status_code == 200
    acts = ["account.signed_up", "company.created", "account.login"]
    assert list(Event.objects.values_list("act", flat=True)) == acts


def test_an_address_of_more_characters_than_are_kept_is_said_at_its_field(as_user):
    email = "a" * 64 + "@" + ".".join(["a" * 61, "b" * 61, "c" * 61, "d" * 20, "nl"])
    answer = signed_up(as_user(None), email=email)
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["email"])
    assert not User.objects.exists()


@pytest.mark.parametrize("number", ["12345678\n", "\u0661" * 8, "1234567", "12345678 "])
def test_the_number_of_a_company_is_eight_plain_digits_wherever_it_is_entered(number):
    company = Organisation(kind="supplier", name="Vlaanderen", kvk_number=number)
    with pytest.raises(ValidationError, match="kvk_number"):
        company.clean_fields()


def test_nothing_can_be_done_before_the_address_is_confirmed(as_user):
    browser = as_user(None)
    signed_up(browser)
    answer = browser.post(reverse("account_login"), {"login": "vera@weegschaal.test", "password": PASSWORD})
    assert answer.url == reverse("account_email_verification_sent")
    assert browser.get(reverse("company")).url.startswith(reverse("account_login"))
    assert not Membership.objects.exists()
    assert browser.get(link_in(mail.outbox[0])).status_code == 200  # only looking at the link confirms nothing
    assert not EmailAddress.objects.get().verified


def test_confirmed_in_another_browser_one_logs_in(as_user):
    signed_up(as_user(None))
    elsewhere = as_user(None)
    confirmed(elsewhere)
    assert elsewhere.get(reverse("company")).status_code == 302
    answer = elsewhere.post(reverse("account_login"), {"login": "vera@weegschaal.test", "password": PASSWORD})
    assert answer.url == reverse("home")
    assert elsewhere.get(reverse("company")).status_code == 200


def test_an_administrator_may_confirm_the_address(as_user):
    signed_up(as_user(None))
    EmailAddress.objects.update(verified=True)
    as_user(None).post(reverse("account_login"), {"login": "vera@weegschaal.test", "password": PASSWORD})
    assert roles("vera@weegschaal.test") == {"manager", "bidder"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kvk_number": "1234567"}, "kvk_number"),
        ({"kvk_number": "123456789"}, "kvk_number"),
        ({"kvk_number": "1234567a"}, "kvk_number"),
        ({"kvk_number": "١٢٣٤٥٦٧٨"}, "kvk_number"),
        ({"legal_form": ""}, "legal_form"),
        ({"legal_form": "broker"}, "legal_form"),
        ({"company": "\u202e"}, "company"),
        ({"name": ""}, "name"),
        ({"email": "vera"}, "email"),
        ({"password1": "kort"}, "password1"),
        ({"password1": "vera@weegschaal.test"}, "password1"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(as_user, changes, field):
    answer = signed_up(as_user(None), **changes)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    page = answer.content.decode()
    if field != "company":
        assert "Vlaanderen Interim B.V." in page
    assert not User.objects.exists()


# Nobody learns what is known -----------------------------------------------------------------------------------------
def bodies(browser, **changes) -> tuple[int, str, str]:
    answer = signed_up(browser, **changes)
    shown = browser.get(answer.url)
    return answer.status_code, answer.url, CSRF.sub("", shown.content.decode())


def test_a_known_address_gets_the_same_answer_and_another_mail(as_user, supplier):
    before = supplier.password
    unknown = bodies(as_user(None))
    known = bodies(as_user(None), email="Nora@weegschaal.test", kvk_number="87654321")
    assert known == unknown
    assert [message.to for message in mail.outbox] == [["vera@weegschaal.test"], ["nora@weegschaal.test"]]
    assert mail.outbox[1].subject == "U hebt al een account"
    supplier.refresh_from_db()
    assert supplier.password == before
    assert roles("nora@weegschaal.test") == {"bidder"}


def test_the_same_form_twice_at_once_is_one_account(as_user, monkeypatch):
    """The second is judged before the first is kept."""
    signed_up(as_user(None))
    monkeypatch.setattr(SignUpForm, "validate_unique_email", lambda _form, email: email)
    answer = signed_up(as_user(None))
    assert (answer.status_code, answer.url) == (302, reverse("account_email_verification_sent"))
    assert User.objects.count() == SignUp.objects.count() == 1


def test_a_known_number_gets_the_same_answer(as_user, noord):
    Organisation.objects.filter(pk=noord.pk).update(kvk_number="87654321")
    unknown = bodies(as_user(None))
    known = bodies(as_user(None), email="tess@weegschaal.test", kvk_number="87654321")
    assert known == unknown


def test_the_number_of_a_company_lets_nobody_in(as_user, noord, supplier, rival):
    Organisation.objects.filter(pk=noord.pk).update(kvk_number="12345678")
    managing(supplier, noord)
    browser = as_user(None)
    signed_up(browser)
    confirmed(browser)
    assert roles("vera@weegschaal.test") == set()
    assert Organisation.objects.filter(kvk_number="12345678").get() == noord
    assert browser.get(reverse("company")).status_code == 404
    told = {tuple(message.to): message for message in mail.outbox[1:]}
    assert set(told) == {("vera@weegschaal.test",), ("nora@weegschaal.test",)}
    to_person, to_manager = told["vera@weegschaal.test",].body, told["nora@weegschaal.test",].body
    assert "Noord Detachering" not in to_person  # which company it is, is hers to know or not
    assert "vera@weegschaal.test" in to_manager
    assert reverse("colleagues", args=[noord.pk]) in to_manager
    assert Event.objects.filter(act="company.not_joined").count() == 1


def test_of_two_with_one_number_the_first_who_confirms_has_the_company(as_user):
    first, second = as_user(None), as_user(None)
    signed_up(first)
    signed_up(second, email="tess@weegschaal.test", company="Kaper B.V.")
    paths = [link_in(message) for message in mail.outbox]
    second.post(paths[1])
    first.post(paths[0])
    assert Organisation.objects.get().name == "Kaper B.V."
    assert (roles("tess@weegschaal.test"), roles("vera@weegschaal.test")) == ({"manager", "bidder"}, set())


def test_two_companies_may_bear_one_name(as_user, noord):
    browser = as_user(None)
    signed_up(browser, company="Noord Detachering")
    confirmed(browser)
    assert Organisation.objects.filter(name="Noord Detachering").count() == 2


def test_a_supplier_that_bears_the_name_of_a_client_is_not_that_client(as_user, officer):
    browser = as_user(None)
    signed_up(browser, company="Gemeente Raalte")
    confirmed(browser)
    assert a_posting(by=officer).client.kind == "client"


def test_who_is_logged_in_has_an_account(as_user, supplier):
    assert as_user(supplier).get(SIGN_UP).url == reverse("home")


def test_signing_up_without_end_is_refused(as_user):
    answers = [signed_up(as_user(None), email=f"a{n}@weegschaal.test").status_code for n in range(21)]
    assert answers[-2:] == [302, 429]


def test_the_mails_are_in_the_language_of_the_page(as_user):
    browser = as_user(None)
    browser.post(reverse("set_language"), {"language": "en"})
    signed_up(browser)
    assert mail.outbox[0].subject == "Confirm your e-mail address"
