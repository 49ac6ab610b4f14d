"""The FTS5 index of a table of passages, newest first. Frozen with its migrations: never edited.

Not a migration: Django leaves out modules that begin with "_".
"""

from django.db.migrations import RunPython

from documents.migrations import _passage_index

# FTS5 is walked upwards only. Downwards it leaves out rows of words that many rows have (seen with
# SQLite 3.40: of 232,656 rows with two words 157,195 were found), so here the newest have the
# lowest numbers: MIRROR less the position. The table keeps no content; rows are deleted by their
# old terms, hence the triggers. Whoever changes the table of passages in a later migration must
# make them again, because SQLite changes a table by making a new one.
MIRROR = 1_999_999_999_999_999_999
SQLITE = (
    """
    CREATE VIRTUAL TABLE {table}_index USING fts5(
        terms, content='', detail=none, tokenize="ascii tokenchars '^=_:/.'"
    )
    """,
    f"""
    CREATE TRIGGER {{table}}_added AFTER INSERT ON {{table}} BEGIN
        INSERT INTO {{table}}_index(rowid, terms) VALUES ({MIRROR} - new.position, new.terms);
    END;
    """,
    f"""
    CREATE TRIGGER {{table}}_removed AFTER DELETE ON {{table}} BEGIN
        INSERT INTO {{table}}_index({{table}}_index, rowid, terms)
        VALUES ('delete', {MIRROR} - old.position, old.terms);
    END;
    """,
    f"""
    CREATE TRIGGER {{table}}_changed AFTER UPDATE OF position, terms ON {{table}} BEGIN
        INSERT INTO {{table}}_index({{table}}_index, rowid, terms)
        VALUES ('delete', {MIRROR} - old.position, old.terms);
        INSERT INTO {{table}}_index(rowid, terms) VALUES ({MIRROR} - new.position, new.terms);
    END;
    """,
)
FILL = (
    "INSERT INTO {table}_index({table}_index) VALUES ('delete-all')",
    f"INSERT INTO {{table}}_index(rowid, terms) SELECT {MIRROR} - position, terms"
    " FROM {table} ORDER BY position DESC",
)


def newest_first(table):
    """Return the operation that makes the index of `table` anew, and its way back."""

    def make(apps, schema_editor):
        _run(schema_editor, table, (*_passage_index.SQLITE_BACK, *SQLITE, *FILL))

    def back(apps, schema_editor):
        rebuild = "INSERT INTO {table}_index({table}_index) VALUES ('rebuild')"
        _run(schema_editor, table, (*_passage_index.SQLITE_BACK, *_passage_index.SQLITE, rebuild))

    return RunPython(make, back)


def _run(schema_editor, table, statements):
    if schema_editor.connection.vendor == "sqlite":
        for statement in statements:
            schema_editor.execute(statement.replace("{table}", table))
