from django.db import migrations

from documents.migrations._passage_storage import kept_aside


class Migration(migrations.Migration):
    dependencies = [
        ("bulletins", "0006_item_passages"),
    ]

    operations = [kept_aside("bulletins_itempassage")]
