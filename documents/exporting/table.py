"""A list as a table with one row a document, written as XLSX or as CSV."""

import csv
from collections.abc import Iterator, Sequence
from typing import IO

from documents.exporting.listing import Listing
from documents.exporting.spreadsheet import (
    Table,
    Value,
    as_text,
    is_taken_for_formula,
    write_workbook,
)
from documents.models import Document
from organizations.text import normalize

# What stands in a column, and how many characters wide it is.
COLUMNS = {
    "STT": 6,
    "Số, ký hiệu": 20,
    "Ngày ban hành": 13,
    "Loại văn bản": 18,
    "Cơ quan ban hành": 36,
    "Tên gọi, trích yếu": 60,
    "Người ký": 22,
    "Nhiệm kỳ": 10,
    "Ghi chú": 20,
    "Địa chỉ": 50,
}
# What the remarks say of a document; a list that comes back in is not to take them for a note.
REMARKS = {"is_held": "chưa có văn bản", "is_proposed": "máy đề xuất"}
# By it Excel knows that the file is UTF-8; without it Vietnamese letters fall apart there.
BOM = "\ufeff"


def write_xlsx(listing: Listing, site: str, file: IO[bytes]) -> None:
    """Write the list into `file`. `site` is the site's own address, as https://sổ.example."""
    table = Table(
        name="Danh sách văn bản",
        columns=COLUMNS,
        rows=_rows(listing, site),
        page_head="Danh sách văn bản",
        lines=_lines(listing),
    )
    write_workbook(table, file)


def csv_lines(listing: Listing, site: str) -> Iterator[str]:
    """Yield the list as lines of CSV, in UTF-8 with its mark in front, days as dd/mm/yyyy."""
    # Quoted throughout: where Excel parts cells at ";", a cell must not begin behind one.
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_ALL)
    yield BOM
    for line in _lines(listing):
        yield writer.writerow([_plain(line)])
    yield writer.writerow(COLUMNS)
    for row in _rows(listing, site):
        yield writer.writerow([_plain(value) for value in row])


class _Echo:
    """Gives back each line that is written, for whoever sends it on."""

    def write(self, line: str) -> str:
        return line


def _lines(listing: Listing) -> list[str]:
    told = [listing.question(), listing.summary(), listing.left_out()]
    return [line for line in told if line]


def _rows(listing: Listing, site: str) -> Iterator[Sequence[Value]]:
    for number, document in enumerate(listing, start=1):
        yield (number, *_cells(document), f"{site}{document.get_absolute_url()}")


def _cells(document: Document) -> tuple[Value, ...]:
    return (
        document.code,
        day_of(document),
        document.document_type.name,
        normalize(document.issuer_display),
        title_of(document),
        normalize(document.signer),
        document.term.label if document.term else "",
        remarks_on(document),
    )


def day_of(document: Document) -> Value:
    """Return the day as a real date, else the year as text, else ''."""
    return document.issued_on or document.date_display


def title_of(document: Document) -> str:
    """Return the name of a document without a number, and what it is about."""
    parts = ("" if document.number else document.name, document.title)
    return ": ".join(filter(None, map(normalize, parts)))


def remarks_on(document: Document) -> str:
    """Return what the list's tags say of a document."""
    told = [
        REMARKS["is_held"] if not document.is_held else "",
        REMARKS["is_proposed"] if document.is_proposed else "",
    ]
    return ", ".join(filter(None, told))


def _plain(value: Value) -> str:
    """Return a cell as text; an apostrophe keeps a spreadsheet from computing it."""
    text = as_text(value)
    return f"'{text}" if is_taken_for_formula(text) else text
