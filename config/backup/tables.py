"""Which tables a backup holds, and how each database hands out and takes in their rows."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from config.backup.lines import Kind, line, lines_of, values

# Made anew from the rest: the search index. Of the moment: who is signed in, what the worker does,
# wrong passwords of the last minutes.
LEFT_OUT = frozenset(
    (
        *("documents_passage", "bulletins_itempassage"),
        *("django_session", "django_tasks_database_dbtaskresult"),
        *("axes_accessattempt", "axes_accessattemptexpiration"),
        *("axes_accesslog", "axes_accessfailurelog"),
    )
)
ROWS_AT_ONCE = 500
_KINDS: dict[str, Kind] = {
    "BooleanField": Kind.BOOLEAN,
    "DateTimeField": Kind.MOMENT,
    "UUIDField": Kind.UUID,
    "JSONField": Kind.JSON,
}
# Fields whose values both databases write alike.
_PLAIN = frozenset(("CharField", "TextField", "SlugField", "FileField", "DateField"))


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its columns and what they hold; rows come in the order of the column `key`."""

    name: str
    key: str
    columns: tuple[str, ...]
    kinds: tuple[Kind, ...]

    @property
    def listed(self) -> str:
        return ", ".join(f'"{column}"' for column in self.columns)


class UnknownColumnError(TypeError):
    """A field of a kind that no backup knows yet: add it to `config.backup.lines`."""


def all_tables() -> list[Table]:
    """Return every table of the registry and of Django but those left out, by name.

    UnknownColumnError for a column whose values nobody has said how to write.
    """
    found = {}
    for model in apps.get_models(include_auto_created=True):
        names = model._meta
        if names.managed and not names.proxy and names.db_table not in LEFT_OUT:
            fields = names.local_concrete_fields
            found[names.db_table] = Table(
                names.db_table,
                names.pk.column,
                tuple(field.column for field in fields),
                tuple(_kind(field) for field in fields),
            )
    return [found[name] for name in sorted(found)]


def _kind(field: Any) -> Kind:
    while field.is_relation:
        field = field.target_field
    name = field.get_internal_type()
    if name in _KINDS:
        return _KINDS[name]
    if isinstance(field, models.IntegerField):
        return Kind.INTEGER
    if name in _PLAIN:
        return Kind.PLAIN
    raise UnknownColumnError(f"{field.model._meta.label}.{field.name} ({name})")


@contextmanager
def snapshot() -> Iterator[None]:
    """Within it the database is read as it is now, however long that takes.

    Nobody waits: neither database keeps writers out because somebody reads.
    """
    if connection.vendor == "postgresql":
        with transaction.atomic():
            _run(
                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
                *_AS_WRITTEN,
            )
            yield
        return
    # Django would begin as a writer; the first question fixes what is seen.
    _run("BEGIN DEFERRED")
    try:
        yield
    finally:
        _run("ROLLBACK")


# Moments in UTC and the year first, whatever the server's own settings are.
_AS_WRITTEN = ("SET LOCAL TIME ZONE 'UTC'", "SET LOCAL DateStyle = ISO")


def rows_out(table: Table) -> Iterator[bytes]:
    """Yield the table's lines, in blocks. To be called in a transaction or `snapshot`."""
    statement = f'SELECT {table.listed} FROM "{table.name}" ORDER BY "{table.key}"'
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY ({statement}) TO STDOUT") as stream:
                yield from map(bytes, stream)
            return
        cursor.execute(statement)
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            yield "".join(line(row, table.kinds) for row in rows).encode()


def rows_in(table: Table, blocks: Iterable[bytes]) -> None:
    """Store the lines that `rows_out` gave, in a table that is empty."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table.name}" ({table.listed}) FROM STDIN') as stream:
                for block in blocks:
                    stream.write(block)
            return
        marks = ", ".join(["%s"] * len(table.columns))
        statement = f'INSERT INTO "{table.name}" ({table.listed}) VALUES ({marks})'
        rows = (values(written, table.kinds) for written in lines_of(blocks))
        while some := list(islice(rows, ROWS_AT_ONCE)):
            cursor.executemany(statement, some)


@contextmanager
def all_at_once() -> Iterator[None]:
    """One transaction, at whose end it is checked that every row which is named is there."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            _run(*_AS_WRITTEN, "SET CONSTRAINTS ALL DEFERRED")
        yield
        connection.check_constraints()


def empty(tables: Sequence[Table]) -> None:
    """Take every row out of these tables, and out of those that a backup leaves out."""
    _run(*(f'DELETE FROM "{name}"' for name in (*LEFT_OUT, *(table.name for table in tables))))


_LAST_KEYS = {
    "sqlite": "SELECT name, seq FROM sqlite_sequence",
    "postgresql": "SELECT t.relname, pg_sequence_last_value(s.oid) FROM pg_class s "
    "JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i') "
    "JOIN pg_class t ON t.oid = d.refobjid "
    "WHERE s.relkind = 'S' AND t.relnamespace = current_schema()::regnamespace",
}


def last_keys(tables: Sequence[Table]) -> dict[str, int]:
    """Return by table the highest key that the database has given, to a row that is gone too.

    Histories name rows by their keys: a key given again would be told another row's past.
    """
    names = {table.name for table in tables}
    with connection.cursor() as cursor:
        cursor.execute(_LAST_KEYS[connection.vendor])
        return {name: last for name, last in cursor.fetchall() if last and name in names}


def give_last_keys(tables: Sequence[Table], keys: dict[str, int]) -> None:
    """Let the database go on behind these keys."""
    for table in tables:
        last = keys.get(table.name)
        if last is None:
            continue
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                sequence = "pg_get_serial_sequence(%s, %s)"
                cursor.execute(f"SELECT setval({sequence}, %s)", [table.name, table.key, last])
                continue
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table.name])
            row = [table.name, last]
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", row)


def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
