"""Stores many rows at once, as fast as the database at hand takes them, and keeps its index.

Measured on SQLite: inserting row by row under the triggers costs as much as filling the index
afterwards, so there the index is never set aside and a killed run leaves nothing to repair. On
PostgreSQL an index made at the end costs a fraction of one that grows row by row.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from operator import attrgetter
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

# The one place where the statements stand; migrations are never edited.
from documents.migrations._passage_index import POSTGRESQL
from documents.migrations._passage_index_newest_first import FILL, SQLITE
from documents.search.fields import TermsField, column_value

# What the server may use to sort an index being made; its own setting is for small ones.
INDEX_MEMORY, INDEX_PROCESSES = "512MB", 2


def insert_rows(model: type[models.Model], rows: Sequence[Any]) -> None:
    """Store unsaved rows of one model with what each field holds; no `save`, no history.

    Keys are those given beforehand (see `reserve_keys`), or the database's where all are None.
    PostgreSQL takes the rows as one stream (COPY).
    """
    if not rows:
        return
    given = rows[0].pk is not None
    fields = [field for field in model._meta.concrete_fields if given or not field.primary_key]
    values = _values(fields, rows)
    names = ", ".join(f'"{field.column}"' for field in fields)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as stream:
                for row in values:
                    stream.write_row(row)
            return
        marks = ", ".join(["%s"] * len(fields))
        statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"
        cursor.executemany(statement, list(values))


def reserve_keys(model: type[models.Model], count: int) -> list[int]:
    """Return `count` keys that no row of the model has, had or will be given by the database."""
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [table, column, count],
            )
            return [key for (key,) in cursor.fetchall()]
        raised = "UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s RETURNING seq"
        cursor.execute(raised, [count, table])
        last = cursor.fetchone()
        if last is None:
            # A table that never held a row is not listed yet.
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, 0)", [table])
            cursor.execute(raised, [count, table])
            last = cursor.fetchone()
    return list(range(last[0] - count + 1, last[0] + 1))


@contextmanager
def index_set_aside(model: type[models.Model]) -> Iterator[None]:
    """While most passages of `model` are written, do without the index on PostgreSQL.

    It is made again at the end, also after an error; a killed process leaves that to the next
    `restore_index`. Until then search gives the same answers, only slowly. Within a transaction
    it stays: dropping it would keep every reader waiting for the end.
    """
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        _execute(f"DROP INDEX IF EXISTS {_index(model)}")
    try:
        yield
    finally:
        restore_index(model)


def restore_index(model: type[models.Model]) -> bool:
    """Make what is missing of the index of `model`'s passages; return whether anything was.

    On SQLite the triggers belong to it: they go with a table that a migration makes anew, and
    what was written without them is then put into the index too.
    """
    if connection.vendor == "postgresql":
        return _restore_gin(model)
    with transaction.atomic():
        missing = _missing_of_fts5(model)
        for statement in (*missing, *FILL) if missing else ():
            _execute(statement.replace("{table}", model._meta.db_table))
    return bool(missing)


def _restore_gin(model: type[models.Model]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [_index(model)])
        if cursor.fetchone()[0]:
            return False
        cursor.execute(f"SET maintenance_work_mem = '{INDEX_MEMORY}'")
        cursor.execute(f"SET max_parallel_maintenance_workers = {INDEX_PROCESSES}")
        for statement in POSTGRESQL:
            cursor.execute(statement.replace("{table}", model._meta.db_table))
        # The search goes by what the server knows of the table (see `documents.search.gin`).
        cursor.execute(f"ANALYZE {model._meta.db_table}")
        cursor.execute("RESET maintenance_work_mem")
        cursor.execute("RESET max_parallel_maintenance_workers")
    return True


def _missing_of_fts5(model: type[models.Model]) -> list[str]:
    """Return the statements of the migration that made what is not there now."""
    table = model._meta.db_table
    names = [f"{table}_{part}" for part in ("index", "added", "removed", "changed")]
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'trigger')")
        present = {name for (name,) in cursor.fetchall()}
    return [statement for name, statement in zip(names, SQLITE, strict=True) if name not in present]


def _index(model: type[models.Model]) -> str:
    return f"{model._meta.db_table}_index"


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _values(fields: Sequence[Any], rows: Sequence[Any]) -> Iterator[list[Any]]:
    """Yield what the database takes for each row; moments of writing are the present one."""
    now = timezone.now()
    held = attrgetter(*(field.attname for field in fields))
    writers = [(place, _writer(field, now)) for place, field in enumerate(fields)]
    changing = [(place, write) for place, write in writers if write]
    for row in rows:
        values = list(held(row))
        for place, write in changing:
            values[place] = write(values[place])
        yield values


def _writer(field: models.Field[Any, Any], now: Any) -> Callable[[Any], Any] | None:
    """Return what turns a value of `field` into the database's own, None where it is that."""
    if isinstance(field, TermsField):
        vendor = connection.vendor
        return lambda terms: terms if isinstance(terms, str) else column_value(terms, vendor)
    named = field.target_field if field.is_relation else field
    if isinstance(named, (models.JSONField, models.UUIDField)):
        return lambda value: field.get_db_prep_save(value, connection)
    if isinstance(field, models.DateField):
        moment = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
        ready = field.get_db_prep_save(now, connection) if moment else None
        return lambda value: ready if moment else field.get_db_prep_save(value, connection)
    if field.choices:
        return lambda value: value.value if isinstance(value, Enum) else value
    return None
