"""The documents whose texts or files cite one document, however many: counted, and in order.

Starts from `visible_to(reader)`: what a reader may not see leaves no trace, in no count either.
"""

from typing import Any

from django.db.models import Case, F, Func, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from documents.models import Citation, CitationTarget, Decision, Document


def documents_citing(document: Document, reader: Any) -> QuerySet[Any]:
    """Return the other documents whose text or file cites `document`, the newest first.

    `is_confirmed` tells whether a person confirmed such a citation; those stand in front. Editors
    also get documents that only undecided citations speak for, and nobody those of rejected ones.
    """
    # Found by its own index; a join would have the whole table of citations read.
    naming = CitationTarget.objects.filter(document=document).order_by().values("citation")
    citations = Citation.objects.visible_to(reader).filter(pk__in=naming).order_by()
    is_confirmed = Q(pk__in=_owners(citations.confirmed()))
    return (
        Document.objects.visible_to(reader)
        .filter(pk__in=_owners(citations.exclude(state=Decision.REJECTED)))
        .exclude(pk=document.pk)
        .annotate(is_confirmed=Case(When(is_confirmed, then=True), default=False))
        .order_by("-is_confirmed", *Document._meta.ordering)
    )


def count_of(rows: QuerySet[Any]) -> Any:
    """Return how many `rows` there are, as a column of another query: a page asks once less."""
    # As a plain function: an aggregate would group the rows and count each group.
    counted = rows.order_by().values(counted=Func(F("pk"), function="COUNT"))
    return Coalesce(Subquery(counted), Value(0))


def _owners(citations: QuerySet[Citation]) -> QuerySet[Any]:
    """Return the keys of the documents in whose texts, or files in use, the citations stand."""
    file_in_use = When(
        source__attachment__deleted_at__isnull=True, then=F("source__attachment__document")
    )
    owner = Coalesce(F("source__document"), Case(file_in_use))
    # A bulletin's text belongs to no document.
    return citations.annotate(owner=owner).filter(owner__isnull=False).values("owner")
