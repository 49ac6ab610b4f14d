"""The list of documents that are cited and not held, and all sentences that quote one of them."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bulletins.desk.quotations import mentions_of, quote_of
from bulletins.desk.wanted import (
    all_waiting,
    name_read,
    of_document,
    open_citations,
    read_alike,
    wanted_of,
)
from documents.addressed import page_asked_for
from documents.deciding.prefilling import entry_address
from documents.models import Citation, Document
from organizations.access import refuse_others

WANTED_ROWS = 25
SENTENCES = 50


@require_safe
def wanted(request: HttpRequest) -> HttpResponse:
    """Show what is cited and not held, a page of it."""
    refuse_others(request)
    page = page_asked_for(request, all_waiting(), WANTED_ROWS)
    context = {"wanted": wanted_of(list(page)), "page": page}
    return render(request, "bulletins/wanted.html", context)


@require_safe
def sentences_on_document(request: HttpRequest, slug: str) -> HttpResponse:
    """Show all sentences that cite a document, held or not."""
    refuse_others(request)
    document = get_object_or_404(Document.objects.visible_to(request.user).with_names(), slug=slug)
    entry = reverse("admin:documents_document_change", args=[document.pk])
    return _sentences(request, of_document(document), str(document), document.title, entry)


@require_safe
def sentences_alike(request: HttpRequest, citation: int) -> HttpResponse:
    """Show all sentences that name what one citation names, of which no document is known."""
    refuse_others(request)
    one = open_citations().filter(pk=citation).first()
    if one is None:
        messages.info(request, "Trích dẫn này không còn chờ văn bản nào.")
        return redirect("bulletins:wanted")
    return _sentences(request, read_alike(one), name_read(one), "", entry_address(one))


def _sentences(
    request: HttpRequest, citations: QuerySet[Citation], name: str, title: str, entry: str
) -> HttpResponse:
    page: Page[Any] = page_asked_for(request, citations.values_list("pk", flat=True), SENTENCES)
    mentions = mentions_of(Citation.objects.filter(pk__in=list(page)).order_by("pk"))
    context = {
        "name": name,
        "title": title,
        "entry": entry,
        "quotes": [quote_of(mention) for mention in mentions],
        "page": page,
    }
    return render(request, "bulletins/wanted_sentences.html", context)
