"""Publishing by two: one officer asks, another one confirms exactly what was asked."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.access import NotNow
from audit.models import Event
from tenders.models import PublicationRequest, Tender
from tenders.rulesbook import canonical, digest, rules_of
from tenders.sections import SECTIONS
from tenders.services.drafting import save_section, stamp
from tenders.services.people import assign
from tenders.services.publishing import ask_second_officer, publish
from tests.factories import BEFORE_RAALTE_CLOSES, a_person, a_posting, accepted
from tests.tenders.pages import form_on

pytestmark = pytest.mark.django_db
NOW = BEFORE_RAALTE_CLOSES
PUBLISH, ASK = (reverse(name, args=["27750"]) for name in ("tender_publish", "tender_publish_ask"))


@pytest.fixture
def second(broker):
    return a_person("Wim Wachter", broker, "officer")


@pytest.fixture
def tender(officer, second, clock_at):
    clock_at(NOW)
    tender = accepted(a_posting("raalte-27750", by=officer, second_officer=True))
    assign(tender, second, "officer", by=officer, now=NOW)
    return tender


@pytest.fixture
def first_browser(as_user, officer):
    return as_user(officer)


@pytest.fixture
def second_browser(as_user, second):
    return as_user(second)


def press(browser, action=PUBLISH):
    """The button of the publish page, with the hash that stands there."""
    return browser.post(action, form_on(browser.get(PUBLISH), action))


def change(tender, by):
    content = SECTIONS["teksten"].read(tender)
    changed = content | {"assignment_text": "Anders."}
    save_section(tender, SECTIONS["teksten"], changed, seen=stamp(content), by=by, now=NOW)


def home(browser):
    [pile] = browser.get(reverse("home")).context["piles"]
    return [(str(item.action), item.url, item.needs_you) for item in pile.items]


def test_one_asks_and_the_other_confirms(tender, first_browser, second_browser, officer, second):
    assert first_browser.get(PUBLISH).context["step"] == {"name": "ask", "others": True}
    assert press(first_browser, ASK).url == PUBLISH
    asked = PublicationRequest.objects.get()
    assert (asked.asked_by, asked.sha256) == (officer, first_browser.get(PUBLISH).context["rules_sha256"])
    assert first_browser.get(PUBLISH).context["step"]["name"] == "wait"
    assert home(second_browser) == [("Bevestig de publicatie", PUBLISH, True)]
    assert home(first_browser) == [("Schrijven en publiceren", reverse("tender_manage", args=["27750"]), True)]

    assert second_browser.get(PUBLISH).context["step"]["name"] == "confirm"
    assert press(second_browser).status_code == 302
    version = Tender.objects.get().rules_versions.get()
    assert (version.published_by, version.sha256) == (second, asked.sha256)
    acts = {event.act: event.details for event in Event.objects.all()}
    assert acts["publication.asked"] == {"sha256": asked.sha256}
    assert acts["tender.published"] == {"version": 1, "sha256": asked.sha256, "asked_by": officer.pk}


def test_the_one_who_asked_cannot_confirm(tender, first_browser, officer):
    press(first_browser, ASK)
    seen = {"seen": first_browser.get(PUBLISH).context["rules_sha256"]}
    assert first_browser.post(PUBLISH, seen).status_code == 409
    assert Tender.objects.get().state == "draft"


def test_without_being_asked_nobody_publishes(tender, second_browser):
    seen = {"seen": second_browser.get(PUBLISH).context["rules_sha256"]}
    assert second_browser.post(PUBLISH, seen).status_code == 409
    assert second_browser.post(PUBLISH).status_code == 409
    assert Tender.objects.get().state == "draft"


def test_a_changed_draft_is_asked_anew(tender, first_browser, second_browser, officer):
    press(first_browser, ASK)
    looked_at = form_on(second_browser.get(PUBLISH), PUBLISH)
    change(tender, officer)
    assert home(second_browser) == [("Schrijven en publiceren", reverse("tender_manage", args=["27750"]), True)]
    assert second_browser.post(PUBLISH, looked_at).status_code == 409
    assert second_browser.get(PUBLISH).context["step"]["name"] == "ask"
    assert Tender.objects.get().state == "draft"


def test_a_change_that_nobody_told_of_is_noticed_by_its_hash(tender, officer, second):
    """Whatever wrote it: the request counts for one hash alone."""
    seen = ask_second_officer(tender, by=officer, now=NOW, seen=_hash(tender)).sha256
    Tender.objects.update(assignment_text="Anders.")
    for other in (seen, _hash(Tender.objects.get())):
        with pytest.raises(NotNow):
            publish(tender, by=second, now=NOW, seen=other)


def _hash(tender):
    return digest(canonical(rules_of(tender)))


def test_what_was_not_looked_at_is_neither_asked_nor_published(tender, officer):
    with pytest.raises(NotNow):
        ask_second_officer(tender, by=officer, now=NOW, seen="0" * 64)
    Tender.objects.update(second_officer=False)
    with pytest.raises(NotNow):
        publish(tender, by=officer, now=NOW, seen="0" * 64)
    assert Tender.objects.get().state == "draft"


def test_a_draft_that_cannot_be_published_is_not_asked(officer, first_browser, clock_at):
    clock_at(NOW)
    a_posting("raalte-27750", by=officer, second_officer=True)
    assert press(first_browser, ASK).status_code == 422
    assert not PublicationRequest.objects.exists()


def test_alone_an_officer_is_told_to_add_another(officer, first_browser, clock_at):
    clock_at(NOW)
    accepted(a_posting("raalte-27750", by=officer, second_officer=True))
    assert "Er is nog geen tweede medewerker inhuur" in first_browser.get(PUBLISH).content.decode()
    press(first_browser, ASK)
    assert "Er is nog geen tweede medewerker inhuur" in first_browser.get(PUBLISH).content.decode()


def test_who_waits_for_a_second_officer_is_not_told_that_there_is_none(tender, first_browser):
    press(first_browser, ASK)
    assert "Er is nog geen tweede medewerker inhuur" not in first_browser.get(PUBLISH).content.decode()


def test_a_tender_has_one_request(tender, officer):
    ask_second_officer(tender, by=officer, now=NOW, seen=_hash(tender))
    ask_second_officer(tender, by=officer, now=NOW, seen=_hash(tender))
    assert PublicationRequest.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        PublicationRequest.objects.create(tender=tender, sha256="0" * 64, asked_by=officer, asked_at=NOW)
