"""Say of every document under which former name its body issued it.

Of a document whose year alone is known, the name must have been borne all year.
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
        first, last = name.valid_from, name.valid_to
        dated = Q(issued_on__lte=last)
        of_year = Q(issued_on=None, issued_year__lt=last.year + ((last.month, last.day) == (12, 31)))
        if first:
            dated &= Q(issued_on__gte=first)
            of_year &= Q(issued_year__gte=first.year + ((first.month, first.day) != (1, 1)))
        for documents in (dated, of_year):
            of_body = Document.objects.filter(documents, organization=name.organization_id)
            of_body.update(issuer_then=name.name)


class Migration(migrations.Migration):
    dependencies = [("documents", "0028_issuer_then"), ("organizations", "0004_reorganizations")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
