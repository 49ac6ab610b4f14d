"""Where PostgreSQL keeps the long columns of a table of passages. Frozen: never edited.

Not a migration: Django leaves out modules that begin with "_".
"""

from django.db.migrations import RunPython

# Of a passage with a text (PostgreSQL takes rows above 2 kB apart, no others) terms and words lie
# beside the table: they are read for the few rows of a page, and then without being unpacked.
ASIDE = (
    "ALTER TABLE {table} ALTER COLUMN terms SET STORAGE EXTERNAL",
    "ALTER TABLE {table} ALTER COLUMN words SET STORAGE EXTERNAL",
    "ALTER TABLE {table} SET (toast_tuple_target = 128)",
)
ASIDE_BACK = (
    "ALTER TABLE {table} RESET (toast_tuple_target)",
    "ALTER TABLE {table} ALTER COLUMN words SET STORAGE EXTENDED",
    "ALTER TABLE {table} ALTER COLUMN terms SET STORAGE EXTENDED",
)


def kept_aside(table):
    """Return the operation that has rows written from now on kept short, and its way back."""

    def make(apps, schema_editor):
        _run(schema_editor, table, ASIDE)

    def drop(apps, schema_editor):
        _run(schema_editor, table, ASIDE_BACK)

    return RunPython(make, drop)


def _run(schema_editor, table, statements):
    if schema_editor.connection.vendor == "postgresql":
        for statement in statements:
            schema_editor.execute(statement.replace("{table}", table))
