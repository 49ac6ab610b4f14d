"""The report on a draft as a table that a spreadsheet opens. Nothing of it is stored."""

import re
from collections.abc import Iterable
from io import BytesIO

from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from documents.checking import Basis
from documents.drafts import CheckedCitation

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What stands in a column, and how many characters wide it is.
COLUMNS = {
    "STT": 6,
    "Trích dẫn": 30,
    "Câu": 60,
    "Văn bản": 36,
    "Kết quả": 22,
    "Lỗi, lưu ý": 50,
}
# The most a cell of this format holds.
MOST_CHARS = 32_767
# By these signs a spreadsheet takes what is typed for a formula.
_FORMULA = re.compile(r"^\s*[=+\-@]")


def as_table(checked: Iterable[CheckedCitation]) -> HttpResponse:
    """Answer the citations of a draft as a file, a row each, in the order given.

    It is made in memory and kept by nobody, a cache on the way included.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = "Trích dẫn"
    _write_row(sheet, 1, list(COLUMNS))
    for number, one in enumerate(checked, start=1):
        _write_row(sheet, number + 1, [number, *_cells(one)])
    _lay_out(sheet)
    file = BytesIO()
    book.save(file)
    response = HttpResponse(file.getvalue(), content_type=XLSX)
    name = f"kiem-tra-trich-dan-{timezone.localdate():%Y-%m-%d}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    return response


def _cells(one: CheckedCitation) -> list[str]:
    findings = (
        f"{finding.grade.label}{' (máy đoán)' if finding.basis == Basis.INFERENCE else ''}: "
        f"{finding.sentence}"
        for finding in one.findings
    )
    return [
        _one_line(one.text),
        _one_line(f"{one.before}{one.text}{one.after}"),
        "; ".join(map(str, one.documents)),
        one.told,
        "\n".join(findings),
    ]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _write_row(sheet: Worksheet, row: int, values: list[int | str]) -> None:
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row, column)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if isinstance(value, int):
            cell.value = value
        elif value:
            _write_text(cell, value)


def _write_text(cell: Cell, text: str) -> None:
    """Write what is only ever shown: a draft must not make a spreadsheet compute anything."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:MOST_CHARS]
    cell.data_type = "s"
    # As a person would type an apostrophe before it: it stays text when the cell is edited.
    cell.quotePrefix = bool(_FORMULA.match(text))


def _lay_out(sheet: Worksheet) -> None:
    """Make it fit to read and to print: a table across A4, its head on every page."""
    for cell, width in zip(sheet[1], COLUMNS.values(), strict=True):
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    sheet.oddHeader.center.text = f"Kiểm tra trích dẫn, {timezone.localdate():%d/%m/%Y}"
    sheet.oddFooter.center.text = "&P/&N"
