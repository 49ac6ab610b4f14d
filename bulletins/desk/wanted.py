"""What bulletins and documents cite and the registry does not hold, most cited first: a work list
for whoever looks for the papers. Documents known by their citations, and citations of which no
document is known; these are taken together by what was read in them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.urls import reverse

from bulletins.desk.access import desk_address
from bulletins.desk.quotations import Quote, disagreements, mentions_of, quote_of
from documents.checking.phrases import standard_code
from documents.deciding.prefilling import entry_address
from documents.linking import asking
from documents.models import Citation, CitationTarget, Decision, Document
from documents.removing.deleting import citations_in_use
from organizations.text import normalize

# Sentences shown of one document; the others have a page of their own.
MOST_QUOTES = 5
MOST_ALIKE = 5
# As many show whether the sentences disagree.
MOST_COMPARED = 30
# Stands for the document where none is known: NULL sorts first on one database, last on the other.
UNKNOWN = 0
READ = (*asking.READ, "name_read")
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One document that is cited and not held; `document` is None where none is known.

    `citation` is one that names it. `disagreements` are sentences on what the quotations print
    differently. `alike` are documents of the registry with the code and day that were read.
    """

    document: Document | None
    citation: Citation
    bulletins: int
    documents: int
    count: int = 0
    quotes: list[Quote] = field(default_factory=list)
    disagreements: list[str] = field(default_factory=list)
    alike: list[Document] = field(default_factory=list)

    @property
    def decide(self) -> str:
        """Where the citation is given a document that the registry has: its card, or its page."""
        item = getattr(self.citation.source, "bulletin_item", None)
        if item is not None:
            return desk_address(item.bulletin, self.citation.pk)
        return reverse("admin:documents_citation_change", args=[self.citation.pk])

    @property
    def name(self) -> str:
        """What it is called: as registered, else as it was read."""
        return str(self.document) if self.document else name_read(self.citation)

    @property
    def lacks_title(self) -> bool:
        return self.document is not None and is_untitled(self.document)

    @property
    def left_out(self) -> int:
        return max(0, self.count - len(self.quotes))

    @property
    def entry(self) -> str:
        """The form to enter it, filled in with what is known."""
        if self.document:
            return reverse("admin:documents_document_change", args=[self.document.pk])
        return entry_address(self.citation)

    @property
    def facts(self) -> list[str]:
        """Who issued it, as registered; else the day and the body as they were read."""
        if self.document:
            return [self.document.issuer_display]
        return [fact for fact in (self.citation.date_told, self.citation.issuer) if fact]


def is_untitled(document: Document) -> bool:
    """Whether nothing says what a document is about: neither a title nor a name of its own."""
    return not (document.title or document.name)


def name_read(citation: Citation) -> str:
    """Return what the document of a citation is called, as far as it was read."""
    number, symbol = citation.number, citation.symbol
    if not number:
        return normalize(citation.text)
    code = standard_code(number, citation.year_in_number, symbol) if symbol else f"số {number}"
    return f"{citation.type} {code}".strip()


def waiting() -> Any:
    """Return the key of each wanted document with how many bulletins and documents wait for it."""
    links = _links().filter(document__is_held=False, document__deleted_at__isnull=True)
    counted = links.values("document").annotate(**_waiters("citation__source"))
    ranked = counted.annotate(all=F("bulletins") + F("documents")).filter(all__gt=0)
    return ranked.order_by("-all", "document")


def all_waiting() -> Any:
    """Return the rows of `waiting` and those of citations without a document, ranked as one list.

    `document` is UNKNOWN in these; `citation` is the first citation of each.
    """
    columns = ("document", "citation", "bulletins", "documents", "all")
    known = waiting().annotate(citation=Min("citation")).order_by()
    # Named apart from what the rows are grouped by.
    read = open_citations().values(*READ).annotate(**_waiters("source"), citation=Min("pk"))
    unknown = read.annotate(all=F("bulletins") + F("documents"), document=Value(UNKNOWN))
    rows = unknown.filter(all__gt=0).order_by().values(*columns)
    return known.values(*columns).union(rows, all=True).order_by("-all", "document", "citation")


def _waiters(source: str) -> dict[str, Any]:
    citing = Coalesce(f"{source}__document", f"{source}__attachment__document")
    return {
        "bulletins": Count(f"{source}__bulletin_item__bulletin", distinct=True),
        "documents": Count(citing, distinct=True),
    }


def _citations() -> QuerySet[Citation]:
    """Return the citations that nobody rejected, in texts whose owners are in use."""
    in_binned = Q(source__bulletin_item__bulletin__deleted_at__isnull=False) | Q(
        source__attachment__document__deleted_at__isnull=False
    )
    return citations_in_use().exclude(state=Decision.REJECTED).exclude(in_binned)


