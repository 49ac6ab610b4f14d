"""The documents whose texts or files cite one document, however many: counted, and in order.

Starts from `visible_to(reader)`: what a reader may not see leaves no trace, in no count either.
"""

from typing import Any

from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from documents.models import Attachment, Citation, Decision, Document, SourceText


def documents_citing(document: Document, reader: Any) -> QuerySet[Any]:
    """Return the other documents whose text or file cites `document`, the newest first.

    `is_confirmed` tells whether a person confirmed such a citation; those stand in front. Editors
    also get documents that only undecided citations speak for, and nobody those of rejected ones.
    """
    citations = _citations(document, reader)
    citing = _owning(document, citations, reader)
    if not (reader.is_authenticated and reader.is_editor):
        return citing.annotate(is_confirmed=Value(True))
    confirmed = _owning(document, citations.confirmed(), reader)
    citing = citing.annotate(is_confirmed=Q(pk__in=confirmed.order_by().values("pk")))
    return citing.order_by("-is_confirmed", *Document._meta.ordering)


def citing_columns(document: Document, reader: Any) -> dict[str, Any]:
    """Return what a query for a few documents tells along of each: `is_citing`, `is_confirmed`.

    And `citing_count`, how many `documents_citing` are: one query fewer for a page.
    """
    citations = _citations(document, reader)
    return {
        "is_citing": _is_owning(citations),
        "is_confirmed": _is_owning(citations.confirmed()),
        "citing_count": _count_of(_owning(document, citations, reader)),
    }


def _citations(document: Document, reader: Any) -> QuerySet[Citation]:
    citations = Citation.objects.visible_to(reader).exclude(state=Decision.REJECTED)
    return citations.filter(target_links__document=document).order_by()


def _owning(document: Document, citations: QuerySet[Citation], reader: Any) -> QuerySet[Any]:
    """Return the other documents the reader may see that own a text with one of `citations`."""
    texts = SourceText.objects.filter(pk__in=citations.values("source")).order_by()
    # Each found by an index of its own; joined by OR they would have the whole table read.
    own = Document.objects.filter(text__in=texts).order_by().values("pk")
    of_files = Attachment.objects.filter(text__in=texts).order_by().values("document")
    seen = Document.objects.visible_to(reader).exclude(pk=document.pk)
    return seen.filter(pk__in=own.union(of_files))


def _is_owning(citations: QuerySet[Citation]) -> Any:
    """Return the same as a condition on one row; few are asked for."""
    own = citations.filter(source__document=OuterRef("pk"))
    files = Attachment.objects.filter(document=OuterRef("pk"), text__in=citations.values("source"))
    return Exists(own) | Exists(files)


def _count_of(rows: QuerySet[Any]) -> Any:
    # As a plain function: an aggregate would group the rows and count each group.
    counted = rows.order_by().values(counted=Func(F("pk"), function="COUNT"))
    return Coalesce(Subquery(counted), Value(0))
