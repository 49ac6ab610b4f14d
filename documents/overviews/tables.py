"""Overviews as tables to take away: all rows of what the page shows, in its order and its words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from documents.exporting.list_table import day_of
from documents.exporting.tables import Table, Value
from documents.models import Document
from documents.overviews import coverage_table, series_pages
from documents.overviews.carrying_out import MOST_LINKS, Web
from documents.overviews.coverage import Coverage
from documents.overviews.series_pages import Series
from organizations.models import Organization, Succession
from organizations.text import normalize

# What stands in a column, and how many characters wide it is.
COVERAGE_COLUMNS = {
    "STT": 6,
    "Cơ quan": 40,
    "Văn bản triển khai": 26,
    "Ngày ban hành": 13,
    "Sau bao lâu": 14,
    "Cách triển khai": 26,
    "Ghi chú": 40,
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


@dataclass(frozen=True, slots=True)
class Asked:
    """Which bodies of a coverage were asked for: `chosen` in their order, of a level's name.

    `left_out` ended without a document and were not asked for; `elsewhere` counts documents that
    are no listed body's.
    """

    chosen: Sequence[Coverage]
    level: str
    left_out: int
    elsewhere: int


def of_coverage(document: Document, web: Web, asked: Asked, reader: Any, site: str) -> Table:
    """Return who has carried out `document`: a row for each document issued, one for who has none.

    `site` is the site's own address.
    """
    name = f"Ai đã triển khai {document.label}"
    return Table(
        name="Triển khai",
        columns=COVERAGE_COLUMNS,
        rows=_coverage_rows(coverage_table.shown(document, web, asked.chosen, reader), site),
        page_head=name,
        lines=[
            f"{name}. {document.title}".strip(),
            _issued(document),
            _counted(asked),
            "“Chưa thấy” không có nghĩa là chưa làm: văn bản chưa nhập vào sổ, văn bản bạn không "
            "được xem và quan hệ chưa được xác nhận thì không có trong bảng này.",
            *_cut(web),
            "Bảng kể các cơ quan cùng loại ở cấp dưới đang có trong sổ và tồn tại từ ngày ban hành "
            "văn bản; cơ quan loại khác chỉ có mặt khi đã ban hành văn bản triển khai.",
            *_beside(asked),
        ],
    )


def _issued(document: Document) -> str:
    if not document.date_display:
        return f"{document.issuer_display}, chưa rõ ngày ban hành."
    when = document.date_display if document.issued_on else f"năm {document.date_display}"
    return f"{document.issuer_display}, ban hành {when}."


def _counted(asked: Asked) -> str:
    told = coverage_table.tally(asked.chosen)
    level = f" ({asked.level.lower()})" if asked.level else ""
    parts = [
        f"{len(asked.chosen)} cơ quan{level}",
        f"{told['issued']} đã ban hành văn bản triển khai",
        *([f"{n} có cơ quan tiền thân đã ban hành"] if (n := told["by_predecessor"]) else []),
        f"{told['none']} chưa thấy văn bản",
        *([f"{n} đã kết thúc hoạt động mà chưa thấy văn bản"] if (n := told["ended"]) else []),
    ]
    return f"Theo dữ liệu đã nhập đến ngày {timezone.localdate():%d/%m/%Y}: {', '.join(parts)}."


def _beside(asked: Asked) -> Iterator[str]:
    """Yield what the page says of what is not in the table."""
    if asked.left_out:
        yield f"Không kể {asked.left_out} cơ quan đã kết thúc hoạt động mà chưa thấy văn bản."
    if asked.elsewhere:
        yield (
            f"Ngoài bảng còn {asked.elsewhere} văn bản triển khai của chính cơ quan ban hành hoặc "
            "chưa rõ cơ quan."
        )


def _cut(web: Web) -> list[str]:
    return [f"Chỉ tính {MOST_LINKS} quan hệ đầu tiên của văn bản này."] if web.is_cut else []


def _coverage_rows(rows: Sequence[coverage_table.TableRow], site: str) -> Iterator[Sequence[Value]]:
    for number, row in enumerate(rows, start=1):
        body, ended = str(row.body), _ended(row)
        for done in row.done:
            way = f"qua {done.through}" if done.through else "trực tiếp"
            note = "; ".join(
                filter(None, ["máy đề xuất" if done.document.is_proposed else "", ended])
            )
            yield (
                *(number, body, done.document.label, day_of(done.document)),
                *(done.after or NOT_KNOWN, way, note, f"{site}{done.row['address']}"),
            )
        if row.more:
            yield (number, body, f"Còn {row.more} văn bản nữa", "", "", "", ended, "")
        if not row.done:
            yield (number, body, _none(row), "", "", "", ended, "")


def _ended(row: coverage_table.TableRow) -> str:
    """Return what the page says below a body that has ended: when, and what came after it."""
    if not row.body.has_ended:
        return ""
    told = [f"đã kết thúc hoạt động {row.body.valid_to:%d/%m/%Y}"]
    for words, steps in (
        ("sau đó là", row.line.ended if row.line else []),
        ("nay là", row.line.present if row.line else []),
    ):
        if steps:
            told.append(f"{words} {'; '.join(map(_step, steps))}")
    return ", ".join(told)


def _step(step: Succession) -> str:
    body = step.successor
    over = f" (đã kết thúc {body.valid_to:%d/%m/%Y})" if body.has_ended else ""
    return f"{body}{over}{'' if step.is_verified else ' (chưa kiểm chứng)'}"


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
            f"đến số {series.last}: {series.held} văn bản đã có toàn văn hoặc tệp, {series.bare} "
            f"văn bản mới chỉ biết số, ngày, {series.unknown} số chưa biết.",
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
            held = "có văn bản" if document.is_held else "chưa có văn bản"
            told = (document.label, normalize(document.title), day_of(document), held)
            yield (document.number, *told, address)


def _numbers(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} đến {last}"
