"""The same list page with its documents found in the two ways others would take.

`plain_hits` asks as Django's own searches do (every word `icontains` in one of the fields);
`TantivyIndex` asks an index of the same headings, texts and facts. Rights hold in both. Only
how documents are found differs: view, filters, paging and template are the site's own.
"""

import importlib
import importlib.util
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.utils.text import smart_split, unescape_string_literal

from documents.listing.filters import DocumentFilter
from documents.listing.paging import PAGE_ROWS
from documents.models import Document, Passage
from documents.search.found import COUNTED, Order
from documents.search.indexing import document_record
from documents.search.match import Match, Term
from documents.search.positions import ALL_DAYS
from documents.search.terms import bare, words_of
from documents.search.wanted import Asked
from organizations.audience import Audience

PLAIN_FIELDS = ("title", "symbol", "number", "organization__name", "text__body")
_BATCH = 2_000
_TYPES_OF_HITS = (Order.BEST, Order.NUMBER)


def is_tantivy_installed() -> bool:
    return importlib.util.find_spec("tantivy") is not None


@contextmanager
def pages_fed_by(hits: Callable[[DocumentFilter], Any]) -> Iterator[None]:
    """Let the list take its documents from `hits` of its filters while this lasts."""
    own = DocumentFilter.__dict__["hits"]
    fed = cached_property(hits)
    fed.__set_name__(DocumentFilter, "hits")
    DocumentFilter.hits = fed
    try:
        yield
    finally:
        DocumentFilter.hits = own


# --- Django alone ----------------------------------------------------------------------------


class PlainHits:
    """Documents in which every typed word is, as a Django list with a search box finds them."""

    is_more = False

    def __init__(self, filters: DocumentFilter) -> None:
        found = filters.qs
        for word in smart_split(filters.data.get("q", "")):
            typed = unescape_string_literal(word) if word[:1] in "\"'" else word
            anywhere = Q()
            for field in PLAIN_FIELDS:
                anywhere |= Q(**{f"{field}__icontains": typed})
            found = found.filter(anywhere)
        self._pages = Paginator(found.values_list("pk", flat=True), PAGE_ROWS)

    @property
    def count(self) -> int:
        return self._pages.count

    def records(self, order: Order, start: int, stop: int) -> list[int]:
        return list(self._pages.object_list[start:stop])


# --- tantivy ---------------------------------------------------------------------------------


class TantivyIndex:
    """An index of all documents in `folder`, and the questions asked of it."""

    def __init__(self, folder: Path, reach: Sequence[int]) -> None:
        self._tantivy = importlib.import_module("tantivy")
        builder = self._tantivy.SchemaBuilder()
        builder.add_text_field("text", tokenizer_name="whitespace", index_option="position")
        builder.add_text_field("facts", tokenizer_name="whitespace", index_option="basic")
        builder.add_integer_field("day", fast=True, indexed=True)
        builder.add_integer_field("pk", fast=True)
        self._schema = builder.build()
        folder.mkdir(parents=True, exist_ok=True)
        self._index = self._tantivy.Index(self._schema, path=str(folder))
        self._readers = [f"r:{body}" for body in reach]

    def fill(self) -> int:
        """Index all documents unless they are all there already; return how many there are."""
        count = Document.objects.count()
        if self._index.searcher().num_docs == count:
            return count
        writer = self._index.writer()
        writer.delete_all_documents()
        keys = list(Document.objects.order_by("pk").values_list("pk", flat=True))
        for first in range(0, count, _BATCH):
            for one in _rows(keys[first : first + _BATCH]):
                writer.add_document(self._tantivy.Document(**one))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        return count

    def hits(self, filters: DocumentFilter) -> "TantivyHits":
        """Return the documents that fit what the filters were asked."""
        return TantivyHits(self._index.searcher(), self._query(filters._asked()))

    def _query(self, asked: Asked) -> Any:
        kinds, query = self._tantivy.Occur, self._tantivy.Query
        seen = [f"a:{Audience.EVERYONE}", f"a:{Audience.MEMBERS}", *self._readers]
        wanted = [
            query.term_set_query(self._schema, "facts", seen),
            self._term(Term("v:registered")),
        ]
        wanted += [self._any(clause) for clause in _clauses(asked.facts)]
        typed = [bare(word) for text in asked.words for word in words_of(text)]
        wanted += [self._term(Term(word)) for word in typed if word]
        wanted += [self._row(text.split()) for text in asked.facts.phrases]
        if asked.days != ALL_DAYS:
            kind = self._tantivy.FieldType.Integer
            wanted.append(
                query.range_query(self._schema, "day", kind, asked.days.first, asked.days.last)
            )
        unwanted = [
            query.boolean_query([(kinds.Must, self._term(term)) for term in clause])
            for clause in asked.facts.none
        ]
        return query.boolean_query(
            [*((kinds.Must, one) for one in wanted), *((kinds.MustNot, one) for one in unwanted)]
        )

    def _any(self, clause: Sequence[Term]) -> Any:
        if len(clause) == 1:
            return self._term(clause[0])
        should = self._tantivy.Occur.Should
        return self._tantivy.Query.boolean_query([(should, self._term(term)) for term in clause])

    def _term(self, term: Term) -> Any:
        if term.text[1:2] == ":":
            return self._tantivy.Query.term_query(self._schema, "facts", term.text, "basic")
        words = term.text.lstrip("^").split("_")
        if len(words) > 1:
            return self._row(words)
        return self._tantivy.Query.term_query(self._schema, "text", words[0])

    def _row(self, words: Sequence[str]) -> Any:
        return self._tantivy.Query.phrase_query(self._schema, "text", list(words))


class TantivyHits:
    """The best documents first by the score of the index, or the newest where that is asked."""

    def __init__(self, searcher: Any, query: Any) -> None:
        self._searcher, self._query = searcher, query

    @cached_property
    def _all(self) -> int:
        return self._searcher.search(self._query, 1, count=True).count

    @property
    def count(self) -> int:
        return min(self._all, COUNTED)

    @property
    def is_more(self) -> bool:
        return self._all > COUNTED

    def records(self, order: Order, start: int, stop: int) -> list[int]:
        field = {} if order in _TYPES_OF_HITS else {"order_by_field": "day"}
        found = self._searcher.search(
            self._query, limit=stop - start, offset=start, count=False, **field
        )
        places = [place for _, place in found.hits]
        return self._searcher.fast_field_values("pk", places) if places else []


def _clauses(facts: Match) -> list[tuple[Term, ...]]:
    """Return what is asked beside rows of words: an index with positions needs no pairs."""
    rows = " ".join(facts.phrases)
    return [
        clause
        for clause in facts.all
        if not ("_" in clause[0].text and f" {clause[0].text.replace('_', ' ')} " in rows)
    ]


def _rows(keys: Sequence[int]) -> Iterator[dict[str, Any]]:
    """Yield the fields of these documents; their words are those of their passages."""
    words: dict[int, list[str]] = {}
    passages = Passage.objects.filter(document_id__in=keys).order_by("position")
    for key, text in passages.values_list("document_id", "words"):
        words.setdefault(key, []).append(text)
    documents = Document.objects.filter(pk__in=keys).with_names()
    for document in documents.prefetch_related("audience_bodies"):
        record = document_record(document, [])
        readers = (
            {f"r:{body.pk}" for body in document.audience_bodies.all()}
            if document.audience == Audience.BODIES
            else ()
        )
        yield {
            "text": " ".join(words.get(document.pk, [])),
            "facts": " ".join([*record.facts, *readers]),
            "day": record.day,
            "pk": document.pk,
        }
