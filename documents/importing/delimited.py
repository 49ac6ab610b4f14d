"""Reads a list out of a text file with a separator: CSV in the encodings of our offices. No Django.

UTF-8 and UTF-16 are certain. A file that is neither may be Windows-1258, the Vietnamese page of
code of old Excel; that is taken only where its headings come out as words, else it is asked for.
"""

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from documents.importing.cells import Cell, cell_of
from documents.importing.columns import HEADING_WITHIN, READ_COLUMNS, heading_row, match_columns
from documents.importing.table import Sheet, SheetRefusedError, filled_rows

ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16 (Unicode Text)",
    "cp1258": "Windows-1258 (Tiếng Việt kiểu cũ)",
}
_SEPARATORS = ",;\t"
_HEAD_CHARS = 20_000
# A text of this alphabet written in two bytes a letter is one fourth nulls at least.
_NULLS_IN_UTF16 = 0.2


def read_delimited(content: bytes, encoding: str = "") -> Sheet:
    """Return the list in a text file; `encoding` is one of ENCODINGS, or '' to find it out.

    Raises SheetRefusedError when the letters cannot be told, or it is no text at all.
    """
    notices: list[str] = []
    text = _decoded(content, encoding, notices)
    separator, text = _separator(text)
    rows = _rows(text, separator)
    return Sheet(filled_rows(rows, notices), notices)


def _decoded(content: bytes, encoding: str, notices: list[str]) -> str:
    if encoding:
        return _strictly(content, encoding)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(content, "utf-16")
    if content.startswith(b"\xef\xbb\xbf"):
        return _strictly(content, "utf-8")
    if content[:2000].count(0) > _NULLS_IN_UTF16 * len(content[:2000]):
        first = content[:2000]
        big = first[::2].count(0) > first[1::2].count(0)
        return _strictly(content, "utf-16-be" if big else "utf-16-le")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _windows(content, notices)


def _windows(content: bytes, notices: list[str]) -> str:
    try:
        text = content.decode("cp1258")
    except UnicodeDecodeError:
        text = ""
    separator, _ = _separator(text)
    first = list(islice(_rows(text, separator, is_try=True), HEADING_WITHIN))
    if "\x00" in text or heading_row(first) is None:
        raise SheetRefusedError(
            "Không nhận ra bảng mã chữ của tệp CSV. Chọn bảng mã ở ô “Bảng mã của tệp CSV” rồi gửi "
            "lại; hoặc mở tệp bằng Excel và lưu thành kiểu .xlsx."
        )
    notices.append("Tệp CSV được đọc theo bảng mã Windows-1258; xem lại dấu tiếng Việt bên dưới.")
    return text


def _strictly(content: bytes, encoding: str) -> str:
    try:
        text = content.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        raise SheetRefusedError(
            f"Tệp CSV không viết bằng bảng mã {ENCODINGS.get(encoding, 'UTF-16')}. Chọn bảng mã "
            "khác; hoặc mở tệp bằng Excel và lưu thành kiểu .xlsx."
        ) from error
    if "\x00" in text:
        raise SheetRefusedError("Tệp này không phải bảng tính hay CSV. Chọn tệp .xlsx, .xls, .csv.")
    return text.removeprefix("\ufeff")


def _separator(text: str) -> tuple[str, str]:
    """Return what separates the cells, and the text without the line that Excel says it in."""
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[-1], rest
    head = text[:_HEAD_CHARS]

    def fits(separator: str) -> tuple[int, int]:
        rows = list(islice(_rows(head, separator, is_try=True), HEADING_WITHIN))
        known = max((len(match_columns(row)) for row in rows), default=0)
        return known, sum(len(row) for row in rows)

    return max(_SEPARATORS, key=fits), text


def _rows(text: str, separator: str, *, is_try: bool = False) -> Iterator[list[Cell]]:
    """Yield the rows; `is_try` passes over quotes that are wrong, as all are by another separator.

    Else one that is not closed would swallow the rows behind it without a word.
    """
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=not is_try)
    begun = 1
    try:
        for row in reader:
            yield [cell_of(value) for value in row[:READ_COLUMNS]]
            begun = reader.line_num + 1
    except csv.Error as error:
        raise SheetRefusedError(
            f"Không đọc được tệp CSV từ dòng {begun}: có dấu ngoặc kép mở mà không đóng hoặc đứng "
            "lẻ trong ô, hoặc một ô quá dài. Mở tệp bằng Excel và lưu thành kiểu .xlsx."
        ) from error
