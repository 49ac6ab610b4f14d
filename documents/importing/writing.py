"""Writes planned rows into the registry, many at once, with all that goes with each.

History, news, search index and the texts of a document follow as when it is saved by hand. What
takes long is worked out before the transaction, in which on SQLite nobody else can write.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from documents.importing.planning import Kind, PlannedRow
from documents.models import Attachment, Document, Event, Passage, TakenAddress
from documents.models.addresses import addresses_taken
from documents.models.document import RESERVED_ADDRESSES, address_words
from documents.models.sources import lock_texts
from documents.search.rebuilding import new_passages
from documents.search.storing import insert_rows, reserve_keys
from documents.texts import share_texts
from organizations.acting import acting_as
from organizations.text import free_slug

# SQLite takes some 32,000 in one statement.
_KEYS_AT_ONCE = 5_000
_REASON = "Nhập từ danh sách"
UNDONE_REASON = "Hoàn tác việc nhập danh sách"


@dataclass(slots=True)
class Prepared:
    """What is to be written: new documents with keys, addresses, passages; and changed ones."""

    added: list[Document]
    changed: list[Document]
    passages: list[Any]


def prepare(planned: Iterable[PlannedRow]) -> Prepared:
    """Work out all that can be before the transaction; rows that do nothing are left out."""
    rows = [(row.kind, row.document) for row in planned if row.document is not None]
    added = [document for kind, document in rows if kind == Kind.NEW]
    changed = [document for kind, document in rows if kind == Kind.UPDATE]
    _give_keys(added)
    return Prepared(added, changed, new_passages(added))


def _give_keys(documents: Sequence[Document]) -> None:
    if not documents:
        return
    for document, key in zip(documents, reserve_keys(Document, len(documents)), strict=True):
        document.pk = key
    bases = {address_words(document) for document in documents}
    known = Document.all_objects.order_by().filter(slug__in=bases).values_list("slug", flat=True)
    taken = set(RESERVED_ADDRESSES)
    once = TakenAddress.objects.order_by().filter(slug__in=bases).values_list("slug", flat=True)
    for base in {*known, *once}:
        # Only where an address is taken are those that were told apart from it looked for.
        others = Document.all_objects.order_by().filter(slug__startswith=base)
        taken.update(others.values_list("slug", flat=True), addresses_taken(base))
    for document in documents:
        document.slug = free_slug(address_words(document), taken)
        taken.add(document.slug)


def write(prepared: Prepared, by: Any) -> dict[int, int]:
    """Write what was prepared, in a transaction that holds its texts and its number series.

    Returns the version of each document that stands in the history now, by their keys.
    """
    _insert(prepared, by)
    with acting_as(by):
        for document in prepared.changed:
            document._change_reason = _REASON
            document.save()
            if document.is_held:
                share_texts(document)
    return versions_of([row.pk for row in (*prepared.added, *prepared.changed)])


def _insert(prepared: Prepared, by: Any) -> None:
    added = prepared.added
    if not added:
        return
    insert_rows(Document, added)
    write_versions(added, by, "+", _REASON)
    # As each tells of itself when it is saved by hand: it was registered.
    told = [event for row in added for event in row.TOLD.events(row, {"state"}, True)]
    # Of documents that are just made none was told before.
    insert_rows(Event, told)
    insert_rows(Passage, prepared.passages)


def write_versions(documents: Iterable[Document], by: Any, kind: str, reason: str) -> None:
    """Write a version of each document into the history; of documents for everybody of a kind.

    Those for chosen bodies also have a list of these in their history, so they are saved by hand.
    """
    model, now = Document.history.model, timezone.now()
    told = {"history_user_id": by.pk, "history_type": kind, "history_change_reason": reason}
    insert_rows(model, [_Version(row, history_date=now, **told) for row in documents])


class _Version:
    """A document as a row of the history holds it; its model would be made for each in vain."""

    # The database gives one.
    pk = None

    def __init__(self, document: Document, **told: Any) -> None:
        # All columns of a document lie there; to ask for each of them one by one takes long.
        self.__dict__ |= vars(document) | told


def lock_texts_of(documents: Sequence[Document], *, waits: bool = True) -> None:
    """Lock the texts of documents that are about to be changed, before anything else is locked.

    Where something else is held already it must not wait: see `lock_texts`.
    """
    held = [document for document in documents if document.is_held]
    files = Attachment.all_objects.filter(document__in=held, text__isnull=False).order_by()
    ids = {document.text_id for document in held} | set(files.values_list("text_id", flat=True))
    if ids - {None}:
        lock_texts(ids - {None}, waits=waits)


def lock_documents(documents: Sequence[Document]) -> None:
    """Let nobody else change these documents until the transaction ends; taken in one order."""
    keys = sorted(document.pk for document in documents)
    for start in range(0, len(keys), _KEYS_AT_ONCE):
        rows = Document.all_objects.filter(pk__in=keys[start : start + _KEYS_AT_ONCE])
        list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def versions_of(keys: Sequence[int]) -> dict[int, int]:
    """Return the newest version of each document in the history, by their keys."""
    found: dict[int, int] = {}
    for start in range(0, len(keys), _KEYS_AT_ONCE):
        versions = Document.history.filter(id__in=keys[start : start + _KEYS_AT_ONCE]).order_by()
        newest = versions.values("id").annotate(newest=Max("history_id"))
        found.update(newest.values_list("id", "newest"))
    return found


def bin_all(documents: Sequence[Document], by: Any, at: Any) -> None:
    """Put documents into the bin with all that goes with it; nothing may need them still."""
    for document in documents:
        document.deleted_at, document.deleted_by = at, by
    with transaction.atomic():
        for start in range(0, len(documents), _KEYS_AT_ONCE):
            keys = [document.pk for document in documents[start : start + _KEYS_AT_ONCE]]
            rows = Document.all_objects.filter(pk__in=keys)
            rows.update(deleted_at=at, deleted_by=by, updated_at=at)
            Passage.objects.filter(document__in=keys).delete()
        write_versions(documents, by, "~", UNDONE_REASON)
