"""Documents that bulletins and other documents cite and the registry does not hold, most cited
first, with the sentences that quote them: a work list for whoever looks for the papers."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q

from documents.models import Citation, CitationTarget, Decision, Document

# Sentences shown of one document.
MOST_QUOTES = 5
# Of the text before and after a citation, enough to find the sentence.
CONTEXT_CHARS = 120


@dataclass(frozen=True, slots=True)
class Quote:
    """One place that quotes a document, and whose text it stands in."""

    where: str
    before: str
    text: str
    after: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """One document that is cited and not held.

    `disagreements` are sentences on what the quotations print differently.
    """

    document: Document
    bulletins: int
    documents: int
    quotes: list[Quote]
    left_out: int
    disagreements: list[str]


def waiting() -> Any:
    """Return the key of each wanted document with how many bulletins and documents wait for it."""
    links = CitationTarget.objects.filter(
        document__is_held=False, document__deleted_at__isnull=True
    ).exclude(citation__state=Decision.REJECTED)
    item = "citation__source__bulletin_item"
    live_item = Q(**{f"{item}__deleted_at__isnull": True})
    counted = links.values("document").annotate(
        bulletins=Count(f"{item}__bulletin", distinct=True, filter=live_item),
        documents=Count("citation__source__document", distinct=True)
        + Count("citation__source__attachment__document", distinct=True),
    )
    ranked = counted.annotate(all=F("bulletins") + F("documents")).filter(all__gt=0)
    return ranked.order_by("-all", "document")


def wanted_of(rows: list[dict[str, Any]]) -> list[Wanted]:
    """Return what is shown of these rows of `waiting`, in their order, in two queries."""
    keys = [row["document"] for row in rows]
    documents = Document.objects.with_names().in_bulk(keys)
    links = CitationTarget.objects.filter(document__in=keys).exclude(
        citation__state=Decision.REJECTED
    )
    by_document: dict[int, list[Citation]] = {}
    for link in links.select_related("citation__source").order_by("citation"):
        by_document.setdefault(link.document_id, []).append(link.citation)
    return [
        _wanted(documents[row["document"]], row, by_document[row["document"]])
        for row in rows
        if row["document"] in documents
    ]


def _wanted(document: Document, row: dict[str, Any], citations: list[Citation]) -> Wanted:
    return Wanted(
        document=document,
        bulletins=row["bulletins"],
        documents=row["documents"],
        quotes=[_quote(citation) for citation in citations[:MOST_QUOTES]],
        left_out=max(0, len(citations) - MOST_QUOTES),
        disagreements=_disagreements(citations),
    )


def _quote(citation: Citation) -> Quote:
    body = citation.source.body
    return Quote(
        where=citation.source.label,
        before=body[max(0, citation.start - CONTEXT_CHARS) : citation.start],
        text=citation.text,
        after=body[citation.end : citation.end + CONTEXT_CHARS],
    )


def _disagreements(citations: list[Citation]) -> list[str]:
    """Say where several quotations print different days or symbols for one document."""
    printed = {
        "Ngày": Counter(_day(citation.date) for citation in citations if len(citation.date) == 10),
        "Ký hiệu": Counter(citation.symbol for citation in citations if citation.symbol),
    }
    return [
        f"{name} ghi khác nhau: "
        + "; ".join(f"{value} ({count} chỗ)" for value, count in counts.most_common())
        for name, counts in printed.items()
        if len(counts) > 1
    ]


def _day(iso: str) -> str:
    """Return a stored day as people read it, the day first."""
    return "/".join(reversed(iso.split("-")))
