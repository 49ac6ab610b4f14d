"""Finds the other record of the same document: what may be it, and what an editor types."""

import re
from typing import Any

from django.http import HttpRequest, QueryDict

from documents.identity import possible_duplicates
from documents.listing.filters import DocumentFilter
from documents.listing.paging import hit_page
from documents.models import Document
from documents.search.found import Order

MOST_OFFERED = 10
# The address of a document's page, as it is copied from a browser: …/van-ban/24-ct-tu-2023/
_ADDRESS = re.compile(r"/van-ban/([-\w]+)/?")


def likely(document: Document, user: Any) -> list[Document]:
    """Return the records that may be this document, as far as number, body and time leave it
    open, or that bear its very title."""
    visible = Document.objects.visible_to(user).with_names().exclude(pk=document.pk)
    keys = {other.pk for other in possible_duplicates(document)}
    if document.title:
        same = visible.filter(title=document.title, issued_year=document.issued_year)
        keys.update(same.order_by("pk").values_list("pk", flat=True)[:MOST_OFFERED])
    return list(visible.filter(pk__in=keys).order_by("pk")[:MOST_OFFERED])


def typed(document: Document, words: str, request: HttpRequest) -> tuple[list[Document], list[str]]:
    """Return the records an editor may mean by `words`, and what is wrong with the words.

    A page's address means that page's document; anything else is searched as in the list.
    """
    visible = Document.objects.visible_to(request.user).with_names()
    if address := _ADDRESS.search(words):
        others = visible.filter(slug=address[1]).exclude(pk=document.pk)
        return list(others), []
    asked = QueryDict(mutable=True)
    asked["q"] = words
    filters = DocumentFilter(asked, queryset=visible, request=request)
    if not filters.is_valid():
        return [], [sentence for told in filters.form.errors.values() for sentence in told]
    page = hit_page(filters.hits, Order.BEST, visible.in_bulk, "1")
    return [other for other in page if other.pk != document.pk][:MOST_OFFERED], []
