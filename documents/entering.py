"""Entering documents one after the other, so that two people at once enter no document twice.

What is surely the same document the database refuses by its key. What only may be the same,
because a date or a body is not known, is refused by looking; and between looking and saving
nobody else may enter anything that could be it.
"""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from documents.identity import series_of
from documents.models import Document, DocumentType, SeriesRule


def hold_series(documents: Iterable[Document]) -> None:
    """Let nobody else enter a document of these number series until the transaction ends.

    To be called in a transaction, before `identity.refuse_duplicate` and `save`, with all
    documents that are about to be entered at once: rows are locked in one order, so that two
    callers never wait for each other. Equal documents are of one series, and every series is
    named by a type or by a body's rule: their rows are what is held, because of a document
    that is new there is no row yet. SQLite has a single writer at a time and needs no lock.
    """
    alike = {
        (document.document_type_id, document.organization_id, document.issued_on): document
        for document in documents
    }
    if not alike:
        return
    hold_series_called({series_of(document) for document in alike.values()})


def hold_series_called(names: Collection[str]) -> None:
    """Do so for the number series of these names, for whoever knows them."""
    _lock(DocumentType.objects.filter(series__in=names))
    _lock(SeriesRule.objects.filter(series__in=names))


def hold_all_series() -> None:
    """Let nobody else enter any document until the transaction ends."""
    _lock(DocumentType.objects.all())
    _lock(SeriesRule.objects.all())


def _lock(rows: QuerySet[DocumentType] | QuerySet[SeriesRule]) -> None:
    # Not against those who only refer to the row, as every new document does.
    list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk"))
