"""Editors may see, mark and take away searches that found nothing."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

EDITORS = "Biên tập"
# Only a search adds to the list.
CODENAMES = ("view_searchmiss", "change_searchmiss", "delete_searchmiss")


def grant(apps, schema_editor):
    using = schema_editor.connection.alias
    # Permissions come with a signal after all migrations; a group needs them now.
    config = apps.get_app_config("documents")
    config.models_module = True
    create_permissions(config, apps=apps, using=using, verbosity=0)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    editors = apps.get_model("auth", "Group").objects.using(using).get(name=EDITORS)
    editors.permissions.add(*permissions.filter(codename__in=CODENAMES))


def revoke(apps, schema_editor):
    using = schema_editor.connection.alias
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    for group in apps.get_model("auth", "Group").objects.using(using).filter(name=EDITORS):
        group.permissions.remove(*permissions.filter(codename__in=CODENAMES))


class Migration(migrations.Migration):
    dependencies = [("documents", "0012_search_misses")]

    operations = [migrations.RunPython(grant, revoke)]
