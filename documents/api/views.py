"""Addresses for other systems: documents, one document, the citations of a text."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from documents.addressed import kept_instead
from documents.api.answering import NOT_FOUND, RefusedError, endpoint
from documents.api.asking import MAX_TEXT_BYTES, read_question
from documents.api.openapi import description
from documents.api.shown import in_full, summary
from documents.linking.unkept import (
    MAX_CITATIONS,
    ReadCitation,
    TooManyCitationsError,
    read_citations,
)
from documents.listing.filters import DocumentFilter
from documents.listing.paging import LAST_PAGE, HitPage, NoSuchRowsError, hit_page
from documents.models import Document
from documents.resolving.known import TooManyDocumentsError

# Of one citation: a code that a thousand communes write is told by its first ones.
MAX_CANDIDATES = 20
TOO_MANY_FIT = (
    "Các trích dẫn này khớp với quá nhiều văn bản để đối chiếu một lần. "
    "Hãy gửi từng phần ngắn hơn, hoặc ghi rõ số ký hiệu và ngày."
)


@endpoint("GET", "HEAD")
def document_list(request: HttpRequest) -> dict[str, Any]:
    """The documents the list page shows for the same parameters, a page of them."""
    documents = Document.objects.visible_to(request.user).for_rows()
    filters = DocumentFilter(request.GET, queryset=documents, request=request)
    if not filters.is_valid():
        errors = {name: list(told) for name, told in filters.form.errors.items()}
        sentences = " ".join(sentence for told in errors.values() for sentence in told)
        raise RefusedError(400, sentences, errors=errors)
    typed = request.GET.get("page", "1")
    try:
        page = hit_page(filters.hits, filters.order, documents.in_bulk, typed)
    except NoSuchRowsError as error:
        detail = f"Không có trang “{typed[:20]}”; xem được từ trang 1 đến trang {error.last}."
        raise RefusedError(404, detail) from error
    return {
        "count": page.count,
        "is_more": page.is_more,
        "page": page.number,
        "next": _next(request, page),
        "results": [summary(document, request) for document in page],
    }


def _next(request: HttpRequest, page: HitPage) -> str | None:
    if not page.has_next:
        return None
    asked = request.GET.copy()
    asked["page"] = str(page.next_page_number)
    return request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")


@endpoint("GET", "HEAD")
def document_detail(request: HttpRequest, slug: str) -> dict[str, Any]:
    documents = Document.objects.visible_to(request.user).with_names().with_text_for(request.user)
    try:
        document = get_object_or_404(documents, slug=slug)
    except Http404:
        # One that was merged into another answers as that one, under its own address.
        document = get_object_or_404(documents, slug=kept_instead(request, slug).slug)
    return in_full(document, request)


@endpoint("POST")
def citations(request: HttpRequest) -> dict[str, Any]:
    """The citations of the text sent; nothing of it is kept."""
    asked = read_question(request)
    try:
        found = read_citations(asked.text, request.user, asked.publisher, asked.written_on)
    except TooManyCitationsError as error:
        detail = f"Văn bản có hơn {MAX_CITATIONS} trích dẫn. Hãy chia thành nhiều phần."
        raise RefusedError(413, detail) from error
    except TooManyDocumentsError as error:
        raise RefusedError(413, TOO_MANY_FIT) from error
    return {"text": asked.text, "citations": [_citation(read, request) for read in found]}


def _citation(read: ReadCitation, request: HttpRequest) -> dict[str, Any]:
    reading = read.claim.reading
    return {
        "start": reading.start,
        "end": reading.end,
        "text": reading.text,
        "kind": reading.kind,
        "values": {
            "type": reading.type or None,
            "type_code": reading.type_code or None,
            "number": reading.number,
            "year_in_number": reading.year_in_number,
            "symbol": reading.symbol,
            "date": reading.date,
            "issuer": reading.issuer,
            "name": reading.name,
            "ordinal": reading.ordinal,
            "terms": list(reading.terms),
        },
        "result": read.result,
        "documents": [
            {**summary(candidate.document, request), "why": candidate.why}
            for candidate in read.meaning.candidates[:MAX_CANDIDATES]
        ],
        "is_more": len(read.meaning.candidates) > MAX_CANDIDATES,
    }


@endpoint("GET", "HEAD")
def openapi(request: HttpRequest) -> dict[str, Any]:
    return description()


@endpoint("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
def unknown(request: HttpRequest) -> dict[str, Any]:
    """Any other address below /api/: told as JSON, never by a page."""
    raise RefusedError(404, f"{NOT_FOUND} Mọi địa chỉ đọc dữ liệu đều kết thúc bằng dấu “/”.")


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Tell a person what there is to be asked."""
    limits = {"kilobytes": MAX_TEXT_BYTES // 1024, "citations": MAX_CITATIONS, "pages": LAST_PAGE}
    return render(request, "documents/api/about.html", limits)
