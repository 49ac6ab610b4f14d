"""What names a document, row by row, so that an editor can tell which rows mean another."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.text import capfirst

from documents.merging.pointing import called, naming_fields, rows_naming
from documents.models import CitationTarget, Document
from organizations.pointers import in_use
from organizations.text import key_in

# On one page; what is left is shown once these have been moved.
MOST_SHOWN = 200
# What each account keeps for itself is no business of an editor's.
OWN = frozenset({"documents.Follow.document"})


@dataclass(frozen=True, slots=True)
class Row:
    """One row that names the document: `key` as the form sends it, and what it says."""

    key: str
    words: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """Rows of one kind, under the name people know it by."""

    label: str
    rows: list[Row]
    is_more: bool


def rows_by_kind(document: Document) -> list[Kind]:
    """Return all in use that names the document, kind by kind, at most `MOST_SHOWN` of each."""
    kinds = []
    for field in naming_fields():
        if called(field) in OWN:
            continue
        rows = rows_naming(field, document).filter(in_use(field.model))
        if field.model is CitationTarget:
            rows = rows.select_related("citation__source")
        shown = list(islice(_shown(called(field), rows[: MOST_SHOWN + 1]), MOST_SHOWN + 1))
        if shown:
            label = capfirst(str(field.model._meta.verbose_name_plural))
            kinds.append(Kind(label, shown[:MOST_SHOWN], len(shown) > MOST_SHOWN))
    return kinds


def _shown(name: str, rows: Iterable[Any]) -> Iterator[Row]:
    for row in rows:
        if isinstance(row, CitationTarget):
            where = row.citation.source.label
            yield Row(f"{name}:{row.pk}", f"“{row.citation.text}”", where)
        else:
            yield Row(f"{name}:{row.pk}", str(row))


def chosen_keys(sent: Iterable[str]) -> dict[str, set[int]]:
    """Return the keys of rows that a form sent, by the column they name the document in."""
    found: dict[str, set[int]] = {}
    for each in sent:
        name, _, written = each.rpartition(":")
        key = key_in(written)
        if key is not None and name not in OWN:
            found.setdefault(name, set()).add(key)
    return found
