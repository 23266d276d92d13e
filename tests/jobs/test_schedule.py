"""What comes round is done when it is due, by one worker, and again when that one failed."""

from datetime import UTC, datetime, time, timedelta

import pytest

from audit import clock
from jobs import schedule
from jobs.models import Round
from jobs.schedule import comes_round, each_day, run_due
from tests.jobs.sample import NOON

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _no_other_acts(monkeypatch, clock_at):
    monkeypatch.setattr(schedule, "ACTS", {})
    clock_at(NOON)


@pytest.fixture
def done() -> list[datetime]:
    return []


def test_it_is_done_after_each_interval(done):
    comes_round("tick", every=5 * MINUTE)(done.append)
    assert [run_due(NOON + minutes * MINUTE) for minutes in (0, 4, 5, 6, 9, 10)] == [0, 0, 1, 0, 0, 1]
    assert done == [NOON + 5 * MINUTE, NOON + 10 * MINUTE]


def test_of_two_workers_one_does_it(done):
    def act(now):
        done.append(now)
        assert run_due(now) == 0  # another worker, meanwhile

    comes_round("tick", every=MINUTE)(act)
    run_due(NOON)
    assert run_due(NOON + MINUTE) == 1
    assert len(done) == 1


def test_one_that_goes_wrong_is_due_again_and_keeps_no_other(done, caplog):
    def fails(now):
        raise ValueError("Zegelwoord")

    comes_round("a fails", every=MINUTE)(fails)
    comes_round("b works", every=MINUTE)(done.append)
    run_due(NOON)
    assert run_due(NOON + MINUTE) == 1
    assert done == [NOON + MINUTE]
    failed = Round.objects.get(name="a fails")
    assert (failed.error, failed.due_at, failed.done_at) == ("ValueError", NOON + MINUTE + schedule.CLAIM, None)
    assert "ValueError" in caplog.text
    assert "Zegelwoord" not in caplog.text


def test_one_that_takes_too_long_is_stopped(monkeypatch, done):
    monkeypatch.setattr(schedule, "SECONDS", 0.1)
    comes_round("sleeps", every=MINUTE)(lambda now: __import__("time").sleep(30))
    run_due(NOON)
    assert run_due(NOON + MINUTE) == 0
    assert Round.objects.get().error == "OutOfTime"


def test_an_act_that_is_gone_from_the_program_is_left_alone(done):
    Round.objects.create(name="of an older program", due_at=NOON)
    assert run_due(NOON) == 0


@pytest.mark.parametrize(
    ("moment", "following"),
    [
        (datetime(2026, 11, 23, 5, 59, tzinfo=UTC), datetime(2026, 11, 23, 6, 0, tzinfo=UTC)),
        (datetime(2026, 11, 23, 6, 0, tzinfo=UTC), datetime(2026, 11, 24, 6, 0, tzinfo=UTC)),
        # the clock goes forward in the night of 28 March 2027, and back in that of 25 October 2026
        (datetime(2027, 3, 27, 12, tzinfo=UTC), datetime(2027, 3, 28, 5, 0, tzinfo=UTC)),
        (datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2026, 10, 25, 6, 0, tzinfo=UTC)),
    ],
)
def test_each_day_is_a_day_of_the_netherlands(moment, following):
    assert each_day(time(7))(moment) == following
    assert clock.AMSTERDAM  # the zone that the deadline pages show
