"""Triggers that refuse to change a table, for both databases; migrations install them with `append_only` and
`forbid_update`.

On SQLite a later migration that alters such a table makes it anew and loses its triggers: end that migration with
`append_only(table)` again. `missing` and a test tell when this was forgotten.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

APPEND_ONLY = ("update", "delete", "truncate")


class Refusal(NamedTuple):
    """One trigger: this act on this table is refused."""

    act: str
    table: str

    @property
    def name(self) -> str:
        return f"refuse_{self.act}_{self.table}"


def append_only(table: str) -> migrations.RunPython:
    """A migration operation: rows can be added, never changed, deleted or truncated."""
    return _operation([Refusal(act, table) for act in APPEND_ONLY])


def forbid_update(table: str) -> migrations.RunPython:
    """A migration operation: rows can be added and deleted, never changed."""
    return _operation([Refusal("update", table)])


def allow_update(table: str) -> migrations.RunPython:
    """The reverse of `forbid_update`: a migration that fills or alters such a table begins with it and ends with the
    other, in both directions."""
    forbidding = forbid_update(table)
    return migrations.RunPython(forbidding.reverse_code, forbidding.code, elidable=False)


def standing(connection: BaseDatabaseWrapper) -> list[Refusal]:
    """The triggers that are in force now."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING[connection.vendor])
        found = [(table, name) for table, name in cursor.fetchall() if name.startswith("refuse_")]
    return sorted(Refusal(name.split("_")[1], table) for table, name in found)


def missing(connection: BaseDatabaseWrapper, table: str) -> list[Refusal]:
    """What an append-only table should refuse and doesn't."""
    expected = [Refusal(act, table) for act in _ACTS[connection.vendor]]
    in_force = standing(connection)
    return [refusal for refusal in expected if refusal not in in_force]


def create_sql(connection: BaseDatabaseWrapper, refusals: Iterable[Refusal]) -> list[str]:
    vendor = connection.vendor
    known = [refusal for refusal in refusals if refusal.act in _ACTS[vendor]]
    return [*_CREATE_FUNCTION[vendor], *(_CREATE[vendor](refusal) for refusal in known)]


def drop_sql(connection: BaseDatabaseWrapper, refusals: Iterable[Refusal]) -> list[str]:
    vendor = connection.vendor
    return [_DROP[vendor](refusal) for refusal in refusals if refusal.act in _ACTS[vendor]]


def _operation(refusals: list[Refusal]) -> migrations.RunPython:
    def install(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        connection = schema_editor.connection
        for sql in [*drop_sql(connection, refusals), *create_sql(connection, refusals)]:
            schema_editor.execute(sql, params=None)

    def remove(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for sql in drop_sql(schema_editor.connection, refusals):
            schema_editor.execute(sql, params=None)

    return migrations.RunPython(install, remove, elidable=False)


_ACTS = {"sqlite": ("update", "delete"), "postgresql": APPEND_ONLY}  # SQLite has no TRUNCATE

_STANDING = {
    "sqlite": "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": """
        SELECT relname, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
        WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND pg_table_is_visible(pg_class.oid)""",
}

_CREATE_FUNCTION = {
    "sqlite": [],
    # One function for all tables; the code makes Django raise IntegrityError, as SQLite's ABORT does.
    "postgresql": [
        """
        CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '%: % is refused', TG_TABLE_NAME, lower(TG_OP)
            USING ERRCODE = 'integrity_constraint_violation';
        END $$"""
    ],
}


def _create_on_sqlite(refusal: Refusal) -> str:
    return f"""
        CREATE TRIGGER "{refusal.name}" BEFORE {refusal.act} ON "{refusal.table}"
        BEGIN SELECT RAISE(ABORT, '{refusal.table}: {refusal.act} is refused'); END"""


def _create_on_postgresql(refusal: Refusal) -> str:
    # Per row, as on SQLite: a statement that finds no row does no harm. TRUNCATE has no rows.
    each = "STATEMENT" if refusal.act == "truncate" else "ROW"
    return f"""
        CREATE TRIGGER "{refusal.name}" BEFORE {refusal.act} ON "{refusal.table}"
        FOR EACH {each} EXECUTE FUNCTION refuse_change()"""


_CREATE = {"sqlite": _create_on_sqlite, "postgresql": _create_on_postgresql}

_DROP = {
    "sqlite": lambda refusal: f'DROP TRIGGER IF EXISTS "{refusal.name}"',
    "postgresql": lambda refusal: f'DROP TRIGGER IF EXISTS "{refusal.name}" ON "{refusal.table}"',
}
