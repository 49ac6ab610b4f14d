"""The two groups of people: editors, with every right on the bodies, and members, with none."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

EDITORS = "Biên tập"
MEMBERS = "Thành viên"
APP = "organizations"


def make_groups(apps, schema_editor):
    """Make both groups; a group of that name that exists keeps its people."""
    using = schema_editor.connection.alias
    # Permissions come with a signal after all migrations; a group needs them now.
    config = apps.get_app_config(APP)
    config.models_module = True
    create_permissions(config, apps=apps, using=using, verbosity=0)
    config.models_module = None
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    Group.objects.using(using).get_or_create(name=MEMBERS)
    editors, _ = Group.objects.using(using).get_or_create(name=EDITORS)
    of_app = Permission.objects.using(using).filter(content_type__app_label=APP)
    history = of_app.filter(content_type__model__startswith="historical")
    # Accounts are the administrators' business.
    records = of_app.exclude(content_type__model__startswith="historical").exclude(
        content_type__model="user"
    )
    editors.permissions.add(*records)
    editors.permissions.add(
        *history.filter(codename__startswith="view_").exclude(
            content_type__model__startswith="historicaluser"
        )
    )
    editors.permissions.add(of_app.get(codename="edit_registry"))


def remove_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Group.objects.using(schema_editor.connection.alias).filter(name__in=[EDITORS, MEMBERS]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_groups, remove_groups)]
