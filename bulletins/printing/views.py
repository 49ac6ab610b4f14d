"""A bulletin to print, as a Word file and as a page without network: for whoever reads it."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bulletins.models import Bulletin
from bulletins.printing.annex_table import annex_table
from bulletins.printing.offline import offline_bulletin
from bulletins.printing.sheet import PrintedAnnex, PrintedHead, printed, printed_annex, printed_head
from bulletins.printing.word import (
    ANNEX_COLUMNS,
    ANNEX_TITLE,
    NO_SOURCES,
    annex_file,
    bulletin_file,
)
from documents.downloads import mark_as_download, site_address
from documents.exporting.files import table_file
from organizations.security_log import record_export

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def print_page(request: HttpRequest, publisher: str, year: int, month: int) -> HttpResponse:
    """Show the whole bulletin as it is printed, with its annex."""
    bulletin = _readable(request, publisher, year, month)
    sheet = printed(bulletin, request.user)
    context = _context(bulletin, sheet.head, sheet.annex) | {"sheet": sheet}
    return render(request, "bulletins/print.html", context)


@require_safe
def annex_page(request: HttpRequest, publisher: str, year: int, month: int) -> HttpResponse:
    """Show the annex alone: the documents the bulletin cites, in the order of a register."""
    bulletin = _readable(request, publisher, year, month)
    head, annex = printed_head(bulletin, request.user), printed_annex(bulletin, request.user)
    return render(request, "bulletins/annex.html", _context(bulletin, head, annex))


@require_safe
def bulletin_word(request: HttpRequest, publisher: str, year: int, month: int) -> HttpResponse:
    """Send the whole bulletin as a Word file."""
    bulletin = _readable(request, publisher, year, month)
    content = bulletin_file(printed(bulletin, request.user))
    return _file(request, content, f"Bản tin {_told(bulletin)}")


@require_safe
def annex_word(request: HttpRequest, publisher: str, year: int, month: int) -> HttpResponse:
    """Send the annex as a Word file."""
    bulletin = _readable(request, publisher, year, month)
    name = f"Danh mục văn bản, bản tin {_told(bulletin)}"
    head, annex = printed_head(bulletin, request.user), printed_annex(bulletin, request.user)
    return _file(request, annex_file(head, annex), name)


@require_safe
def annex_sheet(
    request: HttpRequest, publisher: str, year: int, month: int, ending: str
) -> HttpResponseBase:
    """Send the annex as a table."""
    bulletin = _readable(request, publisher, year, month)
    head, annex = printed_head(bulletin, request.user), printed_annex(bulletin, request.user)
    name = f"{ANNEX_TITLE}, bản tin {_told(bulletin)}"
    return table_file(request, annex_table(head, annex), ending, name)


@require_safe
def offline_file(request: HttpRequest, publisher: str, year: int, month: int) -> HttpResponse:
    """Send the whole bulletin as one HTML file that asks nothing of any network."""
    bulletin = _readable(request, publisher, year, month)
    context = {
        "bulletin": bulletin,
        "offline": offline_bulletin(bulletin, request.user),
        # Links lead back to the site from wherever the file is opened.
        "site": site_address(request),
        "annex_title": ANNEX_TITLE,
        "today": timezone.localdate(),
    }
    response = render(request, "bulletins/offline.html", context)
    name = f"Bản tin {_told(bulletin)}.html"
    mark_as_download(response, name)
    record_export(request, name)
    return response


def _readable(request: HttpRequest, publisher: str, year: int, month: int) -> Bulletin:
    seen = Bulletin.objects.visible_to(request.user).select_related("publisher__parent")
    # An editor sees a withdrawn one too; no paper of it goes round.
    seen = seen.exclude(state=Bulletin.State.WITHDRAWN)
    return get_object_or_404(seen, publisher__slug=publisher, year=year, month=month)


def _context(bulletin: Bulletin, head: PrintedHead, annex: PrintedAnnex) -> dict[str, object]:
    return {
        "bulletin": bulletin,
        "head": head,
        "annex": annex,
        "no_sources": NO_SOURCES,
        "annex_title": ANNEX_TITLE,
        "annex_columns": ANNEX_COLUMNS,
    }


def _told(bulletin: Bulletin) -> str:
    return f"tháng {bulletin.month}-{bulletin.year}, {bulletin.publisher}"


def _file(request: HttpRequest, content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=WORD)
    mark_as_download(response, f"{name}.docx")
    record_export(request, f"{name}.docx")
    return response
