"""Messages are written with the act and sent after it; a mail server that fails costs nobody a page or a mail."""

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import IntegrityError, transaction

from outbox.letters import Letter, one_line
from outbox.models import Message
from outbox.sending import CLAIM, PAUSES, send_due
from outbox.services import post, release

NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
LETTER = Letter("Vragen over 27750 beantwoord", "Er zijn antwoorden.\n")
BROKEN = "tests.outbox.test_mail.Broken"


class Broken(EmailBackend):
    """A mail server that fails as `ways` says, one failure for each attempt; None lets the mail through."""

    ways: list[Exception | None] = []

    def send_messages(self, messages):
        error = type(self).ways.pop(0) if type(self).ways else None
        if error is not None:
            raise error
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def _at_noon(clock_at) -> Iterator[None]:
    clock_at(NOON)
    return None


@pytest.fixture
def broken(settings) -> list[Exception | None]:
    settings.EMAIL_BACKEND = BROKEN
    Broken.ways = []
    return Broken.ways


def write(*people, key="answers:27750:1", letter=LETTER, **options) -> None:
    post(letter, to=people, key=key, about=("tender", "27750"), now=NOON, **options)


def states() -> list[str]:
    return [message.state for message in Message.objects.order_by("pk")]


def sent_by_command(*arguments: str) -> tuple[dict[str, int], int]:
    out, code = io.StringIO(), 0
    try:
        call_command("send_mail", "--json", *arguments, stdout=out)
    except SystemExit as end:
        code = end.code
    return json.loads(out.getvalue()), code


# With the act ---------------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_a_message_without_the_act_is_refused(supplier):
    with pytest.raises(transaction.TransactionManagementError):
        write(supplier)
    assert Message.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_mail_goes_when_the_act_is_committed(supplier, rival):
    with transaction.atomic():
        write(supplier, rival, language="en")
        assert mail.outbox == []
    assert [(message.to, message.subject, message.body) for message in mail.outbox] == [
        ([supplier.email], LETTER.subject, LETTER.body),
        ([rival.email], LETTER.subject, LETTER.body),
    ]
    assert mail.outbox[0].extra_headers["Content-Language"] == "en"
    found = Message.objects.get(user=supplier)
    assert (found.state, found.sent_at, found.due_at, found.attempts) == ("sent", NOON, None, 1)


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_sends_nothing(supplier):
    with transaction.atomic():
        write(supplier)
        transaction.set_rollback(True)
    assert (mail.outbox, Message.objects.count()) == ([], 0)


@pytest.mark.django_db(transaction=True)
def test_an_act_mails_a_person_once(supplier, rival):
    for people in [(supplier,), (supplier, rival)]:
        with transaction.atomic():
            write(*people)
    assert [message.to for message in mail.outbox] == [[supplier.email], [rival.email]]
    again = Message.objects.first()
    again.pk = None
    with pytest.raises(IntegrityError, match=r"an_act_mails_a_person_once|outbox_message.key, outbox_message.email"):
        again.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_a_held_message_waits_for_its_release(supplier):
    with transaction.atomic():
        write(supplier, hold=True)
    assert (mail.outbox, states(), sent_by_command()) == ([], ["held"], ({"sent": 0, "failed": 0, "left": 0}, 0))
    assert (release("answers:27750:1", now=NOON), release("answers:27750:1", now=NOON)) == (1, 0)
    assert (len(mail.outbox), states()) == (1, ["sent"])


@pytest.mark.django_db(transaction=True)
def test_who_may_no_longer_log_in_gets_no_mail(supplier):
    supplier.is_active = False
    with transaction.atomic():
        write(supplier)
    assert Message.objects.count() == 0


# The server -----------------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_a_server_that_fails_breaks_nothing_and_is_asked_again(supplier, rival, broken, clock_at, caplog):
    broken[:] = [SMTPServerDisconnected("secret words of the server")]
    with transaction.atomic():
        write(supplier, rival)
    assert states() == ["failed", "queued"]
    first = Message.objects.get(user=supplier)
    assert (first.error, first.due_at, first.sent_at) == ("SMTPServerDisconnected", NOON + PAUSES[0], None)
    assert [word for word in (supplier.email, "secret words") if word in caplog.text] == []
    assert sent_by_command() == ({"sent": 1, "failed": 0, "left": 0}, 0)
    clock_at(NOON + PAUSES[0])
    assert sent_by_command() == ({"sent": 1, "failed": 0, "left": 0}, 0)
    assert [message.to for message in mail.outbox] == [[rival.email], [supplier.email]]


