"""Reads what the XML of a worksheet says beside its cells: merged cells, formulas, heads of pages.

By a parser, for each program writes XML in a way of its own: Excel `<mergeCell ref="E2:E3"/>`,
Microsoft's Open XML SDK `<x:mergeCell ref="E2:E3"/>`, others with single quotes. No Django.
"""

import zipfile
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from openpyxl.utils import range_boundaries

from documents.files.office import HEADINGS, without_layout
from documents.importing.table import SheetRefusedError

_MOST_MERGED_ROWS = 200_000
_CHUNK_BYTES = 1024 * 1024
# Cells of one merged range in one row: (first place, behind the last, what is said of them).
Merged = dict[int, list[tuple[int, int, str]]]


@dataclass(slots=True)
class SheetMarks:
    """`merged` by the number of the row; `headings` are the lines of heads and feet of pages."""

    merged: Merged = field(default_factory=dict)
    has_formulas: bool = False
    headings: list[str] = field(default_factory=list)
    _merged_rows: int = 0
    _heading: list[str] = field(default_factory=list)

    def merge(self, reference: str) -> None:
        """Mark the cells of a merged range, but for the first, which has the value."""
        left, top, right, bottom = range_boundaries(reference)
        self._merged_rows += bottom - top + 1
        if self._merged_rows > _MOST_MERGED_ROWS:
            raise SheetRefusedError(
                "Trang tính có quá nhiều ô gộp. Bỏ gộp ô (Trang đầu → Phối và căn giữa) rồi "
                "gửi lại."
            )
        said = f"ô gộp {reference}, không rõ dòng này có cùng giá trị"
        for row in range(top, bottom + 1):
            first = left if row == top else left - 1
            self.merged.setdefault(row, []).append((first, right, said))

    def end_heading(self) -> None:
        """Keep the lines of the head or foot that was read, without its lay-out."""
        self.headings += without_layout("".join(self._heading)).splitlines()
        self._heading.clear()


def read_marks(archive: zipfile.ZipFile, part: str) -> SheetMarks:
    """Return the marks of the worksheet that lies at `part` of a workbook.

    Raises SheetRefusedError for a DOCTYPE or more merged cells than a list has, ExpatError for
    what is no XML.
    """
    marks = SheetMarks()
    parser = expat.ParserCreate()
    # The words of a head may come in several pieces, and where none is open nobody listens.
    listen = marks._heading.append

    def start(tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "f":
            marks.has_formulas = True
        elif name == "mergeCell":
            marks.merge(attributes["ref"])
        elif name in HEADINGS:
            parser.CharacterDataHandler, parser.EndElementHandler = listen, end

    def end(tag: str) -> None:
        if tag.rpartition(":")[2] in HEADINGS:
            marks.end_heading()
            parser.CharacterDataHandler = parser.EndElementHandler = None

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = _refuse_doctype
    with archive.open(part.lstrip("/")) as xml:
        while chunk := xml.read(_CHUNK_BYTES):
            parser.Parse(chunk)
    parser.Parse(b"", True)
    return marks


def _refuse_doctype(*declared: object) -> NoReturn:
    raise SheetRefusedError("Tệp chứa khai báo lạ (DOCTYPE) nên không được nhận.")
