"""The index of a table of passages, as migrations make it. Frozen with them: never edited.

Not a migration: Django leaves out modules that begin with "_".
"""

from django.db.migrations import RunPython

# The columns of the table are never read through the index: FTS5 keeps the terms alone, and for
# each only in which rows it stands (detail=none), which is all that is asked of it. Rows are
# deleted by their old terms, hence the triggers; whoever changes this table in a later migration
# must make them again, because SQLite changes a table by making a new one.
SQLITE = (
    """
    CREATE VIRTUAL TABLE {table}_index USING fts5(
        terms, content='{table}', content_rowid='position', detail=none,
        tokenize="ascii tokenchars '^=_:/.'"
    )
    """,
    """
    CREATE TRIGGER {table}_added AFTER INSERT ON {table} BEGIN
        INSERT INTO {table}_index(rowid, terms) VALUES (new.position, new.terms);
    END;
    """,
    """
    CREATE TRIGGER {table}_removed AFTER DELETE ON {table} BEGIN
        INSERT INTO {table}_index({table}_index, rowid, terms)
        VALUES ('delete', old.position, old.terms);
    END;
    """,
    """
    CREATE TRIGGER {table}_changed AFTER UPDATE OF position, terms ON {table} BEGIN
        INSERT INTO {table}_index({table}_index, rowid, terms)
        VALUES ('delete', old.position, old.terms);
        INSERT INTO {table}_index(rowid, terms) VALUES (new.position, new.terms);
    END;
    """,
)
SQLITE_BACK = (
    "DROP TRIGGER {table}_changed",
    "DROP TRIGGER {table}_removed",
    "DROP TRIGGER {table}_added",
    "DROP TABLE {table}_index",
)
# Without a list of pending entries (fastupdate) no reader pays for what a writer put off.
POSTGRESQL = (
    "CREATE INDEX {table}_index ON {table} USING gin (terms)"
    " WITH (fastupdate = off)",
)
POSTGRESQL_BACK = ("DROP INDEX {table}_index",)


def index_of(table):
    """Return the operation that makes the index of `table`, and its way back."""

    def make(apps, schema_editor):
        _run(schema_editor, table, SQLITE, POSTGRESQL)

    def drop(apps, schema_editor):
        _run(schema_editor, table, SQLITE_BACK, POSTGRESQL_BACK)

    return RunPython(make, drop)


def _run(schema_editor, table, sqlite, postgresql):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in postgresql if is_postgresql else sqlite:
        schema_editor.execute(statement.replace("{table}", table))