@pytest.mark.django_db(transaction=True)
def test_one_refused_address_keeps_nobody_waiting(supplier, rival, broken):
    broken[:] = [SMTPRecipientsRefused({}), None]
    with transaction.atomic():
        write(supplier, rival)
    assert states() == ["failed", "sent"]


@pytest.mark.django_db
def test_after_its_last_attempt_a_message_is_given_up(supplier, broken, clock_at):
    write(supplier)
    moment = NOON
    for pause in PAUSES:
        broken[:] = [TimeoutError()]
        assert send_due().failed == 1
        moment += pause
        clock_at(moment)
    broken[:] = [TimeoutError()]
    assert sent_by_command() == ({"sent": 0, "failed": 1, "left": 0}, 1)
    found = Message.objects.get()
    assert (found.state, found.attempts, found.due_at) == ("failed", len(PAUSES) + 1, None)


@pytest.mark.django_db
def test_a_message_that_someone_is_sending_is_left_alone_until_the_claim_ends(supplier, broken, clock_at):
    write(supplier)

    class Power(BaseException):
        """Ends the process: no code of ours sees it."""

    broken[:] = [Power()]
    with pytest.raises(Power):
        send_due()
    assert sent_by_command() == ({"sent": 0, "failed": 0, "left": 0}, 0)
    clock_at(NOON + CLAIM)
    assert sent_by_command() == ({"sent": 1, "failed": 0, "left": 0}, 0)


@pytest.mark.django_db
def test_a_page_stops_sending_when_its_time_is_up(supplier, rival):
    write(supplier, rival)
    assert send_due(seconds=0).left == 2
    assert send_due(seconds=60).sent == 2


@pytest.mark.django_db
def test_each_message_leaves_for_its_own_act(supplier):
    write(supplier, key="answers:27750:1")
    write(supplier, key="answers:27750:2")
    assert (send_due(key="answers:27750:2").sent, states()) == (1, ["queued", "sent"])


# Headers --------------------------------------------------------------------------------------------------------------
def test_a_subject_is_one_line_whatever_is_put_in_it():
    assert one_line("Balie\r\nBcc: alle@example.nl\u2028x") == "Balie Bcc: alle@example.nl x"
    assert len(one_line("a" * 500)) == 200


@pytest.mark.django_db
@pytest.mark.parametrize("subject", ["Balie\nBcc: alle@example.nl", "Balie\rBcc: alle@example.nl"])
def test_the_database_takes_no_second_line_in_a_subject(supplier, subject):
    with pytest.raises(IntegrityError, match="a_subject_is_one_line"):
        write(supplier, letter=Letter(subject, "x"))


@pytest.mark.django_db
def test_a_time_without_a_sent_message_is_refused(supplier):
    write(supplier)
    with pytest.raises(IntegrityError, match="a_sent_message_has_its_moment"):
        Message.objects.update(sent_at=NOON - timedelta(days=1))


@pytest.mark.django_db(transaction=True)
def test_the_way_out_is_in_the_text_and_is_a_button_of_the_mail_program(
    supplier, rival, django_capture_on_commit_callbacks
):
    with transaction.atomic():
        write(supplier, rival, unsubscribe=lambda user: f"https://x.nl/{user.pk}" if user == supplier else "")
    theirs, other = sorted(mail.outbox, key=lambda each: each.to != [supplier.email])
    address = f"https://x.nl/{supplier.pk}"
    assert theirs.body == f"Er zijn antwoorden.\n\n-- \nGeen mail meer hierover:\n{address}\n"
    assert theirs.extra_headers["List-Unsubscribe"] == f"<{address}>"
    assert theirs.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert other.body == LETTER.body
    assert "List-Unsubscribe" not in other.extra_headers


# The admin ------------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_the_admin_shows_that_mail_goes_and_not_to_whom(supplier, superuser, as_user):
    write(supplier)
    browser, pk = as_user(superuser), Message.objects.get().pk
    pages = [browser.get(f"/admin/outbox/message/{path}").content.decode() for path in ("", f"{pk}/change/")]
    for page in pages:
        assert "27750" in page
        assert [word for word in (supplier.email, supplier.name, "Er zijn antwoorden") if word in page] == []
        assert 'name="_save"' not in page
    assert browser.post(f"/admin/outbox/message/{pk}/delete/", {"post": "yes"}).status_code == 403
    assert browser.post("/admin/outbox/message/add/", {}).status_code == 403
