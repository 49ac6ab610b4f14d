"""What a document's page shows one reader: text with links, files, what cites and is cited.

Every query here starts from `visible_to(reader)`: what a reader may not see leaves no trace.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from documents.citations import Piece, annotate
from documents.models import Attachment, Citation, Decision, Document, SourceText
from organizations.kept_statements import kept
from organizations.succession import Line, lines_of


def files_of(document: Document, reader: Any) -> list[Attachment]:
    return list(_files(reader, document.pk))


@kept
def _files(reader: Any, document: int) -> QuerySet[Any]:
    return Attachment.objects.visible_to(reader).filter(document=document)


def readable_text(document: Document) -> SourceText | None:
    """Return the text of a document that was loaded `with_text_for` its reader.

    None when there is none or it is not for this reader.
    """
    return document.text if document.is_text_readable else None


def citations_in(source_ids: Iterable[int], reader: Any) -> list[Citation]:
    """Return the citations in these texts that the reader may see, as `with_targets`. One query."""
    return with_targets(_citations(reader, tuple(source_ids)))


@kept
def _citations(reader: Any, sources: tuple[int, ...]) -> QuerySet[Any]:
    citations = Citation.objects.visible_to(reader).exclude(state=Decision.REJECTED)
    return each_target(citations.filter(source__in=sources))


def each_target(citations: QuerySet[Any]) -> QuerySet[Any]:
    """Return citations in the order of the texts, each as often as it has targets."""
    return citations.annotate(target_key=F("targets")).order_by("source", "start")


def with_targets(rows: Iterable[Any]) -> list[Citation]:
    """Return each citation of `each_target` once.

    `target_keys` of each are the keys of the documents it names, which the reader may not see.
    """
    found: dict[int, Citation] = {}
    for row in rows:
        # One row for each target, or a single one without.
        citation = found.setdefault(row.pk, row)
        if citation is row:
            citation.target_keys = []
        if row.target_key is not None:
            citation.target_keys.append(row.target_key)
    return list(found.values())


def marked(
    sources: Iterable[SourceText],
    citations: Iterable[Citation],
    documents: Mapping[int, Document],
) -> dict[int, list[Piece[Citation]]]:
    """Return each text in pieces, by the text's pk; joined again they are exactly its body.

    `citations` are loaded `with_targets`; `seen_targets` of each become those of its targets
    that are among `documents`, which the reader may see, in the order they have there.
    """
    places = {key: place for place, key in enumerate(documents)}
    by_source: dict[int, list[Citation]] = {}
    for citation in citations:
        keys = [key for key in citation.target_keys if key in places]
        citation.seen_targets = [documents[key] for key in sorted(keys, key=places.__getitem__)]
        by_source.setdefault(citation.source_id, []).append(citation)
    return {source.pk: _pieces(source, by_source.get(source.pk, [])) for source in sources}


def _pieces(source: SourceText, citations: list[Citation]) -> list[Piece[Citation]]:
    spans = ((citation.start, citation.end, citation) for citation in apart(citations))
    return annotate(source.body, spans)


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
    """Return the documents linked in `pieces` (see `marked`), each once, in the text's order."""
    documents: dict[int, Document] = {}
    confirmed: set[int] = set()
    for piece in pieces:
        for document in piece.payload.seen_targets if piece.payload else ():
            documents.setdefault(document.pk, document)
            if piece.payload.is_decided:
                confirmed.add(document.pk)
    return [Cited(document, pk in confirmed) for pk, document in documents.items()]


def line_of(document: Any) -> Line | None:
    """Return what came after the issuing body, None while that body exists or is unknown.

    No query where nothing changed since the last: the document is loaded with
    `succession_state`, of `organizations.succession.state_of_successions`.
    """
    if document.organization is None:
        return None
    lines = lines_of([document.organization], document.succession_state)
    return lines.get(document.organization.pk)
