from django.db import migrations

from documents.migrations._passage_index_newest_first import newest_first


class Migration(migrations.Migration):
    dependencies = [
        ("bulletins", "0007_item_passage_rows_kept_short"),
    ]

    operations = [newest_first("bulletins_itempassage")]
