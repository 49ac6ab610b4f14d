"""Several documents changed alike: planned, shown, done and taken back as a list brought in is.

Each document is a row that names it by its address; only the fields that were touched have a
column, so nothing else of a document changes.
"""

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from documents.importing.choices import Choices
from documents.importing.columns import LABELS, Field
from documents.importing.tasks import hand_over
from documents.models import Document, ImportedList, ImportedRow
from documents.models.importing import TOGETHER
from organizations.secrecy import refuse_secret

# What may be the same of several documents; number, day and title never are.
COMMON = (
    *(Field.TYPE, Field.ISSUER, Field.COLLECTIVE, Field.SIGNER, Field.SIGNER_POSITION),
    *(Field.TERM, Field.AUDIENCE, Field.STATUS, Field.STATUS_BASIS, Field.NOTE),
)
MOST_TOGETHER = 10_000
# Rows are numbered as in a spreadsheet, whose first row has the headings.
_FIRST_ROW = 2
_ROWS_AT_ONCE = 1_000


@transaction.atomic
def change_together(keys: Collection[int], values: Mapping[Field, str], by: Any) -> ImportedList:
    """Lay down that these documents are to get these values; the worker plans it for a preview.

    Nothing of the documents changes yet. Raises ValidationError where nothing was typed, for more
    than 10,000 documents, and for a secrecy mark.
    """
    touched = {field: values[field].strip() for field in COMMON if values.get(field, "").strip()}
    if not touched:
        raise ValidationError("Chưa điền ô nào để sửa.")
    if len(keys) > MOST_TOGETHER:
        raise ValidationError(f"Mỗi lần sửa được nhiều nhất {MOST_TOGETHER} văn bản. Chọn bớt lại.")
    refuse_secret(touched.values())
    columns = (Field.ADDRESS, *touched)
    documents = Document.objects.filter(pk__in=keys).only("slug").order_by("-issued_on", "-pk")
    imported = ImportedList(
        name=TOGETHER,
        sent_by=by,
        state=ImportedList.State.PLANNING,
        headings=[LABELS[field] for field in columns],
        choices=Choices({field: place for place, field in enumerate(columns)}).packed(),
    )
    imported.save()
    rows = [
        ImportedRow(
            imported=imported,
            number=number,
            cells=[document.get_absolute_url(), *touched.values()],
        )
        for number, document in enumerate(documents, start=_FIRST_ROW)
    ]
    ImportedRow.objects.bulk_create(rows, batch_size=_ROWS_AT_ONCE)
    hand_over(imported)
    return imported
