"""What a row of the list shows of a document: the words looked for, and where they stand.

Texts are those the reader may see; the words of one whole page cost one query.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, Min, OuterRef
from django.db.models.functions import Substr

from documents.models import Document, Passage, SourceText
from documents.search.marking import MarkedPiece, marked, snippet, sought
from documents.search.parts import Query
from documents.search.terms import bare, words_of


@dataclass(frozen=True, slots=True)
class Row:
    """One document with its title in pieces and a stretch of its text; each may be empty."""

    document: Document
    title: list[MarkedPiece]
    snippet: list[MarkedPiece]


def rows_of(documents: Iterable[Document], query: Query | None, reader: Any) -> list[Row]:
    """Return a row for each document, words of `query` marked as far as `reader` may see them.

    A stretch of the text is shown where title, body and signer do not hold every word demanded.
    """
    shown = list(documents)
    demanded = (*query.words, *query.phrases) if query else ()
    words = sought(demanded + query.optional_words) if query else frozenset()
    needed = sought(demanded)
    in_text = [document.pk for document in shown if needed - _words_of_heading(document, needed)]
    stretches = _stretches(in_text, demanded, reader) if in_text else {}
    return [
        Row(
            document,
            marked(document.title, words),
            snippet(stretches.get(document.pk, ""), words),
        )
        for document in shown
    ]


def _words_of_heading(document: Document, needed: Collection[str]) -> set[str]:
    return set(map(bare, words_of(document.heading))) if needed else set()


def _stretches(documents: list[int], texts: Iterable[str], reader: Any) -> dict[int, str]:
    """Return for each of these documents the first piece of its texts with all that is looked for.

    A piece bears the words of the heading too, so what is not there stands in the piece itself.
    """
    passages = Passage.objects.filter(document__in=documents, source__isnull=False)
    for text in texts:
        row = " ".join(filter(None, map(bare, words_of(text))))
        passages = passages.filter(words__contains=f" {row} ")
    first = passages.order_by().values("document").annotate(first=Min("position"))
    # Asked row by row: SQLite would begin with all texts there are.
    is_readable = Exists(SourceText.objects.visible_to(reader).filter(pk=OuterRef("source")))
    readable = Passage.objects.filter(is_readable, position__in=first.values("first"))
    # Only the piece leaves the database, not the book it stands in.
    piece = Substr("source__body", F("start") + 1, F("end") - F("start"))
    return dict(readable.values_list("document_id", piece))
