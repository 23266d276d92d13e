"""A job is done once, by one worker at a time; what went wrong is tried again, at most three times."""

import time
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from audit import clock
from jobs import running
from jobs.kinds import Failed, UnknownKind
from jobs.models import Job
from jobs.queue import put_in_queue
from jobs.reaping import reap
from jobs.services import find, forget, start
from jobs.testing import run_jobs
from tests.jobs.sample import NOON

pytestmark = pytest.mark.django_db
State = Job.State
SECRET = "Zegelwoord"


@pytest.fixture(autouse=True)
def _at_noon(clock_at):
    clock_at(NOON)


@pytest.fixture
def at_once(monkeypatch):
    """Another attempt waits for nothing."""
    monkeypatch.setattr(running, "PAUSES", [timedelta(0)])


def the_job() -> Job:
    return Job.objects.get()


def test_a_job_is_done_with_its_arguments_and_says_how_far_it_is(kind, ask):
    seen = []

    def work(arguments, progress):
        progress(1, 3)
        job = the_job()
        seen.append((arguments, job.state, job.attempts, job.done_parts, job.all_parts))

    kind(work)
    ask(file="7")
    assert the_job().state == State.WAITING
    assert run_jobs() == 1
    job = the_job()
    assert seen == [({"file": "7"}, State.RUNNING, 1, 1, 3)]
    assert (job.state, job.done_parts, job.all_parts, job.finished_at) == (State.DONE, 3, 3, NOON)


def test_the_same_key_gives_the_same_job_and_is_done_once(kind, ask):
    done = []
    kind(lambda arguments, progress: done.append(arguments))
    assert ask("one") == ask("one")
    assert ask("two") != ask("one")
    run_jobs()
    assert ask("one").state == State.DONE
    run_jobs()
    assert len(done) == 2


def test_a_kind_without_a_handler_is_refused():
    with pytest.raises(UnknownKind):
        start("nobody", key="1", arguments={}, now=NOON)


@pytest.mark.parametrize("text", ["Sanne de Vries", "€ 54,50", "", "a" * 81, "x\ny"])
def test_an_argument_that_is_no_key_is_refused(ask, text):
    with pytest.raises(ValueError, match="keys of rows"):
        ask(file=text)
    assert not Job.objects.exists()


def test_a_job_that_is_asked_for_in_an_act_that_fails_is_not_there(ask):
    with transaction.atomic():
        ask()
        transaction.set_rollback(True)
    assert (Job.objects.count(), DBTaskResult.objects.count()) == (0, 0)


def test_what_goes_wrong_is_tried_three_times_and_no_word_of_it_is_kept(kind, ask, at_once, caplog):
    def work(arguments, progress):
        raise ValueError(SECRET)

    kind(work)
    ask()
    assert run_jobs() == 3
    job = the_job()
    assert (job.state, job.attempts, job.error) == (State.FAILED, 3, "went_wrong")
    assert "ValueError in test_running.py" in caplog.text
    assert SECRET not in caplog.text + str(list(DBTaskResult.objects.values())) + str(list(Job.objects.values()))


def test_another_attempt_waits_a_little(kind, ask):
    kind(lambda arguments, progress: 1 / 0)
    ask()
    with clock.at(NOON + timedelta(days=36500)):  # far from the queue's own clock, which can't be moved
        assert run_jobs() == 1
    job = the_job()
    assert (job.state, job.attempts, job.is_over) == (State.WAITING, 1, False)


def test_a_job_that_its_handler_gives_up_is_not_tried_again(kind, ask):
    def work(arguments, progress):
        raise Failed("password")

    kind(work)
    ask()
    assert run_jobs() == 1
    assert (the_job().state, the_job().error, the_job().attempts) == (State.FAILED, "password", 1)


def test_an_attempt_ends_when_its_time_is_over(kind, ask, at_once):
    def work(arguments, progress):
        try:
            time.sleep(30)
        except Exception:  # what a careless handler does
            time.sleep(30)

    kind(work, seconds=0.1)
    ask()
    begun = time.monotonic()
    assert run_jobs() == 3
    assert time.monotonic() - begun < 10
    assert (the_job().state, the_job().error) == (State.FAILED, "out_of_time")


# Leases --------------------------------------------------------------------------------------------------------------
def taken(ask, *, worker="first") -> running.Hand:
    job = ask()
    hand = running.take(job.pk, worker=worker, now=clock.now())
    assert hand
    return hand


def test_of_two_workers_one_gets_the_job(ask):
    hand = taken(ask)
    assert running.take(hand.job.pk, worker="second", now=NOON) is None


