"""A list's other forms: two files and a register. HTTP in, file or template out."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from documents.downloads import site_address
from documents.exporting.files import table_file
from documents.exporting.full_table import NAME as FULL_NAME
from documents.exporting.full_table import full_table
from documents.exporting.list_table import NAME, list_table
from documents.exporting.listing import MOST_EXPORTED, Listing
from documents.exporting.register import MOST_PRINTED, register_of, register_table
from documents.listing.filters import DocumentFilter
from documents.models import Document
from organizations.access import refuse_others


@require_safe
def list_file(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Send all documents of the list as a file."""
    return _answer(
        request,
        MOST_EXPORTED,
        lambda listing: table_file(
            request, list_table(listing, site_address(request)), ending, NAME
        ),
    )


@require_safe
def full_file(request: HttpRequest) -> HttpResponseBase:
    """Send all that staff entered of the list's documents, to be corrected and brought in again."""
    refuse_others(request)
    return _answer(
        request,
        MOST_EXPORTED,
        lambda listing: table_file(
            request, full_table(listing, site_address(request)), "xlsx", FULL_NAME
        ),
    )


@require_safe
def register(request: HttpRequest, *, is_index: bool = False) -> HttpResponseBase:
    """Show the list as a register to print, or as the index of a file."""
    return _answer(
        request,
        MOST_PRINTED,
        lambda listing: render(
            request,
            "documents/register.html",
            {
                "register": register_of(listing, is_index=is_index),
                "listing": listing,
                "filter": listing.filters,
            },
        ),
    )


@require_safe
def register_xlsx(request: HttpRequest, *, is_index: bool = False) -> HttpResponseBase:
    """Send the register, or the index, as an XLSX file."""
    name = "Mục lục văn bản" if is_index else "Sổ đăng ký văn bản"
    return _answer(
        request,
        MOST_PRINTED,
        lambda listing: table_file(
            request,
            register_table(register_of(listing, is_index=is_index), listing),
            "xlsx",
            name,
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
