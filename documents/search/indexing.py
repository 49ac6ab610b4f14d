"""Writes the passages a record is found by, in the transaction that saves it.

Every save of a document, a file or a text calls this (see their `save`), so what is stored is
found at once. Nothing is written when nothing that is searched has changed.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from documents import models as registry
from documents.search.pieces import cut
from documents.search.positions import day_number, position, time_terms
from documents.search.terms import folded_text, heading_terms, text_terms, words_of

# To be raised when the same record is to give other terms: `index_search` then writes all anew.
# One or two letters or digits: every fingerprint begins with it, and has sixteen characters.
VERSION = "3"


@dataclass(frozen=True, slots=True)
class Record:
    """What is searched of one record: its place in time, its heading, its facts, its texts."""

    pk: int
    day: int
    heading: str
    facts: frozenset[str]
    texts: tuple[Any, ...] = ()


def passages_of(model: type[models.Model], owner: str, record: Record) -> Iterator[Any]:
    """Yield the passages of a record, unsaved; the heading's words are in each of them.

    So "kế hoạch chuyển đổi số" is found where the heading says the first and the text the rest.
    """
    heading = words_of(record.heading)
    title = folded_text(heading)
    common = text_terms(heading) | record.facts
    places = [(text, *place) for text in record.texts for place in cut(text.body)]
    for piece, (source, start, end) in enumerate((places or [(None, 0, 0)])[:1000]):
        body = source.body[start:end] if source else ""
        words = words_of(body)
        terms = common | text_terms(words) if words else set(common)
        terms.update(time_terms(record.day, piece))
        if not piece:
            terms |= heading_terms(heading)
        yield model(
            position=position(record.day, record.pk, piece),
            source=source,
            start=start,
            end=end,
            words=title + folded_text(words),
            terms=terms,
            fingerprint=_fingerprint(record, body, piece),
            **{f"{owner}_id": record.pk},
        )


def write_passages(model: Any, owner: str, record: Record | None, pk: int) -> None:
    """Make the stored passages of record `pk` what `record` says; None takes them all away."""
    write_all_passages(model, owner, {pk: record})


def write_all_passages(model: Any, owner: str, records: Mapping[int, Record | None]) -> None:
    """Do so for several records, by their keys, in as many queries as for one."""
    given = [record for record in records.values() if record]
    rows = [row for record in given for row in passages_of(model, owner, record)]
    with transaction.atomic():
        lock_records(model, owner, records)
        held = model.objects.filter(**{f"{owner}__in": list(records)})
        stored = dict(held.values_list("position", "fingerprint"))
        changed = [row for row in rows if stored.get(row.position) != row.fingerprint]
        gone = set(stored) - {row.position for row in rows}
        gone.update(row.position for row in changed if row.position in stored)
        if gone:
            model.objects.filter(position__in=gone).delete()
        model.objects.bulk_create(changed)


def lock_records(model: type[models.Model], owner: str, pks: Iterable[int]) -> set[int]:
    """Keep others from writing passages of these records until the transaction ends.

    Two who wrote them at once would both insert the same numbers. Taken in one order; returns
    the keys of those that exist. SQLite has one writer anyway and needs no lock.
    """
    records = model._meta.get_field(owner).related_model._base_manager.filter(pk__in=list(pks))
    return set(records.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))


def document_record(document: Any, texts: Iterable[Any]) -> Record:
    """Return what is searched of a document."""
    return Record(
        pk=document.pk,
        day=day_number(document.issued_on, document.issued_year),
        heading=document.heading,
        facts=frozenset(_facts(document)),
        texts=tuple(texts),
    )


def index_document(document: Any) -> None:
    """Index one document with its text and the texts of its files; from the bin it is taken out."""
    if document.is_binned:
        write_passages(registry.Passage, "document", None, document.pk)
        return
    texts = [document.text] if document.text else []
    files = document.attachments.filter(text__isnull=False).select_related("text")
    texts += [file.text for file in files if not file.is_binned]
    write_passages(registry.Passage, "document", document_record(document, texts), document.pk)


def _facts(document: Any) -> Iterator[str]:
    """Yield the facts of a document that a filter or a part of a query may ask for."""
    yield f"t:{document.document_type.name_key.replace(' ', '.')}"
    yield f"e:{document.status}"
    yield f"h:{int(document.is_held)}"
    yield f"a:{document.audience}"
    yield f"v:{document.state}"
    if document.code_key:
        number, _, rest = document.code_key.partition("/")
        yield from (f"c:{document.code_key}", f"n:{number}")
        if rest:
            yield f"s:{rest.rpartition('/')[2]}"
    for year in {document.year_in_number, str(document.issued_year or "")} - {""}:
        yield f"y:{year}"
    yield f"o:{document.organization_id or 0}"
    yield f"l:{document.organization.level if document.organization else 0}"
    if document.collective:
        yield f"j:{document.collective}"
    if document.term_id:
        yield f"m:{document.term.label.casefold()}"
        if document.term.ends_on:
            yield f"m:{document.term.starts_on.year}.{document.term.ends_on.year}"


def _fingerprint(record: Record, body: str, piece: int) -> str:
    """Sum up all that the words and terms of a passage are made of, and how they are made."""
    digest = hashlib.blake2b(digest_size=6)
    for part in (str(piece), record.heading, *sorted(record.facts), body):
        digest.update(part.encode())
        digest.update(b"\0")
    return f"{VERSION}.{digest.hexdigest()}"
