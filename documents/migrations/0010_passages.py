import django.db.models.deletion
from django.db import migrations, models

import documents.search.fields

# The columns of the table are never read through the index: FTS5 keeps the terms alone, and for
# each only in which rows it stands (detail=none), which is all that is asked of it. Rows are
# deleted by their old terms, hence the triggers; whoever changes this table in a later migration
# must make them again, because SQLite changes a table by making a new one.
SQLITE = (
    """
    CREATE VIRTUAL TABLE documents_passage_index USING fts5(
        terms, content='documents_passage', content_rowid='position', detail=none,
        tokenize="ascii tokenchars '^=_:/.'"
    )
    """,
    """
    CREATE TRIGGER documents_passage_added AFTER INSERT ON documents_passage BEGIN
        INSERT INTO documents_passage_index(rowid, terms) VALUES (new.position, new.terms);
    END;
    """,
    """
    CREATE TRIGGER documents_passage_removed AFTER DELETE ON documents_passage BEGIN
        INSERT INTO documents_passage_index(documents_passage_index, rowid, terms)
        VALUES ('delete', old.position, old.terms);
    END;
    """,
    """
    CREATE TRIGGER documents_passage_changed AFTER UPDATE OF position, terms ON documents_passage BEGIN
        INSERT INTO documents_passage_index(documents_passage_index, rowid, terms)
        VALUES ('delete', old.position, old.terms);
        INSERT INTO documents_passage_index(rowid, terms) VALUES (new.position, new.terms);
    END;
    """,
)
SQLITE_BACK = (
    "DROP TRIGGER documents_passage_changed",
    "DROP TRIGGER documents_passage_removed",
    "DROP TRIGGER documents_passage_added",
    "DROP TABLE documents_passage_index",
)
# Without a list of pending entries (fastupdate) no reader pays for what a writer put off.
POSTGRESQL = (
    "CREATE INDEX documents_passage_index ON documents_passage USING gin (terms)"
    " WITH (fastupdate = off)",
)
POSTGRESQL_BACK = ("DROP INDEX documents_passage_index",)


def make_index(apps, schema_editor):
    _run(schema_editor, SQLITE, POSTGRESQL)


def drop_index(apps, schema_editor):
    _run(schema_editor, SQLITE_BACK, POSTGRESQL_BACK)


def _run(schema_editor, sqlite, postgresql):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in postgresql if is_postgresql else sqlite:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0009_fill_named_documents"),
    ]

    operations = [
        migrations.CreateModel(
            name="Passage",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passages",
                        to="documents.document",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="documents.sourcetext",
                    ),
                ),
                ("start", models.PositiveIntegerField(default=0)),
                ("end", models.PositiveIntegerField(default=0)),
                ("fingerprint", models.CharField(max_length=16)),
                ("words", models.TextField()),
                ("terms", documents.search.fields.TermsField()),
            ],
            options={
                "verbose_name": "đoạn để tìm",
                "verbose_name_plural": "đoạn để tìm",
                "default_permissions": (),
            },
        ),
        migrations.RunPython(make_index, drop_index),
    ]
