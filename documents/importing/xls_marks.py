"""Reads what an .xls file says beside its cells: heads of pages, boxes, properties. No Django.

xlrd passes over them. The records are those of [MS-XLS], the properties those of [MS-OLEPS]; what
is cut short or damaged gives what could be read of it.
"""

import struct
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO
from itertools import islice

from xlrd.compdoc import CompDoc

from documents.files.office import without_layout

_BOOKS = ("Workbook", "Book")
_PROPERTIES = ("\x05SummaryInformation", "\x05DocumentSummaryInformation")
_HEAD, _FOOT, _BOX, _CONTINUED, _HEADS_OF_2007 = 0x14, 0x15, 0x1B6, 0x3C, 0x89C
_SAYING = frozenset({_HEAD, _FOOT, _BOX, _CONTINUED, _HEADS_OF_2007})
# A box has 65,535 letters at most, a piece of it some thousands.
_MOST_PIECES = 100
# In this record the heads of even and first pages stand behind so many bytes, and their lengths.
_BEFORE_HEADS = 38
_BYTES_TEXT, _WIDE_TEXT, _MANY = 0x1E, 0x1F, 0x1000
_CODE_PAGE = 1


def words_beside_cells(content: bytes) -> list[str]:
    """Return the lines of heads and feet, boxes and properties of a file of Excel 97–2003."""
    file = CompDoc(content, logfile=StringIO())
    words: list[str] = []
    for name in _BOOKS:
        words += _words_of_book(_stream(file, name))
    for name in _PROPERTIES:
        words += _words_of_properties(_stream(file, name))
    return words


def _stream(file: CompDoc, name: str) -> bytes:
    memory, start, size = file.locate_named_stream(name)
    return bytes(memory[start : start + size]) if memory is not None else b""


def _words_of_book(book: bytes) -> Iterator[str]:
    records = list(_records(book))
    for place, (kind, body) in enumerate(records):
        if kind in (_HEAD, _FOOT):
            yield from without_layout(_text(body)[0]).splitlines()
        elif kind == _HEADS_OF_2007:
            rest = body[_BEFORE_HEADS:]
            while rest:
                line, rest = _text(rest)
                yield from without_layout(line).splitlines()
        elif kind == _BOX:
            yield from _text_of_box(records, place).splitlines()


def _records(book: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the records that say something; of cells there may be a million."""
    at = 0
    while at + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, at)
        if kind in _SAYING:
            yield kind, book[at + 4 : at + 4 + size]
        at += 4 + size


def _text(stored: bytes) -> tuple[str, bytes]:
    """Return a text that stands behind its length, and the bytes that follow it."""
    if len(stored) < 3:
        return "", b""
    count, is_wide = struct.unpack_from("<HB", stored)
    end = 3 + count * (2 if is_wide & 1 else 1)
    return _decoded(stored[2:end]), stored[end:]


def _decoded(stored: bytes) -> str:
    """Return letters of one byte or two, as the byte before them says."""
    letters = stored[1:]
    return letters.decode("utf-16-le" if stored[:1] > b"\x00" else "latin-1", "replace")


def _text_of_box(records: list[tuple[int, bytes]], place: int) -> str:
    """Return the words of a box: they follow its record, in as many pieces as it took."""
    (count,) = struct.unpack_from("<H", records[place][1].ljust(12, b"\x00"), 10)
    words = ""
    for kind, body in islice(records, place + 1, place + 1 + _MOST_PIECES):
        if kind != _CONTINUED or len(words) >= count:
            break
        words += _decoded(body)
    return words[:count]


def _words_of_properties(stored: bytes) -> list[str]:
    words: list[str] = []
    with suppress(struct.error):
        (sets,) = struct.unpack_from("<I", stored, 24)
        for number in range(min(sets, 2)):
            (start,) = struct.unpack_from("<I", stored, 44 + 20 * number)
            words += _words_of_set(stored[start:])
    return words


def _words_of_set(stored: bytes) -> Iterator[str]:
    (count,) = struct.unpack_from("<I", stored, 4)
    places = dict(struct.unpack_from("<II", stored, 8 + 8 * at) for at in range(min(count, 500)))
    page = 0
    if _CODE_PAGE in places:
        (page,) = struct.unpack_from("<H", stored, places[_CODE_PAGE] + 4)
    for place in places.values():
        (kind,) = struct.unpack_from("<I", stored, place)
        if kind & ~_MANY in (_BYTES_TEXT, _WIDE_TEXT):
            yield from _texts_at(stored, place + 4, kind, page)


def _texts_at(stored: bytes, at: int, kind: int, page: int) -> Iterator[str]:
    count = 1
    if kind & _MANY:
        (count,) = struct.unpack_from("<I", stored, at)
        at += 4
    is_wide = kind & ~_MANY == _WIDE_TEXT
    for _ in range(min(count, 1_000)):
        (size,) = struct.unpack_from("<I", stored, at)
        end = at + 4 + size * (2 if is_wide else 1)
        letters = stored[at + 4 : end]
        at = end + (-end % 4 if is_wide else 0)
        yield _in_page(letters, 1200 if is_wide else page).rstrip("\x00")


def _in_page(letters: bytes, page: int) -> str:
    names = {1200: "utf-16-le", 65001: "utf-8"}
    try:
        return letters.decode(names.get(page, f"cp{page}"), "replace")
    except LookupError:
        return letters.decode("utf-8", "replace")
