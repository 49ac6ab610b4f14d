"""Overviews as tables to take away: all rows of what the page shows, in its order and its words."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone

from documents.exporting.list_table import day_of
from documents.exporting.tables import Table, Value
from documents.models import Document
from documents.overviews import coverage_table, series_pages
from documents.overviews.carrying_out import MOST_LINKS, Web
from documents.overviews.coverage import Coverage
from documents.overviews.series_pages import Series
from organizations.models import Organization
from organizations.text import normalize

# What stands in a column, and how many characters wide it is.
COVERAGE_COLUMNS = {
    "STT": 6,
    "Cơ quan": 40,
    "Văn bản triển khai": 26,
    "Ngày ban hành": 13,
    "Sau bao lâu": 14,
    "Cách triển khai": 26,
    "Địa chỉ": 50,
}
SERIES_COLUMNS = {
    "Số": 14,
    "Văn bản": 26,
    "Trích yếu": 60,
    "Ngày ban hành": 13,
    "Trong sổ": 18,
    "Địa chỉ": 50,
}
NOT_KNOWN = "chưa rõ"


def of_coverage(
    document: Document, web: Web, chosen: Sequence[Coverage], reader: Any, site: str
) -> Table:
    """Return who has carried out `document`: a row for each document issued, one for who has none.

    `chosen` are the bodies in the order asked for; `site` is the site's own address.
    """
    name = f"Ai đã triển khai {document.label}"
    told = coverage_table.tally(chosen)
    return Table(
        name="Triển khai",
        columns=COVERAGE_COLUMNS,
        rows=_coverage_rows(coverage_table.shown(document, web, chosen, reader), site),
        page_head=name,
        lines=[
            f"{name}. {document.title}".strip(),
            f"Theo dữ liệu đã nhập đến ngày {timezone.localdate():%d/%m/%Y}: {len(chosen)} cơ "
            f"quan, {told['issued']} đã ban hành văn bản triển khai, {told['none']} chưa thấy văn "
            "bản.",
            "“Chưa thấy” không có nghĩa là chưa làm: văn bản chưa nhập vào sổ, văn bản bạn không "
            "được xem và quan hệ chưa được xác nhận thì không có trong bảng này.",
            *_cut(web),
        ],
    )


def _cut(web: Web) -> list[str]:
    return [f"Chỉ tính {MOST_LINKS} quan hệ đầu tiên của văn bản này."] if web.is_cut else []


def _coverage_rows(rows: Sequence[coverage_table.TableRow], site: str) -> Iterator[Sequence[Value]]:
    for number, row in enumerate(rows, start=1):
        for done in row.done:
            way = f"qua {done.through}" if done.through else "trực tiếp"
            yield (
                *(number, row.body.name, done.document.label, day_of(done.document)),
                *(done.after or NOT_KNOWN, way, f"{site}{done.row['address']}"),
            )
        if row.more:
            yield (number, row.body.name, f"Còn {row.more} văn bản nữa", "", "", "", "")
        if not row.done:
            yield (number, row.body.name, _none(row), "", "", "", "")


def _none(row: coverage_table.TableRow) -> str:
    if row.predecessors:
        bodies = "; ".join(str(body) for body in row.predecessors)
        return f"Cơ quan tiền thân đã ban hành: {bodies}"
    if row.standing == "ended":
        return "Chưa thấy văn bản trước khi kết thúc hoạt động"
    return "Chưa thấy văn bản"


def of_series(organization: Organization, series: Series, reader: Any, site: str) -> Table:
    """Return a number series number by number, gaps as what is not known."""
    name = f"Dãy số {series.name}, {organization}, {series.period}"
    return Table(
        name="Dãy số",
        columns=SERIES_COLUMNS,
        rows=_series_rows(series, reader, site),
        page_head=name,
        lines=[
            name,
            f"Theo dữ liệu đã nhập đến ngày {timezone.localdate():%d/%m/%Y}, từ số {series.first} "
            f"đến số {series.last}: {series.held} văn bản có trong sổ, {series.cited} mới được "
            f"nhắc đến, {series.unknown} số chưa biết.",
            "“Chưa biết” không có nghĩa là thiếu hay mất văn bản.",
        ],
    )


def _series_rows(series: Series, reader: Any, site: str) -> Iterator[Sequence[Value]]:
    for entry in series_pages.entries_shown(series.entries, reader):
        if entry.gap:
            first, last = entry.gap.first, entry.gap.last
            yield (_numbers(first, last), "chưa biết", "", "", "", "")
        elif entry.document and entry.row:
            document, address = entry.document, f"{site}{entry.row['address']}"
            held = "có văn bản" if document.is_held else "mới được nhắc đến"
            told = (document.label, normalize(document.title), day_of(document), held)
            yield (document.number, *told, address)


def _numbers(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} đến {last}"
