"""Rows of a list of documents: what is shown of each, in one statement that is made only once.

A page of a list reads twenty-five documents of a million. Loaded as records, with their types,
bodies and terms, they took a tenth of the time of the whole page; as a statement that joins these,
PostgreSQL read all documents for given bodies first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from documents.models import Document
from documents.querysets import SHOWN_IN_ROWS, DocumentQuerySet
from documents.search.question import Rights
from organizations.audience import KEPT_CIRCLES, Circle, circle_of
from organizations.reading_place import reading_connection


@dataclass(frozen=True, slots=True)
class Named:
    """A type or a body, as far as a row shows it."""

    name: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A term, as far as a row shows it."""

    label: str


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """What a row of a list shows of a document and is searched in, in the words of `Document`."""

    pk: int
    slug: str
    number: str
    year_in_number: str
    symbol: str
    name: str
    title: str
    collective: str
    issuer_printed: str
    issuer_then: str
    issued_on: date | None
    issued_year: int | None
    signer: str
    state: str
    is_held: bool
    document_type: Named
    organization: Named | None
    term: Labelled | None

    State = Document.State
    code = Document.code
    label = Document.label
    date_display = Document.date_display
    is_proposed = Document.is_proposed
    issuer_name = Document.issuer_name
    issuer_display = Document.issuer_display
    heading = Document.heading

    def get_collective_display(self) -> str:
        """Return who acted for the body, in words."""
        return str(Document.Collective(self.collective).label)


def seen_by(reader: Any) -> DocumentQuerySet:
    """Return the documents `reader` may see: `visible_to`, made once for all who see the same."""
    return _seen_by(circle_of(reader)).all()


def rights_of(reader: Any) -> Rights:
    """Return which documents `reader` may see; made once for all who see the same."""
    return _rights_of(circle_of(reader))


def listed(keys: Iterable[int], reader: Any) -> dict[int, ListedDocument]:
    """Return by their keys those of these documents that `reader` may see, in one query."""
    asked = list(keys)
    if not asked:
        return {}
    seen, rights = rights_of(reader).seen_record("d.id")
    few = ", ".join(["%s"] * len(asked))
    # As a value that is there or not: as a condition, PostgreSQL would gather all that may be seen.
    statement = f"{_rows()} WHERE d.id IN ({few}) AND ({seen} LIMIT 1) IS NOT NULL"
    with reading_connection().cursor() as cursor:
        cursor.execute(statement, [*asked, *rights])
        return {row[0]: _document(row) for row in cursor.fetchall()}


@lru_cache(maxsize=KEPT_CIRCLES)
def _seen_by(circle: Circle) -> DocumentQuerySet:
    return Document.objects.visible_to(circle)


@lru_cache(maxsize=KEPT_CIRCLES)
def _rights_of(circle: Circle) -> Rights:
    return Rights(_seen_by(circle))


@lru_cache(maxsize=1)
def _rows() -> str:
    """Return the statement for what is shown of the documents `d`."""
    own = [f"d.{name}" for name in SHOWN_IN_ROWS if "__" not in name]
    named = [_of_another(*name.split("__")) for name in SHOWN_IN_ROWS if "__" in name]
    return f"SELECT d.id, {', '.join(own + named)} FROM {Document._meta.db_table} d"


def _of_another(key: str, column: str) -> str:
    """Return what is shown of a record that the document names by `key`.

    Looked up row by row: joined, the whole table of bodies was read for twenty-five of them.
    """
    field = Document._meta.get_field(key)
    table = field.related_model._meta.db_table
    return f"(SELECT o.{column} FROM {table} o WHERE o.id = d.{field.column})"


def _document(row: tuple[Any, ...]) -> ListedDocument:
    *own, kind, body, term = row
    return ListedDocument(
        *own,
        Named(kind),
        None if body is None else Named(body),
        None if term is None else Labelled(term),
    )
