"""A document that the machine proposed goes to the bin when nothing names it any more.

It came into the registry by the words of a citation. Where a person says that these words do not
mean it, and no other words do, nobody would come upon it again: no desk, no list of what is
wanted. Taking the rejection back brings it back.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from documents.deleting import pointers_at
from documents.entering import hold_series
from documents.identity import possible_duplicates
from documents.models import Citation, Document, Relation, named_slugs

# Kept with the history of the document: only what went for this reason comes back by itself.
LET_GO = "Không còn trích dẫn nào nhắc đến"


@transaction.atomic
def let_go(keys: Iterable[int], by: Any) -> list[Document]:
    """Put those of these documents into the bin that only the machine entered and nothing names.

    An editor's saving or confirming registers a document, so one that is still proposed is
    untouched. Returns what went.
    """
    proposals = Document.objects.filter(
        pk__in=list(keys), state=Document.State.PROPOSED, is_held=False
    )
    gone = []
    for document in proposals.select_for_update(no_key=True, of=("self",)).order_by("pk"):
        if not pointers_at(document):
            # The name under which the history keeps why a row changed.
            document._change_reason = LET_GO
            document.move_to_bin(by)
            gone.append(document)
    return gone


def bring_back_of(citation: Citation) -> None:
    """Take those documents out of the bin again that went when this citation's were decided on."""
    told = citation.history.exclude(named_documents="").values_list("named_documents", flat=True)
    slugs = {slug for names in told for slug in named_slugs(names)}
    bring_back(Document.all_objects.filter(slug__in=slugs).values_list("pk", flat=True))


def ends_of(relations: Iterable[Relation]) -> set[int]:
    """Return the keys of the documents between which these relations stand."""
    return {pk for row in relations for pk in (row.source_id, row.target_id)}


@transaction.atomic
def bring_back(keys: Iterable[int]) -> None:
    """Take those of these documents out of the bin that `let_go` put there.

    One whose place another document took meanwhile stays: the reader finds that other one.
    """
    binned = list(Document.all_objects.binned().filter(pk__in=list(keys)).order_by("pk"))
    hold_series(binned)
    for document in binned:
        last = document.history.order_by("-history_id").first()
        if last.history_change_reason == LET_GO and not possible_duplicates(document):
            document.restore()
