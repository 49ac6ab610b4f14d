"""Indexes whole tables: what was there before search was, or what a new version reads otherwise.

Records are gone through in the order of their keys, a batch and a transaction at a time, so a
killed run is simply started again and a running site goes on. Only what differs is written.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db import models, transaction

from documents.models import Attachment, Document, Passage
from documents.search.indexing import Record, document_record, passages_of
from documents.search.storing import insert_passages

BATCH = 1_000


def index_table(
    model: type[models.Model],
    owner: str,
    pks: Sequence[int],
    records: Callable[[list[int]], Iterator[Record]],
    progress: Callable[[int], None],
) -> int:
    """Bring the passages of these records up to date; return how many records were written.

    `records` makes the records of one batch; `progress` is told how many are done. What a batch
    no longer has (it lies in the bin) is taken out of the index.
    """
    written = 0
    for start in range(0, len(pks), BATCH):
        batch = list(pks[start : start + BATCH])
        with transaction.atomic():
            written += _write_batch(model, owner, batch, records)
        progress(start + len(batch))
    return written


def document_records(pks: list[int]) -> Iterator[Record]:
    """Yield what is searched of these documents, in six queries whatever their number."""
    documents = Document.objects.filter(pk__in=pks).select_related(
        "document_type", "organization", "term", "text"
    )
    files: dict[int, list[Any]] = {}
    for file in Attachment.objects.filter(document__in=pks, text__isnull=False).select_related(
        "text"
    ):
        files.setdefault(file.document_id, []).append(file.text)
    for document in documents:
        own = [document.text] if document.text else []
        yield document_record(document, own + files.get(document.pk, []))


def document_keys(only_missing: bool) -> models.QuerySet[Any]:
    """Return the keys of all documents, or of those that have no passage yet."""
    documents = Document.all_objects.order_by("pk")
    if only_missing:
        documents = documents.live().filter(
            ~models.Exists(Passage.objects.filter(document=models.OuterRef("pk")))
        )
    return documents.values_list("pk", flat=True)


def _write_batch(
    model: type[models.Model],
    owner: str,
    pks: list[int],
    records: Callable[[list[int]], Iterator[Record]],
) -> int:
    key = f"{owner}_id"
    stored: dict[int, dict[int, str]] = {}
    for pk, place, mark in model.objects.filter(**{f"{key}__in": pks}).values_list(
        key, "position", "fingerprint"
    ):
        stored.setdefault(pk, {})[place] = mark
    fresh = {record.pk: list(passages_of(model, owner, record)) for record in records(pks)}
    changed = [
        pk
        for pk in pks
        if {row.position: row.fingerprint for row in fresh.get(pk, ())} != stored.get(pk, {})
    ]
    gone = [place for pk in changed for place in stored.get(pk, ())]
    if gone:
        model.objects.filter(position__in=gone).delete()
    insert_passages(model, [row for pk in changed for row in fresh.get(pk, ())])
    return len(changed)


def index_new(documents: Sequence[Document]) -> None:
    """Index documents that were just inserted in bulk; their rows and texts are in memory."""
    records = (document_record(row, [row.text] if row.text else []) for row in documents)
    rows = [row for record in records for row in passages_of(Passage, "document", record)]
    insert_passages(Passage, rows)
