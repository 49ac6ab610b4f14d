"""The documents that one document's page names beside its relations, and why: two queries.

Those its text cites, those that bear the same code, those whose texts cite it. Starts from
`visible_to(reader)`: what a reader may not see leaves no trace.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, QuerySet, When
from django.db.models.functions import Coalesce

from documents.models import Citation, CitationTarget, Decision, Document, SourceText
from documents.page import with_targets

# Each of a hundred communes has its "01-CT/ĐU": of more homonyms the list of documents tells.
HOMONYMS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Mention:
    """Another document whose text or file names this one, and whether a person confirmed it."""

    document: Document
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`citations` in the document's text, the documents they name by their keys, and others.

    `homonyms` bear the same code, the newest of them where `are_more_homonyms`; `mentions` name
    it, confirmed ones first. Each newest first.
    """

    citations: list[Citation]
    cited: dict[int, Document]
    homonyms: list[Document]
    are_more_homonyms: bool
    mentions: list[Mention]


def surroundings_of(document: Document, text: SourceText | None, reader: Any) -> Surroundings:
    """Return what the reader may see around `document`; `text` is its own, if they may read it.

    Editors also get mentions that only undecided citations speak for.
    """
    around = with_targets(_citations_around(document, text, reader))
    citations = [one for one in around if text and one.source_id == text.pk]
    naming = _naming(document, around)
    cited = {key for citation in citations for key in citation.target_keys}
    documents = {one.pk: one for one in _documents(document, cited | naming.keys(), reader)}
    others = [one for key, one in documents.items() if key != document.pk]
    homonyms = [one for one in others if document.code_key and one.key_of_code == document.code_key]
    mentions = [Mention(one, naming[one.pk]) for one in others if one.pk in naming]
    return Surroundings(
        citations=citations,
        cited={key: one for key, one in documents.items() if key in cited},
        homonyms=homonyms[:HOMONYMS_SHOWN],
        are_more_homonyms=len(homonyms) > HOMONYMS_SHOWN,
        mentions=sorted(mentions, key=lambda mention: not mention.is_confirmed),
    )


def _citations_around(
    document: Document, text: SourceText | None, reader: Any
) -> QuerySet[Citation]:
    """Return the citations in the text and those that name the document, wherever they stand.

    `owner` is the document whose text, or whose file's, they stand in; none for a bulletin's.
    """
    # Each found by an index of its own; joined by OR they would have the whole table read.
    naming = CitationTarget.objects.filter(document=document).order_by().values("citation")
    inside = Citation.objects.filter(source=text).order_by().values("pk")
    file_in_use = When(
        source__attachment__deleted_at__isnull=True, then=F("source__attachment__document")
    )
    return (
        Citation.objects.visible_to(reader)
        .exclude(state=Decision.REJECTED)
        .filter(pk__in=naming.union(inside) if text else naming)
        .annotate(owner=Coalesce(F("source__document"), Case(file_in_use)))
    )


def _naming(document: Document, citations: Iterable[Citation]) -> Mapping[int, bool]:
    """Return by its key each document that names this one, and whether a person confirmed it."""
    naming: dict[int, bool] = {}
    for citation in citations:
        if citation.owner is not None and document.pk in citation.target_keys:
            confirmed = citation.state == Decision.CONFIRMED
            naming[citation.owner] = naming.get(citation.owner, False) or confirmed
    return naming


def _documents(document: Document, keys: Iterable[int], reader: Any) -> QuerySet[Document]:
    """Return the documents with these keys and the newest that bear the document's code."""
    seen, every = Document.objects.visible_to(reader), Document.objects.order_by()
    wanted = every.filter(pk__in=list(keys)).values("pk")
    if document.code_key:
        same = seen.with_code_key(document.code_key).exclude(pk=document.pk)
        newest = same.values("pk")[: HOMONYMS_SHOWN + 1]
        wanted = every.filter(pk__in=newest).values("pk").union(wanted)
    documents = seen.filter(pk__in=wanted).for_rows()
    return documents.annotate(key_of_code=F("code_key"))
