"""Editors may do everything with bulletins and their items."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

EDITORS = "Biên tập"
APP = "bulletins"


def grant(apps, schema_editor):
    """Give the group the rights on this app's records, and sight of their history."""
    using = schema_editor.connection.alias
    # Permissions come with a signal after all migrations; a group needs them now.
    config = apps.get_app_config(APP)
    config.models_module = True
    create_permissions(config, apps=apps, using=using, verbosity=0)
    config.models_module = None
    editors = apps.get_model("auth", "Group").objects.using(using).get(name=EDITORS)
    of_app = (
        apps.get_model("auth", "Permission")
        .objects.using(using)
        .filter(content_type__app_label=APP)
    )
    history = of_app.filter(content_type__model__startswith="historical")
    editors.permissions.add(*of_app.exclude(content_type__model__startswith="historical"))
    editors.permissions.add(*history.filter(codename__startswith="view_"))


def revoke(apps, schema_editor):
    using = schema_editor.connection.alias
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    for group in apps.get_model("auth", "Group").objects.using(using).filter(name=EDITORS):
        group.permissions.remove(*permissions.filter(content_type__app_label=APP))


class Migration(migrations.Migration):
    dependencies = [
        ("bulletins", "0002_initial"),
        ("organizations", "0002_groups"),
    ]

    operations = [migrations.RunPython(grant, revoke)]
