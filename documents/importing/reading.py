"""Reads a file's rows into the database, so that the file itself need not be kept.

The secrecy guard stands before: of a row that bears a mark only its number is kept, and a mark
outside the rows, or alone on a line between them, refuses the whole file. No row is stored
before the guard has seen the last one.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from itertools import chain, islice
from pathlib import Path

from documents.citations.codes import parse_code
from documents.files.legacy import legacy_encoding, legacy_refusal
from documents.importing.cells import (
    Cell,
    CellRefusedError,
    Odd,
    packed,
    read_day,
    shown,
)
from documents.importing.columns import (
    HEADING_WITHIN,
    LABELS,
    Field,
    field_of,
    heading_row,
    match_columns,
    numbers_columns,
)
from documents.importing.facts import cell_at
from documents.importing.sheets import opened_sheet
from documents.importing.table import Sheet, SheetRefusedError
from documents.models import ImportedList, ImportedRow
from organizations.refusals import note_refusal
from organizations.secrecy import find_secrecy_mark, refuse_secret
from organizations.text import fold

MOST_ROWS = 20_000
SECRET = (
    "dòng mang dấu mật nên không được nhập; không giữ lại gì của dòng này. Xử lý theo quy định bảo "
    "vệ bí mật nhà nước"
)
_ROWS_AT_ONCE = 500
# Enough words to tell by which letters a list is written.
_ROWS_JUDGED = 300
_NO_LETTERS = re.compile(r"[\W_]+")
# Of a group of rows: "II.", "3", "B)".
_NUMERAL = re.compile(r"^\W*(?:[IVXLC]+|\d+|[A-ZĐ])(?:\W+|$)")
# What stands in a column of secrecy for documents without any.
_OPEN = frozenset({"", "khong", "thuong", "binh thuong", "khong mat", "-", "0", "x thuong"})

Progress = Callable[[int, int], None]


class List:
    """The rows of a file below its headings. `headings` and `notices` are complete once opened.

    `rows` yields each row as its number and its cells; None for the cells of a secret one. It
    raises ValidationError at a mark that stands alone on its line.
    """

    def __init__(self, sheet: Sheet) -> None:
        refuse_secret(sheet.beside)
        first = list(islice(sheet.rows, HEADING_WITHIN))
        if not first:
            raise SheetRefusedError("Trang tính không có chữ nào.")
        place = heading_row([cells for _, cells in first])
        start = place or 0
        above, below = first[:start], first[start + 1 :]
        self.headings: Sequence[Cell] = first[start][1]
        if place is None:
            sheet.notices.append(_told_of_headings(first[0][0], self.headings))
        if place is None and _says_what_documents_do(self.headings):
            self.headings, below = [None] * max(len(cells) for _, cells in first), first
        # A column may be called “Mật”.
        named = [cell for cell in self.headings if field_of(cell) != Field.SECRECY]
        refuse_secret("\n".join(_words(cells)) for cells in (*(row for _, row in above), named))
        self._columns = match_columns(self.headings)
        if below and numbers_columns(below[0][1]):
            del below[0]
        self._judged = list(chain(below, islice(sheet.rows, _ROWS_JUDGED)))
        words = "\n".join(word for _, cells in self._judged for word in _words(cells))
        if encoding := legacy_encoding(words):
            raise SheetRefusedError(f"Danh sách {legacy_refusal(encoding)}")
        self._rows = sheet.rows

    def rows(self) -> Iterator[tuple[int, list[Cell] | None]]:
        for number, cells in chain(self._judged, self._rows):
            column = self._columns.get(Field.SECRECY)
            # A stamp on the page, or the heading of a group: the rows around it bear it too.
            refuse_secret(_alone(cells, column))
            yield number, None if refuse_secret_row(cells, column) else cells


def _says_what_documents_do(cells: Sequence[Cell]) -> bool:
    """Whether a row has a whole code or a day, which no heading has."""
    for cell in cells:
        code = parse_code(cell) if isinstance(cell, str) else None
        if code and code.number and code.symbol:
            return True
        with suppress(CellRefusedError):
            if isinstance(read_day(cell), date):
                return True
    return False


def _told_of_headings(number: int, cells: Sequence[Cell]) -> str:
    """Say what became of the first row of a list in which no heading is known."""
    if _says_what_documents_do(cells):
        return f"Danh sách không có dòng tiêu đề: dòng {number} cũng được đọc là một văn bản."
    return f"Dòng {number} được coi là dòng tiêu đề nên không nhập."


def _words(cells: Sequence[Cell]) -> Iterator[str]:
    # As they stand in the file: a stamp is a line of its own within its cell.
    return (cell for cell in cells if isinstance(cell, str))


def _alone(cells: Sequence[Cell], secrecy: int | None) -> list[str]:
    """Return what a line of one cell says, with its numeral and without; [] for a row of several.

    The numeral may have a cell of its own. A row with nothing but its number and a word in the
    column of secrecy is a row.
    """
    filled = [cell for cell in cells if cell is not None and not isinstance(cell, Odd)]
    is_numbered = len(filled) == 2 and bool(_NUMERAL.fullmatch(shown(filled[0])))
    if is_numbered and cell_at(cells, secrecy) is None:
        del filled[0]
    words = list(_words(filled)) if len(filled) == 1 else []
    return [*words, *(_NUMERAL.sub("", word) for word in words)]


def refuse_secret_row(cells: Sequence[Cell], column: int | None) -> bool:
    """Whether a row bears a secrecy mark, in any cell or by the word in the column of secrecy.

    In that column whatever does not say "open" counts: offices write C, x or “Có” there as well.
    The security log is told of one that does.
    """
    words = "\n".join(_words(cells))
    # A mark has these letters, however they are set apart; few rows have, and reading takes long.
    may_bear = "mat" in _NO_LETTERS.sub("", fold(words))
    mark = find_secrecy_mark(words) if may_bear else ""
    if not mark and fold(shown(cell_at(cells, column))) not in _OPEN:
        mark = LABELS[Field.SECRECY]
    if mark:
        note_refusal(mark)
    return bool(mark)


def read_rows(path: Path, ending: str, imported: ImportedList, progress: Progress) -> None:
    """Read the file of a list into rows; sets its headings and notices, unsaved.

    Raises SheetRefusedError or ValidationError with a sentence for staff, before a row is stored.
    Not in a transaction: others write meanwhile.
    """
    with opened_sheet(path, ending, imported.encoding) as sheet:
        total = _screened(List(sheet), progress)
    with opened_sheet(path, ending, imported.encoding) as sheet:
        read = List(sheet)
        imported.headings = [packed(cell) for cell in read.headings]
        for done, batch in _batches(read):
            ImportedRow.objects.bulk_create(_row_of(imported, *row) for row in batch)
            progress(done, total)
        imported.notices = sheet.notices


def _screened(read: List, progress: Progress) -> int:
    """Pass the guard over all rows of a list; return how many there are.

    A database keeps what was deleted in its log and in every copy made meanwhile, and a mark in
    the last row refuses the first one too. To hold all rows instead would take any memory.
    """
    count = 0
    for count, _ in _batches(read):
        if count > MOST_ROWS:
            raise SheetRefusedError(
                f"Danh sách dài hơn {MOST_ROWS} dòng. Tách thành nhiều tệp; hoặc nhờ người quản "
                "trị máy nhập bằng lệnh import_documents."
            )
        progress(count, 0)
    if not count:
        raise SheetRefusedError("Dưới dòng tiêu đề không có dòng nào.")
    return count


def _batches(read: List) -> Iterator[tuple[int, list[tuple[int, list[Cell] | None]]]]:
    """Yield the rows, some hundreds at a time, with how many there were so far."""
    rows, count = read.rows(), 0
    while batch := list(islice(rows, _ROWS_AT_ONCE)):
        count += len(batch)
        yield count, batch


def _row_of(imported: ImportedList, number: int, cells: list[Cell] | None) -> ImportedRow:
    if cells is None:
        return ImportedRow(imported=imported, number=number, reason=SECRET)
    return ImportedRow(imported=imported, number=number, cells=[packed(cell) for cell in cells])
