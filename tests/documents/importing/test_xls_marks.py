"""A secrecy mark beside the cells of a file of Excel 97–2003 refuses it; the bytes are real."""

import struct

import pytest

from documents.importing.xls_marks import words_beside_cells
from tests.documents.importing.lists import kinds, read_in
from tests.documents.importing.test_files import OLD
from tests.documents.importing.test_marks_beside import assert_refused

SECTOR = 512
# In the file of the tests: where its only stream begins, ends its first sheet, and stands where
# its second one begins; its table of sectors and its directory.
BOOK, END_OF_SHEET, BEGIN_OF_SECOND = SECTOR, 1939, 1002
TABLE, DIRECTORY, FREE_SECTOR = 9 * SECTOR, 10 * SECTOR, 10


def record(kind, body):
    return struct.pack("<HH", kind, len(body)) + body


def wide(text):
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def narrow(text):
    return struct.pack("<HB", len(text), 0) + text.encode("latin-1")


def with_record(added):
    """The file with records at the end of its first sheet; behind the second one there is room."""
    content = bytearray(OLD.read_bytes())
    end = BOOK + 8 * SECTOR
    book = content[BOOK : BOOK + END_OF_SHEET] + added + content[BOOK + END_OF_SHEET : end]
    assert not any(book[8 * SECTOR :])
    content[BOOK:end] = book[: 8 * SECTOR]
    (second,) = struct.unpack_from("<I", content, BOOK + BEGIN_OF_SECOND)
    struct.pack_into("<I", content, BOOK + BEGIN_OF_SECOND, second + len(added))
    return bytes(content)


def with_stream(name, stored):
    """The file with one more stream, which takes eight sectors of its own."""
    content = bytearray(OLD.read_bytes())
    for sector in range(8):
        following = FREE_SECTOR + sector + 1 if sector < 7 else -2
        struct.pack_into("<i", content, TABLE + 4 * (FREE_SECTOR + sector), following)
    entry = DIRECTORY + 2 * 128
    content[entry : entry + 64] = name.encode("utf-16-le").ljust(64, b"\0")
    struct.pack_into("<HBBiii", content, entry + 64, 2 * len(name) + 2, 2, 1, -1, -1, -1)
    struct.pack_into("<iI", content, entry + 116, FREE_SECTOR, 8 * SECTOR)
    # The stream before it leads to this one.
    struct.pack_into("<i", content, DIRECTORY + 128 + 72, 2)
    return bytes(content) + stored.ljust(8 * SECTOR, b"\0")


def properties(*values, page=65001):
    """A stream of one set of properties: the page of code, then these values."""
    stored = [struct.pack("<IHH", 2, page & 0xFFFF, 0), *values]
    at, places = 8 + 8 * len(stored), b""
    for number, value in enumerate(stored, start=1):
        places += struct.pack("<II", number, at)
        at += len(value)
    own = struct.pack("<II", at, len(stored)) + places + b"".join(stored)
    head = struct.pack("<HHI16sI", 0xFFFE, 0, 0, b"", 1)
    return head + struct.pack("<16sI", b"", 48) + own


def title(text, encoding="utf-8"):
    letters = f"{text}\0".encode(encoding)
    return struct.pack("<II", 0x1E, len(letters)) + letters.ljust(-(-len(letters) // 4) * 4, b"\0")


def wide_title(text):
    return struct.pack("<II", 0x1F, len(text) + 1) + f"{text}\0\0".encode("utf-16-le")


def many_titles(*texts):
    each = (struct.pack("<I", len(text.encode())) + text.encode() for text in texts)
    return struct.pack("<II", 0x101E, len(texts)) + b"".join(each)


def box(text):
    """A box whose words come in two pieces, as long ones do, and what letters they have."""
    first, second = text[:2], text[2:]
    pieces = (record(0x3C, b"\1" + part.encode("utf-16-le")) for part in (first, second))
    letters = record(0x3C, b"\0" * 16)
    drawn = record(0x5D, struct.pack("<HHHHH12xI", 0x15, 18, 6, 1, 0, 0))
    return (
        drawn + record(0x1B6, struct.pack("<10xHHI", len(text), 16, 0)) + b"".join(pieces) + letters
    )


HEADS_OF_2007 = record(0x89C, b"\0" * 38 + narrow("&CTrang") + wide("&CTỐI MẬT"))
SUMMARY, MORE = "\x05SummaryInformation", "\x05DocumentSummaryInformation"

MARKED = [
    with_record(record(0x14, wide('&C&"Arial"&12MẬT'))),
    with_record(record(0x15, wide("&LTỐI MẬT"))),
    with_record(HEADS_OF_2007),
    with_record(box("TỐI MẬT")),
    with_stream(SUMMARY, properties(title("TỐI MẬT"))),
    with_stream(SUMMARY, properties(wide_title("TỐI MẬT"))),
    with_stream(MORE, properties(title("Đơn vị"), many_titles("Sheet1", "MẬT"))),
]


@pytest.mark.django_db
@pytest.mark.parametrize("content", MARKED, ids=range(len(MARKED)))
def test_a_mark_beside_the_cells_refuses_the_file(editor, body, content):
    assert_refused(read_in(editor, content, "danh-sach.xls"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content",
    [
        with_record(record(0x14, wide("&CTrang &P"))),
        with_record(box("Người lập")),
        with_stream(SUMMARY, properties(title("Danh sách"))),
        # Cut short, and no properties at all.
        with_record(record(0x14, b"\x09")),
        with_stream(SUMMARY, properties(title("Danh sách"))[:60]),
        with_stream(MORE, b"\xff" * 4096),
    ],
    ids=range(6),
)
def test_other_words_beside_the_cells_keep_no_file_out(editor, body, content):
    assert kinds(read_in(editor, content, "danh-sach.xls")) == ["new", "refused"]


def test_properties_are_read_in_their_page_of_code():
    stored = properties(title("Đảng bộ", "utf-16-le"), page=1200)
    assert "Đảng bộ" in words_beside_cells(with_stream(SUMMARY, stored))
    stored = properties(title("Đã lập", "utf-8"), page=64999)
    assert "Đã lập" in words_beside_cells(with_stream(SUMMARY, stored))
