"""For tests alone: the site has no way to lift the triggers, and `manage.py flush` fails on them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from audit import triggers


@contextmanager
def lifted(table: str) -> Iterator[None]:
    """What someone with the database's password could do: change rows of `table` while its triggers are gone."""
    standing = [refusal for refusal in triggers.standing(connection) if refusal.table == table]
    with transaction.atomic(), connection.cursor() as cursor:
        for sql in triggers.drop_sql(connection, standing):
            cursor.execute(sql)
        yield
        for sql in triggers.create_sql(connection, standing):
            cursor.execute(sql)
