"""A list with all that staff enter of each document, to be corrected and brought in again.

Its columns are those that `documents.importing` reads, one for each thing that can be corrected.
"""

from documents.exporting.list_table import day_of, numbered
from documents.exporting.listing import Listing
from documents.exporting.tables import Table, Value
from documents.models import Document
from organizations.text import normalize

# What stands in a column, and how many characters wide it is.
COLUMNS = {
    "STT": 6,
    "Số, ký hiệu": 20,
    "Ngày ban hành": 13,
    "Loại văn bản": 18,
    "Cơ quan ban hành": 36,
    "Tập thể ban hành": 18,
    "Tên gọi": 30,
    "Trích yếu": 60,
    "Người ký": 22,
    "Chức vụ người ký": 20,
    "Nhiệm kỳ": 10,
    "Phạm vi xem": 20,
    "Hiệu lực": 16,
    "Căn cứ về hiệu lực": 30,
    "Ghi chú": 30,
    "Địa chỉ": 50,
}
NAME = "Danh sách đầy đủ để sửa"
HOW = (
    "Sửa trong tệp này rồi nhập lại ở trang “Nhập danh sách văn bản”. Ô bỏ trống thì giữ nguyên "
    "như trong sổ; muốn bỏ điều đang ghi thì gõ (để trống). Đừng sửa cột Địa chỉ."
)


def full_table(listing: Listing, site: str) -> Table:
    """Return the list as a table. `site` is the site's own address, as https://sổ.example."""
    said = [listing.question(), listing.summary(), listing.left_out(), HOW]
    return Table(
        name=NAME,
        columns=COLUMNS,
        rows=numbered(listing.whole(), _cells, site),
        page_head=NAME,
        lines=[line for line in said if line],
    )


def _cells(document: Document) -> tuple[Value, ...]:
    return (
        document.code,
        day_of(document),
        document.document_type.name,
        # Who acted has a column of its own; what was printed stands for a body nobody knows.
        normalize(document.issuer_name or document.issuer_display),
        document.get_collective_display() if document.collective else "",
        normalize(document.name),
        normalize(document.title),
        normalize(document.signer),
        normalize(document.signer_position),
        document.term.label if document.term else "",
        document.get_audience_display(),
        document.get_status_display(),
        document.status_basis,
        document.note,
    )
