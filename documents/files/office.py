"""Reads the text of Word and Excel files (.docx, .xlsx): every part, within limits.

Secrecy stamps stand in headers, footnotes, text boxes, WordArt and drawings as often as in
the running text, so all XML parts are read, not only the main one.
"""

import zipfile
import zlib
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from documents.files.parts import (
    GUARDED_ENDINGS,
    TOO_MUCH,
    Fed,
    feed_part,
    opened_archive,
)
from documents.files.reading import (
    FileReading,
    Progress,
    Stage,
    UnreadableFileError,
    tell_nobody,
)
from documents.files.word import word_text

MAX_XML_BYTES = 80 * 1024 * 1024
# Honest XML shrinks about tenfold; a bomb a thousandfold.
MAX_RATIO = 200
RATIO_FROM_BYTES = 1024 * 1024

# The file's own properties, in whatever part a program keeps them: a title may bear a mark.
_PROPERTIES = frozenset({"title", "subject", "keywords", "description", "category", "lpwstr"})
# The file's own properties (Company, Manager, one somebody invented), what other programs keep in
# it, and remarks that people answer: of names that nobody foresees.
_FREE = ("docprops/", "customxml/", "package/", "xl/threadedcomments/")
_BLOCKS = frozenset({"p", "si", "is", "c", "pt"})
# Heads and feet of the pages of a worksheet.
HEADINGS = frozenset(
    {"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"}
)
# What an .xlsx says outside its worksheets; the names of those stand in the last.
_BESIDE = (*_FREE, "xl/drawings/", "xl/comments", "xl/workbook.xml")
_LINES = _BLOCKS | HEADINGS | _PROPERTIES
_TEXTS = frozenset({"t", "delText", "instrText"}) | HEADINGS | _PROPERTIES
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n"}
# WordArt bears its words in "string"; pictures describe themselves in the others.
_SPEAKING_ATTRIBUTES = ("string", "descr", "title", "alt", "name", "tooltip", "displayText")
# Titles, choices, first values and explanations of fields to fill in, and what a file keeps aside.
_SPEAKING_VALUES = frozenset(
    {"alias", "tag", "default", "listEntry", "helpText", "statusText", "docVar"}
)
# What a chart shows, kept beside the cells it came from.
_CHARTED = frozenset({"strCache", "multiLvlStrCache"})
_FONTS = ("ascii", "hAnsi")
_READ_TWICE = frozenset({"word/document.xml", "word/footnotes.xml", "word/endnotes.xml"})
# What may lie in a file without being looked at: fonts, settings of printers, a small picture of
# the first page. Whatever else is no XML is a picture, or a text that Word shows in its place.
_HARMLESS = (*GUARDED_ENDINGS, ".odttf")
_HARMLESS_PLACES = ("docprops/thumbnail.", "xl/printersettings/", "word/printersettings")
# Text of any other kind, shown among the file's own.
_CHUNK = "/afchunk"


def read_office(file: BinaryIO, *, is_word: bool, progress: Progress = tell_nobody) -> FileReading:
    """Return what a .docx (`is_word`) or an .xlsx says; tells how much of it is read.

    Raises UnreadableFileError for a damaged file, a bomb, or one that carries macros.
    """
    try:
        with opened_archive(file) as archive:
            return _read_archive(archive, is_word, progress)
    except (zipfile.BadZipFile, zlib.error, ParseError, EOFError, OSError, KeyError) as error:
        raise UnreadableFileError(
            "tệp bị hỏng, không đọc được. Mở lại bằng Word hoặc Excel, lưu thành tệp mới rồi tải."
        ) from error
    except (RuntimeError, NotImplementedError) as error:
        raise UnreadableFileError(
            "tệp được đặt mật khẩu hoặc nén theo cách lạ. Hãy bỏ mật khẩu, lưu lại rồi thử lại."
        ) from error


def unpacked_bytes(file: BinaryIO) -> int:
    """Return how much there is to read, as the file's own list says.

    0 for a file that is refused for that list before anything is unpacked: damaged, or a bomb.
    """
    try:
        with opened_archive(file) as archive:
            _refuse_bomb(archive.infolist())
            return sum(entry.file_size for entry in _guarded_entries(archive.infolist()))
    except (UnreadableFileError, zipfile.BadZipFile, OSError, EOFError, NotImplementedError):
        return 0


