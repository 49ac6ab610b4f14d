"""What a document's page shows one reader: text with links, relations, mentions, homonyms.

Every query here starts from `visible_to(reader)`: what a reader may not see leaves no trace.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q

from documents.citations import Piece, annotate
from documents.models import Attachment, Citation, Decision, Document, Relation, SourceText
from organizations.succession import Line, lines_of

# Verbs by which another document says that this one no longer stands as it was issued.
_CHANGING = frozenset(
    {
        Relation.Verb.AMENDS,
        Relation.Verb.REPLACES,
        Relation.Verb.REPEALS,
        Relation.Verb.CORRECTS,
    }
)


@dataclass(slots=True)
class RelationGroup:
    """Relations with one verb in one direction, under the label the reader sees."""

    label: str
    verb: str
    is_of_others: bool
    relations: list["Related"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Related:
    """The other document of a relation, the relation, its sentence if it may be seen, and where
    that stands ('' for one that an editor typed).
    """

    document: Document
    relation: Relation
    evidence: str
    evidence_from: str


def relation_groups(document: Document, reader: Any) -> list[RelationGroup]:
    """Return the relations of `document` both ways, grouped by verb in the verbs' own order.

    First what the document does to others, then what others do to it; oldest first, since
    a chain is read from its beginning.
    """
    # A sentence out of a text is for those who may read that text.
    readable = SourceText.objects.visible_to(reader).filter(pk=OuterRef("citation__source_id"))
    relations = (
        Relation.objects.visible_to(reader)
        .filter(Q(source=document) | Q(target=document))
        .annotate(sentence_is_readable=Exists(readable), sentence_from=F("citation__source__label"))
        .select_related(
            *("source__document_type", "source__organization", "source__term"),
            *("target__document_type", "target__organization", "target__term"),
        )
    )
    verbs = Relation.Verb.values
    by_verb = sorted(relations, key=lambda relation: verbs.index(relation.verb))
    forward = _grouped(
        reader,
        (
            (relation.get_verb_display(), relation.target, relation)
            for relation in by_verb
            if relation.source_id == document.pk
        ),
        is_of_others=False,
    )
    backward = _grouped(
        reader,
        (
            (relation.reverse_label, relation.source, relation)
            for relation in by_verb
            if relation.target_id == document.pk
        ),
        is_of_others=True,
    )
    return forward + backward


def _grouped(reader: Any, rows: Any, *, is_of_others: bool) -> list[RelationGroup]:
    groups: dict[str, RelationGroup] = {}
    for label, other, relation in rows:
        group = groups.setdefault(label, RelationGroup(label, relation.verb, is_of_others))
        evidence = _evidence(relation, reader)
        stands_in = (relation.sentence_from or "") if evidence else ""
        group.relations.append(Related(other, relation, evidence, stands_in))
    for group in groups.values():
        # Undated ones last: nobody knows where in the chain they stand.
        group.relations.sort(key=lambda related: str(related.document.issued_on or "9999"))
    return list(groups.values())


def changing(groups: Iterable[RelationGroup]) -> list[tuple[str, Related]]:
    """Return what is confirmed to amend, replace, repeal or correct the document, with its label.

    Told at the head of the page: it is what others state. Whether the document is in force does
    not follow from it and is not concluded.
    """
    return [
        (group.label, related)
        for group in groups
        if group.is_of_others and group.verb in _CHANGING
        for related in group.relations
        if related.relation.is_decided
    ]


def _evidence(relation: Any, reader: Any) -> str:
    """Return the sentence behind a relation; one that an editor typed is for members."""
    if relation.citation_id is None:
        return relation.evidence if reader.is_authenticated else ""
    return relation.evidence if relation.sentence_is_readable else ""


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
