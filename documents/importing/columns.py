"""Which column of a list says what: headings matched by name, in any order. Pure; no Django.

Names of columns are those of registers (Phụ lục IV, Nghị định 30/2020/NĐ-CP), of the lists that
offices keep, and of the site's own exports.
"""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from documents.importing.cells import Cell, shown
from organizations.text import fold


class Field(StrEnum):
    """What a column may say of a document; IGNORED is one that is not read."""

    IGNORED = ""
    CODE = "code"
    NUMBER = "number"
    SYMBOL = "symbol"
    DAY = "day"
    TYPE = "type"
    ISSUER = "issuer"
    COLLECTIVE = "collective"
    NAME = "name"
    TITLE = "title"
    TYPED_TITLE = "typed_title"
    NAMED_TITLE = "named_title"
    SIGNER = "signer"
    SIGNER_POSITION = "signer_position"
    TERM = "term"
    AUDIENCE = "audience"
    STATUS = "status"
    STATUS_BASIS = "status_basis"
    NOTE = "note"
    SECRECY = "secrecy"
    ADDRESS = "address"


LABELS = {
    Field.IGNORED: "– bỏ qua cột này –",
    Field.CODE: "Số, ký hiệu",
    Field.NUMBER: "Số",
    Field.SYMBOL: "Ký hiệu",
    Field.DAY: "Ngày ban hành",
    Field.TYPE: "Loại văn bản",
    Field.ISSUER: "Cơ quan ban hành",
    Field.COLLECTIVE: "Tập thể ban hành",
    Field.NAME: "Tên gọi (văn bản không đánh số)",
    Field.TITLE: "Trích yếu",
    Field.TYPED_TITLE: "Tên loại và trích yếu",
    Field.NAMED_TITLE: "Tên gọi, trích yếu",
    Field.SIGNER: "Người ký",
    Field.SIGNER_POSITION: "Chức vụ người ký",
    Field.TERM: "Nhiệm kỳ",
    Field.AUDIENCE: "Phạm vi xem",
    Field.STATUS: "Hiệu lực",
    Field.STATUS_BASIS: "Căn cứ về hiệu lực",
    Field.NOTE: "Ghi chú",
    Field.SECRECY: "Độ mật",
    Field.ADDRESS: "Địa chỉ trong sổ này",
}
# Headings as `_key` makes them; each with what it may also be called.
_NAMES = {
    Field.CODE: (
        *("so ky hieu", "so va ky hieu", "so hieu", "ky hieu so", "so hoac ky hieu", "so kh"),
        *("so hieu ky hieu", "so ki hieu", "so hieu so ky hieu", "skh"),
    ),
    Field.NUMBER: ("so", "so di", "so phat hanh"),
    Field.SYMBOL: ("ky hieu", "ki hieu"),
    Field.DAY: (
        *("ngay", "ngay ban hanh", "ngay thang", "ngay thang nam", "ngay ky", "ngay phat hanh"),
        *(
            "ngay thang ban hanh",
            "ngay thang nam ban hanh",
            "thoi gian ban hanh",
            "ngay ky ban hanh",
        ),
    ),
    Field.TYPE: ("loai", "ten loai", "the loai", "hinh thuc", "loai hinh"),
    Field.ISSUER: (
        *("co quan ban hanh", "co quan", "noi ban hanh", "tac gia", "don vi ban hanh"),
        *("cq ban hanh", "co quan phat hanh", "noi phat hanh", "to chuc ban hanh"),
        *("cap ban hanh", "co quan to chuc ban hanh", "don vi phat hanh"),
    ),
    Field.COLLECTIVE: ("tap the", "tap the ban hanh"),
    Field.NAME: ("ten goi",),
    Field.TITLE: (
        *("trich yeu", "noi dung", "trich yeu noi dung", "noi dung trich yeu", "ve viec", "ten"),
        *("tieu de", "noi dung chinh", "v v"),
    ),
    Field.TYPED_TITLE: (
        *("ten loai va trich yeu noi dung", "ten loai va trich yeu", "ten loai trich yeu"),
        *("ten loai va noi dung", "loai va trich yeu noi dung", "ten loai trich yeu noi dung"),
    ),
    Field.NAMED_TITLE: ("ten goi trich yeu",),
    Field.SIGNER: ("nguoi ky", "ho ten nguoi ky", "ho va ten nguoi ky", "nguoi ky ban hanh"),
    Field.SIGNER_POSITION: ("chuc vu", "chuc vu nguoi ky"),
    Field.TERM: ("nhiem ky", "khoa"),
    Field.AUDIENCE: ("pham vi xem", "ai duoc xem"),
    Field.STATUS: ("hieu luc", "tinh trang hieu luc"),
    Field.STATUS_BASIS: ("can cu ve hieu luc", "can cu hieu luc"),
    Field.NOTE: ("ghi chu", "chu thich"),
    Field.SECRECY: ("do mat", "muc do mat", "mat"),
    Field.ADDRESS: ("dia chi", "dia chi trong so nay"),
}
_FIELDS = {name: field for field, names in _NAMES.items() for name in names}
# Said of every column of such a list, so it tells nothing: "Số văn bản", "Ngày ký văn bản".
_OF_DOCUMENT = re.compile(r"\b(?:cua )?(?:van ban|vb)\b")
_IN_BRACKETS = re.compile(r"\([^)]*\)")
# A list cannot be read without one of these.
TELLING = frozenset(
    (
        *(Field.CODE, Field.NUMBER, Field.NAME, Field.NAMED_TITLE, Field.TITLE),
        *(Field.TYPED_TITLE, Field.ADDRESS),
    )
)
# Which of these name a document, so that a row can be one.
NAMING = frozenset({Field.CODE, Field.NUMBER, Field.NAME, Field.NAMED_TITLE, Field.ADDRESS})
# Titles, addressees and blank lines stand above the headings.
HEADING_WITHIN = 40
MOST_COLUMNS = 120
# One more, to see whether there is any.
READ_COLUMNS = MOST_COLUMNS + 1

