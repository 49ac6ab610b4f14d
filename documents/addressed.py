"""What an address asks for: a document, a page of rows; or the answer that there is none."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from documents.listing.paging import NoSuchPageError, NoSuchRowsError, page_number
from documents.merging.merge import kept_slugs
from documents.models import Document


class BinnedError(Http404):
    """The answer to an editor who asks for a `document` that lies in the bin."""

    def __init__(self, document: Document) -> None:
        super().__init__(document.slug)
        self.document = document


def visible_document(request: HttpRequest, slug: str) -> Document:
    """Return the document at this address with its names; Http404 for who may not know of it."""
    documents = Document.objects.visible_to(request.user).with_names()
    # No database takes a null character; it comes from a forged address only.
    return get_object_or_404(documents, slug=slug.replace("\x00", ""))


def kept_instead(request: HttpRequest, slug: str) -> Document:
    """Return the document that the record at this address was merged into; Http404 for none."""
    kept = kept_slugs([slug.replace("\x00", "")])
    if not kept:
        raise Http404
    (to,) = kept.values()
    return visible_document(request, to)


def at_kept_record(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let a page of a document lead on to the same page of the one that it was merged into.

    Such an address stands on paper: at the foot of a chain, in a table of who has carried out.
    An editor is told where what lies in the bin is (BinnedError); to others it is not there.
    """

    @wraps(view)
    def leading(request: HttpRequest, slug: str, **named: Any) -> HttpResponseBase:
        try:
            return view(request, slug, **named)
        except Http404 as error:
            if request.method not in {"GET", "HEAD"}:
                # The answer to a form shows its words; they would not come along.
                raise
            try:
                kept = kept_instead(request, slug)
            except Http404:
                refuse_binned(request, slug)
                raise error from None
            address = reverse(request.resolver_match.view_name, kwargs={"slug": kept.slug, **named})
            asked = request.META.get("QUERY_STRING", "")
            return redirect(f"{address}?{asked}" if asked else address)

    return leading


def refuse_binned(request: HttpRequest, slug: str) -> None:
    """Raise BinnedError where an editor asks for a document that lies in the bin."""
    user = request.user
    if not (user.is_authenticated and user.is_editor):
        return
    binned = Document.all_objects.binned().with_names().select_related("deleted_by")
    document = binned.filter(slug=slug.replace("\x00", "")).first()
    if document:
        raise BinnedError(document)


def document_asked_for(request: HttpRequest) -> Document | None:
    """Return the document that `?van-ban=` names, None without it; Http404 as above."""
    slug = request.GET.get("van-ban", "").replace("\x00", "")
    return visible_document(request, slug) if slug else None


def page_asked_for(
    request: HttpRequest, rows: Any, per_page: int, *, is_last_behind: bool = False
) -> Page:
    """Return the page of `rows` that `?page=` asks for, the first without it.

    NoSuchRowsError for what is no number of a page, and for one behind the last; with
    `is_last_behind` that is the last one: of a work list that got shorter while somebody worked
    through it.
    """
    pages, asked = Paginator(rows, per_page), request.GET.get("page", "1")
    try:
        number = page_number(asked)
    except NoSuchPageError as error:
        raise NoSuchRowsError(asked, pages.num_pages) from error
    if number > pages.num_pages and not is_last_behind:
        raise NoSuchRowsError(asked, pages.num_pages)
    return pages.get_page(number)
