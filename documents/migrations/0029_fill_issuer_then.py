"""Say of every document under which former name its body issued it.

Documents of which the year alone is known wait for their next saving, or that of the body's names.
"""

from django.db import migrations
from django.db.models import F, Q


def fill(apps, schema_editor):
    Document = apps.get_model("documents", "Document")
    Name = apps.get_model("organizations", "OrganizationName")
    former = Name.objects.filter(
        Q(organization__valid_to__isnull=True) | Q(valid_to__lt=F("organization__valid_to")),
        kind="official",
        is_verified=True,
        valid_to__isnull=False,
    )
    # The name given up first is written last: of two that fit it is the one that is meant.
    for name in former.exclude(name=F("organization__name")).order_by("-valid_to", "pk"):
        documents = Document.objects.filter(
            organization=name.organization_id, issued_on__lte=name.valid_to
        )
        if name.valid_from:
            documents = documents.filter(issued_on__gte=name.valid_from)
        documents.update(issuer_then=name.name)


class Migration(migrations.Migration):
    dependencies = [("documents", "0028_issuer_then"), ("organizations", "0004_reorganizations")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
