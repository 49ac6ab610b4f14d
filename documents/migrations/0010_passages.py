import django.db.models.deletion
from django.db import migrations, models

import documents.search.fields
from documents.migrations._passage_index import index_of


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
        index_of("documents_passage"),
    ]
