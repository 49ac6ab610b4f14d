"""Pages about documents: home, list, one document, one file. HTTP in, template out."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from documents.addressed import at_kept_record, page_asked_for, visible_document
from documents.following.news import news_columns, news_told
from documents.listing.conditions import FACTS, HELD
from documents.listing.filters import DOCUMENTS, DocumentFilter
from documents.listing.listed import listed, rights_of, seen_by
from documents.listing.narrowing import narrowing_of
from documents.listing.paging import HitPage, hit_page
from documents.listing.rows import rows_of
from documents.misses import keep_miss
from documents.mistakes.reports import with_reports_waiting
from documents.models import Attachment, Document
from documents.search.found import Hits, Order
from documents.search.match import any_of
from documents.search.nearest import Nearest
from documents.search.wanted import Asked
from documents.showing import page
from documents.showing.cited_by import documents_citing
from documents.showing.citing import citation_form
from documents.showing.relation_groups import grouped, relations_of, relations_on_page
from documents.showing.surroundings import surroundings_of
from organizations.kept_statements import kept
from organizations.qr import qr_svg
from organizations.succession import state_of_successions

NEWEST_ROWS = 8
# Of the relations with one verb; a directive of the Centre is carried out by hundreds.
RELATIONS_SHOWN = 20
# Of all relations, or all documents that cite one, on the page that shows nothing else.
ROWS_OF_ALL = 100
MOST_SENT_ON = 4_000
# An address and so its code never change; whoever may no longer see the document keeps only that.
QR_KEPT_SECONDS = 7 * 24 * 3600
# A browser must never guess: a text file that looks like HTML stays text.
CONTENT_TYPES = {
    Attachment.Kind.PDF: "application/pdf",
    Attachment.Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Attachment.Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Attachment.Kind.TEXT: "text/plain; charset=utf-8",
    Attachment.Kind.JPEG: "image/jpeg",
    Attachment.Kind.PNG: "image/png",
}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the first page; a search in its address is the list's to answer."""
    if "q" in request.GET:
        asked = request.META["QUERY_STRING"]
        if len(asked) > MOST_SENT_ON:
            # No browser is sent to so long an address: the list says here what is wrong with it.
            return document_list(request)
        return redirect(f"{reverse('documents:list')}?{asked}")
    documents = Document.objects.visible_to(request.user)
    all_hits = Hits(DOCUMENTS, documents, Asked(), rights=rights_of(request.user))
    keys = all_hits.records(Order.NEWEST, 0, NEWEST_ROWS)
    newest = documents.for_rows().annotate(**news_columns(request.user)).in_bulk(keys)
    context = {
        "newest": [newest[key] for key in keys if key in newest],
        "news": news_told(newest.values(), request.user),
        "all": all_hits,
        "held": all_hits.instead(Asked(any_of([FACTS["co_van_ban"](HELD)]))),
    }
    return render(request, "documents/home.html", context)


@require_safe
def document_list(request: HttpRequest) -> HttpResponse:
    filters = _filters_of(request)
    if not filters.is_valid():
        return render(request, "documents/document_list.html", {"filter": filters}, status=400)
    hit = None if "danh_sach" in request.GET else filters.only_hit()
    if hit:
        back = urlencode({"tu_tim": request.GET["q"]})
        return redirect(f"{hit.get_absolute_url()}?{back}")
    load = partial(listed, reader=request.user)
    page = hit_page(filters.hits, filters.order, load, request.GET.get("page", "1"))
    if filters.is_plain_search and not page.count and request.method == "GET":
        keep_miss(filters.query, request.user)
    context = {
        "filter": filters,
        "page": page,
        "rows": rows_of(page, filters.query, request.user),
        "narrowing_address": filters.narrowing_address if page.count > 1 else "",
        "nearest": _nearest(filters, page),
    }
    return render(request, "documents/document_list.html", context)


@require_safe
def document_facets(request: HttpRequest) -> HttpResponse:
    """Answer how the list spreads over its filters: a part for the list's script, else a page."""
    filters = _filters_of(request)
    if not filters.is_valid():
        return render(request, "documents/document_list.html", {"filter": filters}, status=400)
    is_part = request.headers.get("X-Requested-With") == "fetch"
    narrowing = narrowing_of(filters)
    context = {
        "filter": filters,
        "facets": narrowing.facets,
        "is_whole": narrowing.is_whole,
        "list_address": filters.with_changed(danh_sach="1"),
    }
    name = "documents/_facets_fragment.html" if is_part else "documents/facets.html"
    response = render(request, name, context)
    patch_vary_headers(response, ["X-Requested-With"])
    return response


