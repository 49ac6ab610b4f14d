"""Sessions of an account can be ended all at once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organizations", "0005_security_log")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="session_round",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
    ]
