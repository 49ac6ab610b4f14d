"""Documents, files and relations whose time in the bin is over are deleted for good.

What others need stays: a document that anything in the registry names, in the bin or out of it,
one into which another was merged, one whose own address leads on. Of what goes the history keeps
who did what and the facts; texts and files are gone from there too.
"""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from documents.models import (
    Attachment,
    ContentRemoval,
    Document,
    Merge,
    Relation,
    SourceText,
    TakenAddress,
)
from organizations.bin import emptied_before
from organizations.emptying import empty


def empty_documents(now: datetime) -> int:
    """Delete for good what has lain in the bin too long by `now`; return how many records went."""
    _empty_removals(now)
    merges = Merge.objects.filter(undone_at=None)
    merged = Exists(merges.filter(Q(kept=OuterRef("pk")) | Q(gone=OuterRef("pk"))))
    return (
        empty(Relation.all_objects.binned(), _delete_relation, now)
        + empty(Attachment.all_objects.binned(), delete_file, now)
        + empty(Document.all_objects.binned().exclude(merged), _delete_document, now)
    )


def _empty_removals(now: datetime) -> None:
    """Delete the texts taken from documents that are cited; their files lie in the bin."""
    due = ContentRemoval.objects.filter(
        undone_at=None, is_emptied=False, done_at__lt=emptied_before(now)
    )
    for pk in list(due.values_list("pk", flat=True)):
        with transaction.atomic():
            removal = due.select_for_update(of=("self",)).filter(pk=pk).first()
            if removal is not None:
                _empty_removal(removal)


def _empty_removal(removal: ContentRemoval) -> None:
    text, removal.text, removal.is_emptied = removal.text, None, True
    removal.save(update_fields=["text", "is_emptied"])
    delete_text(text)


def delete_text(text: SourceText | None) -> None:
    """Delete a text that its owner let go, with its citations, and its words from the history."""
    if text is not None:
        key = text.pk
        text.delete()
        SourceText.history.filter(id=key).delete()


def delete_file(file: Attachment) -> None:
    """Delete a file of the bin with the text read in it; from the disk once that is certain."""
    text = file.text
    file.delete()
    delete_text(text)
    transaction.on_commit(partial(file.file.storage.delete, file.file.name))


def _delete_relation(relation: Relation) -> None:
    relation.delete()


def _delete_document(document: Document) -> None:
    """Delete a document with what is its own; ProtectedError where anything else names it."""
    for removal in document.removals.filter(is_emptied=False):
        _empty_removal(removal)
    for relation in Relation.all_objects.filter(source=document):
        _delete_relation(relation)
    for file in Attachment.all_objects.filter(document=document):
        delete_file(file)
    TakenAddress.objects.get_or_create(slug=document.slug)
    text = document.text
    document.delete()
    delete_text(text)
