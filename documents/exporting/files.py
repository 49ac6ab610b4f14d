"""A table as a file to save: the one way by which tables leave the site."""

from tempfile import TemporaryFile

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from documents.downloads import mark_as_download
from documents.exporting.comma_separated import CSV, csv_lines
from documents.exporting.spreadsheet import XLSX, write_workbook
from documents.exporting.tables import Table


def table_file(table: Table, ending: str, name: str) -> HttpResponseBase:
    """Answer the table as a file called by `name` and today's day; `ending` is xlsx or csv.

    CSV is sent while its rows are read.
    """
    response = _workbook(table) if ending == "xlsx" else _lines(table)
    mark_as_download(response, f"{name}, {timezone.localdate():%d-%m-%Y}.{ending}")
    return response


def _workbook(table: Table) -> HttpResponseBase:
    # On disk, and gone once it is sent: a long list must not fill the memory.
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    write_workbook(table, file)
    file.seek(0)
    return FileResponse(file, content_type=XLSX)


def _lines(table: Table) -> HttpResponseBase:
    return StreamingHttpResponse(csv_lines(table), content_type=CSV)