def _guarded_entries(entries: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    return [entry for entry in entries if entry.filename.lower().endswith(GUARDED_ENDINGS)]


def _may_show(entry: zipfile.ZipInfo) -> bool:
    """Whether this part may show what nobody reads here: of known good ones none does."""
    name = entry.filename.lower()
    is_known = name.endswith(_HARMLESS) or name.startswith(_HARMLESS_PLACES)
    return bool(entry.file_size) and not is_known


def _read_archive(archive: zipfile.ZipFile, is_word: bool, progress: Progress) -> FileReading:
    entries = archive.infolist()
    refuse_unsafe(entries)
    guarded_entries = _guarded_entries(entries)
    fed = _teller(guarded_entries, progress)
    guarded: list[str] = []
    shown: list[str] = []
    fonts: set[str] = set()
    unread = any(map(_may_show, entries))
    for entry in guarded_entries:
        words = _text_of(archive, entry, fed)
        guarded.append("\n".join(words.lines))
        fonts |= words.fonts
        unread = unread or words.has_chunk
        if entry.filename.startswith("xl/"):
            shown += words.shown
    text = word_text(archive, fed) if is_word else "\n".join(shown)
    # Where words were taken out, what stays may join into a mark that no part has as a line.
    guarded.append(text)
    return FileReading(text, guarded, is_partial=unread or not text.strip(), fonts=fonts)


def refuse_unsafe(entries: list[zipfile.ZipInfo], most_bytes: int = MAX_XML_BYTES) -> None:
    """Raise UnreadableFileError for a bomb, macros, or two parts of one name.

    Told by the archive's own list, before anything is unpacked. `most_bytes` of XML are let in.
    """
    _refuse_bomb(entries, most_bytes)
    names = [entry.filename for entry in entries]
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UnreadableFileError(
            "tệp có macro (chương trình kèm theo) nên không được nhận. Lưu lại dạng không có macro."
        )
    if len({name.lower() for name in names}) < len(names):
        # Of two parts of one name each program reads another one.
        raise UnreadableFileError(
            "tệp có hai phần trùng tên nên không được nhận. Mở lại bằng Word hoặc Excel, lưu thành "
            "tệp mới rồi thử lại."
        )


def words_beside_cells(archive: zipfile.ZipFile) -> list[str]:
    """Return what an .xlsx says outside its worksheets: boxes, remarks, properties, their names."""
    words: list[str] = []
    for entry in _guarded_entries(archive.infolist()):
        if entry.filename.lower().startswith(_BESIDE):
            words += _text_of(archive, entry, lambda count: None).lines
    return words


def _text_of(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, fed: Fed) -> "_PartText":
    words = _PartText(is_free=entry.filename.lower().startswith(_FREE))
    feed_part(archive, entry, words, fed)
    return words


def _teller(entries: list[zipfile.ZipInfo], progress: Progress) -> Fed:
    """Return what is told of each piece read, and tells how many hundredths of all that is.

    The parts that hold the text are read twice: for marks, and as the page shows them.
    """
    of_text = (entry for entry in entries if entry.filename in _READ_TWICE)
    every = sum(entry.file_size for entry in (*entries, *of_text))
    read = 0

    def fed(count: int) -> None:
        nonlocal read
        read += count
        progress(Stage.PARTS, min(100, 100 * read // max(1, every)), 100)

    return fed


def _refuse_bomb(entries: list[zipfile.ZipInfo], most_bytes: int = MAX_XML_BYTES) -> None:
    """Refuse before anything is unpacked; `zipfile` never reads more than an entry declares."""
    xml = _guarded_entries(entries)
    too_dense = any(
        entry.file_size > RATIO_FROM_BYTES and entry.file_size > MAX_RATIO * entry.compress_size
        for entry in entries
    )
    if too_dense or sum(entry.file_size for entry in xml) > most_bytes:
        raise UnreadableFileError(TOO_MUCH)


class _PartText:
    """Collects the lines of one XML part as the parser meets them, without building a tree.

    `lines` holds everything, `shown` what a reader sees: a drawing is stored twice, and
    the second copy ("Fallback") is for old programs. Of a part that `is_free` every element is a
    line, and every attribute speaks.
    """

    def __init__(self, *, is_free: bool = False) -> None:
        self._is_free = is_free
        self.lines: list[str] = []
        self.shown: list[str] = []
        self.fonts: set[str] = set()
        self.has_chunk = False
        self._open: list[list[str]] = [[]]
        self._path: list[str] = []
        self._struck: list[str] = []
        self._is_string_cell = False

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        raise UnreadableFileError("tệp chứa khai báo lạ (DOCTYPE) nên không được nhận.")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition("}")[2]
        self._path.append(local)
        if local == "c":
            # Other cells hold numbers, or the place of their string in the shared table.
            self._is_string_cell = attributes.get("t") == "str"
        if self._is_free or local in _LINES:
            self._open.append([])
        elif local in _BREAKS:
            self._open[-1].append(_BREAKS[local])
        for name, value in attributes.items():
            said = name.rpartition("}")[2]
            is_value = said == "val" and local in _SPEAKING_VALUES
            if self._is_free or is_value or said in _SPEAKING_ATTRIBUTES:
                self.lines.append(value)
            elif local == "rFonts" and said in _FONTS:
                self.fonts.add(value)
            elif said == "Type" and value.lower().endswith(_CHUNK):
                self.has_chunk = True

    def data(self, text: str) -> None:
        local = self._path[-1] if self._path else ""
        is_charted = self._path[-2:] == ["pt", "v"] and not _CHARTED.isdisjoint(self._path)
        is_value = is_charted or (local == "v" and self._is_string_cell)
        if self._is_free or local in _TEXTS or is_value:
            self._open[-1].append(text)
        if local == "delText":
            self._struck.append(text)

    def end(self, tag: str) -> None:
        local = self._path.pop()
        if self._is_free or local in _LINES:
            self._close("".join(self._open.pop()), local)
        elif local == "del" and self._struck:
            # Among the words around it, it may look like a part of them.
            self.lines.append("".join(self._struck))
            self._struck.clear()

    def close(self) -> Any:
        self._close("".join(self._open.pop()), "")

    def _close(self, line: str, local: str) -> None:
        if local in HEADINGS:
            # "&C&"Arial"&12MẬT": the letters after & are lay-out.
            line = without_layout(line)
        self.lines.append(line)
        if "Fallback" not in self._path and local != "pt":
            self.shown.append(line)


def without_layout(line: str) -> str:
    """Return the words of the head of a page; ``&C&"Arial"&12MẬT`` says ``MẬT`` on a new line."""
    words, rest = [], iter(line.split("&"))
    words.append(next(rest, ""))
    for piece in rest:
        if piece.startswith('"'):
            piece = piece[1:].partition('"')[2]
        elif piece[:1].isdigit():
            piece = piece.lstrip("0123456789")
        elif piece[:1].isalpha():
            piece = f"\n{piece[1:]}"
        words.append(piece)
    return "".join(words)
