"""A table as a file to save: the one way by which tables leave the site."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from tempfile import TemporaryFile

from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from documents.downloads import mark_as_download
from documents.exporting.comma_separated import CSV, csv_lines
from documents.exporting.spreadsheet import XLSX, write_workbook
from documents.exporting.tables import Table, Value
from organizations.security_log import record_export


def table_file(request: HttpRequest, table: Table, ending: str, name: str) -> HttpResponseBase:
    """Answer the table as a file called by `name` and today's day; `ending` is xlsx or csv.

    CSV is sent while its rows are read. The security log is told who took how many rows.
    """
    table = replace(table, rows=_noted(request, table, f"{name} ({ending})"))
    response = _workbook(table) if ending == "xlsx" else _lines(table)
    mark_as_download(response, f"{name}, {timezone.localdate():%d-%m-%Y}.{ending}")
    return response


def _noted(request: HttpRequest, table: Table, what: str) -> Iterator[Sequence[Value]]:
    number = 0
    try:
        for row in table.rows:
            number += 1
            yield row
    finally:
        # Also where the other side went away: so many rows were given out.
        record_export(request, f"{what}, {number} dòng")


def _workbook(table: Table) -> HttpResponseBase:
    # On disk, and gone once it is sent: a long list must not fill the memory.
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    write_workbook(table, file)
    file.seek(0)
    return FileResponse(file, content_type=XLSX)


def _lines(table: Table) -> HttpResponseBase:
    return StreamingHttpResponse(csv_lines(table), content_type=CSV)
