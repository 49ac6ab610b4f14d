from django.db import migrations

from documents.migrations._passage_index_newest_first import newest_first


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0016_passage_rows_kept_short"),
    ]

    operations = [newest_first("documents_passage")]
