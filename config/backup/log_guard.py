"""Lays down and takes up the triggers that keep the security log, where rows of it must go.

They are made by migration 0005 of `organizations`. Only two do without them: a restore, which fills
an empty registry, into whose log somebody may have written who tried to sign in; and
`manage.py thin_security_log`, which writes down itself what it took out.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from organizations.models import SecurityEntry

TABLE = SecurityEntry._meta.db_table


@contextmanager
def unguarded() -> Iterator[None]:
    """Within it rows of the security log may go; in one transaction, or not at all."""
    with transaction.atomic():
        down, up = guard_statements()
        _run(down)
        yield
        _run(up)


def guard_statements() -> tuple[list[str], list[str]]:
    """Return the statements that put the triggers aside, and those that bring them back."""
    if connection.vendor == "postgresql":
        return (
            [f"ALTER TABLE IF EXISTS {TABLE} DISABLE TRIGGER USER"],
            [f"ALTER TABLE IF EXISTS {TABLE} ENABLE TRIGGER USER"],
        )
    with connection.cursor() as cursor:
        asked = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
        cursor.execute(asked, [TABLE])
        triggers = cursor.fetchall()
    return [f"DROP TRIGGER {name}" for name, _ in triggers], [made for _, made in triggers]


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
