"""Sending what is due: claim a message, hand it to the mail server, note the outcome.

A message is claimed by moving `due_at` on, in a statement of its own: of two processes one gets it. When that one dies
half-way, the message is due again after the claim. So a message is sent at least once, and twice only after a crash.
"""

import logging
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F

from audit import clock

from .models import Message

logger = logging.getLogger(__name__)

State = Message.State
CLAIM = timedelta(minutes=10)
# How long to wait after the first, second, … attempt that failed; after the last one nobody tries again by itself.
PAUSES = [timedelta(minutes=minutes) for minutes in (5, 15, 60, 240, 720, 1440)]


@dataclass(frozen=True)
class Sent:
    sent: int
    failed: int
    left: int  # still due: a limit was reached, or the server can't be used now


def send_due(*, key: str = "", seconds: float | None = None) -> Sent:
    """Send what is due, of one act or of all; stops at a limit, and where the server itself fails."""
    now = clock.now()
    due = Message.objects.due(now)
    due = due.filter(key=key) if key else due
    until = None if seconds is None else time.monotonic() + seconds
    outcomes = _send_each(list(due.all()), until=until, now=now)
    return Sent(sent=outcomes.count(True), failed=outcomes.count(False), left=due.all().count())


def _send_each(messages: list[Message], *, until: float | None, now: datetime) -> list[bool]:
    """For each message that was tried, whether it was sent."""
    outcomes: list[bool] = []
    server = get_connection()
    try:
        for message in messages:
            if until is not None and time.monotonic() >= until:
                break
            if not _claim(message, now):
                continue
            error = _hand_over(message, server)
            _note(message, error, now)
            outcomes.append(error is None)
            if error is not None and not isinstance(error, SMTPRecipientsRefused):
                break  # not this address but the server: the others would wait for it too
    finally:
        server.close()
    return outcomes


def _claim(message: Message, now: datetime) -> bool:
    mine = Message.objects.due(now).filter(pk=message.pk)
    return bool(mine.update(due_at=now + CLAIM, attempts=F("attempts") + 1))


def _hand_over(message: Message, server: BaseEmailBackend) -> Exception | None:
    """What went wrong, if anything: every way in which a mail server fails ends here, never on a page."""
    mail = EmailMessage(message.subject, message.body, to=[message.email], connection=server, headers=_headers(message))
    try:
        server.open()
        mail.send()
    except Exception as error:
        logger.warning("Message %s was not sent: %s", message.pk, type(error).__name__)  # no address, no server's words
        return error
    return None


def _headers(message: Message) -> dict[str, str]:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    headers = {
        "Message-ID": f"<message-{message.pk}@{host}>",  # the same again after a crash: mail programs show one
        "Auto-Submitted": "auto-generated",  # no out-of-office replies
        "Content-Language": message.language,
    }
    if message.unsubscribe:  # RFC 8058: the mail program's own button, with one click
        headers["List-Unsubscribe"] = f"<{message.unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _note(message: Message, error: Exception | None, now: datetime) -> None:
    outcome = {"state": State.SENT, "sent_at": now, "due_at": None, "error": ""}
    if error is not None:
        attempt = message.attempts  # as it was read, before this one
        due_at = now + PAUSES[attempt] if attempt < len(PAUSES) else None
        outcome = {"state": State.FAILED, "due_at": due_at, "error": type(error).__name__[:80]}
    Message.objects.filter(pk=message.pk).update(**outcome)
