"""Say of every citation which documents it points at, in its row and in its newest version.

Older versions stay empty: nobody wrote down what they pointed at.
"""

from django.db import migrations

BATCH = 500


def _in_words(document):
    """The label as the registry shows it on the day of this migration, and the address."""
    if not document.number:
        label = document.name
    else:
        number = document.number.zfill(2)
        if document.year_in_number:
            code = "/".join(filter(None, (number, document.year_in_number, document.symbol)))
        elif document.symbol:
            code = f"{number}{'-' if '/' in document.symbol else '/'}{document.symbol}"
        else:
            code = number
        label = f"{document.document_type.name} {code}"
    day = f"{document.issued_on:%d/%m/%Y}" if document.issued_on else document.issued_year
    return f"{label} ({day}) [{document.slug}]" if day else f"{label} [{document.slug}]"


def fill(apps, schema_editor):
    Citation = apps.get_model("documents", "Citation")
    Target = apps.get_model("documents", "CitationTarget")
    Version = apps.get_model("documents", "HistoricalCitation")
    words = {}
    links = Target.objects.select_related("document__document_type").order_by("citation_id", "pk")
    for link in links.iterator(BATCH):
        words.setdefault(link.citation_id, []).append(_in_words(link.document))
    newest = {}
    for citation_id, version_id in (
        Version.objects.order_by("history_id").values_list("id", "history_id").iterator(BATCH)
    ):
        newest[citation_id] = version_id
    for citation_id, documents in words.items():
        named = {"named_documents": "; ".join(documents)}
        Citation.objects.filter(pk=citation_id).update(**named)
        Version.objects.filter(history_id=newest.get(citation_id)).update(**named)


class Migration(migrations.Migration):
    dependencies = [("documents", "0008_citation_named_documents")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
