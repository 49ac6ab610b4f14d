"""Opens a list, whatever kind of file it is: what its first bytes say decides."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path

from documents.files.oldword import CONTAINER, is_locked
from documents.importing.columns import HEADING_WITHIN, heading_row
from documents.importing.delimited import read_delimited
from documents.importing.table import Sheet, SheetRefusedError
from documents.importing.xls import open_xls
from documents.importing.xlsx import open_xlsx

_ZIP = b"PK\x03\x04"
_HEAD_BYTES = 1024
_TEXTS = (".csv", ".txt", ".tsv", "")


@contextmanager
def opened_sheet(path: Path, ending: str, encoding: str = "") -> Iterator[Sheet]:
    """Open the list in the file at `path`, whose name ends in `ending`, for as long as it is read.

    `encoding` is what a person says of a text file, '' where it is to be found out. Raises
    SheetRefusedError, here or while the rows are read, with a sentence for staff.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if not head:
        raise SheetRefusedError("Tệp rỗng. Kiểm tra lại tệp trên máy rồi chọn lại.")
    if head.startswith(_ZIP):
        with open_xlsx(path) as sheet:
            yield _named(sheet, ending, ".xlsx")
    elif head.startswith(CONTAINER):
        content = path.read_bytes()
        if is_locked(content):
            raise SheetRefusedError(
                "Tệp được đặt mật khẩu. Mở bằng Excel, bỏ mật khẩu (Tệp → Thông tin → Bảo vệ sổ "
                "làm việc), lưu lại rồi gửi lại."
            )
        with open_xls(content) as sheet:
            yield _named(sheet, ending, ".xls")
    else:
        _refuse_other_kinds(head)
        sheet = read_delimited(path.read_bytes(), encoding)
        yield sheet if ending in _TEXTS else _text_called_otherwise(sheet, ending)


def _named(sheet: Sheet, ending: str, kind: str) -> Sheet:
    if ending != kind:
        sheet.notices.append(
            f"Tên tệp có đuôi “{ending}” nhưng bên trong là tệp {kind}; máy đã đọc theo bên trong."
        )
    return sheet


def _text_called_otherwise(sheet: Sheet, ending: str) -> Sheet:
    """Return a text file that is called a workbook, where it is a list all the same."""
    first = list(islice(sheet.rows, HEADING_WITHIN))
    if heading_row([cells for _, cells in first]) is None:
        raise SheetRefusedError(
            f"Tệp có đuôi “{ending}” nhưng bên trong không phải tệp Excel mà là chữ thường, hoặc "
            "tệp hỏng. Mở thử bằng Excel; mở được thì lưu thành kiểu Excel Workbook (.xlsx) rồi "
            "gửi lại."
        )
    sheet.rows = chain(first, sheet.rows)
    return _named(sheet, ending, ".csv")


def _refuse_other_kinds(head: bytes) -> None:
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<?xml", b"<meta")):
        raise SheetRefusedError(
            "Tệp này là trang web hoặc XML được đặt đuôi của Excel. Mở bằng Excel, chọn “Lưu "
            "thành” kiểu Excel Workbook (.xlsx) rồi gửi lại."
        )
    if start.startswith((b"%pdf", b"{\\rtf", b"\xff\xd8\xff", b"\x89png")):
        raise SheetRefusedError(
            "Tệp này không phải bảng tính (có vẻ là PDF, Word hoặc ảnh). Chọn tệp .xlsx, .xls hoặc "
            ".csv."
        )
