"""Who asks for a bid and shouldn't: a colleague who left, a rival with the right key in the wrong place, a browser that
asks for a part or for what changed, a form that comes from another site, an address that leads elsewhere."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Membership
from candidates import vault
from candidates.models import Bid, BidVersion
from candidates.people import Person
from candidates.services.people import save_person
from tests.access.walk import Address, addresses
from tests.candidates.factories import IN_TIME, a_draft, a_submitted_bid
from tests.candidates.filling import page
from tests.conftest import PASSWORD
from tests.factories import a_person, published_raalte

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
OF_A_BID = ("bid.read", "bid.edit", "bid.submit", "bid.withdraw", "bid.prove", "bid.inform")


@pytest.fixture(autouse=True)
def _now(clock_at):
    clock_at(IN_TIME)


@pytest.fixture
def tender(officer):
    return published_raalte(by=officer)


@pytest.fixture
def draft(tender, noord) -> Bid:
    return a_draft(tender, noord)


def values(bid: Bid, address: Address) -> dict[str, object]:
    owner = bid.started_by
    known = {
        "number": bid.number,
        "step": "motivatie",
        "upload": "cv",
        "criterion": "cr-7",
        "page": 1,
        "version": 1,
        "file": next(iter(vault.files(bid, by=owner))),
    }
    return {name: known[name] for name in address.parameters}


def paths(bid: Bid) -> dict[str, str]:
    found = [each for each in addresses() if each.row and each.act in OF_A_BID]
    assert len(found) > 20
    return {each.name: reverse(each.name, kwargs=values(bid, each)) for each in found}


def test_a_colleague_who_left_finds_nothing_any_more_in_the_session_that_was_open(draft, tender, noord, as_user):
    ex = a_person("Karel Collega", noord, "bidder")
    browser = as_user(ex)
    assert browser.get(page("bid_edit", draft)).status_code == 200
    person = save_person(noord, Person(name="Jan"), by=ex, now=IN_TIME)
    submitted = paths(draft)
    Membership.objects.filter(user=ex).delete()
    for name, path in submitted.items():
        found = [getattr(browser, method)(path).status_code for method in ("get", "post", "head")]
        assert set(found) <= {404, 405}, name
        assert 404 in found, name
    for name, argument in (("person_edit", person.pk), ("person_new", noord.pk), ("colleagues", noord.pk)):
        assert browser.get(reverse(name, args=[argument])).status_code == 404
    assert vault.read_draft(draft, by=draft.started_by).cv is not None


@pytest.mark.parametrize("method", ["head", "options", "put", "delete", "patch"])
def test_no_other_method_tells_a_rival_from_nobody_or_changes_a_thing(draft, rival, as_user, method):
    before = vault.read_draft(draft, by=draft.started_by)
    nowhere = draft.number[:-1] + ("2" if draft.number[-1] != "2" else "3")
    for name, path in paths(draft).items():
        browser = as_user(rival)
        here, there = (getattr(browser, method)(each) for each in (path, path.replace(draft.number, nowhere)))
        assert here.status_code == there.status_code in (404, 405), name
        assert here.headers.items() == there.headers.items(), name
    assert vault.read_draft(draft, by=draft.started_by) == before


def test_a_file_is_no_part_of_another_bid(draft, tender, zuid, rival, supplier, as_user):
    other = a_submitted_bid(tender, zuid, candidate="Piet Peters")
    (own,), (theirs,) = (vault.files(bid, by=bid.started_by) for bid in (draft, other))
    assert as_user(supplier).get(page("bid_file", draft, own)).status_code == 200
    for user, bid, file in (
        (supplier, draft, theirs),
        (rival, other, own),
        (rival, draft, own),
        (supplier, other, own),
    ):
        assert as_user(user).get(page("bid_file", bid, file)).status_code == 404
    assert as_user(supplier).get(page("bid_file", draft, uuid4())).status_code == 404


@pytest.mark.parametrize(
    "asked", [{"Range": "bytes=0-99"}, {"If-None-Match": "*"}, {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}]
)
def test_a_part_or_what_changed_is_asked_in_vain(draft, rival, supplier, as_user, asked):
    (file,) = vault.files(draft, by=supplier)
    for path in (page("bid_file", draft, file), page("bid_cv_page", draft, 1), page("bid_edit", draft)):
        assert as_user(rival).get(path, headers=asked).status_code == 404
        answer = as_user(supplier).get(path, headers=asked)
        assert (answer.status_code, answer.has_header("ETag")) == (200, False)


def test_no_page_of_a_bid_is_kept_by_a_cache(draft, tender, noord, supplier, as_user):
    browser = as_user(supplier)
    person = save_person(noord, Person(name="Jan"), by=supplier, now=IN_TIME)
    more = [reverse("bids"), reverse("people"), reverse("person_edit", args=[person.pk]), reverse("company")]
    asked = 0
    for path in [*paths(draft).values(), *more]:
        answer = browser.get(path)
        if answer.status_code != 405:
            asked += 1
            assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", ")), path
    assert asked > 15


def test_no_form_of_another_site_is_taken(draft, supplier):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(supplier)
    before = vault.read_draft(draft, by=supplier)
    for name, path in paths(draft).items():
        assert browser.post(path, {"sure": "1", "motivation": "x", "token": str(uuid4())}).status_code == 403, name
    draft.refresh_from_db()
    assert (draft.state, vault.read_draft(draft, by=supplier)) == ("draft", before)
    assert not BidVersion.objects.exists()


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_no_login_leads_to_another_site(draft, supplier, client, elsewhere):
    supplier.set_password(PASSWORD)
    supplier.save()
    sent = {"login": supplier.email, "password": PASSWORD, "next": elsewhere}
    assert client.post(reverse("account_login"), sent).url == reverse("home")
    assert "evil" not in client.post(reverse("set_language"), {"language": "nl", "next": elsewhere}).url
    client.logout()
    answer = client.get(f"/{elsewhere}/../inschrijvingen/")
    assert not answer.get("Location", "/").startswith(("//", "https:", "/\\"))
    to_login = client.post(page("bid_step", draft, "tarief") + f"?next={elsewhere}", {"hourly_rate": "50"})
    assert to_login.url.startswith(reverse("account_login") + "?next=/inschrijvingen/")
