"""What sends the mail that its page did not: it was too much, or the server failed."""

from datetime import datetime, timedelta

from jobs.schedule import comes_round

from .sending import send_due

SECONDS = 60  # the rest goes a minute later; other work waits for no mail server


@comes_round("send_mail", every=timedelta(minutes=1))
def send_mail(now: datetime) -> None:
    send_due(seconds=SECONDS)
