"""Editors may see what the task worker is doing."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

EDITORS = "Biên tập"
CODENAME = "view_backgroundtask"


def grant(apps, schema_editor):
    using = schema_editor.connection.alias
    # Permissions come with a signal after all migrations; a group needs them now.
    config = apps.get_app_config("documents")
    config.models_module = True
    create_permissions(config, apps=apps, using=using, verbosity=0)
    config.models_module = None
    permission = apps.get_model("auth", "Permission").objects.using(using).get(codename=CODENAME)
    apps.get_model("auth", "Group").objects.using(using).get(name=EDITORS).permissions.add(
        permission
    )


def revoke(apps, schema_editor):
    using = schema_editor.connection.alias
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    for group in apps.get_model("auth", "Group").objects.using(using).filter(name=EDITORS):
        group.permissions.remove(*permissions.filter(codename=CODENAME))


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_background_tasks")]

    operations = [migrations.RunPython(grant, revoke)]
