"""Tables as a spreadsheet opens them. What is text stays text, whoever wrote it.

openpyxl lays the book out with the lines above the table and its head. The rows below go past it
straight into the sheet: cell by cell through openpyxl took three times as long.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from tempfile import TemporaryFile
from typing import IO, Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.worksheet import Worksheet

from documents.exporting.tables import Table, Value, is_taken_for_formula

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The most a cell of this format holds.
MOST_CHARS = 32_767
# Of the heading of its printed pages, with the code for the place: beyond 255 Excel calls the
# file damaged.
MOST_HEAD_CHARS = 250
# No XML may hold them, so no spreadsheet could open the file.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Where the only sheet of a book lies in its file, and what its rows stand in front of.
_SHEET, _END_OF_ROWS = "xl/worksheets/sheet1.xml", "</sheetData>"


def write_workbook(table: Table, file: IO[bytes]) -> None:
    """Write the table into `file` as XLSX, row by row: memory does not grow with the rows."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.name)
    _lay_out(sheet, table)
    for line in table.lines:
        sheet.append([_text_cell(sheet, line)])
    sheet.append([_head_cell(sheet, name) for name in table.columns])
    cells = _Cells(sheet, len(table.columns))
    with TemporaryFile() as empty:
        book.save(empty)
        _copy_with_rows(empty, file, cells.rows(table.rows, first=len(table.lines) + 2))


def _copy_with_rows(book: IO[bytes], file: IO[bytes], rows: Iterator[str]) -> None:
    """Write `book` into `file`, with `rows` behind those that are in its sheet."""
    with ZipFile(book) as source, ZipFile(file, "w", ZIP_DEFLATED) as target:
        for part in source.namelist():
            content = source.read(part)
            if part != _SHEET:
                target.writestr(part, content)
                continue
            above, end, below = content.decode().partition(_END_OF_ROWS)
            with target.open(part, "w") as written:
                written.write(above.encode())
                for row in rows:
                    written.write(row.encode())
                written.write((end + below).encode())


class _Cells:
    """Writes cells by what they hold, each kind in a style that the book knows."""

    def __init__(self, sheet: Any, columns: int) -> None:
        # Asked for its number, the book keeps a style, although no cell of its own bears it.
        self._text = _styled(sheet).style_id
        # As a person would type an apostrophe before it: it stays text when the cell is edited.
        self._quoted = _styled(sheet, quotePrefix=True).style_id
        self._day = _styled(sheet, number_format="dd/mm/yyyy").style_id
        self._letters = [get_column_letter(place) for place in range(1, columns + 1)]

    def rows(self, rows: Iterable[Sequence[Value]], first: int) -> Iterator[str]:
        """Yield the rows as the sheet holds them; the first of them is row `first` there."""
        for number, row in enumerate(rows, start=first):
            cells = (
                self._cell(f"{letter}{number}", value)
                for letter, value in zip(self._letters, row, strict=True)
                if value != ""
            )
            yield f'<row r="{number}">{"".join(cells)}</row>'

    def _cell(self, place: str, value: Value) -> str:
        if isinstance(value, str):
            style = self._quoted if is_taken_for_formula(value) else self._text
            text = escape(_legal(value))
            inside = f'<is><t xml:space="preserve">{text}</t></is>'
            return f'<c r="{place}" s="{style}" t="inlineStr">{inside}</c>'
        is_day = isinstance(value, date)
        style, number = (self._day, to_excel(value)) if is_day else (self._text, value)
        return f'<c r="{place}" s="{style}"><v>{number}</v></c>'


def _legal(text: str) -> str:
    return _ILLEGAL.sub("", text)[:MOST_CHARS]


def _text_cell(sheet: Any, text: str) -> Any:
    """Return a cell with text that is only ever shown: nothing may make it compute anything."""
    cell = WriteOnlyCell(sheet, _legal(text))
    cell.data_type = "s"
    return cell


def _head_cell(sheet: Any, name: str) -> Any:
    cell = _text_cell(sheet, name)
    cell.font = Font(bold=True)
    cell.alignment = _at_top()
    return cell


def _styled(sheet: Any, **facts: Any) -> Any:
    cell = WriteOnlyCell(sheet)
    cell.alignment = _at_top()
    for name, value in facts.items():
        setattr(cell, name, value)
    return cell


def _at_top() -> Alignment:
    return Alignment(wrap_text=True, vertical="top")


def _page_head(text: str) -> str:
    """Return a heading as it stands above a printed page: cut where it is longer than one may be.

    "&" begins a code there (ECMA-376, 18.3.1.46), so each is written twice.
    """
    words = _legal(text)
    while len(words.replace("&", "&&")) > MOST_HEAD_CHARS:
        words = words[:-2].rstrip(" …") + "…"
    return words.replace("&", "&&")


def _lay_out(sheet: Any, table: Table) -> None:
    """Make it fit to read and to print: a table across A4, its head on every page."""
    for place, width in enumerate(table.columns.values(), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    head = len(table.lines) + 1
    sheet.freeze_panes = f"A{head + 1}"
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    sheet.oddHeader.center.text = _page_head(table.page_head)
    sheet.oddFooter.center.text = "&P/&N"
