"""What was rejected may begin where another citation does: no decision is deleted to make room."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0031_removals_and_warnings"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="citation",
            name="citation_once_per_place",
        ),
        migrations.AddConstraint(
            model_name="citation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "rejected"), _negated=True),
                fields=("source", "start"),
                name="citation_once_per_place",
                violation_error_message="Chỗ này đã được đánh dấu là một trích dẫn.",
            ),
        ),
    ]
