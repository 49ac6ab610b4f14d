"""Merges tell who did them and who took them back by the names that other such steps use."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0029_fill_issuer_then"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Before the column it orders by has another name.
        migrations.AlterModelOptions(
            name="merge",
            options={
                "default_permissions": (),
                "ordering": ["-done_at", "-pk"],
                "verbose_name": "lần hợp nhất",
                "verbose_name_plural": "lần hợp nhất",
            },
        ),
        migrations.RenameField("merge", "merged_by", "done_by"),
        migrations.RenameField("merge", "merged_at", "done_at"),
        migrations.AlterField(
            "merge",
            "done_by",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người thực hiện",
            ),
        ),
        migrations.AlterField(
            "merge",
            "done_at",
            models.DateTimeField(auto_now_add=True, verbose_name="thực hiện lúc"),
        ),
        migrations.AlterField(
            "merge",
            "undone_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người hoàn tác",
            ),
        ),
        migrations.AlterField(
            "merge",
            "undone_at",
            models.DateTimeField(null=True, verbose_name="hoàn tác lúc"),
        ),
    ]
