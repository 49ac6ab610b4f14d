"""Reads a list out of an .xlsx file, row by row: memory does not grow with the rows. No Django.

Formulas count as what Excel worked out last. Of merged cells only the first has a value, and
whether the others mean the same nobody can tell: they are marked. Hidden sheets are not read.
"""

import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import time, timedelta
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from openpyxl import load_workbook

from documents.files.office import refuse_unsafe, words_beside_cells
from documents.files.parts import opened_archive
from documents.files.reading import UnreadableFileError
from documents.importing.cells import Cell, Odd, cell_of, number_of, words_shown_by
from documents.importing.columns import HEADING_WITHIN, MOST_COLUMNS, READ_COLUMNS, heading_row
from documents.importing.sheet_marks import Merged, read_marks
from documents.importing.table import Sheet, SheetRefusedError, filled_rows

# Of XML: a sheet of 100,000 rows has some 90 MB. It is read as a stream.
MOST_XML_BYTES = 400 * 1024 * 1024
_NO_RESULT = Odd("ô là công thức chưa có kết quả")
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, ParseError, SyntaxError, EOFError, OSError, KeyError),
    *(ValueError, TypeError, AttributeError, IndexError, ExpatError),
)


@contextmanager
def open_xlsx(path: Path) -> Iterator[Sheet]:
    """Open the first visible sheet that has the headings of a list, else the first with anything.

    Raises SheetRefusedError for other archives, bombs, macros, passwords and damaged files.
    """
    _refuse_strange(path)
    try:
        with _opened(path, computed=True) as book:
            yield _sheet_of(book, path)
    except _BROKEN as error:
        if isinstance(error, SheetRefusedError):
            raise
        raise SheetRefusedError(
            "Tệp bị hỏng, không đọc được. Mở bằng Excel, lưu thành tệp mới rồi gửi lại."
        ) from error


def _refuse_strange(path: Path) -> None:
    try:
        with path.open("rb") as file, opened_archive(file) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            if "xl/workbook.bin" in names:
                raise SheetRefusedError(
                    "Tệp kiểu .xlsb không đọc được. Mở bằng Excel, lưu kiểu .xlsx rồi gửi lại."
                )
            refuse_unsafe(entries, MOST_XML_BYTES)
            if not any(name.startswith("xl/") for name in names):
                raise SheetRefusedError(
                    "Tệp này không phải bảng tính Excel (có vẻ là Word hoặc tệp nén). Chọn tệp "
                    ".xlsx, .xls hoặc .csv."
                )
    except UnreadableFileError as error:
        raise SheetRefusedError(f"Không nhận tệp này: {error}") from error
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        raise SheetRefusedError(
            "Tệp bị hỏng, không mở được. Mở bằng Excel, lưu thành tệp mới rồi gửi lại."
        ) from error


@contextmanager
def _opened(path: Path, *, computed: bool) -> Iterator[Any]:
    # By the file itself: a staged one has no ending, by which the library would judge it.
    with warnings.catch_warnings(), path.open("rb") as file:
        # Of validation rules and styles the reader does not know; none of them is read.
        warnings.simplefilter("ignore")
        book = load_workbook(file, read_only=True, data_only=computed, keep_links=False)
        try:
            yield book
        finally:
            book.close()


def _sheet_of(book: Any, path: Path) -> Sheet:
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    if not book.worksheets:
        # The reader finds none in what is written in ISO's strict form of the format.
        raise SheetRefusedError(
            "Không thấy trang tính nào trong tệp. Tệp lưu kiểu “Strict Open XML Spreadsheet” thì "
            "mở bằng Excel, lưu thành kiểu “Excel Workbook (.xlsx)” rồi gửi lại."
        )
    if not shown:
        raise SheetRefusedError("Tệp không có trang tính nào đang hiện. Bỏ ẩn trang cần nhập.")
    first_rows = {sheet.title: _first_rows(sheet) for sheet in shown}
    filled = [sheet for sheet in shown if first_rows[sheet.title]] or shown[:1]
    fitting = [sheet for sheet in filled if heading_row(first_rows[sheet.title]) is not None]
    chosen = (fitting or filled)[0]
    notices = _sheet_notices(chosen.title, [sheet.title for sheet in filled], hidden)
    # The reader keeps where the sheet lies in the archive under no public name.
    part = chosen._worksheet_path
    with zipfile.ZipFile(path) as archive:
        marks = read_marks(archive, part)
        # A name of a sheet goes into what is told of the file.
        beside = [*book.sheetnames, *marks.headings, *words_beside_cells(archive)]
    rows = _computed_rows(chosen, path) if marks.has_formulas else _rows(chosen, book)
    marked = _with_merged(rows, marks.merged) if marks.merged else rows
    return Sheet(filled_rows(marked, notices), notices, beside)


def _sheet_notices(chosen: str, filled: list[str], hidden: list[str]) -> list[str]:
    notices = []
    others = ", ".join(f"“{name}”" for name in filled if name != chosen)
    if others:
        notices.append(
            f"Chỉ đọc trang tính “{chosen}”, không đọc: {others}. Muốn nhập trang khác, chép trang "
            "ấy sang một tệp riêng."
        )
    if hidden:
        notices.append(f"Bỏ qua trang tính ẩn: {', '.join(f'“{name}”' for name in hidden)}.")
    return notices


def _first_rows(sheet: Any) -> list[list[Cell]]:
    # What the file says of its own size is often wrong.
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=HEADING_WITHIN, max_col=MOST_COLUMNS, values_only=True)
    cells = [[_cell(value) for value in row] for row in rows]
    return [row for row in cells if any(cell is not None for cell in row)]


def _rows(sheet: Any, book: Any) -> Iterator[list[Cell]]:
    # The reader keeps the formats that a file has of its own under no public name.
    if any(map(words_shown_by, book._number_formats)):
        for cells in sheet.iter_rows(max_col=READ_COLUMNS):
            yield [_shown_cell(cell) for cell in cells]
    else:
        # Much faster, and most lists have none.
        for row in sheet.iter_rows(max_col=READ_COLUMNS, values_only=True):
            yield [_cell(value) for value in row]


def _shown_cell(cell: Any) -> Cell:
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return number_of(cell.value, cell.number_format)
    return _cell(cell.value)


def _cell(value: Any) -> Cell:
    if isinstance(value, time | timedelta):
        return Odd("ô là giờ, không phải ngày hay chữ")
    return cell_of(value)


def _computed_rows(sheet: Any, path: Path) -> Iterator[list[Cell]]:
    """Yield the rows with a mark where a formula has no result, which otherwise looks blank."""
    with _opened(path, computed=False) as book:
        written = book[sheet.title]
        written.reset_dimensions()
        rows = written.iter_rows(max_col=READ_COLUMNS, values_only=True)
        computed = sheet.iter_rows(max_col=READ_COLUMNS)
        for cells, formulas in zip(computed, rows, strict=True):
            yield [
                _NO_RESULT if _lacks_result(cell, formula) else _shown_cell(cell)
                for cell, formula in zip(cells, formulas, strict=True)
            ]


def _lacks_result(cell: Any, formula: Any) -> bool:
    """Whether nothing was worked out for a formula; a text without letters is a result."""
    return formula is not None and cell.value is None and cell.data_type != "str"


def _with_merged(rows: Iterator[list[Cell]], merged: Merged) -> Iterator[Sequence[Cell]]:
    for number, row in enumerate(rows, start=1):
        for first, end, said in merged.get(number, ()):
            for place in range(first, min(end, len(row))):
                if row[place] is None:
                    row[place] = Odd(said)
        yield row