def _links() -> QuerySet[CitationTarget]:
    return CitationTarget.objects.filter(citation__in=_citations())


def open_citations() -> QuerySet[Citation]:
    """Return the citations of which no document is known, each with its `name_read`."""
    is_known = Exists(CitationTarget.objects.filter(citation=OuterRef("pk")))
    # What has a number is told apart by it, however it is written.
    name = Case(When(number="", then=F("text")), default=Value(""), output_field=TextField())
    return _citations().exclude(is_known).annotate(name_read=name)


def of_document(document: Document) -> QuerySet[Citation]:
    """Return the citations that name a document, in the order in which they were read."""
    return _citations().filter(targets=document).order_by("pk")


def read_alike(citation: Citation) -> QuerySet[Citation]:
    """Return the citations in which the same was read as in this one of `open_citations`."""
    return open_citations().filter(_is_read(citation)).order_by("pk")


def _is_read(citation: Any) -> Q:
    return Q(**{name: getattr(citation, name) for name in READ})


def wanted_of(rows: Sequence[dict[str, Any]]) -> list[Wanted]:
    """Return what is shown of these rows of `all_waiting`, in their order.

    In a number of queries that the rows do not raise.
    """
    keys = [row["document"] for row in rows if row["document"] != UNKNOWN]
    documents = Document.objects.with_names().in_bulk(keys)
    owners = Citation.objects.select_related("source__bulletin_item__bulletin__publisher")
    firsts = owners.defer("source__body").in_bulk([row["citation"] for row in rows])
    alike = _alike(firsts[row["citation"]] for row in rows if row["document"] == UNKNOWN)
    places = _places_of_documents(keys) | _places_read(
        row["citation"] for row in rows if row["document"] == UNKNOWN
    )
    shown = [pk for found in places.values() for pk in found[:MOST_COMPARED]]
    mentions = {m.citation.pk: m for m in mentions_of(Citation.objects.filter(pk__in=shown))}
    wanted = []
    for row in rows:
        known = row["document"] != UNKNOWN
        found = places.get((known, row["document"] if known else row["citation"]), [])
        compared = [mentions[pk] for pk in found[:MOST_COMPARED] if pk in mentions]
        # Decided on or deleted since the rows were counted.
        if not compared or (known and row["document"] not in documents):
            continue
        wanted.append(
            Wanted(
                document=documents.get(row["document"]),
                citation=firsts[row["citation"]],
                bulletins=row["bulletins"],
                documents=row["documents"],
                count=len(found),
                quotes=[quote_of(mention) for mention in compared[:MOST_QUOTES]],
                disagreements=disagreements(compared),
                alike=[] if known else alike.get(row["citation"], []),
            )
        )
    return wanted


def _alike(citations: Iterable[Citation]) -> dict[int, list[Document]]:
    """Return by key of a citation the first documents with its code, and its day if they tell one.

    Of a citation without a day none: "01-NQ/ĐU" is one of every commune and term.

    The reader does not take it for them, as where the text is older than the document; to enter it
    once more would be refused.
    """
    asked = [one for one in citations if one.code_key and one.date]
    by_code: dict[str, list[Document]] = {}
    documents = Document.objects.with_names().filter(code_key__in={one.code_key for one in asked})
    for document in documents.order_by("pk"):
        by_code.setdefault(document.code_key, []).append(document)
    return {
        one.pk: [
            document
            for document in by_code.get(one.code_key, [])
            if not document.issued_on or document.issued_on.isoformat().startswith(one.date)
        ][:MOST_ALIKE]
        for one in asked
    }


def _places_of_documents(keys: list[int]) -> dict[Key, list[int]]:
    found: dict[Key, list[int]] = {}
    links = _links().filter(document__in=keys).order_by("citation")
    for document, citation in links.values_list("document", "citation"):
        found.setdefault((True, document), []).append(citation)
    return found


def _places_read(firsts: Iterable[int]) -> dict[Key, list[int]]:
    """Return by the first citation of each the keys of all in which the same was read."""
    asked = list(open_citations().filter(pk__in=list(firsts)))
    if not asked:
        return {}
    first = {tuple(getattr(one, name) for name in READ): one.pk for one in asked}
    found: dict[Key, list[int]] = {}
    alike = open_citations().filter(reduce(or_, map(_is_read, asked))).order_by("pk")
    for pk, *read in alike.values_list("pk", *READ):
        found.setdefault((False, first[tuple(read)]), []).append(pk)
    return found
