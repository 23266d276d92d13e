"""The tests' own frame: the clock, the flush, the people."""

import pytest
from django.db import IntegrityError, connection, transaction

from audit import clock, services, triggers
from audit.models import Event
from tests.remembered import may_repeat


def leave_an_event():
    with transaction.atomic():
        return services.record("demo.loaded", by=None, about=("demo", "1"), now=clock.now())


@pytest.mark.parametrize("time", range(2))
@pytest.mark.django_db(transaction=True)
def test_a_flush_empties_the_log_and_leaves_its_triggers(time):
    assert Event.objects.count() == 0
    leave_an_event()
    assert triggers.missing(connection, Event._meta.db_table) == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.all().delete()
    assert Event.objects.count() == 1


def test_the_clock_stands_where_it_was_put(db, clock_at):
    clock_at("2026-07-01 12:00")
    assert clock.now().isoformat() == "2026-07-01T10:00:00+00:00"
    clock_at("2026-12-01 12:00")
    assert clock.now().isoformat() == "2026-12-01T11:00:00+00:00"


def test_everybody_is_someone_else(officer, assessor, reviewer, auditor, supplier, rival, outsider, superuser):
    everybody = {officer, assessor, reviewer, auditor, supplier, rival, outsider, superuser}
    assert len({user.email for user in everybody}) == 8


@pytest.mark.django_db
@pytest.mark.one_database
def test_a_test_that_replaces_nothing_may_begin_with_what_was_made(request):
    assert may_repeat(request)


@pytest.mark.django_db
@pytest.mark.one_database
@pytest.mark.usefixtures("monkeypatch")
def test_a_test_that_may_replace_something_makes_its_own_beginning(request):
    assert not may_repeat(request)


@pytest.mark.django_db(transaction=True)
@pytest.mark.one_database
def test_a_test_that_commits_makes_its_own_beginning(request):
    assert not may_repeat(request)
