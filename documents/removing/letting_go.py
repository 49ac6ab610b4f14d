"""A document that the machine proposed goes to the bin when nothing names it any more.

It came into the registry by the words of a citation. Where a person says that these words do not
mean it, and no other words do, nobody would come upon it again: no desk, no list of what is
wanted. Taking the rejection back brings it back.

Who is about to name a document holds its row first, and so does who lets it go: whoever comes
second sees what the first one did, and no link ends at a document in the bin.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from documents.entering import hold_series
from documents.identity import possible_duplicates
from documents.models import (
    Citation,
    CitationTarget,
    Decision,
    Document,
    Relation,
    named_slugs,
)
from documents.removing.deleting import is_named

# Kept with the history of the document: only what went for this reason comes back by itself.
LET_GO = "Không còn trích dẫn nào nhắc đến"
# How long a proposal may stand that nothing names yet.
LEFT = timedelta(days=1)


def hold_documents(keys: Iterable[int]) -> list[Document]:
    """Hold those of these documents that are in use until the transaction ends; return them.

    As stored once they are held, and always in the order of their keys: two who hold several
    never wait for each other.
    """
    rows = Document.objects.select_related("document_type").filter(pk__in=list(keys))
    return list(rows.select_for_update(no_key=True, of=("self",)).order_by("pk"))


def hold_named(documents: Iterable[Document], texts: Collection[int]) -> bool:
    """Hold the proposals among `documents`, which citations of these texts are about to name.

    False when one of them is in the bin by now. The texts must be locked: what a citation of
    theirs names already goes to no bin, and is not held, so that few wait for each other.
    """
    new = {one.pk for one in documents if may_be_let_go(one)}
    if not new:
        return True
    standing = Citation.objects.filter(source__in=texts).exclude(state=Decision.REJECTED)
    links = CitationTarget.objects.filter(citation__in=standing, document__in=new)
    new -= set(links.values_list("document_id", flat=True))
    return len(hold_documents(new)) == len(new)


@transaction.atomic
def let_go(keys: Iterable[int], by: Any) -> list[Document]:
    """Put those of these documents into the bin that only the machine entered and nothing names.

    An editor's saving or confirming registers a document, so one that is still proposed is
    untouched. Returns what went.
    """
    gone = []
    for document in hold_documents(keys):
        if may_be_let_go(document) and not is_named(document):
            # The name under which the history keeps why a row changed.
            document._change_reason = LET_GO
            document.move_to_bin(by)
            gone.append(document)
    return gone


def let_go_left(now: datetime) -> int:
    """Put the proposals into the bin that nothing names any more; return how many went.

    Nobody decided against them: the words that named them were corrected, replaced or marked anew.
    Only those a day old: a reading enters documents some time before it writes what names them.
    What a text in the bin names stays, since the text may come back. For the worker's hourly round.
    """
    links = CitationTarget.objects.filter(document=OuterRef("pk"))
    naming = links.exclude(citation__state=Decision.REJECTED)
    left = Document.objects.filter(
        ~Exists(naming), state=Document.State.PROPOSED, is_held=False, updated_at__lt=now - LEFT
    )
    keys = list(left.order_by("pk").values_list("pk", flat=True))
    # One by one: whoever decides meanwhile waits for one document at most.
    return sum(len(let_go([key], None)) for key in keys)


def may_be_let_go(document: Document) -> bool:
    """Whether only the machine entered the document, so that it goes when nothing names it."""
    return document.is_proposed and not document.is_held


def gone_with(citation: Citation) -> list[Document]:
    """Return the documents in the bin that went when this citation's were decided on."""
    told = citation.history.exclude(named_documents="").values_list("named_documents", flat=True)
    slugs = {slug for names in told for slug in named_slugs(names)}
    binned = Document.all_objects.binned().with_names().filter(slug__in=slugs).order_by("pk")
    return [document for document in binned if _was_let_go(document)]


def bring_back_of(citation: Citation) -> None:
    """Take those documents out of the bin again that went when this citation's were decided on."""
    bring_back(document.pk for document in gone_with(citation))


def _was_let_go(document: Document) -> bool:
    """Whether a document of the bin went there as one that nothing names any more."""
    last = document.history.order_by("-history_id").first()
    return last is not None and last.history_change_reason == LET_GO


def ends_of(relations: Iterable[Relation]) -> set[int]:
    """Return the keys of the documents between which these relations stand."""
    return {pk for row in relations for pk in (row.source_id, row.target_id)}


@transaction.atomic
def bring_back(keys: Iterable[int]) -> None:
    """Take those of these documents out of the bin that `let_go` put there.

    One whose place another document took meanwhile stays: the reader finds that other one. So does
    one whose body is in the bin by now.
    """
    binned = list(Document.all_objects.binned().filter(pk__in=list(keys)).order_by("pk"))
    hold_series(binned)
    for document in binned:
        body = document.organization
        if body and body.is_binned:
            continue
        if _was_let_go(document) and not possible_duplicates(document):
            document.restore()
