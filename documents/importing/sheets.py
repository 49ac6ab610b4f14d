"""Opens a list, whatever kind of file it is: what its first bytes say decides."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from documents.files.oldword import CONTAINER, is_locked
from documents.importing.delimited import read_delimited
from documents.importing.table import Sheet, SheetRefusedError
from documents.importing.xls import open_xls
from documents.importing.xlsx import open_xlsx

_ZIP = b"PK\x03\x04"
_HEAD_BYTES = 1024
ENDINGS = (".xlsx", ".xls", ".csv", ".txt", ".tsv")


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
        yield read_delimited(path.read_bytes(), encoding)


def _named(sheet: Sheet, ending: str, kind: str) -> Sheet:
    if ending != kind:
        sheet.notices.append(
            f"Tên tệp có đuôi “{ending}” nhưng bên trong là tệp {kind}; máy đã đọc theo bên trong."
        )
    return sheet


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
