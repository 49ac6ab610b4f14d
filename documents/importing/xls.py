"""Reads a list out of an .xls file of Excel 97–2003. No Django.

Such a file holds at most 65,536 rows and is read whole. Formulas count as what Excel worked out.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from typing import Any

import xlrd

from documents.importing.cells import Cell, Odd, cell_of, number_of
from documents.importing.columns import HEADING_WITHIN, READ_COLUMNS, heading_row
from documents.importing.table import Sheet, SheetRefusedError, filled_rows
from documents.importing.xls_marks import words_beside_cells

MOST_BYTES = 20 * 1024 * 1024
_MACROS = "_VBA_PROJECT".encode("utf-16-le")
_PROTECTED = "encrypted"


@contextmanager
def open_xls(content: bytes) -> Iterator[Sheet]:
    """Open the first visible sheet that has the headings of a list, else the first with anything.

    Raises SheetRefusedError for other files of the old kind, macros, passwords, damage.
    """
    if len(content) > MOST_BYTES:
        raise SheetRefusedError(
            "Tệp .xls quá lớn. Mở bằng Excel, lưu thành kiểu .xlsx rồi gửi lại."
        )
    if _MACROS in content:
        raise SheetRefusedError(
            "Tệp có macro (chương trình kèm theo) nên không được nhận. Lưu thành kiểu .xlsx rồi "
            "gửi lại."
        )
    try:
        book = xlrd.open_workbook(file_contents=content, logfile=StringIO(), formatting_info=True)
        sheet = _sheet_of(book)
        sheet.beside += words_beside_cells(content)
    # The reader meets a damaged file with whatever error comes of it.
    except Exception as error:
        if isinstance(error, SheetRefusedError):
            raise
        if _PROTECTED in str(error):
            raise SheetRefusedError(
                "Tệp được đặt mật khẩu. Mở bằng Excel, bỏ mật khẩu, lưu lại rồi gửi lại."
            ) from error
        raise SheetRefusedError(
            "Tệp không phải bảng tính Excel, hoặc bị hỏng. Mở bằng Excel, lưu thành kiểu .xlsx rồi "
            "gửi lại."
        ) from error
    yield sheet


def _sheet_of(book: Any) -> Sheet:
    shown = [sheet for sheet in book.sheets() if not sheet.visibility and sheet.nrows]
    hidden = [sheet.name for sheet in book.sheets() if sheet.visibility]
    if not shown:
        raise SheetRefusedError("Tệp không có trang tính nào có chữ và đang hiện.")
    fitting = [sheet for sheet in shown if heading_row(_first_rows(sheet, book)) is not None]
    chosen = (fitting or shown)[0]
    notices = []
    others = ", ".join(f"“{sheet.name}”" for sheet in shown if sheet is not chosen)
    if others:
        notices.append(
            f"Chỉ đọc trang tính “{chosen.name}”, không đọc: {others}. Muốn nhập trang khác, chép "
            "trang ấy sang một tệp riêng."
        )
    if hidden:
        notices.append(f"Bỏ qua trang tính ẩn: {', '.join(f'“{name}”' for name in hidden)}.")
    rows = filled_rows(_rows(chosen, book, chosen.nrows), notices)
    return Sheet(rows, notices, _beside(book))


def _beside(book: Any) -> list[str]:
    """Return what xlrd tells of the file outside its cells: names and notes."""
    notes = [note.text for sheet in book.sheets() for note in sheet.cell_note_map.values()]
    return [*book.sheet_names(), *notes]


def _first_rows(sheet: Any, book: Any) -> list[Sequence[Cell]]:
    return list(_rows(sheet, book, min(sheet.nrows, HEADING_WITHIN)))


def _rows(sheet: Any, book: Any, count: int) -> Iterator[list[Cell]]:
    merged = {
        (row, place): f"{xlrd.cellname(top, left)}:{xlrd.cellname(bottom - 1, right - 1)}"
        for top, bottom, left, right in sheet.merged_cells
        for row in range(top, bottom)
        for place in range(left, right)
        if (row, place) != (top, left)
    }
    for number in range(count):
        cells = [_cell(cell, book) for cell in sheet.row_slice(number, 0, READ_COLUMNS)]
        for place, cell in enumerate(cells):
            if cell is None and (number, place) in merged:
                reference = merged[number, place]
                cells[place] = Odd(f"ô gộp {reference}, không rõ dòng này có cùng giá trị")
        yield cells


def _cell(cell: Any, book: Any) -> Cell:
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return Odd(f"ô báo lỗi {xlrd.error_text_from_code.get(cell.value, '')}".strip())
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return str(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return cell_of(xlrd.xldate_as_datetime(cell.value, book.datemode))
        except (ValueError, OverflowError):
            return Odd("ô ngày có con số không phải ngày nào")
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        format_key = book.xf_list[cell.xf_index].format_key
        return number_of(cell.value, book.format_map[format_key].format_str)
    return cell_of(cell.value)
