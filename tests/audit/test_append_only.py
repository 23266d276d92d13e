from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.core.management.color import no_style
from django.core.management.sql import sql_flush
from django.db import IntegrityError, connection, migrations, models, transaction
from django.db.migrations.state import ProjectState

from audit import triggers
from audit.models import Event
from audit.services import record
from audit.triggers import Refusal, allow_update, append_only, forbid_update
from audit.verify import verify

NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)


@pytest.fixture
def event(db: None) -> Event:
    with transaction.atomic():
        return record("tender.published", by=1, about=("tender", "27750"), tender="27750", now=NOW)


def refused(sql: str) -> str:
    with pytest.raises(IntegrityError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    return str(error.value).partition("\n")[0]


def test_the_database_refuses_to_change_an_event(event: Event):
    assert refused("UPDATE audit_event SET actor_id = 2") == "audit_event: update is refused"
    assert refused("UPDATE audit_event SET at = at") == "audit_event: update is refused"


def test_the_database_refuses_to_delete_an_event(event: Event):
    assert refused("DELETE FROM audit_event") == "audit_event: delete is refused"


def test_the_database_refuses_to_empty_the_log(event: Event):
    if connection.vendor == "sqlite":
        assert refused("DELETE FROM audit_event WHERE 1 = 1") == "audit_event: delete is refused"
    else:
        assert refused("TRUNCATE audit_event") == "audit_event: truncate is refused"
        assert refused("TRUNCATE audit_event CASCADE") == "audit_event: truncate is refused"


def test_an_insert_cannot_push_an_event_aside(event: Event):
    columns = "sequence, at, act, actor_id, object_type, object_id, tender, data, previous_hash, hash"
    copied = f"SELECT {columns.replace('actor_id', '2')} FROM audit_event"  # noqa: S608
    if connection.vendor == "sqlite":
        sql = f"INSERT OR REPLACE INTO audit_event ({columns}) {copied}"
        assert refused(sql) == "audit_event: delete is refused"
    else:
        sql = f"INSERT INTO audit_event ({columns}) {copied} ON CONFLICT (sequence) DO UPDATE SET actor_id = 2"
        assert refused(sql) == "audit_event: update is refused"


def test_the_program_itself_cannot_change_or_delete_an_event(event: Event):
    event.actor_id = 2
    with pytest.raises(IntegrityError), transaction.atomic():
        event.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        event.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.update(actor_id=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.all().delete()
    assert Event.objects.get().actor_id == 1


@pytest.mark.django_db(transaction=True)
def test_an_ordinary_flush_is_refused_and_empties_nothing():
    """Statement by statement: the flush of the tests lifts the triggers, that of a site doesn't."""
    with transaction.atomic():
        record("tender.published", by=1, about=("tender", "27750"), now=NOW)
    statements = sql_flush(no_style(), connection)
    with pytest.raises(IntegrityError, match="is refused"), transaction.atomic(), connection.cursor() as cursor:
        list(map(cursor.execute, statements))
    assert Event.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_flush_of_the_tests_empties_the_log_and_leaves_the_triggers():
    with transaction.atomic():
        record("tender.published", by=1, about=("tender", "27750"), now=NOW)
    before = triggers.standing(connection)
    call_command("flush", verbosity=0, interactive=False, reset_sequences=False, inhibit_post_migrate=True)
    assert triggers.standing(connection) == before
    with transaction.atomic():
        again = record("tender.published", by=1, about=("tender", "27750"), now=NOW)
    assert again.sequence == 1
    assert verify().whole


@pytest.mark.django_db
def test_the_triggers_of_the_log_are_in_force():
    acts = {"sqlite": ["delete", "update"], "postgresql": ["delete", "truncate", "update"]}[connection.vendor]
    found = [refusal for refusal in triggers.standing(connection) if refusal.table == "audit_event"]
    assert found == [Refusal(act, "audit_event") for act in acts]
    assert triggers.missing(connection, "audit_event") == []


class Note(models.Model):
    """A table for one test, that no migration knows."""

    text = models.TextField()

    class Meta:
        app_label = "tests"
        db_table = "test_note"
        managed = False


@pytest.fixture
def notes(db: None) -> None:
    """On SQLite a table can't be made by Django inside a transaction with foreign keys checked: made by hand."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE test_note (id integer PRIMARY KEY, text text)")
    Note.objects.create(id=1, text="one")


def apply(operation: migrations.RunPython, *, backwards: bool = False) -> None:
    work = operation.reverse_code if backwards else operation.code
    with connection.cursor() as cursor:
        work(ProjectState().apps, _Recorder(cursor))


class _Recorder:
    """The two things of a schema editor that the operation uses, inside the test's own transaction."""

    def __init__(self, cursor: object) -> None:
        self.connection = connection
        self.execute = lambda sql, params: cursor.execute(sql)


def test_any_table_can_be_made_append_only_and_back(notes: None):
    operation = append_only("test_note")
    apply(operation)
    assert refused("UPDATE test_note SET text = 'two'") == "test_note: update is refused"
    assert refused("DELETE FROM test_note") == "test_note: delete is refused"
    Note.objects.create(id=2, text="two")
    apply(operation, backwards=True)
    assert Note.objects.all().delete()[0] == 2


def test_a_table_can_refuse_changes_and_still_be_cleared(notes: None):
    apply(forbid_update("test_note"))
    assert refused("UPDATE test_note SET text = 'two'") == "test_note: update is refused"
    assert Note.objects.all().delete()[0] == 1


def test_a_migration_lifts_the_refusal_and_puts_it_back(notes: None):
    apply(forbid_update("test_note"))
    apply(allow_update("test_note"))
    assert Note.objects.update(text="two") == 1
    apply(allow_update("test_note"), backwards=True)
    assert refused("UPDATE test_note SET text = 'three'") == "test_note: update is refused"


def test_a_statement_that_finds_no_row_is_let_through(notes: None):
    """Django deletes "all that point at this" without looking whether there are any."""
    apply(append_only("test_note"))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM test_note WHERE id = 99")
        cursor.execute("UPDATE test_note SET text = 'two' WHERE id = 99")
    assert Note.objects.count() == 1


def test_installing_twice_is_installing_once(notes: None):
    apply(append_only("test_note"))
    apply(append_only("test_note"))
    assert triggers.missing(connection, "test_note") == []


@pytest.mark.django_db(transaction=True)
def test_the_migration_goes_back_and_forth():
    call_command("migrate", "audit", "0001", verbosity=0)
    try:
        assert len(triggers.missing(connection, "audit_event")) == {"sqlite": 2, "postgresql": 3}[connection.vendor]
    finally:
        call_command("migrate", verbosity=0)
    assert triggers.missing(connection, "audit_event") == []