Columns = Mapping[Field, int]


def field_of(heading: Cell) -> Field:
    """Return what a column of this heading says: ``SỐ, KÍ HIỆU VB`` is CODE, ``Số đến`` nothing."""
    words = _OF_DOCUMENT.sub(" ", _key(_IN_BRACKETS.sub(" ", shown(heading))))
    found = _FIELDS.get(" ".join(words.split()))
    # "Văn bản" alone is what is left of nothing.
    return found or Field.IGNORED


def _key(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", fold(heading)).strip()


def match_columns(headings: Sequence[Cell]) -> dict[Field, int]:
    """Return the place of each field's column, from 0; of two of one name the first counts."""
    columns: dict[Field, int] = {}
    for place, heading in enumerate(headings):
        field = field_of(heading)
        if field:
            columns.setdefault(field, place)
    return columns


def heading_row(rows: Sequence[Sequence[Cell]]) -> int | None:
    """Return which of the first rows holds the headings, from 0; None when none does.

    The one with the most headings known, two at least, one of which tells of documents.
    """
    best, place = 1, None
    for number, row in enumerate(rows[:HEADING_WITHIN]):
        columns = match_columns(row)
        if len(columns) > best and TELLING & set(columns):
            best, place = len(columns), number
    return place


def numbers_columns(row: Sequence[Cell]) -> bool:
    """Whether a row only numbers the columns, as forms do below their headings: (1) (2) (3)."""
    marks = [re.sub(r"\D", "", shown(cell)) for cell in row if cell is not None]
    first = marks[0] if marks else ""
    wanted = [str(int(first) + step) for step in range(len(marks))] if first.isdigit() else []
    return len(marks) > 2 and marks == wanted and all(len(shown(c)) <= 4 for c in row if c)


def letter(place: int) -> str:
    """Return the name a spreadsheet gives the column at `place`, from 0: D, AA."""
    name = ""
    number = place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
