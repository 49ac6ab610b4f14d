from django.db import migrations

from documents.migrations._passage_storage import kept_aside


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0015_document_by_number"),
    ]

    operations = [kept_aside("documents_passage")]
