"""Documents that bulletins and other documents cite and the registry does not hold, most cited
first, with the sentences that quote them: a work list for whoever looks for the papers."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest, Substr

from documents.deleting import citations_in_use
from documents.models import Citation, CitationTarget, Decision, Document

# Of the text before and after a citation, enough to find the sentence.
CONTEXT_CHARS = 120
# Sentences shown of one document.
MOST_QUOTES = 5


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
    links = _links().filter(document__is_held=False, document__deleted_at__isnull=True)
    source = "citation__source"
    citing = Coalesce(f"{source}__document", f"{source}__attachment__document")
    counted = links.values("document").annotate(
        bulletins=Count(f"{source}__bulletin_item__bulletin", distinct=True),
        documents=Count(citing, distinct=True),
    )
    ranked = counted.annotate(all=F("bulletins") + F("documents")).filter(all__gt=0)
    return ranked.order_by("-all", "document")


def _links() -> QuerySet[CitationTarget]:
    """Return the links of citations that nobody rejected, in texts whose owners are in use."""
    used = citations_in_use().exclude(state=Decision.REJECTED)
    in_binned = Q(source__bulletin_item__bulletin__deleted_at__isnull=False) | Q(
        source__attachment__document__deleted_at__isnull=False
    )
    return CitationTarget.objects.filter(citation__in=used.exclude(in_binned))


def wanted_of(rows: list[dict[str, Any]]) -> list[Wanted]:
    """Return what is shown of these rows of `waiting`, in their order, in three queries."""
    keys = [row["document"] for row in rows]
    documents = Document.objects.with_names().in_bulk(keys)
    found: dict[int, list[dict[str, Any]]] = {key: [] for key in keys}
    columns = ("document", "citation", "citation__date", "citation__symbol")
    for link in _links().filter(document__in=keys).order_by("citation").values(*columns):
        found[link["document"]].append(link)
    quotes = _quotes(link["citation"] for links in found.values() for link in links[:MOST_QUOTES])
    return [
        Wanted(
            document=documents[row["document"]],
            bulletins=row["bulletins"],
            documents=row["documents"],
            quotes=[quotes[link["citation"]] for link in links[:MOST_QUOTES]],
            left_out=max(0, len(links) - MOST_QUOTES),
            disagreements=_disagreements(links),
        )
        for row in rows
        if row["document"] in documents and (links := found[row["document"]])
    ]


def _quotes(citations: Iterable[int]) -> dict[int, Quote]:
    """Return the sentences around these citations; only they leave the database, not the texts."""
    begin = Greatest(F("start") - CONTEXT_CHARS, 0)
    piece = Substr("source__body", begin + 1, F("end") - begin + CONTEXT_CHARS)
    rows = Citation.objects.filter(pk__in=list(citations)).annotate(piece=piece)
    quotes = {}
    for row in rows.select_related("source").defer("source__body"):
        before = min(row.start, CONTEXT_CHARS)
        quotes[row.pk] = Quote(
            where=row.source.label,
            before=row.piece[:before],
            text=row.text,
            after=row.piece[before + row.end - row.start :],
        )
    return quotes


def _disagreements(links: list[dict[str, Any]]) -> list[str]:
    """Say where several quotations print different days or symbols for one document."""
    printed = {
        "Ngày": Counter(_day(day) for link in links if len(day := link["citation__date"]) == 10),
        "Ký hiệu": Counter(code for link in links if (code := link["citation__symbol"])),
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
