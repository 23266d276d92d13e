"""A receipt by mail and as a PDF: who gets it, and that it shows nothing of the content."""

import io
import re
from datetime import timedelta
from uuid import uuid4

import page
import pdfplumber
import pytest
from django.urls import reverse

from accounts.mail import Kind, preferences_of, wanting
from accounts.models import MailPreferences, User
from audit import clock
from audit.models import Event
from candidates import vault
from candidates.queries import interested
from candidates.receipt_pdf import receipt_pdf
from candidates.services import submit, withdraw
from outbox.models import Message
from tenders.services.following import follow
from tests.candidates.factories import IN_TIME, a_draft, a_submitted_bid, bidder_of
from tests.conftest import person
from tests.factories import published_raalte

pytestmark = pytest.mark.django_db
MOMENT = IN_TIME.replace(second=12, microsecond=345_678)
VOG = {"kind": "vog", "name": "VOG", "when": "with_bid", "text": ""}
MOTIVATION = {"kind": "motivation", "name": "Motivatie", "when": "with_bid", "text": ""}
CONTENT = {"candidate": "Wiebe Haverkamp", "hourly_rate": "43,21", "motivation": "Ik luister graag.",
           "available_from": "Carnaval"}  # fmt: skip
TOLD = ("Haverkamp", "43,21", "4321", "luister", "Carnaval", "cv.pdf", "vog.pdf")


@pytest.fixture
def colleague(noord):
    return person("Karel Noord", noord, "bidder")


@pytest.fixture
def version(supplier, colleague, noord, clock_at):
    """Of a bid with a document beside the CV."""
    bid = a_draft(published_raalte(documents=[MOTIVATION, VOG]), noord, **CONTENT)
    clock_at(MOMENT)
    return submit(bid, token=uuid4(), by=supplier)


def told(text):
    """Not four digits inside a hash, which fall together once in a while."""
    return [word for word in TOLD if re.search(rf"(?<![0-9a-f]){re.escape(word)}(?![0-9a-f])", text)]


def hashes(version):
    files = vault.read_version(version, by=bidder_of(version.bid.supplier)).files
    return [version.sha256, *(file.sha256 for file in files)]


# By mail -------------------------------------------------------------------------------------------------------------
def test_who_submitted_and_the_colleagues_get_the_receipt(version, supplier, colleague, rival):
    assert set(Message.objects.values_list("email", flat=True)) == {supplier.email, colleague.email}
    message = Message.objects.get(user=supplier)
    said = [
        version.bid.number,
        "zondag 1 maart 2026, 09:00:12.345 uur (CET)",
        f"{version.head_count}:{version.head_hash}",
        reverse("bid_version", args=[version.bid.number, 1]),
        reverse("mail_preferences"),
        *hashes(version),
    ]
    assert [each for each in said if each not in message.body] == []
    assert version.bid.number in message.subject
    assert (told(message.body), told(message.subject)) == ([], [])


def test_the_same_receipt_is_mailed_once(version, supplier):
    submit(version.bid, token=version.token, by=supplier)
    submit(version.bid, token=uuid4(), by=supplier)
    assert Message.objects.count() == 2


def test_who_wants_no_receipts_of_colleagues_still_gets_those_of_their_own(noord, supplier, colleague, clock_at):
    for user in (supplier, colleague):
        MailPreferences.objects.create(user=user, receipts=False)
    bid = a_draft(published_raalte(), noord)
    clock_at(MOMENT)
    submit(bid, token=uuid4(), by=supplier)
    assert [message.user for message in Message.objects.all()] == [supplier]


def test_a_withdrawal_is_mailed_with_its_moment(version, supplier, colleague, clock_at):
    Message.objects.all().delete()
    clock_at(MOMENT + timedelta(minutes=1))
    withdraw(version.bid, by=colleague)
    assert {message.user for message in Message.objects.all()} == {supplier, colleague}
    body = Message.objects.first().body
    said = [version.bid.number, "09:01:12.345", str(Event.objects.get(act="bid.withdrawn").position)]
    assert [each for each in said if each not in body] == []
    assert told(body) == []


def test_a_refused_attempt_mails_nobody(noord, supplier):
    tender = published_raalte()
    bid = a_draft(tender, noord)
    with clock.at(tender.closes_at):
        submit(bid, token=uuid4(), by=supplier)
    assert not Message.objects.exists()


def test_the_admin_sees_that_mail_goes_and_not_to_whom(version, superuser, as_user):
    message = Message.objects.first()
    admin = as_user(superuser)
    for address in (
        reverse("admin:outbox_message_changelist"),
        reverse("admin:outbox_message_change", args=[message.pk]),
    ):
        text = admin.get(address).content.decode()
        assert version.bid.number in text
        assert [word for word in ("noord", "Noord", version.sha256) if word in text] == []


# As a PDF ------------------------------------------------------------------------------------------------------------
def words(data):
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return " ".join(" ".join(each.extract_text() for each in pdf.pages).split())


def test_the_pdf_is_valid_pdf_ua_and_shows_no_content(version, supplier, as_user, tmp_path):
    answer = as_user(supplier).get(reverse("bid_version_pdf", args=[version.bid.number, 1]))
    name = f"ontvangstbewijs-{version.bid.number}-1.pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    path = tmp_path / name
    path.write_bytes(answer.content)
    found = page.validate_pdf(str(path), profile="ua1").failures
    assert [f"{each.rule_id}: {each.message}" for each in found] == []
    text = words(answer.content)
    bare = text.replace(" ", "")
    said = [version.bid.number, "zondag 1 maart 2026, 09:00:12.345 uur (CET)", "VOG", "Noord Detachering"]
    assert [each for each in said if each not in text] == []
    assert [each for each in hashes(version) if each not in bare] == []
    assert told(text) == []


def test_the_same_receipt_is_the_same_bytes(version, supplier):
    sent = vault.read_version(version, by=supplier)
    first, again = (receipt_pdf(version, sent, version.bid.tender) for _ in range(2))
    assert first == again


# Mail preferences ----------------------------------------------------------------------------------------------------
def test_everyone_gets_everything_until_they_say_otherwise(supplier, colleague):
    MailPreferences.objects.create(user=colleague, reminders=False)
    assert {each.email for each in wanting(User.objects.all(), Kind.REMINDERS)} == {supplier.email}
    assert {each.email for each in wanting(User.objects.all(), Kind.RECEIPTS)} == {supplier.email, colleague.email}


def test_a_person_chooses_on_the_page_and_sees_it_again(supplier, as_user):
    browser = as_user(supplier)
    address = reverse("mail_preferences")
    assert browser.get(address).content.decode().count("checked") == 3
    assert browser.post(address, {"receipts": "on"}).url == address
    kept = preferences_of(supplier)
    assert (kept.receipts, kept.reminders, kept.following) == (True, False, False)
    assert browser.get(address).content.decode().count("checked") == 1
    browser.post(address, {"reminders": "on"})
    assert MailPreferences.objects.get() == preferences_of(supplier)
    assert preferences_of(supplier).reminders


def test_a_follower_without_such_mail_is_not_told_and_a_bidder_always_is(noord, supplier, outsider):
    tender = published_raalte()
    for user in (outsider, supplier):
        follow(tender, by=user, now=IN_TIME)
        MailPreferences.objects.create(user=user, following=False)
    assert list(interested(tender)) == []
    a_submitted_bid(tender, noord)
    assert list(interested(tender)) == [supplier]
