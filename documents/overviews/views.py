"""Pages of overviews: a chain, who has carried out, number series. HTTP in, template out."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from documents.addressed import at_kept_record, visible_document
from documents.downloads import site_address
from documents.exporting.files import table_file
from documents.models import Document
from documents.overviews import chain, coverage_table, series_pages, tables
from documents.overviews.carrying_out import MOST_LINKS, Web, web_of
from documents.overviews.coverage import Coverage, Standing, coverage_of, is_coverable
from documents.overviews.printing import is_printed, overview_page
from documents.overviews.series import CONGRESS, Place
from documents.overviews.series_list import groups_of, unsettled_rows
from documents.overviews.series_pages import Series
from organizations.models import Organization

# More of them are a task for the desk, not for a page.
MOST_UNSETTLED = 50


@require_safe
@at_kept_record
def document_chain(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a document carries out and what carries it out; 404 for who may not see it."""
    document = visible_document(request, slug)
    web = web_of(document, request.user)
    page = overview_page(request, chain.steps_of(web), chain.ROWS_OF_A_PAGE)
    context = {
        "document": document,
        "page": page,
        "is_printed": is_printed(request),
        "lines": chain.shown(web, page, request.user, is_printed=is_printed(request)),
        "above": len(web.above - web.below),
        "below": len(web.below),
        "most": MOST_LINKS if web.is_cut else 0,
    }
    return render(request, "documents/overviews/chain.html", context)


@require_safe
@at_kept_record
def document_coverage(request: HttpRequest, slug: str) -> HttpResponse:
    """Show which bodies below have issued something to carry a document out, and which have not.

    404 for who may not see it, for an unknown issuer, and for a level or order that is none.
    """
    document, web, covered = _coverage(request, slug)
    rows, chosen = _rows_asked_for(request, covered)
    page = overview_page(request, chosen, coverage_table.ROWS_OF_A_PAGE)
    context = {
        "document": document,
        "page": page,
        "is_printed": is_printed(request),
        "rows": coverage_table.shown(document, web, page.object_list, request.user),
        "tally": coverage_table.tally(chosen),
        "level": request.GET.get("cap", ""),
        "levels": coverage_table.level_counts(rows),
        "order": request.GET.get("xep", ""),
        "orders": [(key, name) for key, (name, _) in coverage_table.ORDERS.items()],
        "count": len(chosen),
        "all": len(rows),
        "ended": sum(row.standing == Standing.ENDED for row in covered),
        "with_ended": "cu" in request.GET,
        "elsewhere": _elsewhere(web, covered),
        "most": MOST_LINKS if web.is_cut else 0,
    }
    return render(request, "documents/overviews/coverage.html", context)


@require_safe
@at_kept_record
def coverage_file(request: HttpRequest, slug: str, ending: str) -> HttpResponseBase:
    """Send the same as a file, all rows in the order asked for."""
    document, web, covered = _coverage(request, slug)
    rows, chosen = _rows_asked_for(request, covered)
    level = coverage_table.LEVELS.get(request.GET.get("cap", ""))
    asked = tables.Asked(
        chosen=chosen,
        level=level[1] if level else "",
        left_out=len(covered) - len(rows),
        elsewhere=_elsewhere(web, covered),
    )
    table = tables.of_coverage(document, web, asked, request.user, site_address(request))
    return table_file(request, table, ending, table.page_head)


def _elsewhere(web: Web, covered: list[Coverage]) -> int:
    """Return how many documents carry it out that are no listed body's."""
    return len(web.below) - sum(len(row.points) for row in covered)


def _coverage(request: HttpRequest, slug: str) -> tuple[Document, Web, list[Coverage]]:
    document = visible_document(request, slug)
    if not is_coverable(document):
        raise Http404
    web = web_of(document, request.user)
    return document, web, coverage_of(document, web)


def _rows_asked_for(
    request: HttpRequest, covered: list[Coverage]
) -> tuple[list[Coverage], list[Coverage]]:
    """Return the rows of all levels, and those of the level asked for in the order asked for."""
    with_ended = "cu" in request.GET
    rows = [row for row in covered if with_ended or row.standing != Standing.ENDED]
    level, order = request.GET.get("cap", ""), request.GET.get("xep", "")
    try:
        return rows, coverage_table.chosen(rows, level, order)
    except KeyError as error:
        raise Http404 from error


@require_safe
def series_list(request: HttpRequest, body: str) -> HttpResponse:
    """List the number series of a body that the reader may know of."""
    organization = get_object_or_404(Organization, slug=body)
    habits = series_pages.habits_of(organization)
    groups, unsettled = groups_of(habits, request.user)
    context = {
        "organization": organization,
        "groups": groups,
        "unsettled": unsettled_rows(habits, request.user, MOST_UNSETTLED) if unsettled else [],
        "unsettled_count": unsettled,
    }
    return render(request, "documents/overviews/series_list.html", context)


@require_safe
def series_detail(request: HttpRequest, body: str, series: str, period: str) -> HttpResponse:
    """Show a series number by number; 404 where the reader may see no document of it."""
    organization, found = _series(request, body, Place(series, period))
    page = overview_page(request, found.entries, series_pages.ROWS_OF_A_PAGE)
    context = {
        "organization": organization,
        "series": found,
        "page": page,
        "is_printed": is_printed(request),
        "entries": series_pages.entries_shown(page.object_list, request.user),
        "unsettled": series_pages.rows_shown(found.unsettled[:MOST_UNSETTLED], request.user),
        "unsettled_count": len(found.unsettled),
        "is_of_congress": series == CONGRESS,
        "is_of_state": organization.system == Organization.System.STATE,
    }
    return render(request, "documents/overviews/series.html", context)


@require_safe
def series_file(
    request: HttpRequest, body: str, series: str, period: str, ending: str
) -> HttpResponseBase:
    """Send all of a series as a file."""
    organization, found = _series(request, body, Place(series, period))
    table = tables.of_series(organization, found, request.user, site_address(request))
    return table_file(request, table, ending, table.page_head)


def _series(request: HttpRequest, body: str, place: Place) -> tuple[Organization, Series]:
    organization = get_object_or_404(Organization, slug=body)
    found = series_pages.series_of(series_pages.habits_of(organization), place, request.user)
    if found is None:
        raise Http404
    return organization, found
