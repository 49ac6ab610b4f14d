"""A list of documents as a table with one row a document."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from documents.exporting.listing import Listing
from documents.exporting.tables import Table, Value
from documents.listing.rows import documents_place
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
NAME = "Danh sách văn bản"


def list_table(listing: Listing, site: str) -> Table:
    """Return the list as a table. `site` is the site's own address, as https://sổ.example."""
    told = [listing.question(), listing.summary(), listing.left_out()]
    return Table(
        name=NAME,
        columns=COLUMNS,
        rows=numbered(listing, _cells, site),
        page_head=NAME,
        lines=[line for line in told if line],
    )


def numbered(
    documents: Iterable[Document], cells: Callable[[Document], tuple[Value, ...]], site: str
) -> Iterator[Sequence[Value]]:
    """Yield a row for each document: its number, its cells, its address on the site."""
    place = documents_place()
    for number, document in enumerate(documents, start=1):
        yield (number, *cells(document), f"{site}{place}{document.slug}/")


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
