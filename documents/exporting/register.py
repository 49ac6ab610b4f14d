"""A list as a book to print and to fill in by hand: "Sổ đăng ký văn bản", or "Mục lục văn bản".

The columns are those of Phụ lục IV, Nghị định 30/2020/NĐ-CP: documents of one body make its
register of outgoing documents, those of several one of incoming documents, which names the author;
the index of a file holds the documents of any.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from documents.citations.codes import number_value
from documents.exporting.list_table import day_of, remarks_on, title_of
from documents.exporting.listing import Listing
from documents.exporting.tables import Table, Value, as_text
from documents.models import Document
from organizations.letterhead import letterhead
from organizations.models import Organization
from organizations.text import normalize

# What is one volume on paper, some eighty sheets.
MOST_PRINTED = 1_000
DOTS = "…………"
# What stands in a column, and how many characters wide it is.
OUTGOING = {
    "Số, ký hiệu văn bản": 18,
    "Ngày tháng văn bản": 12,
    "Tên loại và trích yếu nội dung": 48,
    "Người ký": 18,
    "Nơi nhận văn bản": 18,
    "Đơn vị, người nhận bản lưu": 16,
    "Số lượng bản": 9,
    "Ngày chuyển": 10,
    "Ký nhận": 10,
    "Ghi chú": 16,
}
INCOMING = {
    "Ngày đến": 10,
    "Số đến": 8,
    "Tác giả": 26,
    "Số, ký hiệu": 18,
    "Ngày tháng": 12,
    "Tên loại và trích yếu": 48,
    "Đơn vị hoặc người nhận": 16,
    "Ngày chuyển": 10,
    "Ký nhận": 10,
    "Ghi chú": 16,
}
INDEX = {
    "STT": 6,
    "Số, ký hiệu": 18,
    "Ngày tháng": 12,
    "Tên loại, trích yếu": 56,
    "Tác giả": 28,
    "Tờ/Trang số": 10,
    "Ghi chú": 16,
}
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """One volume: whose it is, what its cover says, its columns, its rows.

    What the registry does not know, as who received a copy, is '' and filled in by hand. `layout`
    is one of "out", "in" and "index".
    """

    layout: str
    letterhead: tuple[str, ...]
    title: str
    cover: tuple[str, ...]
    columns: dict[str, int]
    rows: list[Row]

    def on_paper(self) -> list[list[str]]:
        """Return the rows as words, days day first."""
        return [[as_text(value) for value in row] for row in self.rows]


def register_of(listing: Listing, *, is_index: bool = False) -> Register:
    """Return the register of the documents in `listing`, in its order, or their index of a file."""
    documents = list(listing)
    body = listing.filters.form.cleaned_data["co_quan"]
    # The same box also takes the word for documents of no known body.
    is_of_one = isinstance(body, Organization)
    layout = "index" if is_index else "out" if is_of_one else "in"
    title, columns, cells = _LAYOUTS[layout]
    return Register(
        layout=layout,
        letterhead=letterhead(body) if is_of_one else (),
        title=title,
        cover=_file_cover(documents) if is_index else _cover(documents, is_of_one),
        columns=columns,
        rows=[cells(number, document) for number, document in enumerate(documents, start=1)],
    )


def register_table(register: Register, listing: Listing) -> Table:
    """Return the register as a table, its cover in the lines above it."""
    told = [*register.letterhead, register.title.upper(), *register.cover]
    return Table(
        name="Mục lục" if register.layout == "index" else "Sổ đăng ký",
        columns=register.columns,
        rows=register.rows,
        page_head=register.title,
        lines=[line for line in (*told, listing.question(), listing.left_out()) if line],
    )


def _cover(documents: Sequence[Document], is_of_one: bool) -> tuple[str, ...]:
    """Return the lines of the cover, dots where the documents do not tell.

    The numbers of a Party body restart with its term, so the term stands before the year.
    """
    terms = {document.term.label for document in documents if document.term}
    years = {document.issued_year for document in documents if document.issued_year}
    of_term = f"Nhiệm kỳ {terms.pop()}, " if is_of_one and len(terms) == 1 else ""
    return (
        f"{of_term}{'năm' if of_term else 'Năm'} {_span(years)}",
        _days(documents),
        _numbers(documents, is_of_one),
        f"Quyển số {DOTS}",
    )


def _file_cover(documents: Sequence[Document]) -> tuple[str, ...]:
    """Return the lines above an index: which file it is of is written by hand."""
    return (f"Hồ sơ số {DOTS}", f"Về việc {DOTS}{DOTS}", _days(documents))


def _days(documents: Sequence[Document]) -> str:
    days = sorted(document.issued_on for document in documents if document.issued_on)
    first, last = (f"{days[0]:%d/%m/%Y}", f"{days[-1]:%d/%m/%Y}") if days else (DOTS, DOTS)
    return f"Từ ngày {first} đến ngày {last}"


def _span(years: set[int]) -> str:
    if not years:
        return DOTS
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first} – {last}"


def _numbers(documents: Sequence[Document], is_of_one: bool) -> str:
    """Return from which number to which, where all documents stand in one series of numbers."""
    # Body, series and period of the identity key (see `documents.identity`), without the number.
    series = {_series(document) for document in documents}
    numbered = [document for document in documents if document.number]
    if not (is_of_one and len(series) == 1 and numbered):
        return f"Từ số {DOTS} đến số {DOTS}"
    by_number = sorted(
        numbered, key=lambda document: (number_value(document.number), document.number)
    )
    return f"Từ số {by_number[0].code} đến số {by_number[-1].code}"


def _series(document: Document) -> tuple[str, ...]:
    parts = document.identity_key.split("|")
    return (*parts[:2], *parts[3:4], *parts[5:])


def _outgoing(number: int, document: Document) -> Row:
    return (
        document.code,
        day_of(document),
        kind_and_title(document),
        normalize(document.signer),
        *("", "", "", "", ""),
        remarks_on(document),
    )


def _incoming(number: int, document: Document) -> Row:
    return (
        *("", ""),
        normalize(document.issuer_display),
        document.code,
        day_of(document),
        kind_and_title(document),
        *("", "", ""),
        remarks_on(document),
    )


def _in_file(number: int, document: Document) -> Row:
    return (
        number,
        document.code,
        day_of(document),
        kind_and_title(document),
        normalize(document.issuer_display),
        "",
        remarks_on(document),
    )


_LAYOUTS: dict[str, tuple[str, dict[str, int], Callable[[int, Document], Row]]] = {
    "out": ("Sổ đăng ký văn bản đi", OUTGOING, _outgoing),
    "in": ("Sổ đăng ký văn bản đến", INCOMING, _incoming),
    "index": ("Mục lục văn bản trong hồ sơ", INDEX, _in_file),
}


def kind_and_title(document: Document) -> str:
    """Return the type and what the document is about; a name without a number says its type."""
    kind = document.document_type.name if document.number else ""
    return f"{kind} {title_of(document)}".strip()