def _filters_of(request: HttpRequest) -> DocumentFilter:
    seen, rights = seen_by(request.user), rights_of(request.user)
    return DocumentFilter(request.GET, queryset=seen, request=request, rights=rights)


def _nearest(filters: DocumentFilter, page: HitPage) -> list[Any]:
    if page.count or not filters.query:
        return []
    reader = filters.request.user
    everything = Hits(DOCUMENTS, seen_by(reader), Asked(), rights=rights_of(reader))
    load = partial(listed, reader=reader)
    nearest = Nearest(everything, filters.query, load, is_narrowed=filters.is_narrowed)
    return nearest.suggestions()


@require_safe
@at_kept_record
def document_detail(request: HttpRequest, slug: str) -> HttpResponse:
    # No database takes a null character; it comes from a forged address only.
    document = next(iter(_shown(request.user, slug.replace("\x00", ""))), None)
    if document is None:
        raise Http404
    text = page.readable_text(document)
    around = surroundings_of(document, text, request.user)
    pieces = page.marked([text], around.citations, around.cited)[text.pk] if text else []
    groups, changing = relations_on_page(document, request.user, RELATIONS_SHOWN)
    context = {
        "document": document,
        "citation_form": citation_form(document),
        "address": request.build_absolute_uri(document.get_absolute_url()),
        "files": page.files_of(document, request.user),
        "pieces": pieces,
        "cited": page.cited_in(pieces),
        "groups": groups,
        "changing": changing,
        "homonyms": around.homonyms,
        "are_more_homonyms": around.are_more_homonyms,
        "citing": around.citing,
        "citing_count": around.citing_count,
        "line": page.line_of(document),
        "reports_waiting": document.reports_waiting,
    }
    return render(request, "documents/document_detail.html", context)


@kept
def _shown(reader: Any, slug: str) -> QuerySet[Any]:
    """Return the document at this address, with all that its own page tells of it."""
    documents = Document.objects.visible_to(reader).with_names().with_text_for(reader)
    documents = documents.annotate(succession_state=state_of_successions())
    return with_reports_waiting(documents, reader).filter(slug=slug)


@require_safe
@at_kept_record
def document_relations(request: HttpRequest, slug: str) -> HttpResponse:
    """Show all relations of a document, of which its own page shows the first of each verb."""
    document = visible_document(request, slug)
    page = page_asked_for(request, relations_of(document, request.user), ROWS_OF_ALL)
    groups = grouped(page.object_list, request.user)
    context = {"document": document, "page": page, "groups": groups}
    return render(request, "documents/document_relations.html", context)


@require_safe
@at_kept_record
def document_citing(request: HttpRequest, slug: str) -> HttpResponse:
    """List all documents that cite one, of which its own page shows the first."""
    document = visible_document(request, slug)
    citing = documents_citing(document, request.user).for_rows()
    page = page_asked_for(request, citing, ROWS_OF_ALL)
    return render(request, "documents/citing.html", {"document": document, "page": page})


@require_safe
@at_kept_record
def document_qr(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer the QR code of a document's permanent address, for paper and for another's phone."""
    document = visible_document(request, slug)
    address = request.build_absolute_uri(document.get_absolute_url())
    response = HttpResponse(qr_svg(address), content_type="image/svg+xml")
    patch_cache_control(response, private=True, max_age=QR_KEPT_SECONDS)
    return response


@require_safe
def attachment(request: HttpRequest, public_id: Any) -> HttpResponseBase:
    files = Attachment.objects.visible_to(request.user)
    found = get_object_or_404(files, public_id=public_id)
    try:
        stream = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        stream,
        as_attachment=True,
        filename=found.name,
        content_type=CONTENT_TYPES[Attachment.Kind(found.kind)],
    )
    response["X-Content-Type-Options"] = "nosniff"
    # Whoever shares the computer or a proxy must not get the file from a cache.
    patch_cache_control(response, private=True, no_store=True)
    return response
