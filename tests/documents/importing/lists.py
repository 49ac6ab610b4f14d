"""Small lists as files, and bringing one in the way an editor and the worker do."""

import csv
from io import BytesIO, StringIO
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from documents.importing.tasks import ask, receive, work_on
from documents.models import ImportedList

HEADINGS = ["STT", "Số, ký hiệu", "Ngày ban hành", "Loại", "Cơ quan ban hành", "Trích yếu"]


def a_row(code="24-CT/TU", day="19/5/2023", kind="Chỉ thị", body="Tỉnh ủy Mẫu", title="về cháy"):
    """A row that can be brought in."""
    return [1, code, day, kind, body, title]


def xlsx(*rows, headings=HEADINGS, above=(), change=None):
    """An .xlsx with `above`, the headings and the rows; `change` is done to its workbook."""
    book = Workbook()
    for row in (*above, headings, *rows):
        book.active.append(row)
    if change:
        change(book)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def delimited(*rows, headings=HEADINGS, separator=",", encoding="utf-8"):
    text = StringIO()
    writer = csv.writer(text, delimiter=separator)
    writer.writerows([headings, *rows])
    return text.getvalue().encode(encoding)


def read_in(editor, content, name="ds.xlsx", encoding=""):
    """Send a file in and let the worker read it; return the list."""
    imported = receive(SimpleUploadedFile(name, content), encoding, editor)
    return worked(imported)


def worked(imported):
    work_on(imported.pk, uuid4())
    return ImportedList.objects.get(pk=imported.pk)


def applied(imported, **fields):
    """Press the button of the preview and let the worker do it."""
    assert ask(imported.pk, "applying", imported.sent_by, **fields)
    return worked(imported)


def undone(imported):
    assert ask(imported.pk, "undoing", imported.sent_by)
    return worked(imported)


def planned(imported):
    """The rows as (number, kind, reason)."""
    return [(row.number, row.kind, row.reason) for row in imported.rows.all()]


def kinds(imported):
    return [row.kind for row in imported.rows.all()]


def row_of(imported, number):
    return imported.rows.get(number=number)
