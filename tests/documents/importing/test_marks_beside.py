"""A secrecy mark outside the cells of a workbook refuses all of it, and nothing of it is kept."""

import zipfile
from io import BytesIO

import pytest
import xlrd
from openpyxl.comments import Comment

from documents.models import ImportedRow
from tests.documents.importing.lists import a_row, delimited, read_in, xlsx
from tests.documents.importing.test_files import OLD

pytestmark = pytest.mark.django_db


def assert_refused(imported):
    assert (imported.state, imported.headings, imported.notices) == ("refused", [], [])
    assert "mang dấu" in imported.answer
    assert not ImportedRow.objects.exists()


def with_part(content, name, xml):
    """Put a part into a workbook, in place of one of that name."""
    changed = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(changed, "w") as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, xml)
    return changed.getvalue()


def called(book):
    book.active.title = "MẬT"


def beside(book):
    book.create_sheet("TỐI MẬT").append(["gì đó"])


def hidden(book):
    book.create_sheet("Tuyệt mật").sheet_state = "hidden"


def remark(book):
    book.active["A2"].comment = Comment("TỐI MẬT", "Văn thư")


@pytest.mark.parametrize("change", [called, beside, hidden, remark])
def test_of_a_workbook_whose_sheet_bears_a_mark_nothing_is_kept(editor, body, change):
    assert_refused(read_in(editor, xlsx(a_row(), change=change)))


@pytest.mark.parametrize(
    ("name", "xml"),
    [
        ("docProps/app.xml", "<p><Company>TỐI MẬT</Company></p>"),
        ("docProps/app.xml", "<p><Manager>MẬT</Manager></p>"),
        ("xl/threadedComments/threadedComment1.xml", "<c><d><text>MẬT</text></d></c>"),
        ("customXml/item1.xml", '<a doMat="Tối mật"/>'),
        ("package/services/core.psmdcp", "<c><x>MẬT</x></c>"),
    ],
)
def test_of_a_workbook_that_says_a_mark_of_itself_nothing_is_kept(editor, body, name, xml):
    assert_refused(read_in(editor, with_part(xlsx(a_row()), name, xml)))


def named(book):
    book._sheet_names[-1] = "MẬT"


def noted(book):
    note = xlrd.sheet.Note()
    note.text = "TỐI MẬT"
    book.sheets()[0].cell_note_map[0, 0] = note


@pytest.mark.parametrize("change", [named, noted])
def test_of_a_file_of_old_excel_with_a_mark_nothing_is_kept(editor, body, change, monkeypatch):
    open_workbook = xlrd.open_workbook

    def opened(**options):
        book = open_workbook(**options)
        change(book)
        return book

    monkeypatch.setattr(xlrd, "open_workbook", opened)
    assert_refused(read_in(editor, OLD.read_bytes(), "danh-sach.xls"))


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_of_a_list_with_a_mark_behind_its_rows_no_row_was_ever_stored(
    editor, body, monkeypatch, kind
):
    stored = []
    store = ImportedRow.objects.bulk_create

    def bulk_create(rows, **options):
        rows = list(rows)
        # Else what is planned of rows that are there.
        stored.extend([] if options.get("update_conflicts") else rows)
        return store(rows, **options)

    monkeypatch.setattr(ImportedRow.objects, "bulk_create", bulk_create)
    write = {"xlsx": xlsx, "csv": delimited}[kind]
    rows = [a_row(f"{number}-CT/TU") for number in range(1, 1201)]
    assert_refused(read_in(editor, write(*rows, ["TỐI MẬT"]), f"ds.{kind}"))
    assert not stored
    imported = read_in(editor, write(*rows), f"ds.{kind}")
    assert (imported.rows.count(), len(stored)) == (1200, 1200)


def test_of_a_list_that_is_too_long_no_row_was_ever_stored(editor, body, monkeypatch):
    monkeypatch.setattr("documents.importing.reading.MOST_ROWS", 600)
    monkeypatch.setattr("documents.importing.reading._row_of", None)
    rows = (a_row(f"{number}-CT/TU") for number in range(1, 602))
    imported = read_in(editor, xlsx(*rows))
    assert (imported.state, "dài hơn 600 dòng" in imported.answer) == ("refused", True)
