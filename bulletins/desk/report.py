"""The report on a draft as a table that a spreadsheet opens. Nothing of it is stored."""

from collections.abc import Iterable
from io import BytesIO

from django.http import HttpResponse
from django.utils import timezone

from documents.checking import Basis
from documents.downloads import mark_as_download
from documents.exporting.spreadsheet import XLSX, write_workbook
from documents.exporting.tables import Table
from documents.linking.drafts import CheckedCitation

# What stands in a column, and how many characters wide it is.
COLUMNS = {
    "STT": 6,
    "Trích dẫn": 30,
    "Câu": 60,
    "Văn bản": 36,
    "Kết quả": 22,
    "Lỗi, lưu ý": 50,
}


def as_table(checked: Iterable[CheckedCitation]) -> HttpResponse:
    """Answer the citations of a draft as a file, a row each, in the order given.

    It is made in memory and kept by nobody, a cache on the way included.
    """
    today = timezone.localdate()
    table = Table(
        name="Trích dẫn",
        columns=COLUMNS,
        rows=([number, *_cells(one)] for number, one in enumerate(checked, start=1)),
        page_head=f"Kiểm tra trích dẫn, {today:%d/%m/%Y}",
    )
    file = BytesIO()
    write_workbook(table, file)
    response = HttpResponse(file.getvalue(), content_type=XLSX)
    mark_as_download(response, f"kiem-tra-trich-dan-{today:%Y-%m-%d}.xlsx")
    return response


def _cells(one: CheckedCitation) -> list[str]:
    findings = (
        f"{finding.grade.label}{' (máy đoán)' if finding.basis == Basis.INFERENCE else ''}: "
        f"{finding.sentence}"
        for finding in one.findings
    )
    return [
        _one_line(one.text),
        _one_line(f"{one.before}{one.text}{one.after}"),
        "; ".join(map(str, one.documents)),
        one.told,
        "\n".join(findings),
    ]


def _one_line(text: str) -> str:
    return " ".join(text.split())
