"""What a document's page shows one reader: text with links, files, mentions, homonyms.

Every query here starts from `visible_to(reader)`: what a reader may not see leaves no trace.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q

from documents.citations import Piece, annotate
from documents.models import Attachment, Citation, Decision, Document, SourceText
from organizations.succession import Line, lines_of


def homonyms(document: Document, reader: Any) -> list[Document]:
    """Return other documents the reader may see that bear the same code."""
    if not document.code_key:
        return []
    same = Document.objects.visible_to(reader).with_code_key(document.code_key)
    return list(same.exclude(pk=document.pk).with_names())


def files_of(document: Document, reader: Any) -> list[Attachment]:
    return list(Attachment.objects.visible_to(reader).filter(document=document))


def readable_text(document: Document, reader: Any) -> SourceText | None:
    """Return the document's text, or None when there is none or it is not for this reader."""
    if document.text_id is None:
        return None
    return SourceText.objects.visible_to(reader).filter(pk=document.text_id).first()


def annotated(sources: Iterable[SourceText], reader: Any) -> dict[int, list[Piece[Citation]]]:
    """Return each text in pieces, by the text's pk; joined again they are exactly its body.

    Three queries however many texts and citations there are.
    """
    texts = list(sources)
    by_source: dict[int, list[Citation]] = {source.pk: [] for source in texts}
    for citation in _citations_in(by_source, reader):
        by_source[citation.source_id].append(citation)
    return {source.pk: _marked(source, by_source[source.pk]) for source in texts}


def _marked(source: SourceText, citations: list[Citation]) -> list[Piece[Citation]]:
    spans = ((citation.start, citation.end, citation) for citation in apart(citations))
    return annotate(source.body, spans)


def _citations_in(source_ids: Iterable[int], reader: Any) -> Any:
    """Return the citations the reader may see; `seen_targets` are the documents to link."""
    seen = Document.objects.visible_to(reader).with_names()
    return (
        Citation.objects.visible_to(reader)
        .filter(source__in=source_ids)
        .exclude(state=Decision.REJECTED)
        .order_by("source", "start")
        .prefetch_related(Prefetch("targets", queryset=seen, to_attr="seen_targets"))
    )


def apart(citations: list[Citation]) -> list[Citation]:
    """Return `citations`, sorted by place, without overlaps; confirmed outweighs proposed."""
    kept: list[Citation] = []
    for citation in citations:
        if kept and citation.start < kept[-1].end:
            if kept[-1].is_decided or not citation.is_decided:
                continue
            kept.pop()
        kept.append(citation)
    return kept


@dataclass(frozen=True, slots=True)
class Cited:
    """A document that the text cites, and whether a person confirmed a citation of it."""

    document: Document
    is_confirmed: bool


def cited_in(pieces: Iterable[Piece[Citation]]) -> list[Cited]:
    """Return the documents linked in `pieces` (see `annotated`), each once, in the text's order."""
    documents: dict[int, Document] = {}
    confirmed: set[int] = set()
    for piece in pieces:
        for document in piece.payload.seen_targets if piece.payload else ():
            documents.setdefault(document.pk, document)
            if piece.payload.is_decided:
                confirmed.add(document.pk)
    return [Cited(document, pk in confirmed) for pk, document in documents.items()]


def line_of(document: Document) -> Line | None:
    """Return what came after the issuing body, None while that body exists or is unknown."""
    if document.organization is None:
        return None
    return lines_of([document.organization]).get(document.organization.pk)


@dataclass(frozen=True, slots=True)
class Mention:
    """Another document whose text or file names this one, and whether a person confirmed it."""

    document: Document
    is_confirmed: bool


def mentions_of(document: Document, reader: Any) -> list[Mention]:
    """Return the other documents whose texts cite `document`, newest first, confirmed ones first.

    Editors also get those that only undecided citations speak for. At most two queries.
    """
    citations = Citation.objects.visible_to(reader).filter(targets=document)
    confirmed = list(_citing(citations.confirmed(), reader).exclude(pk=document.pk))
    mentions = [Mention(other, True) for other in confirmed]
    if reader.is_authenticated and reader.is_editor:
        undecided = _citing(citations.filter(state=Decision.PROPOSED), reader)
        told = [document.pk, *(other.pk for other in confirmed)]
        mentions += [Mention(other, False) for other in undecided.exclude(pk__in=told)]
    return mentions


def _citing(citations: Any, reader: Any) -> Any:
    """Return the documents the reader may see whose text, or a file's text, holds `citations`."""
    sources = citations.values("source_id")
    files = Attachment.objects.visible_to(reader).filter(text__in=sources)
    holds = Q(text__in=sources) | Q(pk__in=files.values("document_id"))
    return Document.objects.visible_to(reader).filter(holds).with_names()
