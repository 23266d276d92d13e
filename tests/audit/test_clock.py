from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.db import connection, transaction

from audit import clock

MOMENT = datetime(2026, 11, 23, 11, 0, 0, 120, tzinfo=UTC)


@pytest.mark.django_db
def test_now_is_the_moment_in_utc():
    before = datetime.now(UTC)  # noqa: TID251
    now = clock.now()
    after = datetime.now(UTC)  # noqa: TID251
    assert before <= now <= after
    assert now.tzinfo is UTC


@pytest.mark.django_db
def test_now_goes_on_inside_a_transaction():
    with transaction.atomic():
        assert clock.now() < clock.now()


@pytest.mark.django_db
def test_on_postgresql_now_is_asked_of_the_database(django_assert_num_queries):
    with django_assert_num_queries({"sqlite": 0, "postgresql": 1}[connection.vendor]) as asked:
        clock.now()
    assert [query["sql"] for query in asked.captured_queries] == {
        "sqlite": [],
        "postgresql": ["SELECT clock_timestamp()"],
    }[connection.vendor]


def test_the_clock_stands_still_for_every_thread():
    with clock.at(MOMENT), ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda _: clock.now(), range(8))) == [MOMENT] * 8


def test_the_inner_clock_counts_until_its_block_ends():
    later = MOMENT + timedelta(days=1)
    with clock.at(MOMENT):
        with clock.at(later):
            assert clock.now() == later
        assert clock.now() == MOMENT


def test_the_clock_goes_on_after_an_error():
    with pytest.raises(ZeroDivisionError), clock.at(MOMENT):
        1 / 0  # noqa: B018
    with clock.at(MOMENT + timedelta(days=1)):
        assert clock.now() == MOMENT + timedelta(days=1)
    assert clock._moments == []


def test_a_moment_in_another_zone_stands_in_utc():
    with clock.at(MOMENT.astimezone(timezone(timedelta(hours=1)))):
        assert clock.now() == MOMENT
        assert clock.now().tzinfo is UTC


def test_today_is_the_day_in_the_netherlands():
    with clock.at(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)):
        assert clock.today() == date(2026, 7, 2)
    with clock.at(datetime(2026, 12, 1, 22, 30, tzinfo=UTC)):
        assert clock.today() == date(2026, 12, 1)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"), clock.at(MOMENT.replace(tzinfo=None)):
        pass


def test_the_clock_does_not_move_on_a_real_site(settings):
    settings.CLOCK_MAY_MOVE = False
    with pytest.raises(clock.ClockCannotMove), clock.at(MOMENT):
        pass
    assert clock._moments == []