def test_a_job_is_taken_up_again_when_the_lease_is_over_and_not_before(ask, clock_at):
    taken(ask)
    clock_at(NOON + timedelta(seconds=59))
    assert reap(clock.now()) == 0
    clock_at(NOON + timedelta(seconds=60))
    assert reap(clock.now()) == 1
    assert the_job().state == State.WAITING
    assert run_jobs() >= 1
    assert (the_job().state, the_job().attempts) == (State.DONE, 2)


def test_a_worker_that_lives_keeps_its_job(ask, clock_at):
    taken(ask)
    clock_at(NOON + timedelta(seconds=50))
    assert running.keep_in_hand("second", now=clock.now()) == 0
    assert running.keep_in_hand("first", now=clock.now()) == 1
    clock_at(NOON + timedelta(seconds=64))
    assert reap(clock.now()) == 0


def test_a_worker_that_hangs_keeps_it_no_longer_than_its_time(ask, clock_at):
    taken(ask)  # five seconds at most, and a lease of sixty
    clock_at(NOON + timedelta(seconds=65))
    assert running.keep_in_hand("first", now=clock.now()) == 0
    assert reap(clock.now()) == 1


def test_after_three_dead_workers_it_has_failed_and_says_so(ask, clock_at):
    job, moment = ask(), NOON
    for _ in range(3):
        assert running.take(job.pk, worker="dies", now=moment)
        moment = clock_at(moment + timedelta(seconds=61))
        assert reap(moment) == 1
    assert (the_job().state, the_job().error, the_job().attempts) == (State.FAILED, "broken_off", 3)
    assert reap(moment) == 0


def test_a_worker_that_comes_back_after_its_lease_changes_nothing(kind, ask, clock_at):
    hand = taken(ask)
    clock_at(NOON + timedelta(minutes=2))
    reap(clock.now())
    second = running.take(hand.job.pk, worker="second", now=clock.now())
    with pytest.raises(running.LostJob):
        hand.progress(1, 2)
    with pytest.raises(running.LostJob):
        hand.change(state=State.DONE, finished_at=NOON, leased_until=None)
    second.progress(1, 4)
    assert (the_job().worker, the_job().all_parts) == ("second", 4)


def test_a_handler_that_lost_its_job_stops_without_a_trace(kind, ask):
    def work(arguments, progress):
        Job.objects.update(worker="second")
        progress(1, 2)
        raise AssertionError

    kind(work)
    ask()
    run_jobs()
    assert (the_job().state, the_job().worker) == (State.RUNNING, "second")
    assert DBTaskResult.objects.get().traceback == ""


def test_a_job_that_fell_out_of_the_queue_comes_back_into_it(ask, clock_at):
    ask()
    DBTaskResult.objects.update(status="RUNNING")  # its worker died before it had the job in hand
    assert reap(clock_at(NOON + timedelta(seconds=59))) == 0
    assert reap(clock_at(NOON + timedelta(seconds=60))) == 1
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "READY"]
    assert reap(clock_at(NOON + timedelta(minutes=5))) == 0  # it waits in the queue, however long
    run_jobs()
    assert the_job().state == State.DONE


def test_twice_in_the_queue_is_done_once(kind, ask):
    done = []
    kind(lambda arguments, progress: done.append(1))
    put_in_queue(ask(), now=NOON)
    assert run_jobs() == 2
    assert done == [1]


def test_a_job_without_its_row_or_its_kind_stops_nobody(kind, ask):
    ask("one")
    ask("two")
    forget("sample", keys=["one"])
    Job.objects.filter(key="two").update(kind="of an older program")
    assert run_jobs() == 2
    assert (the_job().state, find("sample", key="one")) == (State.WAITING, None)


def test_a_job_that_waits_for_a_minute_is_stalled(ask, clock_at):
    job = ask()
    assert not job.is_stalled(NOON + timedelta(seconds=59))
    assert job.is_stalled(NOON + timedelta(seconds=60))
    run_jobs()
    assert not the_job().is_stalled(NOON + timedelta(hours=1))


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("a_running_job_is_in_somebodys_hands", {"state": "running"}),
        ("a_finished_job_has_its_moment", {"state": "done"}),
        ("a_failed_job_says_why", {"state": "failed", "finished_at": NOON}),
        ("no_more_parts_than_all", {"done_parts": 1}),
        ("job_state_is_known", {"state": "odd"}),
    ],
)
def test_the_database_refuses(ask, name, changes):
    ask()
    with pytest.raises(IntegrityError, match=name):
        Job.objects.update(**changes)
