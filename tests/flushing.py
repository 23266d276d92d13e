"""Emptying the database after a test that really commits, at a fraction of what Django's own flush takes.

Only tables that have a row are emptied; what the migrations leave behind stands, so nothing has to make it again. The
triggers that refuse to empty the log are out of force meanwhile.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pytest
from django.core.management.commands import flush
from django.db import connection, transaction
from django.db.backends.base.operations import BaseDatabaseOperations

from audit import triggers

# Filled by the migrations and by what follows them.
LASTING = ("django_migrations", "django_content_type", "auth_permission")


@contextmanager
def quick_flush() -> Iterator[None]:
    """As long as this lasts, `flush` does that."""
    with pytest.MonkeyPatch.context() as patch:
        # On the class: beside a browser, another connection may do the flush than the one that is here now.
        patch.setattr(type(connection.ops), "execute_sql_flush", _empty)
        patch.setattr(flush, "emit_post_migrate_signal", lambda *arguments: None)
        yield


def _empty(operations: BaseDatabaseOperations, statements: list[str]) -> None:
    """Instead of Django's `statements`."""
    delete = [f'DELETE FROM "{name}"' for name in _tables_with_rows()]  # noqa: S608 names of our own tables
    with transaction.atomic():
        if connection.vendor == "postgresql":
            # No trigger and no foreign key is looked at.
            _execute_all(["SET LOCAL session_replication_role = replica", *delete])
            return
        standing = triggers.standing(connection)
        _execute_all([*triggers.drop_sql(connection, standing), *delete, *triggers.create_sql(connection, standing)])
        number_from_one()


def _tables_with_rows() -> list[str]:
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    asked = [f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in names if name not in LASTING]  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return [name for (name,) in cursor.fetchall()]


def _execute_all(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


# Equal tests, equal numbers ------------------------------------------------------------------------------------------
SEQUENCES: list[str] = []


def number_from_one() -> None:
    """SQLite counts on after a flush, PostgreSQL also when a test is taken back."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence")  # rows that are still there are counted on from
            return
        if not SEQUENCES:
            cursor.execute("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'")
            SEQUENCES.extend(name for (name,) in cursor.fetchall() if not name.startswith(LASTING))
        cursor.execute("SELECT " + ", ".join(f"setval('{name}', 1, false)" for name in SEQUENCES))
