"""Indexes whole tables: what was there before search was, or what a new version reads otherwise.

Records are gone through in the order of their keys, a batch and a transaction at a time, so a
killed run is simply started again and a running site goes on. Only what differs is written.
Each process reads, makes and writes its own batches; on SQLite they write by turns.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Length

from documents.models import Attachment, Document, DocumentType, Passage, SourceText
from documents.parallel import in_processes
from documents.search.indexing import (
    VERSION,
    Record,
    document_record,
    lock_records,
    passages_of,
)
from documents.search.storing import index_set_aside, insert_rows, restore_index
from organizations.models import Organization, Term

BATCH = 1_000
# A batch of long texts is broken off here and its rest gone on with later: bounds the memory.
MOST_CHARS = 4_000_000
# Characters of the texts that are loaded together, the last of them beyond.
MOST_LOADED = 500_000
# Below this, and where most is indexed already, the index of the database is kept while writing.
LEAST_SET_ASIDE = 10_000

Stored = dict[int, dict[int, str]]


@dataclass(frozen=True, slots=True)
class Searched:
    """One kind of record that is searched.

    `live` are the records to be found, each under `owner` in the rows of `passages`; `records`
    makes what is searched of those that these keys name, leaving out what lies in the bin.
    """

    passages: type[models.Model]
    owner: str
    live: models.QuerySet[Any]
    records: Callable[[Sequence[int]], Iterable[Record]]


@dataclass(frozen=True, slots=True)
class Compared:
    """What differs of a batch: passages to be written for `changed`, and keys not looked at yet.

    `stored` is what lay there at that time: position and fingerprint, by record.
    """

    seen: int
    stored: Stored
    changed: dict[int, list[Any]]
    rest: list[int]


@dataclass(frozen=True, slots=True)
class Done:
    """How many records of a batch were looked at and written, and the keys still to do."""

    seen: int
    written: int
    rest: list[int]


def documents_searched() -> Searched:
    """Return what `index_records` must know to index all documents."""
    return Searched(Passage, "document", Document.objects.all(), document_records)


def document_records(pks: Sequence[int]) -> Iterator[Record]:
    """Yield what is searched of these documents; so many texts are loaded at once as are short."""
    documents = _documents(pks)
    texts = {document.pk: [document.text_id] for document in documents if document.text_id}
    with_text = Attachment.objects.filter(document__in=pks, text__isnull=False)
    for document, text in with_text.values_list("document", "text"):
        texts.setdefault(document, []).append(text)
    known = SourceText.objects.filter(pk__in=[key for keys in texts.values() for key in keys])
    chars = dict(known.order_by().values_list("pk", Length("body")))
    for group in _groups(documents, texts, chars):
        keys = [key for document in group for key in texts.get(document.pk, ())]
        loaded = SourceText.objects.in_bulk(keys) if keys else {}
        for document in group:
            own = (loaded.get(key) for key in texts.get(document.pk, ()))
            yield document_record(document, filter(None, own))


def _documents(pks: Sequence[int]) -> list[Document]:
    """Return these documents in order; they share their types, bodies and terms.

    A thousand documents have few of them, and a join would make each anew a thousand times.
    """
    documents = list(Document.objects.filter(pk__in=pks).order_by("pk"))
    kinds = DocumentType.objects.in_bulk({row.document_type_id for row in documents})
    bodies = Organization.all_objects.in_bulk({row.organization_id for row in documents})
    terms = Term.objects.in_bulk({row.term_id for row in documents})
    for row in documents:
        row.document_type = kinds[row.document_type_id]
        row.organization = bodies.get(row.organization_id)
        row.term = terms.get(row.term_id)
    return documents


def _groups(
    documents: Iterable[Document], texts: dict[int, list[int]], chars: dict[int, int]
) -> Iterator[list[Document]]:
    """Yield the documents in groups whose texts lie in memory together."""
    group: list[Document] = []
    size = 0
    for document in documents:
        group.append(document)
        size += sum(chars.get(key, 0) for key in texts.get(document.pk, ()))
        if size > MOST_LOADED:
            yield group
            group, size = [], 0
    yield group


def keys_to_index(searched: Searched, *, everything: bool) -> list[int]:
    """Return the keys of records to look at, in order.

    All of them, or those whose passages are missing, of an older version, or left over from
    before the record went to the bin.
    """
    owner = f"{searched.owner}_id"
    rows = searched.passages.objects.order_by()
    live = searched.live.order_by()
    wanted = live if everything else live.filter(~_exists(rows, **{owner: OuterRef("pk")}))
    # Row by row, in two questions: PostgreSQL would compare each row with all keys.
    left = [rows.filter(~_exists(live, pk=OuterRef(owner)))]
    if not everything:
        left.append(rows.exclude(fingerprint__startswith=f"{VERSION}."))
    keys = set(wanted.values_list("pk", flat=True))
    return sorted(keys.union(*(gone.values_list(owner, flat=True) for gone in left)))


def _exists(rows: models.QuerySet[Any], **condition: OuterRef) -> Exists:
    return Exists(rows.filter(**condition))


def index_records(
    searched: Searched,
    pks: Sequence[int],
    processes: int = 1,
    progress: Callable[[int], None] = lambda done: None,
) -> int:
    """Bring the passages of these records up to date; return how many records were written.

    `progress` hears how many of `pks` are done. A missing index is made again.
    """
    total = searched.live.count() if len(pks) >= LEAST_SET_ASIDE else 0
    is_mostly_new = 0 < total < 2 * len(pks) and _is_mostly_missing(searched, total)
    written = done = 0
    with index_set_aside(searched.passages) if is_mostly_new else nullcontext():
        left = list(pks)
        while left:
            rest: list[int] = []
            for batch in _index_all(searched, left, processes):
                written += batch.written
                rest += batch.rest
                done += batch.seen
                progress(done)
            left = rest
    restore_index(searched.passages)
    return written


def new_passages(documents: Sequence[Document]) -> list[Any]:
    """Return the passages, unsaved, of documents with keys whose rows and texts are in memory."""
    records = (document_record(row, [row.text] if row.text else []) for row in documents)
    return [row for record in records for row in passages_of(Passage, "document", record)]


def _is_mostly_missing(searched: Searched, total: int) -> bool:
    """Whether fewer than half as many passages of this version lie there as there are records."""
    present = searched.passages.objects.filter(fingerprint__startswith=f"{VERSION}.")
    return not present.order_by("pk")[total // 2 :].exists()


def _index_all(searched: Searched, pks: list[int], processes: int) -> Iterator[Done]:
    batches = (pks[start : start + BATCH] for start in range(0, len(pks), BATCH))
    # Starting processes for a handful takes longer than the work.
    if processes == 1 or len(pks) <= BATCH:
        return (_index_batch(searched, batch) for batch in batches)
    pieces = ((batch,) for batch in batches)
    return in_processes(_index_in_process, pieces, processes, _start_process, (searched,))


# What a process was told at its start: a queryset cannot be handed over.
_searched: list[Searched] = []


def _start_process(searched: Searched) -> None:
    _searched[:] = [searched]


def _index_in_process(pks: list[int]) -> Done:
    return _index_batch(_searched[0], pks)


def _index_batch(searched: Searched, pks: list[int]) -> Done:
    found = _compare(searched, pks)
    return Done(found.seen, _write(searched, found), found.rest)


def _compare(searched: Searched, pks: list[int]) -> Compared:
    """Make the passages of these records, as far as their length allows, and keep what differs."""
    # Read before the records: who saves one in between changes these, which `_write` sees.
    stored = _stored(searched, pks)
    changed: dict[int, list[Any]] = {}
    chars, seen = 0, set(pks)
    found: set[int] = set()
    for record in searched.records(pks):
        rows = list(passages_of(searched.passages, searched.owner, record))
        found.add(record.pk)
        if _marks(rows) != stored.get(record.pk, {}):
            changed[record.pk] = rows
            chars += sum(len(row.words) for row in rows)
        if chars > MOST_CHARS:
            seen = found
            break
    changed |= {pk: [] for pk in seen - found if stored.get(pk)}
    return Compared(len(seen), stored, changed, [pk for pk in pks if pk not in seen])


def _write(searched: Searched, found: Compared) -> int:
    """Write what was found in one transaction; return how many records changed.

    A record that was saved meanwhile is passed over: that save has indexed it.
    """
    if not found.changed:
        return 0
    model, keys = searched.passages, list(found.changed)
    with transaction.atomic():
        locked = lock_records(model, searched.owner, keys)
        now = _stored(searched, keys)
        same = [pk for pk in keys if pk in locked and now.get(pk, {}) == found.stored.get(pk, {})]
        gone = [place for pk in same for place in now.get(pk, ())]
        if gone:
            model.objects.filter(position__in=gone).delete()
        insert_rows(model, [row for pk in same for row in found.changed[pk]])
    return len(same)


def _stored(searched: Searched, pks: Sequence[int]) -> Stored:
    key = f"{searched.owner}_id"
    stored: Stored = {}
    rows = searched.passages.objects.filter(**{f"{key}__in": pks})
    for pk, place, mark in rows.values_list(key, "position", "fingerprint"):
        stored.setdefault(pk, {})[place] = mark
    return stored


def _marks(rows: Iterable[Any]) -> dict[int, str]:
    return {row.position: row.fingerprint for row in rows}
