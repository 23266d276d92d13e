"""After the opening the person offered is told; with one link they see what is held about them and can object."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Organisation
from audit.models import Event
from audit.testing import lifted
from candidates import vault
from candidates.asked import asked_by
from candidates.content import Draft, Job, Stated
from candidates.findings import blocks, findings
from candidates.informing import VALID, token_of
from candidates.models import BidVersion, Candidate, Notice, PersonObjection
from candidates.services.informing import object_to
from outbox.models import Message
from tests.candidates.factories import (
    IN_TIME,
    JUST_AFTER,
    a_pdf,
    a_submitted_bid,
    answers_for,
    bidder_of,
    opened,
)
from tests.factories import published_raalte

pytestmark = pytest.mark.django_db
ILSE, ZOE = "ilse@post.example", "zoe@post.example"
CAREER = (Job(begins="2021-03", still=True, role="Zegelrol", employer="Zegelwerk", hours_per_week="32"),)


@pytest.fixture
def tender(officer):
    return published_raalte(by=officer)


@pytest.fixture
def bid(tender, noord, supplier):
    return a_submitted_bid(
        tender,
        noord,
        candidate="Ilse Zegelnaam",
        candidate_email="Ilse@Post.example",
        hourly_rate="51,73",
        motivation="Zegelmotivatie",
        # 4 is the ceiling of Raalte: what is remarked there may say the rate
        statements={
            number: Stated(True, f"Zegelremark{number}, 51,73" if number == 4 else "Zegelremark")
            for number in range(1, 6)
        },
        career=CAREER,
        cv=a_pdf("Zegelcv"),
    )


@pytest.fixture
def rival_bid(tender, zuid, rival):
    return a_submitted_bid(tender, zuid, candidate="Zoë Geheim", motivation="Rivaalwoord", hourly_rate="49,11")


@pytest.fixture
def notice(tender, bid, rival_bid, clock_at):
    clock_at(JUST_AFTER)
    opened(tender)
    return Notice.objects.get(offer__bid=bid)


def path_of(notice, name="notice"):
    return reverse(name, args=[token_of(notice)])


def letters(about_type=None):
    found = Message.objects.order_by("pk")
    return [
        (message.email, message.subject) for message in (found.filter(about_type=about_type) if about_type else found)
    ]


# As many characters as are kept; the first 64 of them become two each in small letters.
GROWS = "\u0130" * 64 + "@" + ".".join(["a" * 61, "b" * 61, "c" * 61, "nl"])
TOO_LONG = "a" * 64 + "@" + ".".join(["a" * 61, "b" * 61, "c" * 61, "d" * 20, "nl"])


# Telling -------------------------------------------------------------------------------------------------------------
def test_at_the_opening_who_is_offered_is_told_and_the_address_that_lacks_is_asked(notice, bid, rival_bid, rival):
    assert (notice.email, notice.told_at) == (ILSE, JUST_AFTER)
    untold = Notice.objects.get(offer__bid=rival_bid)
    assert (untold.email, untold.told_at) == ("", None)
    told = Message.objects.get(email=ILSE)
    assert (told.user, told.about_type, told.about_number) == (None, "notice", bid.number)
    assert path_of(notice) in told.body
    assert "Noord Detachering" in told.body
    assert "51,73" not in told.body
    asked = Message.objects.get(email=rival.email, key=f"notice-asked:{rival_bid.number}")
    assert reverse("bid_notice", args=[rival_bid.number]) in asked.body
    assert "Zoë" not in asked.body
    event = Event.objects.get(act="people.informed")
    assert event.details == {"told": [bid.number], "untold": [rival_bid.number]}
    assert Candidate.objects.get(name="Ilse Zegelnaam").email == "Ilse@Post.example"


def test_an_address_that_would_not_fit_keeps_no_bid_sealed(tender, noord):
    bid = a_submitted_bid(tender, noord, candidate_email=ILSE)
    version = bid.versions.defer(None).get()
    envelope = replace(vault.read_version(version, by=bidder_of(noord)), candidate_email=GROWS)
    sealed = vault._seal(bid, envelope.text, vault._version(1))
    with lifted("candidates_bidversion"):
        BidVersion.objects.filter(bid=bid).update(envelope=sealed, sha256=envelope.sha256)
    opened(tender)
    assert Notice.objects.get().email == ""


@pytest.mark.parametrize("typed", [GROWS, TOO_LONG])
def test_nor_is_it_taken(tender, rival_bid, rival, typed, as_user, clock_at):
    found = findings(Draft(answers=answers_for(tender, candidate_email=typed)), asked_by(tender))
    assert "candidate_email" in {each.field for each in blocks(found)}
    opened(tender)
    clock_at(JUST_AFTER)
    answer = as_user(rival).post(reverse("bid_notice", args=[rival_bid.number]), {"email": typed})
    assert answer.status_code == 422


def test_nobody_is_told_before_the_opening(tender, bid, clock_at):
    clock_at(JUST_AFTER)
    assert not Notice.objects.exists()
    assert letters("notice") == []


@pytest.mark.django_db(transaction=True)
def test_the_mail_goes_and_the_act_survives_a_bad_server(tender, bid, clock_at):
    clock_at(JUST_AFTER)
    opened(tender)
    assert [ILSE] in [message.to for message in mail.outbox]


def test_the_supplier_gives_the_address_later_once(notice, rival_bid, rival, supplier, as_user):
    page = reverse("bid_notice", args=[rival_bid.number])
    browser = as_user(rival)
    assert "nog geen bericht gehad" in browser.get(page).content.decode()
    assert browser.post(page, {"email": "zoe"}).status_code == 422
    assert browser.post(page, {"email": ZOE}).url == page
    given = Notice.objects.get(offer__bid=rival_bid)
    assert (given.email, given.told_at) == (ZOE, JUST_AFTER)
    assert ZOE in [email for email, _subject in letters("notice")]
    assert browser.post(page, {"email": "ander@post.example"}).status_code == 409
    assert as_user(supplier).get(page).status_code == 404
    assert as_user(None).get(path_of(given)).status_code == 200


# The person's page ---------------------------------------------------------------------------------------------------
def test_the_person_sees_what_is_held_and_never_the_rate_or_another_bid(notice, as_user):
    answer = as_user(None).get(path_of(notice))
    page = answer.content.decode()
    for shown in (
        "Ilse Zegelnaam",
        ILSE,
        "Zegelmotivatie",
        "Zegelremark<",
        "03-2021 – heden</span>: Zegelrol",
        "Zegelwerk",
        "Noord Detachering",
        "27750",
    ):
        assert shown in page
    for hidden in ("Zegelremark4", "51,73", "51.73", "5173", "Zoë", "Rivaalwoord", "Zuid Interim"):
        assert hidden not in page
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store, private", "noindex")
    assert '<meta name="robots" content="noindex">' in page


def test_the_person_sees_who_uses_the_data_and_how_to_reach_them(notice, bid, tender, as_user):
    contact = {"contact_name": "Carla Contact", "contact_email": "carla@noord.example", "contact_telephone": "038-1"}
    Organisation.objects.filter(pk=bid.supplier_id).update(**contact)
    body = as_user(None).get(reverse("notice", args=[token_of(notice)])).content.decode()
    for told in (*contact.values(), tender.run_by.name, tender.contact):
        assert told in body


def test_the_cv_is_the_cleaned_one(notice, as_user):
    answer = as_user(None).get(path_of(notice, "notice_cv"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "no-store, private"
    assert answer.content.startswith(b"%PDF")
    assert answer.content != a_pdf("Zegelcv")


def test_a_link_is_not_found_by_trying_and_ends_after_a_year(notice, as_user, clock_at):
    token = token_of(notice)
    other = Notice.objects.exclude(pk=notice.pk).get()
    wrong = [
        str(notice.pk),
        token + "x",
        f"{other.pk}:{token.partition(':')[2]}",
        token_of(Notice(pk=uuid4())),
        token_of(other),
    ]
    for each in wrong:  # the last: who wasn't told has no link yet
        for name in ("notice", "notice_cv"):
            assert as_user(None).get(reverse(name, args=[each])).status_code == 404
        assert as_user(None).post(reverse("notice_object", args=[each]), {"reason": "Nee"}).status_code == 404
    clock_at(JUST_AFTER + VALID - timedelta(seconds=1))
    assert as_user(None).get(path_of(notice)).status_code == 200
    clock_at(JUST_AFTER + VALID)
    assert as_user(None).get(path_of(notice)).status_code == 404


# Objecting -----------------------------------------------------------------------------------------------------------
def objected(browser, notice, reason="Zegelbezwaar: ik wist van niets."):
    return browser.post(path_of(notice, "notice_object"), {"reason": reason})


def test_an_objection_is_kept_and_told_without_its_words(notice, bid, officer, supplier, rival, as_user):
    before = set(letters())
    assert objected(as_user(None), notice).url == path_of(notice)
    objection = PersonObjection.objects.get()
    assert (objection.notice, objection.objected_at) == (notice, JUST_AFTER)
    told = Message.objects.filter(key__startswith="objection:")
    assert {message.email for message in told} == {officer.email, supplier.email}
    assert set(letters()) - before == {(message.email, message.subject) for message in told}
    assert not any(word in message.body for message in told for word in ("Zegel", "Ilse"))
    event = Event.objects.get(act="person.objected")
    assert (event.object_id, event.actor_id, event.details) == (bid.number, None, {})
    page = as_user(None).get(path_of(notice)).content.decode()
    assert "Zegelbezwaar" in page
    assert 'name="reason"' not in page
    own = reverse("bid_notice", args=[bid.number])
    whole = as_user(supplier).get(reverse("bid", args=[bid.number])).content.decode()
    assert own in whole
    assert "Uw kandidaat maakt bezwaar" in whole
    assert "Zegelbezwaar" in as_user(supplier).get(own).content.decode()


def test_twice_is_once(notice, as_user):
    first, second = as_user(None), as_user(None)
    objected(first, notice)
    assert objected(second, notice, "Iets anders").status_code == 302
    assert PersonObjection.objects.get().reason.startswith("Zegelbezwaar")
    assert Message.objects.filter(key__startswith="objection:").count() == 2
    assert Event.objects.filter(act="person.objected").count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonObjection.objects.create(notice=notice, reason="Nog een", objected_at=JUST_AFTER)


def test_a_reason_is_needed(notice, as_user):
    answer = objected(as_user(None), notice, "  ")
    assert answer.status_code == 422
    assert not PersonObjection.objects.exists()
    with pytest.raises(IntegrityError, match="an_objection_of_a_person_has_its_reason"), transaction.atomic():
        PersonObjection.objects.create(notice=notice, reason="", objected_at=JUST_AFTER)


def test_the_officer_sees_who_objects_and_who_was_not_told(notice, officer, assessor, supplier, as_user, tender):
    object_to(notice, "Zegelbezwaar", now=JUST_AFTER)
    page = reverse("objections", args=[tender.number])
    body = as_user(officer).get(page).content.decode()
    assert re.search("Ilse Zegelnaam.*Zegelbezwaar", body, re.DOTALL)
    assert "Zoë Geheim" in body
    assert "51,73" not in body
    overview = as_user(officer).get(reverse("tender_manage", args=[tender.number])).content.decode()
    assert page in overview
    assert "(1 bezwaar)" in overview
    for other in (assessor, supplier):
        assert as_user(other).get(page).status_code == 404


def test_the_officers_page_asks_the_same_number_of_questions(
    notice, officer, as_user, tender, django_assert_num_queries
):
    browser = as_user(officer)
    page = reverse("objections", args=[tender.number])
    browser.get(page)
    object_to(notice, "Zegelbezwaar", now=JUST_AFTER)
    with django_assert_num_queries(6):
        browser.get(page)
    Notice.objects.exclude(pk=notice.pk).delete()
    with django_assert_num_queries(6):
        browser.get(page)


def test_a_message_without_an_account_is_to_who_is_invited_or_offered(supplier):
    fields = {"email": ILSE, "language": "nl", "subject": "x", "body": "x", "state": "held", "created_at": IN_TIME}
    with (
        pytest.raises(IntegrityError, match="who_has_no_account_is_invited_or_offered"),
        transaction.atomic(),
    ):
        Message.objects.create(key="x", about_type="tender", about_number="27750", **fields)


def test_the_admin_shows_neither_address_nor_words(notice, superuser, as_user):
    body = as_user(superuser).get("/admin/outbox/message/").content.decode()
    assert ILSE not in body
    assert "Ilse" not in body


def test_sending_again_mails_nobody_twice(notice):
    call_command("send_mail")
    call_command("send_mail")
    assert [message.to for message in mail.outbox].count([ILSE]) == 1
