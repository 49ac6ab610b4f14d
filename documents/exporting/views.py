"""A list's other forms: two files and a register. HTTP in, file or template out."""

from collections.abc import Callable
from tempfile import TemporaryFile
from typing import IO

from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from documents.downloads import mark_as_download, site_address
from documents.exporting.listing import MOST_EXPORTED, Listing
from documents.exporting.register import MOST_PRINTED, register_of, write_register
from documents.exporting.spreadsheet import XLSX
from documents.exporting.table import csv_lines, write_xlsx
from documents.filters import DocumentFilter
from documents.models import Document


@require_safe
def list_xlsx(request: HttpRequest) -> HttpResponseBase:
    """Send all documents of the list as an XLSX file."""
    return _answer(
        request,
        MOST_EXPORTED,
        lambda listing: _workbook(
            lambda file: write_xlsx(listing, site_address(request), file),
            f"Danh sách văn bản, {_today()}.xlsx",
        ),
    )


@require_safe
def list_csv(request: HttpRequest) -> HttpResponseBase:
    """Send all documents of the list as a CSV file, while they are read."""
    return _answer(request, MOST_EXPORTED, lambda listing: _csv(listing, site_address(request)))


@require_safe
def register(request: HttpRequest) -> HttpResponseBase:
    """Show the list as a register to print."""
    return _answer(
        request,
        MOST_PRINTED,
        lambda listing: render(
            request,
            "documents/register.html",
            {"register": register_of(listing), "listing": listing, "filter": listing.filters},
        ),
    )


@require_safe
def register_xlsx(request: HttpRequest) -> HttpResponseBase:
    """Send the register as an XLSX file."""
    return _answer(
        request,
        MOST_PRINTED,
        lambda listing: _workbook(
            lambda file: write_register(register_of(listing), listing, file),
            f"Sổ đăng ký văn bản, {_today()}.xlsx",
        ),
    )


def _answer(
    request: HttpRequest, limit: int, shown: Callable[[Listing], HttpResponseBase]
) -> HttpResponseBase:
    """Answer with the list asked for in another form; what cannot be read as the list does."""
    documents = Document.objects.visible_to(request.user)
    filters = DocumentFilter(request.GET, queryset=documents, request=request)
    if not filters.is_valid():
        return render(request, "documents/document_list.html", {"filter": filters}, status=400)
    return shown(Listing(filters, limit))


def _workbook(write: Callable[[IO[bytes]], None], name: str) -> HttpResponseBase:
    # On disk, and gone once it is sent: a long list must not fill the memory.
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    write(file)
    file.seek(0)
    response = FileResponse(file, content_type=XLSX)
    mark_as_download(response, name)
    return response


def _csv(listing: Listing, site: str) -> HttpResponseBase:
    content_type = "text/csv; charset=utf-8"
    response = StreamingHttpResponse(csv_lines(listing, site), content_type=content_type)
    mark_as_download(response, f"Danh sách văn bản, {_today()}.csv")
    return response


def _today() -> str:
    return f"{timezone.localdate():%d-%m-%Y}"
