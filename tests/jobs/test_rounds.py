"""The acts that the program itself has done every so often."""

from datetime import timedelta

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult

from jobs.jobs import KEPT, forget_finished_jobs
from jobs.models import Job
from jobs.schedule import ACTS, run_due
from jobs.testing import run_jobs
from outbox.letters import Letter
from outbox.models import Message
from tests.jobs.sample import NOON

pytestmark = pytest.mark.django_db


def test_the_mail_the_saved_searches_and_the_sweeping_come_round():
    assert {"send_mail", "mail_searches", "sweep_files", "forget_finished_jobs"} <= set(ACTS)


def test_mail_that_its_page_did_not_send_goes_a_minute_later(clock_at, supplier):
    clock_at(NOON)
    run_due(NOON)
    message = {"key": "k", "user": supplier, "email": supplier.email, "language": "nl", "about_type": "tender"}
    letter = Letter("Gesloten", "De opdracht is gesloten.\n")
    Message.objects.create(
        **message, subject=letter.subject, body=letter.body, about_number="27750", state="queued", due_at=NOON,
        created_at=NOON,
    )  # fmt: skip
    later = clock_at(NOON + timedelta(minutes=1))
    assert run_due(later) >= 1
    assert [sent.subject for sent in mail.outbox] == ["Gesloten"]


def test_what_was_done_a_month_ago_is_forgotten_and_what_failed_stays(kind, ask, clock_at):
    clock_at(NOON)
    ask("done")
    run_jobs()
    ask("failed")
    Job.objects.filter(key="failed").update(state="failed", error="went_wrong", finished_at=NOON)
    ask("waiting")
    DBTaskResult.objects.filter(status="SUCCESSFUL").update(finished_at=NOON)
    forget_finished_jobs(NOON + KEPT)
    assert Job.objects.count() == 3
    forget_finished_jobs(NOON + KEPT + timedelta(seconds=1))
    assert sorted(Job.objects.values_list("key", flat=True)) == ["failed", "waiting"]
    assert DBTaskResult.objects.filter(status="SUCCESSFUL").count() == 0
    assert DBTaskResult.objects.filter(status="READY").count() == 2
