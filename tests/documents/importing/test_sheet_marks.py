"""What stands beside the cells of a worksheet is seen however a program writes its XML."""

import re
import zipfile
from io import BytesIO

import pytest

from documents.importing.sheet_marks import read_marks
from documents.importing.table import SheetRefusedError
from tests.documents.importing.lists import a_row, kinds, read_in, row_of, xlsx
from tests.documents.importing.test_marks_beside import assert_refused, with_part

SHEET = "xl/worksheets/sheet1.xml"


def prefixed(xml):
    """As Microsoft's Open XML SDK writes it, and with it document systems made with .NET."""
    named = re.sub(r"<(/?)(\w)", r"<\1x:\2", xml)
    return named.replace("xmlns=", "xmlns:x=")


def single_quoted(xml):
    return xml.replace("'", "&apos;").replace('"', "'")


def wider(xml):
    """Blanks and line ends between attributes, which XML does not mind."""
    return xml.replace(" ref=", "\n  ref = ")


def in_utf16(xml):
    return f'<?xml version="1.0" encoding="UTF-16"?>{xml}'.encode("utf-16")


WRITTEN = [str, prefixed, single_quoted, wider, in_utf16]


def rewritten(content, write):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return with_part(content, SHEET, write(archive.read(SHEET).decode()))


@pytest.mark.django_db
@pytest.mark.parametrize("write", WRITTEN)
def test_a_merged_cell_is_not_taken_for_blank(editor, body, write):
    content = xlsx(
        a_row(), a_row("25-CT/TU", body=None), change=lambda book: book.active.merge_cells("E2:E3")
    )
    imported = read_in(editor, rewritten(content, write))
    assert kinds(imported) == ["new", "refused"]
    assert "ô gộp E2:E3" in row_of(imported, 3).reason


@pytest.mark.django_db
@pytest.mark.parametrize("write", WRITTEN)
def test_a_formula_without_a_result_is_not_taken_for_blank(editor, body, write):
    def with_formula(book):
        book.active["E2"] = "=A1"

    imported = read_in(editor, rewritten(xlsx(a_row(), change=with_formula), write))
    assert "công thức chưa có kết quả" in row_of(imported, 2).reason


@pytest.mark.django_db
@pytest.mark.parametrize("write", WRITTEN)
def test_a_mark_in_the_head_of_the_page_refuses_the_file(editor, body, write):
    def headed(book):
        book.active.oddHeader.center.text = "MẬT"

    assert_refused(read_in(editor, rewritten(xlsx(a_row(), change=headed), write)))


def read(xml):
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(SHEET, xml)
        return read_marks(archive, f"/{SHEET}")


def test_heads_are_read_wherever_they_stand_and_without_their_lay_out():
    heads = (
        "<evenFooter>&amp;LA&amp;C&amp;14B</evenFooter><v>4</v><firstHeader>C<b/>D</firstHeader>"
    )
    assert read(f"<w>{heads}<c>{'<v>1</v>' * 100_000}</c></w>").headings == ["", "A", "B", "CD"]


def test_more_merged_cells_than_a_list_has_are_refused():
    with pytest.raises(SheetRefusedError, match="quá nhiều ô gộp"):
        read('<w><mergeCell ref="A1:A150000"/><mergeCell ref="B1:B150000"/></w>')


def test_declarations_are_refused():
    with pytest.raises(SheetRefusedError, match="DOCTYPE"):
        read('<!DOCTYPE w [<!ENTITY a "b">]><w/>')
