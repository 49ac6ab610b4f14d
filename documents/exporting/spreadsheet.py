"""Tables as a spreadsheet opens them. What is text stays text, whoever wrote it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The most a cell of this format holds.
MOST_CHARS = 32_767
# By these signs, wide ones included, a spreadsheet takes what is typed for a formula.
_FORMULA = re.compile(r"^\s*[=+\-@＝＋－＠]|^[\t\r]")
Value = int | str | date


@dataclass(frozen=True, slots=True)
class Table:
    """A table: lines above it, its columns with their widths in characters, its rows.

    `name` is its sheet's, `page_head` stands above every printed page.
    """

    name: str
    columns: dict[str, int]
    rows: Iterable[Sequence[Value]]
    page_head: str
    lines: Sequence[str] = ()


def is_taken_for_formula(text: str) -> bool:
    """Return whether a spreadsheet would compute `text` if a person typed it into a cell."""
    return bool(_FORMULA.match(text))


def as_text(value: Value) -> str:
    """Return what stands in a cell as text, a day as dd/mm/yyyy."""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def write_workbook(table: Table, file: IO[bytes]) -> None:
    """Write the table into `file` as XLSX, row by row: memory does not grow with the rows."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.name)
    _lay_out(sheet, table)
    cells = _Cells(sheet)
    for line in table.lines:
        sheet.append(cells.line(line))
    sheet.append(cells.head(table.columns))
    for row in table.rows:
        sheet.append(cells.row(row))
    book.save(file)


class _Cells:
    """Cells by what they hold. Each is written before the next is filled, so one of a kind does."""

    def __init__(self, sheet: Any) -> None:
        top = Alignment(wrap_text=True, vertical="top")
        self._line, self._head, self._text, self._quoted, self._number, self._day = (
            WriteOnlyCell(sheet) for _ in range(6)
        )
        self._head.font = Font(bold=True)
        self._day.number_format = "dd/mm/yyyy"
        # As a person would type an apostrophe before it: it stays text when the cell is edited.
        self._quoted.quotePrefix = True
        for cell in (self._head, self._text, self._quoted, self._number, self._day):
            cell.alignment = top

    def line(self, text: str) -> Iterator[Cell]:
        yield _filled(self._line, text)

    def head(self, names: Iterable[str]) -> Iterator[Cell]:
        for name in names:
            yield _filled(self._head, name)

    def row(self, values: Sequence[Value]) -> Iterator[Cell | None]:
        for value in values:
            yield self._cell(value)

    def _cell(self, value: Value) -> Cell | None:
        if isinstance(value, str):
            kind = self._quoted if is_taken_for_formula(value) else self._text
            return _filled(kind, value) if value else None
        cell = self._day if isinstance(value, date) else self._number
        cell.value = value
        return cell


def _filled(cell: Cell, text: str) -> Cell:
    """Return the cell with text that is only ever shown: nothing may make it compute anything."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:MOST_CHARS]
    cell.data_type = "s"
    return cell


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
    sheet.oddHeader.center.text = table.page_head
    sheet.oddFooter.center.text = "&P/&N"
