"""The copy of a migrated database is never one of another source."""

import sqlite3

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from audit import triggers
from audit.models import Event
from tests import ready


@pytest.fixture
def source(tmp_path):
    file = tmp_path / "0001_first.py"
    file.write_text("operations = []\n")
    return file


def test_another_migration_another_copy(source, tmp_path):
    before = ready.digest_of([source])
    assert ready.digest_of([source]) == before
    source.write_text("operations = [1]\n")
    changed = ready.digest_of([source])
    more = ready.digest_of([source, ready.ROOT / "manage.py"])
    renamed = ready.digest_of([source.rename(tmp_path / "0002_first.py")])
    assert len({before, changed, more, renamed}) == 4


@pytest.mark.django_db
def test_every_migration_is_done_and_the_log_is_locked():
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    assert triggers.missing(connection, Event._meta.db_table) == []


def test_a_copy_on_sqlite_holds_what_was_kept_and_the_former_one_is_gone(tmp_path, monkeypatch):
    monkeypatch.setattr(ready, "FOLDER", tmp_path / "copies")
    made = tmp_path / "made.sqlite3"
    with sqlite3.connect(made) as database:
        database.execute("CREATE TABLE kept (row)")
    database.close()
    with ready.alone():
        (ready.FOLDER / "former.sqlite3").touch()
        assert ready._taken_on_sqlite(str(tmp_path / "taken.sqlite3")) is False
        ready._keep_on_sqlite(str(made))
        assert ready._taken_on_sqlite(str(tmp_path / "taken.sqlite3")) is True
    with sqlite3.connect(tmp_path / "taken.sqlite3") as database:
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == [("kept",)]
    database.close()
    assert [file.name for file in ready.FOLDER.glob("*.sqlite3")] == [f"{ready.digest()}.sqlite3"]
